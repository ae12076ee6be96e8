package org.visioncourse.cifar10;

import ai.djl.ndarray.NDManager;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.visioncourse.plots.LineChart;
import org.visioncourse.training.Figures;
import org.visioncourse.training.Steps;
import org.visioncourse.training.SupervisedTraining;

/**
 * Looks for a learning rate: a short training whose rate grows from step to step, until the loss grows too (Smith 2015,
 * <a href="https://arxiv.org/abs/1506.01186">Cyclical Learning Rates</a>, section 3.3).
 *
 * @param rates the rate of each step
 * @param losses the smoothed training loss of each step
 */
public record RateFinder(double[] rates, double[] losses) {

    private static final double FIRST = 1e-4;
    private static final double LAST = 10;
    private static final int MOST_STEPS = 100;
    private static final double SMOOTHING = 0.9;
    private static final double STILL_LOW = 1.1;
    /** A smoothed loss so many times the least one ends the search. */
    private static final double GROWN = 3;

    /** The rate of a step of the search: each is the same multiple of the one before. */
    private static float rate(int step, int steps) {
        return (float) (FIRST * Math.pow(LAST / FIRST, step / (double) Math.max(1, steps - 1)));
    }

    /**
     * Searches with a network of its own, which is thrown away.
     *
     * @param config the options of the training that a rate is looked for
     * @param data its pictures
     */
    public static RateFinder search(Cifar10Config config, Cifar10Data data) throws Exception {
        int steps = Math.min(MOST_STEPS, data.training(config).batchesPerEpoch());
        try (SupervisedTraining training = Cifar10Training.training(config, data, step -> rate(step, steps))) {
            return run(training, steps);
        }
    }

    private static RateFinder run(SupervisedTraining training, int steps) throws Exception {
        List<Double> rates = new ArrayList<>();
        List<Double> losses = new ArrayList<>();
        double smoothed = 0;
        double least = Double.MAX_VALUE;
        try (NDManager scope = NDManager.newBaseManager();
                Steps epoch = training.begin(0, 0)) {
            for (int i = 0; i < steps; i++) {
                Figures figures = epoch.next(scope);
                smoothed = SMOOTHING * smoothed + (1 - SMOOTHING) * figures.get("trainLoss");
                double loss = smoothed / (1 - Math.pow(SMOOTHING, i + 1)); // as many steps as there are
                if (!(loss < GROWN * least)) {
                    break;
                }
                least = Math.min(least, loss);
                rates.add(figures.get("learningRate"));
                losses.add(loss);
            }
        }
        return new RateFinder(array(rates), array(losses));
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** A rate to start from: half of the largest one at which the loss had not grown by a tenth yet. */
    public double suggestion() {
        double least = DoubleStream.of(losses).min().orElseThrow();
        int last = 0;
        for (int i = 0; i < losses.length; i++) {
            last = losses[i] <= STILL_LOW * least ? i : last;
        }
        return rates[last] / 2;
    }

    /** The loss over the logarithm of the rate. */
    public BufferedImage chart() {
        double[] logarithms = new double[rates.length];
        for (int i = 0; i < rates.length; i++) {
            logarithms[i] = Math.log10(rates[i]);
        }
        return new LineChart("Learning-rate finder", "log10 of the learning rate", "training loss, smoothed")
                .line("loss", logarithms, losses)
                .image();
    }
}
