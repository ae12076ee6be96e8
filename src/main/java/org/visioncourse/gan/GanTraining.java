package org.visioncourse.gan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.training.dataset.Batch;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Map;
import org.visioncourse.data.Epochs;
import org.visioncourse.engine.Torch;
import org.visioncourse.plots.Figure;
import org.visioncourse.plots.LineChart;
import org.visioncourse.training.Checkpoint;
import org.visioncourse.training.Figures;
import org.visioncourse.training.Fit;
import org.visioncourse.training.History;
import org.visioncourse.training.RunFolder;
import org.visioncourse.training.Steps;
import org.visioncourse.training.WeightAverage;

/** The training of two networks against each other, whatever they make and judge. */
final class GanTraining implements Fit.Exercise, AutoCloseable {

    private static final int MEASURED = 256; // pictures that BatchNorm's statistics are of

    private final Adversaries networks;
    private final Epochs real;
    private final Noise noise;
    private final Gallery gallery;
    private final WeightAverage average; // of the generator; null for none
    private int epochsDone;
    private BufferedImage shown; // after the last epoch

    /** What the generator makes something of. */
    @FunctionalInterface
    interface Noise {

        /** Draws (count, ...) by libtorch's generator, which the loop seeds for each step. */
        NDArray draw(long count, NDManager manager);
    }

    /** What is looked at after each epoch. */
    interface Gallery {

        /**
         * Measures what the generator makes.
         *
         * @param generator with the weights to be used
         * @return figures for the epoch's row
         */
        Figures measure(Block generator);

        /**
         * Writes what the generator makes after so many epochs, and the generator, into the run's folder.
         *
         * @return the picture that stands beside the curves
         */
        BufferedImage show(Block generator, int epochs, RunFolder run) throws IOException;
    }

    /**
     * Starts a training.
     *
     * @param networks initialised; their optimizers are closed with this object
     * @param real what the generator should learn to make
     * @param noise what they are made from
     * @param averageDecay of the generator's averaged weights, 0 for none
     * @param gallery what is looked at
     */
    GanTraining(Adversaries networks, Epochs real, Noise noise, double averageDecay, Gallery gallery) {
        this.networks = networks;
        this.real = real;
        this.noise = noise;
        this.gallery = gallery;
        average = averageDecay > 0 ? new WeightAverage(networks.generator(), averageDecay) : null;
    }

    int stepsPerEpoch() {
        return real.batchesPerEpoch();
    }

    /** What must survive a stop: both networks, both optimizers, the average. */
    Checkpoint checkpoint() {
        Checkpoint checkpoint = new Checkpoint()
                .block("generator", networks.generator())
                .block("discriminator", networks.discriminator())
                .optimizer("generatorOptimizer", networks.generatorOptimizer())
                .optimizer("discriminatorOptimizer", networks.discriminatorOptimizer());
        return average == null ? checkpoint : checkpoint.arrays("average", average.averages());
    }

    @Override
    public Steps begin(int epoch, int firstStep) {
        Epochs.Batches batches = real.epoch(NDManager.newBaseManager("PyTorch"), epoch, firstStep);
        return Steps.over(batches, batches::close, this::step);
    }

    private Figures step(Batch batch) {
        NDArray latents = noise.draw(batch.getSize(), batch.getManager());
        Figures figures = networks.step(batch.getData().singletonOrThrow(), latents);
        if (average != null) {
            average.update(networks.generatorOptimizer().updates() - 1);
        }
        return figures;
    }

    @Override
    public Figures validate(int epoch) {
        epochsDone = epoch + 1;
        try (WeightAverage.InUse used = ready()) {
            return gallery.measure(networks.generator());
        }
    }

    /** A GAN has no figure that says which epoch is best: the last one is kept. */
    @Override
    public double score(Map<String, Double> row) {
        return row.get(Fit.SECONDS);
    }

    @Override
    public void saveBest(RunFolder run) throws IOException {
        try (WeightAverage.InUse used = ready()) {
            shown = gallery.show(networks.generator(), epochsDone, run);
        }
    }

    /** The generator as it is used: with averaged weights, and statistics that fit them. */
    private WeightAverage.InUse ready() {
        WeightAverage.InUse used = average == null ? () -> {} : average.inUse();
        try (NDManager scope = NDManager.newBaseManager("PyTorch")) {
            Torch.seed(0, -4, 0); // of no step, and not the pictures'
            BatchStatistics.measure(networks.generator(), noise.draw(MEASURED, scope));
        }
        return used;
    }

    /** The losses, and beside them what the generator makes: the losses alone do not tell how good that is. */
    @Override
    public BufferedImage curves(History history) {
        BufferedImage losses = new LineChart("Losses", "epoch", "loss")
                .line("discriminator", history.series("lossD"))
                .line("generator", history.series("lossG"))
                .image();
        return shown == null ? losses : Figure.row(losses, shown);
    }

    @Override
    public void close() {
        if (average != null) {
            average.close();
        }
        networks.generatorOptimizer().close();
        networks.discriminatorOptimizer().close();
    }
}
