package org.visioncourse.styletransfer;

import static org.visioncourse.training.TrainingOptions.or;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.visioncourse.data.Cifar10Binary;
import org.visioncourse.training.Configuration;
import org.visioncourse.training.Progress;
import org.visioncourse.training.RunFolder;
import org.visioncourse.training.RunOptions;
import org.visioncourse.training.SavedRun;
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
        FeatureTraining features = run.resume == null ? created() : resumed();
        Cifar10Binary.Splits pictures = FeatureTraining.pictures(features.config());
        try (Stop stop = Stop.after(run.limit())) {
            Optional<FeatureTraining.Result> result = features.run(pictures, stop, Progress.console());
            result.ifPresent(
                    done -> System.out.printf(Locale.ROOT, "Test accuracy %.2f %%.%n", 100 * done.testAccuracy()));
        }
        return 0;
    }

    private FeatureTraining created() throws Exception {
        FeatureConfig preset = FeatureConfig.of(or(training.data, FeatureConfig.SAMPLE));
        return FeatureTraining.create(
                over(run.quick ? preset.quick() : preset), RunFolder.create(FeatureTraining.EXERCISE, run.out));
    }

    private FeatureTraining resumed() throws Exception {
        if (run.out != null || run.quick) {
            throw new IllegalArgumentException("--out and --quick start a new run: not with --resume");
        }
        RunFolder folder = RunFolder.open(run.resume);
        FeatureConfig saved = SavedRun.read(folder, FeatureConfig.class).options();
        Configuration.requireSame(saved, over(saved));
        return FeatureTraining.resume(folder);
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
