package org.visioncourse.dogbreeds;

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

/** The command {@code dog-breeds}: tells breeds apart after few photographs, standing on ImageNet's features. */
@CommandLine.Command(
        name = "dog-breeds",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        subcommands = {PredictCommand.class, SubmitCommand.class},
        description = "Tells dog breeds apart by features of a trained network, by fine-tuning it, or from scratch.")
public final class DogBreeds implements Callable<Integer> {

    @Mixin
    private DogBreedsOptions options = new DogBreedsOptions();

    /** The command line's entry; ends the process with the command's exit code. */
    public static void main(String[] args) {
        int exitCode = Command.run(new DogBreeds(), args);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    @Override
    public Integer call() throws Exception {
        Duration limit = options.run.limit(); // refused before anything is read
        Path resume = options.run.resume;
        DogBreedsConfig config =
                resume == null ? options.config() : options.run.resumed(DogBreedsConfig.class, options::over);
        config.precision().require();
        DogBreedsData data = DogBreedsData.load(config); // before Stop: Ctrl-C ends a download at once
        if (!config.isSample() && config.mode() != Mode.SCRATCH) {
            config.backbone().weights(config.weights());
        }
        Torch.start(); // before there is a folder, should this machine have no libtorch
        introduce(config, data);
        try (Stop stop = Stop.after(limit)) {
            RunFolder folder = resume == null
                    ? RunFolder.create(DogBreedsTraining.EXERCISE, options.run.out)
                    : RunFolder.open(resume);
            Optional<DogBreedsResult> result = new Series(config, data, folder, stop, Progress.console()).run();
            if (result.isPresent()) {
                conclude(config, result.get(), folder.path());
            } else {
                System.out.printf("Stopped: %s. Go on with --resume %s%n", stop.reason(), folder.path());
            }
        }
        return 0;
    }

    private static void introduce(DogBreedsConfig config, DogBreedsData data) {
        int valid = data.valid() == null ? 0 : data.valid().size();
        System.out.printf(
                Locale.ROOT,
                "%s on %s: %,d breeds, %,d photographs%s.%n",
                config.backbone(),
                config.isSample() ? "generated cartoon dogs" : config.data(),
                data.train().classNames().size(),
                data.train().size() + valid,
                config.folds() > 0
                        ? ", each held out once in " + config.folds() + " parts"
                        : String.format(Locale.ROOT, ", %,d of them to validate on", valid));
        if (data.labelsWithoutPicture() > 0) {
            System.out.printf(Locale.ROOT, "Labels without a photograph: %,d.%n", data.labelsWithoutPicture());
        }
    }

    private static void conclude(DogBreedsConfig config, DogBreedsResult result, Path folder) {
        if (result.validLogLoss() == null) {
            System.out.println("Nothing was held out to measure on; train loss " + result.trainLoss());
        } else if (config.mode() == Mode.ALL) {
            result.parts().forEach((name, part) -> print(config, name, part));
            System.out.println("Look at " + folder.resolve("modes.png") + " and "
                    + folder.resolve(result.model()).resolve("predictions.png"));
        } else {
            print(config, config.mode().toString(), result);
            Path shown = config.folds() > 0 ? folder.resolve("fold-1") : folder;
            System.out.println("Look at " + shown.resolve("predictions.png") + " and " + shown.resolve("confused.png"));
        }
        if (config.isSample()) {
            System.out.println(
                    "Real dogs: mvn compile exec:java@dog-breeds -Dexec.args=\"--data FOLDER\", with Kaggle's"
                            + " dog-breed-identification or a folder of class folders in FOLDER");
        }
    }

    private static void print(DogBreedsConfig config, String name, DogBreedsResult result) {
        System.out.printf(
                Locale.ROOT,
                "%-9s log loss %.4f, accuracy %.2f %% on %s held-out photographs, after %s%n",
                name,
                result.validLogLoss(),
                100 * result.validAccuracy(),
                config.isSample() ? "generated" : "the",
                Progress.format(Duration.ofMillis((long) (1000 * result.seconds()))));
    }
}
