package org.visioncourse.cifar10;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.visioncourse.engine.Torch;
import org.visioncourse.training.Command;
import org.visioncourse.training.Progress;
import org.visioncourse.training.RunFolder;
import org.visioncourse.training.Stop;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** The command {@code cifar10}: trains a network on small pictures and tells how good it is on pictures it never saw. */
@CommandLine.Command(
        name = "cifar10",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        subcommands = {EvaluateCommand.class, PredictCommand.class, SubmitCommand.class, CompareCommand.class},
        description =
                "Trains a ResNet, or a smaller network faster, on CIFAR-10, on a folder of class folders, or on generated pictures.")
public final class Cifar10 implements Callable<Integer> {

    @Mixin
    private Cifar10Options options = new Cifar10Options();

    /** The command line's entry; ends the process with the command's exit code. */
    public static void main(String[] args) {
        int exitCode = Command.run(new Cifar10(), args);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    @Override
    public Integer call() throws Exception {
        Duration limit = options.run.limit(); // refused before anything is read
        Cifar10Config config = options.run.resume == null ? options.config() : resumed();
        config.precision().require();
        Cifar10Data data = Cifar10Data.load(config); // before Stop: Ctrl-C ends a download at once
        data.requireSteps(config);
        Torch.start(); // before there is a folder, should this machine have no libtorch
        try (Stop stop = Stop.after(limit)) {
            Cifar10Training training = options.run.resume == null
                    ? Cifar10Training.create(config, RunFolder.create(Cifar10Training.EXERCISE, options.run.out))
                    : Cifar10Training.resume(RunFolder.open(options.run.resume));
            introduce(training, data);
            if (options.findRate) {
                findRate(config, data, training.folder());
                return 0;
            }
            mention(data);
            Optional<Cifar10Result> result = training.run(data, stop, Progress.console());
            Path folder = training.folder().path();
            if (result.isPresent()) {
                conclude(config, data, result.get(), folder);
            } else {
                System.out.printf("Stopped: %s. Go on with --resume %s%n", stop.reason(), folder);
            }
        }
        return 0;
    }

    private Cifar10Config resumed() throws IOException {
        if (options.overfitBatch || options.findRate) {
            throw new IllegalArgumentException("--overfit-batch and --find-lr start a new run: not with --resume");
        }
        return options.run.resumed(Cifar10Config.class, options::over);
    }

    private static void introduce(Cifar10Training training, Cifar10Data data) {
        Cifar10Config config = training.config();
        System.out.printf(
                Locale.ROOT,
                "%s on %s: %,d pictures to train on, %,d to validate, %,d to test; %d epochs of %d steps.%n",
                config.network(),
                isSample(config) ? "generated pictures" : config.data(),
                data.train().size(),
                data.valid() == null ? 0 : data.valid().size(),
                data.test() == null ? 0 : data.test().size(),
                config.epochs(),
                data.train().size() / data.batchSize(config));
    }

    private static void findRate(Cifar10Config config, Cifar10Data data, RunFolder folder) throws Exception {
        RateFinder found = RateFinder.search(config, data);
        folder.picture("rates.png", found.chart());
        System.out.printf(
                Locale.ROOT,
                "The loss grows from a rate of %.2g on; try --learning-rate %.2g. Look at %s%n",
                2 * found.suggestion(),
                found.suggestion(),
                folder.path().resolve("rates.png"));
    }

    private static void mention(Cifar10Data data) {
        if (data.labelsWithoutPicture() > 0) {
            System.out.printf(Locale.ROOT, "Labels without a picture: %,d.%n", data.labelsWithoutPicture());
        }
    }

    private static void conclude(Cifar10Config config, Cifar10Data data, Cifar10Result result, Path folder) {
        if (config.overfit()) {
            System.out.printf(
                    Locale.ROOT,
                    "One batch of %d pictures, again and again: loss %.4f in the end.%n",
                    data.batchSize(config),
                    result.trainLoss());
            return;
        }
        if (result.testAccuracy() == null) {
            System.out.println("The test pictures have no labels: exec:java@cifar10 -Dexec.args=\"submit --model "
                    + folder + " --data " + config.data() + "\" writes what the network takes them for.");
            return;
        }
        System.out.printf(
                Locale.ROOT,
                "Test accuracy %.2f %% on %s after %s, %.0f pictures a second.%n",
                100 * result.testAccuracy(),
                isSample(config) ? "generated pictures (drawn by our own code, not CIFAR-10)" : config.data(),
                Progress.format(Duration.ofMillis((long) (1000 * result.seconds()))),
                result.imagesPerSecond());
        System.out.println("Look at " + folder.resolve("predictions.png") + " and " + folder.resolve("curves.png"));
        if (isSample(config)) {
            System.out.println("The real set, which is fetched once (170 MB): mvn compile exec:java@cifar10"
                    + " -Dexec.args=\"--data cifar10\"");
        }
    }

    private static boolean isSample(Cifar10Config config) {
        return config.data().equals(Cifar10Config.SAMPLE);
    }
}
