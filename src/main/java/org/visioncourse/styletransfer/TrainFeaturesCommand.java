package org.visioncourse.styletransfer;

import static org.visioncourse.training.TrainingOptions.or;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.visioncourse.data.Cifar10Binary;
import org.visioncourse.engine.Torch;
import org.visioncourse.training.Progress;
import org.visioncourse.training.RunFolder;
import org.visioncourse.training.RunOptions;
import org.visioncourse.training.Stop;
import org.visioncourse.training.TrainingOptions;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** {@code style-transfer train-features}: trains the small network whose features come with the course. */
@CommandLine.Command(
        name = "train-features",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Trains the small network whose features come with the course, on CIFAR-10.")
final class TrainFeaturesCommand implements Callable<Integer> {

    @Mixin
    private RunOptions run = new RunOptions();

    @Mixin
    private TrainingOptions training = new TrainingOptions();

    @Override
    public Integer call() throws Exception {
        Duration limit = run.limit(); // refused before anything is read
        FeatureConfig config = run.resume == null ? config() : run.resumed(FeatureConfig.class, this::over);
        Cifar10Binary.Splits pictures = FeatureTraining.pictures(config); // before Stop: Ctrl-C ends a download at once
        Torch.start(); // before there is a folder, should this machine have no libtorch
        System.out.printf(
                Locale.ROOT,
                "A small VGG on %s: %,d pictures to train on, %d epochs.%n",
                config.data().equals(FeatureConfig.SAMPLE) ? "generated pictures" : config.data(),
                pictures.train().size(),
                config.epochs());
        try (Stop stop = Stop.after(limit)) {
            RunFolder folder = run.resume == null
                    ? RunFolder.create(FeatureTraining.EXERCISE, run.out)
                    : RunFolder.open(run.resume);
            FeatureTraining features =
                    run.resume == null ? FeatureTraining.create(config, folder) : FeatureTraining.resume(folder);
            Optional<FeatureTraining.Result> result = features.run(pictures, stop, Progress.console());
            if (result.isPresent()) {
                System.out.printf(
                        Locale.ROOT,
                        "Test accuracy %.2f %%. The features are in %s%n",
                        100 * result.get().testAccuracy(),
                        folder.path().resolve(FeatureTraining.FEATURES));
            } else {
                System.out.printf("Stopped: %s. Go on with --resume %s%n", stop.reason(), folder.path());
            }
        }
        return 0;
    }

    private FeatureConfig config() {
        FeatureConfig preset = FeatureConfig.of(or(training.data, FeatureConfig.SAMPLE));
        return over(run.quick ? preset.quick() : preset);
    }

    private FeatureConfig over(FeatureConfig base) {
        return new FeatureConfig(
                or(training.data, base.data()),
                or(run.seed, base.seed()),
                or(training.epochs, base.epochs()),
                or(training.batchSize, base.batchSize()),
                or(training.learningRate, base.learningRate()),
                base.weightDecay(),
                or(training.limit, base.limit()));
    }
}
