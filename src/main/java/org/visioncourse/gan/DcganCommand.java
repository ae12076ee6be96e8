package org.visioncourse.gan;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.visioncourse.data.ImageSet;
import org.visioncourse.engine.Torch;
import org.visioncourse.training.Command;
import org.visioncourse.training.Progress;
import org.visioncourse.training.RunFolder;
import org.visioncourse.training.Stop;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** The command {@code dcgan}: learns to make pictures like those it is shown. */
@CommandLine.Command(
        name = "dcgan",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        subcommands = {SampleCommand.class},
        description = "Trains a deep convolutional GAN on generated sprites, a folder of pictures, or CIFAR-10.")
public final class DcganCommand implements Callable<Integer> {

    @Mixin
    private DcganOptions options = new DcganOptions();

    /** The command line's entry; ends the process with the command's exit code. */
    public static void main(String[] args) {
        int exitCode = Command.run(new DcganCommand(), args);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    @Override
    public Integer call() throws Exception {
        Duration limit = options.run.limit(); // refused before anything is read
        Path resume = options.run.resume;
        DcganConfig config = resume == null ? options.config() : options.run.resumed(DcganConfig.class, options::over);
        config.precision().require();
        ImageSet images = DcganData.load(config); // before Stop: Ctrl-C ends a download at once
        Torch.start(); // before there is a folder, should this machine have no libtorch
        System.out.printf(
                Locale.ROOT,
                "DCGAN on %s: %,d pictures of %d x %d, %d epochs of %d steps.%n",
                config.data().equals(DcganConfig.SAMPLE) ? "generated sprites" : config.data(),
                images.size(),
                config.side(),
                config.side(),
                config.epochs(),
                DcganData.batches(images, config).batchesPerEpoch());
        try (Stop stop = Stop.after(limit)) {
            DcganTraining training = resume == null
                    ? DcganTraining.create(config, RunFolder.create(DcganTraining.EXERCISE, options.run.out))
                    : DcganTraining.resume(RunFolder.open(resume));
            Optional<GanResult> result = training.run(images, stop, Progress.console());
            Path folder = training.folder().path();
            if (result.isPresent()) {
                conclude(config, result.get(), folder);
            } else {
                System.out.printf("Stopped: %s. Go on with --resume %s%n", stop.reason(), folder);
            }
        }
        return 0;
    }

    private static void conclude(DcganConfig config, GanResult result, Path folder) {
        System.out.printf(
                Locale.ROOT,
                "Discriminator's loss %.3f, generator's %.3f, kernel distance %.4f after %s, %.0f pictures a second.%n",
                result.lossD(),
                result.lossG(),
                result.kernelDistance(),
                Progress.format(Duration.ofMillis((long) (1000 * result.seconds()))),
                result.imagesPerSecond());
        System.out.println("Look at " + folder.resolve(DcganGallery.SAMPLES) + ", "
                + folder.resolve("real-and-generated.png") + " and " + folder.resolve("samples.gif"));
        if (config.data().equals(DcganConfig.SAMPLE)) {
            System.out.println("Your own pictures: mvn compile exec:java@dcgan -Dexec.args=\"--data FOLDER\"");
        }
    }
}
