package org.visioncourse.cifar10;

import static org.visioncourse.training.TrainingOptions.or;

import java.util.List;
import org.visioncourse.engine.Precision;
import org.visioncourse.training.RunOptions;
import org.visioncourse.training.TrainingOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line's options; null where the preset holds. */
final class Cifar10Options {

    private static final int D2L_BATCH = 32;

    @Mixin
    RunOptions run = new RunOptions();

    @Mixin
    TrainingOptions training = new TrainingOptions();

    @Option(names = "--depth", paramLabel = "N", description = "layers of the ResNet: 18, 34 or 50")
    Integer depth;

    @Option(names = "--recipe", paramLabel = "NAME", description = "way to train: ${COMPLETION-CANDIDATES}")
    Recipe recipe;

    @Option(names = "--precision", paramLabel = "NAME", description = "of the training: ${COMPLETION-CANDIDATES}")
    Precision precision;

    @Option(names = "--warm-up", paramLabel = "SHARE", description = "share of the run in which the rate rises")
    Double warmUp;

    @Option(names = "--momentum", paramLabel = "M", description = "momentum of the updates")
    Double momentum;

    @Option(names = "--weight-decay", paramLabel = "D", description = "weight decay")
    Float weightDecay;

    @Option(names = "--label-smoothing", paramLabel = "S", description = "share of the target that all classes get")
    Double labelSmoothing;

    @Option(names = "--average", paramLabel = "DECAY", description = "decay of the averaged weights, 0 for none")
    Double averageDecay;

    @Option(
            names = "--cutout",
            paramLabel = "SIDE",
            description = "side of the square cut out of a picture, 0 for none")
    Integer cutout;

    @Option(names = "--plain-pictures", description = "train on the pictures as they are: no crop, flip or cutout")
    Boolean plainPictures;

    @Option(names = "--valid-ratio", paramLabel = "R", description = "share held out for validation, 0 for none")
    Double validRatio;

    @Option(
            names = "--without",
            paramLabel = "PART",
            split = ",",
            description = "leave out parts of --recipe fast: ${COMPLETION-CANDIDATES}")
    List<FastPart> without;

    @Option(names = "--overfit-batch", description = "train on one batch only, to see that its loss goes to 0")
    boolean overfitBatch;

    @Option(names = "--find-lr", description = "look for a learning rate instead of training: a plot and a suggestion")
    boolean findRate;

    /** A new run's configuration: the preset of its data, with the options given. */
    Cifar10Config config() {
        String data = or(training.data, Cifar10Config.SAMPLE);
        Cifar10Config preset = preset(data);
        if (run.quick) {
            preset = preset.quick();
        }
        return over(overfitBatch ? preset.overfitting() : preset);
    }

    private Cifar10Config preset(String data) {
        if (recipe == Recipe.D2L) {
            return Cifar10Config.d2l(data, or(training.batchSize, D2L_BATCH));
        }
        if (recipe == Recipe.FAST) {
            return Cifar10Config.fast(data);
        }
        return Cifar10Config.of(data);
    }

    /** The options given, over a configuration; the fast recipe's rate grows with the batch. */
    Cifar10Config over(Cifar10Config base) {
        int batchSize = or(training.batchSize, base.batchSize());
        boolean scaled = or(recipe, base.recipe()) == Recipe.FAST && batchSize != base.batchSize();
        float rate = scaled ? base.learningRate() * batchSize / base.batchSize() : base.learningRate();
        return new Cifar10Config(
                or(training.data, base.data()),
                or(depth, base.depth()),
                or(recipe, base.recipe()),
                or(precision, base.precision()),
                or(run.seed, base.seed()),
                or(training.epochs, base.epochs()),
                batchSize,
                or(training.learningRate, rate),
                or(warmUp, base.warmUp()),
                or(momentum, base.momentum()),
                or(weightDecay, base.weightDecay()),
                or(labelSmoothing, base.labelSmoothing()),
                or(averageDecay, base.averageDecay()),
                or(cutout, base.cutout()),
                or(plainPictures, base.plainPictures()),
                or(validRatio, base.validRatio()),
                or(training.limit, base.limit()),
                or(without, base.without()),
                overfitBatch || base.overfit());
    }
}
