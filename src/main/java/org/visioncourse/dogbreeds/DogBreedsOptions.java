package org.visioncourse.dogbreeds;

import static org.visioncourse.training.TrainingOptions.or;

import java.util.Objects;
import java.util.stream.Stream;
import org.visioncourse.engine.Precision;
import org.visioncourse.models.Backbone;
import org.visioncourse.training.RunOptions;
import org.visioncourse.training.TrainingOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line's options; null where the preset holds. */
final class DogBreedsOptions {

    @Mixin
    RunOptions run = new RunOptions();

    @Mixin
    TrainingOptions training = new TrainingOptions();

    @Option(names = "--mode", paramLabel = "MODE", description = "what learns: ${COMPLETION-CANDIDATES}")
    Mode mode;

    @Option(names = "--backbone", paramLabel = "NAME", description = "below the head: ${COMPLETION-CANDIDATES}")
    Backbone backbone;

    @Option(
            names = "--weights",
            paramLabel = "FILE",
            description =
                    "of the backbone: a .pth or .safetensors file, or a network's name; default the published ones")
    String weights;

    @Option(names = "--side", paramLabel = "PIXELS", description = "height and width of the network's input")
    Integer side;

    @Option(names = "--precision", paramLabel = "NAME", description = "of the training: ${COMPLETION-CANDIDATES}")
    Precision precision;

    @Option(names = "--head-scale", paramLabel = "X", description = "the head's learning rate over the others'")
    Float headScale;

    @Option(names = "--weight-decay", paramLabel = "D", description = "weight decay")
    Float weightDecay;

    @Option(names = "--label-smoothing", paramLabel = "S", description = "share of the target that all breeds get")
    Double labelSmoothing;

    @Option(names = "--average", paramLabel = "DECAY", description = "decay of the averaged weights, 0 for none")
    Double averageDecay;

    @Option(names = "--dropout", paramLabel = "P", description = "share of the head's inputs that a step leaves out")
    Double dropout;

    @Option(
            names = "--mirror",
            negatable = true,
            description = "look at each photograph mirrored, too, and take the mean")
    Boolean mirror;

    @Option(names = "--valid-ratio", paramLabel = "R", description = "share held out for validation, 0 for none")
    Double validRatio;

    @Option(names = "--folds", paramLabel = "K", description = "measure by cross-validation in K parts")
    Integer folds;

    Integer fold;

    /** A new run's configuration: the preset of its data and mode, with the options given. */
    DogBreedsConfig config() {
        String data = or(training.data, DogBreedsConfig.SAMPLE);
        boolean sample = DogBreedsConfig.isGenerated(data);
        Mode chosen = or(mode, sample ? Mode.ALL : Mode.FEATURES);
        if (chosen == Mode.ALL && isOfOneMode()) {
            throw new IllegalArgumentException(
                    "batch size, rates, decay, smoothing, average, dropout and mirror are each"
                            + " mode's own: name one by --mode features, finetune or scratch");
        }
        DogBreedsConfig preset = DogBreedsConfig.of(data, chosen);
        return over(run.quick ? preset.quick() : preset);
    }

    private boolean isOfOneMode() {
        return Stream.of(
                        training.batchSize,
                        training.learningRate,
                        headScale,
                        weightDecay,
                        labelSmoothing,
                        averageDecay,
                        dropout,
                        mirror)
                .anyMatch(Objects::nonNull);
    }

    /** The options given, over a configuration. */
    DogBreedsConfig over(DogBreedsConfig base) {
        return new DogBreedsConfig(
                or(training.data, base.data()),
                or(mode, base.mode()),
                or(backbone, base.backbone()),
                or(weights, base.weights()),
                or(side, base.side()),
                or(precision, base.precision()),
                or(run.seed, base.seed()),
                or(training.epochs, base.epochs()),
                or(training.batchSize, base.batchSize()),
                or(training.learningRate, base.learningRate()),
                or(headScale, base.headScale()),
                or(weightDecay, base.weightDecay()),
                or(labelSmoothing, base.labelSmoothing()),
                or(averageDecay, base.averageDecay()),
                or(dropout, base.dropout()),
                or(mirror, base.mirror()),
                or(validRatio, base.validRatio()),
                or(folds, base.folds()),
                or(fold, base.fold()),
                or(training.limit, base.limit()));
    }
}
