package org.visioncourse.styletransfer;

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

/** The command {@code style-transfer}: paints a photograph's shapes with a painting's strokes. */
@CommandLine.Command(
        name = "style-transfer",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        subcommands = {CompareCommand.class, TrainFeaturesCommand.class},
        description =
                "Paints a photograph's shapes with a painting's strokes, or a generated one with a generated one's.")
public final class StyleTransfer implements Callable<Integer> {

    @Mixin
    private StyleOptions options = new StyleOptions();

    /** The command line's entry; ends the process with the command's exit code. */
    public static void main(String[] args) {
        int exitCode = Command.run(new StyleTransfer(), args);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    @Override
    public Integer call() throws Exception {
        Duration limit = options.run.limit(); // refused before anything is read
        Path resume = options.run.resume;
        StyleConfig config = resume == null ? options.config() : options.run.resumed(StyleConfig.class, options::over);
        config.precision().require();
        StylePair pictures = StylePair.load(config);
        config.network().weights(config.weights()); // before Stop: Ctrl-C ends a download at once
        Torch.start(); // before there is a folder, should this machine have no libtorch
        introduce(config, pictures);
        try (Stop stop = Stop.after(limit)) {
            StyleTraining training = resume == null
                    ? StyleTraining.create(config, RunFolder.create(StyleTraining.EXERCISE, options.run.out))
                    : StyleTraining.resume(RunFolder.open(resume));
            Optional<StyleResult> result = training.run(pictures, stop, Progress.iterations());
            Path folder = training.folder().path();
            if (result.isPresent()) {
                conclude(config, result.get(), folder);
            } else {
                System.out.printf("Stopped: %s. Go on with --resume %s%n", stop.reason(), folder);
            }
        }
        return 0;
    }

    private static void introduce(StyleConfig config, StylePair pictures) {
        System.out.printf(
                Locale.ROOT,
                "%s in the manner of %s, %d x %d pixels: %d iterations of %s, compared by %s.%n",
                config.content().equals(StyleConfig.SAMPLE) ? "A generated landscape" : config.content(),
                config.style().equals(StyleConfig.SAMPLE) ? "a generated painting" : config.style(),
                pictures.content().width(),
                pictures.content().height(),
                config.iterations(),
                config.optimizer(),
                config.network() == Network.COURSE ? "the course's own small VGG" : config.network());
    }

    private static void conclude(StyleConfig config, StyleResult result, Path folder) {
        System.out.printf(
                Locale.ROOT,
                "Content loss %.3f, style loss %.3f, total variation %.3f after %s, %.2f seconds an iteration.%n",
                result.contentLoss(),
                result.styleLoss(),
                result.tvLoss(),
                Progress.format(Duration.ofMillis((long) (1000 * result.seconds()))),
                result.secondsPerIteration());
        System.out.println("Look at " + folder.resolve(StylePictures.RESULT) + ", " + folder.resolve("pair.png")
                + " and " + folder.resolve("run.gif"));
        if (config.isSample()) {
            System.out.println("Your own pictures: mvn compile exec:java@style-transfer"
                    + " -Dexec.args=\"--content photo.jpg --style painting.jpg\"");
        }
    }
}
