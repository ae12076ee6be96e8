package org.visioncourse.gan;

import static org.visioncourse.training.TrainingOptions.or;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.visioncourse.engine.Torch;
import org.visioncourse.training.Command;
import org.visioncourse.training.Progress;
import org.visioncourse.training.RunFolder;
import org.visioncourse.training.RunOptions;
import org.visioncourse.training.Stop;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code gan}: learns to make points like those of a Gaussian. */
@CommandLine.Command(
        name = "gan",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Trains the smallest GAN, on points of a Gaussian in the plane.")
public final class GanCommand implements Callable<Integer> {

    @Mixin
    private RunOptions run = new RunOptions();

    @Option(names = "--epochs", paramLabel = "N", description = "passes over the points")
    private Integer epochs;

    @Option(names = "--batch-size", paramLabel = "N", description = "points of a step")
    private Integer batchSize;

    @Option(names = "--limit", paramLabel = "N", description = "points of the Gaussian")
    private Integer points;

    @Option(names = "--loss", paramLabel = "NAME", description = "what the networks minimise: ${COMPLETION-CANDIDATES}")
    private GanLoss loss;

    @Option(names = "--generator-rate", paramLabel = "RATE", description = "the generator's learning rate")
    private Float generatorRate;

    @Option(names = "--discriminator-rate", paramLabel = "RATE", description = "the discriminator's learning rate")
    private Float discriminatorRate;

    /** The command line's entry; ends the process with the command's exit code. */
    public static void main(String[] args) {
        int exitCode = Command.run(new GanCommand(), args);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    @Override
    public Integer call() throws Exception {
        Duration limit = run.limit(); // refused before anything is read
        ToyConfig preset = run.quick ? ToyConfig.d2l().quick() : ToyConfig.d2l();
        ToyConfig config = run.resume == null ? over(preset) : run.resumed(ToyConfig.class, this::over);
        Torch.start(); // before there is a folder, should this machine have no libtorch
        System.out.printf(
                Locale.ROOT, "GAN on %,d points of a Gaussian, %d epochs.%n", config.points(), config.epochs());
        try (Stop stop = Stop.after(limit)) {
            ToyTraining training = run.resume == null
                    ? ToyTraining.create(config, RunFolder.create(ToyTraining.EXERCISE, run.out))
                    : ToyTraining.resume(RunFolder.open(run.resume));
            Optional<GanResult> result = training.run(stop, Progress.console());
            Path folder = training.folder().path();
            if (result.isPresent()) {
                System.out.printf(
                        Locale.ROOT,
                        "Discriminator's loss %.3f, generator's %.3f after %s, %.0f points a second.%n",
                        result.get().lossD(),
                        result.get().lossG(),
                        Progress.format(
                                Duration.ofMillis((long) (1000 * result.get().seconds()))),
                        result.get().imagesPerSecond());
                System.out.println("Look at " + folder.resolve(ToyGallery.POINTS) + ", " + folder.resolve("points.gif")
                        + " and " + folder.resolve("curves.png"));
            } else {
                System.out.printf("Stopped: %s. Go on with --resume %s%n", stop.reason(), folder);
            }
        }
        return 0;
    }

    private ToyConfig over(ToyConfig base) {
        return new ToyConfig(
                or(points, base.points()),
                or(loss, base.loss()),
                or(run.seed, base.seed()),
                or(epochs, base.epochs()),
                or(batchSize, base.batchSize()),
                or(generatorRate, base.generatorRate()),
                or(discriminatorRate, base.discriminatorRate()));
    }
}
