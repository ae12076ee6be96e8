package org.visioncourse.gan;

import ai.djl.Model;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.visioncourse.data.Picture;
import org.visioncourse.plots.Png;
import org.visioncourse.training.Configuration;
import org.visioncourse.training.ModelOption;
import org.visioncourse.training.RunFolder;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dcgan sample}: new pictures by a trained generator. */
@CommandLine.Command(
        name = "sample",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Writes new pictures by a trained generator, and a grid of them.")
final class SampleCommand implements Callable<Integer> {

    @Mixin
    private ModelOption model = new ModelOption();

    @Option(
            names = "--count",
            paramLabel = "N",
            defaultValue = "64",
            description = "pictures; default ${DEFAULT-VALUE}")
    private int count;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "0",
            description = "of the noise; default ${DEFAULT-VALUE}")
    private long seed;

    @Option(names = "--out", paramLabel = "FOLDER", description = "default: generated, in the run's folder")
    private Path out;

    @Override
    public Integer call() throws IOException {
        Configuration.require(count >= 1 && count <= 10_000, "--count", count, "in [1, 10000]");
        RunFolder run = model.run(DcganTraining.EXERCISE);
        Path folder = out == null ? run.path().resolve("generated") : out;
        try (Model generator = DcganTraining.generator(run)) {
            List<Picture> pictures = DcganPictures.sample(generator.getBlock(), count, seed);
            for (int i = 0; i < count; i++) {
                Png.write(
                        folder.resolve(String.format(Locale.ROOT, "%05d.png", i)),
                        pictures.get(i).toImage());
            }
            Png.write(folder.resolve("grid.png"), DcganGallery.grid(pictures, 8));
        }
        System.out.println("Look at " + folder.resolve("grid.png"));
        return 0;
    }
}
