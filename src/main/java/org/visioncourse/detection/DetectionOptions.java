package org.visioncourse.detection;

import static org.visioncourse.training.TrainingOptions.or;

import org.visioncourse.engine.Precision;
import org.visioncourse.training.RunOptions;
import org.visioncourse.training.TrainingOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line's options; null where the preset holds. */
final class DetectionOptions {

    @Mixin
    RunOptions run = new RunOptions();

    @Mixin
    TrainingOptions training = new TrainingOptions();

    @Option(names = "--classes", paramLabel = "N", description = "kinds of generated fruit")
    Integer classes;

    @Option(names = "--objects", paramLabel = "N", description = "the most generated fruits in a picture")
    Integer objects;

    @Option(names = "--skip-bad", description = "leave bad rows of labels out, and report them")
    Boolean skipBad;

    @Option(names = "--backbone", paramLabel = "NAME", description = "below the heads: ${COMPLETION-CANDIDATES}")
    SsdBackbone backbone;

    @Option(
            names = "--weights",
            paramLabel = "FILE",
            description =
                    "of the backbone: a .pth or .safetensors file, or a network's name; default the published ones")
    String weights;

    @Option(names = "--side", paramLabel = "PIXELS", description = "height and width of the network's input")
    Integer side;

    @Option(names = "--loss", paramLabel = "NAME", description = "what predictions cost: ${COMPLETION-CANDIDATES}")
    LossName loss;

    @Option(names = "--precision", paramLabel = "NAME", description = "of the training: ${COMPLETION-CANDIDATES}")
    Precision precision;

    @Option(names = "--backbone-scale", paramLabel = "X", description = "the backbone's learning rate over the heads'")
    Float backboneScale;

    @Option(names = "--weight-decay", paramLabel = "D", description = "weight decay")
    Float weightDecay;

    @Option(names = "--average", paramLabel = "DECAY", description = "decay of the averaged weights, 0 for none")
    Double averageDecay;

    @Option(names = "--valid-ratio", paramLabel = "R", description = "share held out for validation, 0 for none")
    Double validRatio;

    @Option(names = "--folds", paramLabel = "K", description = "measure by cross-validation in K parts")
    Integer folds;

    Integer fold;

    /** A new run's configuration: the preset of its data, with the options given. */
    DetectionConfig config() {
        DetectionConfig preset = DetectionConfig.of(or(training.data, DetectionConfig.SAMPLE));
        return over(run.quick ? preset.quick() : preset);
    }

    /** The options given, over a configuration. */
    DetectionConfig over(DetectionConfig base) {
        return new DetectionConfig(
                or(training.data, base.data()),
                or(classes, base.classes()),
                or(objects, base.objects()),
                or(skipBad, base.skipBad()),
                or(backbone, base.backbone()),
                or(weights, base.weights()),
                or(side, base.side()),
                or(loss, base.loss()),
                or(precision, base.precision()),
                or(run.seed, base.seed()),
                or(training.epochs, base.epochs()),
                or(training.batchSize, base.batchSize()),
                or(training.learningRate, base.learningRate()),
                or(backboneScale, base.backboneScale()),
                or(weightDecay, base.weightDecay()),
                or(averageDecay, base.averageDecay()),
                or(validRatio, base.validRatio()),
                or(folds, base.folds()),
                or(fold, base.fold()),
                or(training.limit, base.limit()));
    }
}
