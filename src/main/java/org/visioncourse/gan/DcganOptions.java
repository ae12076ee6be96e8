package org.visioncourse.gan;

import static org.visioncourse.training.TrainingOptions.or;

import org.visioncourse.engine.Precision;
import org.visioncourse.training.RunOptions;
import org.visioncourse.training.TrainingOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line's options; null where the preset holds. */
final class DcganOptions {

    @Mixin
    RunOptions run = new RunOptions();

    @Mixin
    TrainingOptions training = new TrainingOptions();

    @Option(names = "--class", paramLabel = "NAME", description = "learn one class of CIFAR-10 only")
    String className;

    @Option(names = "--background", paramLabel = "#RRGGBB", description = "colour behind transparent pictures")
    String background;

    @Option(names = "--side", paramLabel = "PIXELS", description = "height and width of the pictures: 32, 64 or 128")
    Integer side;

    @Option(names = "--loss", paramLabel = "NAME", description = "what the networks minimise: ${COMPLETION-CANDIDATES}")
    GanLoss loss;

    @Option(names = "--label-smoothing", paramLabel = "S", description = "the answer for real pictures is 1 - S")
    Float smoothing;

    @Option(
            names = "--noise",
            paramLabel = "STD",
            description = "noise on what the discriminator sees at first, 0 for none")
    Float noise;

    @Option(
            names = "--rate-left",
            paramLabel = "SHARE",
            description = "share of the learning rate that is left in the end")
    Float rateLeft;

    @Option(names = "--average", paramLabel = "DECAY", description = "decay of the generator's average, 0 for none")
    Double averageDecay;

    @Option(names = "--precision", paramLabel = "NAME", description = "of the networks: ${COMPLETION-CANDIDATES}")
    Precision precision;

    /** A new run's configuration: the preset of its data, with the options given. */
    DcganConfig config() {
        String data = or(training.data, DcganConfig.SAMPLE);
        DcganConfig preset = data.equals(DcganConfig.SAMPLE) ? DcganConfig.sample() : DcganConfig.real(data);
        return over(run.quick ? preset.quick() : preset);
    }

    /** The options given, over a configuration. */
    DcganConfig over(DcganConfig base) {
        return new DcganConfig(
                or(training.data, base.data()),
                or(className, base.className()),
                or(background, base.background()),
                or(side, base.side()),
                or(loss, base.loss()),
                or(smoothing, base.smoothing()),
                or(noise, base.noise()),
                or(averageDecay, base.averageDecay()),
                or(precision, base.precision()),
                or(run.seed, base.seed()),
                or(training.epochs, base.epochs()),
                or(training.batchSize, base.batchSize()),
                or(training.learningRate, base.learningRate()),
                or(rateLeft, base.rateLeft()),
                or(training.limit, base.limit()));
    }
}
