package org.visioncourse.gan;

import ai.djl.Model;
import ai.djl.nn.Block;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import org.visioncourse.plots.ScatterChart;
import org.visioncourse.training.Figures;
import org.visioncourse.training.RunFolder;

/** Real and generated points after each epoch, and how far their mean and covariance are from the real ones. */
final class ToyGallery implements GanTraining.Gallery {

    static final String POINTS = "points.png";

    /** Of the epochs' points. */
    static final Film FILM = new Film("points");

    private static final int SHOWN = 100; // as in D2L
    private static final int MEASURED = 10_000;

    private final Model model;
    private final float[][] real;
    private final long seed;

    /**
     * Shows these points beside the generated ones.
     *
     * @param model of the generator, saved after each epoch
     */
    ToyGallery(Model model, float[][] real, long seed) {
        this.model = model;
        this.real = real;
        this.seed = seed;
    }

    /** The largest difference of the means' and of the covariances' entries. */
    @Override
    public Figures measure(Block generator) {
        float[][] points = ToyGan.points(generator, MEASURED, seed);
        double[] mean = GaussianPoints.mean(points);
        double[][] covariance = GaussianPoints.covariance(points);
        double meanError = 0;
        double covarianceError = 0;
        for (int i = 0; i < 2; i++) {
            meanError = Math.max(meanError, Math.abs(mean[i] - GaussianPoints.trueMean(i)));
            for (int j = 0; j < 2; j++) {
                covarianceError =
                        Math.max(covarianceError, Math.abs(covariance[i][j] - GaussianPoints.trueCovariance(i, j)));
            }
        }
        return Figures.of(MEASURED, "meanError", meanError).with("covarianceError", covarianceError);
    }

    @Override
    public BufferedImage show(Block generator, int epochs, RunFolder run) throws IOException {
        BufferedImage chart = new ScatterChart("After " + epochs + " epochs")
                .points("real", Arrays.copyOf(real, Math.min(SHOWN, real.length)))
                .points("generated", ToyGan.points(generator, SHOWN, seed))
                .range(-3, 5, -5, 9)
                .image();
        run.picture(POINTS, chart);
        FILM.add(chart, epochs, run);
        run.saveBest(model);
        return chart;
    }
}
