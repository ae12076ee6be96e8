package org.visioncourse.gan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.dataset.Batch;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Map;
import org.visioncourse.data.Epochs;
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

    private final Adversaries networks;
    private final Epochs real;
    private final Shape latent;
    private final Gallery gallery;
    private final WeightAverage average; // of the generator; null for none
    private int epochsDone;

    /** What is looked at after each epoch. */
    interface Gallery {

        /**
         * Measures what the generator makes.
         *
         * @param generator with the weights to be used
         * @return figures for the epoch's row
         */
        Figures measure(Block generator);

        /** Shows what the generator makes after so many epochs. */
        void show(Block generator, int epochs, RunFolder run) throws IOException;
    }

    /**
     * Starts a training.
     *
     * @param networks initialised; their optimizers are closed with this object
     * @param real what the generator should learn to make
     * @param latent shape of the noise for one of them
     * @param averageDecay of the generator's averaged weights, 0 for none
     * @param gallery what is looked at
     */
    GanTraining(Adversaries networks, Epochs real, Shape latent, double averageDecay, Gallery gallery) {
        this.networks = networks;
        this.real = real;
        this.latent = latent;
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
        NDArray noise = noise(batch.getSize(), latent, batch.getManager());
        Figures figures = networks.step(batch.getData().singletonOrThrow(), noise);
        if (average != null) {
            average.update(networks.generatorOptimizer().updates() - 1);
        }
        return figures;
    }

    /** Normal noise (count, ...) of libtorch's generator, which the loop seeds for each step. */
    static NDArray noise(long count, Shape latent, NDManager manager) {
        return manager.randomNormal(new Shape(count).addAll(latent));
    }

    @Override
    public Figures validate(int epoch) {
        epochsDone = epoch + 1;
        try (WeightAverage.InUse used = averaged()) {
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
        try (WeightAverage.InUse used = averaged()) {
            gallery.show(networks.generator(), epochsDone, run);
        }
    }

    private WeightAverage.InUse averaged() {
        return average == null ? () -> {} : average.inUse();
    }

    @Override
    public BufferedImage curves(History history) {
        return new LineChart("Losses", "epoch", "loss")
                .line("discriminator", history.series("lossD"))
                .line("generator", history.series("lossG"))
                .image();
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
