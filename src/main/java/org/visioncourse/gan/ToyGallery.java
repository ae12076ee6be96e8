package org.visioncourse.gan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.visioncourse.engine.ForwardPass;
import org.visioncourse.engine.Torch;
import org.visioncourse.plots.AnimatedGif;
import org.visioncourse.plots.ScatterChart;
import org.visioncourse.training.Figures;
import org.visioncourse.training.RunFolder;

/** Real and generated points after each epoch, and how far their mean and covariance are from the real ones. */
final class ToyGallery implements GanTraining.Gallery {

    static final String POINTS = "points.png";

    private static final String FOLDER = "points";
    private static final int SHOWN = 100; // as in D2L
    private static final int MEASURED = 10_000;
    private static final Duration PER_FRAME = Duration.ofMillis(300);
    private static final Duration LAST = Duration.ofSeconds(2);

    private final float[][] real;
    private final long seed;

    ToyGallery(float[][] real, long seed) {
        this.real = real;
        this.seed = seed;
    }

    /** Points by a generator, the same for the same seed. */
    static float[][] generated(Block generator, int count, long seed) {
        Torch.seed(seed, -1, 0); // of no step
        try (NDManager scope = NDManager.newBaseManager("PyTorch")) {
            NDArray points = ForwardPass.inference(generator, ToyGan.latents(count, scope));
            float[] values = points.toFloatArray();
            float[][] rows = new float[count][];
            for (int i = 0; i < count; i++) {
                rows[i] = new float[] {values[2 * i], values[2 * i + 1]};
            }
            return rows;
        }
    }

    /** The largest difference of the means' and of the covariances' entries. */
    @Override
    public Figures measure(Block generator) {
        float[][] points = generated(generator, MEASURED, seed);
        double[] mean = GaussianPoints.mean(points);
        double[][] covariance = GaussianPoints.covariance(points);
        double meanError = 0;
        double covarianceError = 0;
        for (int i = 0; i < 2; i++) {
            meanError = Math.max(meanError, Math.abs(mean[i] - GaussianPoints.B[i]));
            for (int j = 0; j < 2; j++) {
                covarianceError =
                        Math.max(covarianceError, Math.abs(covariance[i][j] - GaussianPoints.trueCovariance(i, j)));
            }
        }
        return Figures.of(MEASURED, "meanError", meanError).with("covarianceError", covarianceError);
    }

    @Override
    public void show(Block generator, int epochs, RunFolder run) throws IOException {
        BufferedImage chart = new ScatterChart("After " + epochs + " epochs")
                .points("real", Arrays.copyOf(real, Math.min(SHOWN, real.length)))
                .points("generated", generated(generator, SHOWN, seed))
                .range(-3, 5, -5, 9)
                .image();
        run.picture(POINTS, chart);
        run.picture(String.format(Locale.ROOT, "%s/%04d.png", FOLDER, epochs), chart);
    }

    /** The run as a film. */
    static void film(RunFolder run) throws IOException {
        List<BufferedImage> frames = new ArrayList<>();
        try (Stream<Path> files = Files.list(run.path().resolve(FOLDER))) {
            for (Path file : files.filter(name -> name.toString().endsWith(".png"))
                    .sorted()
                    .toList()) {
                frames.add(ImageIO.read(file.toFile()));
            }
        }
        AnimatedGif.write(run.path().resolve("points.gif"), frames, PER_FRAME, LAST);
    }
}
