package org.visioncourse.gan;

import static org.visioncourse.training.Configuration.require;

import java.util.Objects;
import org.visioncourse.training.TrainingRun;

/**
 * What a run does; config.json holds it.
 *
 * @param points of the Gaussian
 * @param loss what the networks make smaller
 * @param seed of everything random
 * @param epochs passes over the points
 * @param batchSize points of a step
 * @param generatorRate Adam's learning rate for the generator
 * @param discriminatorRate Adam's learning rate for the discriminator
 */
public record ToyConfig(
        int points, GanLoss loss, long seed, int epochs, int batchSize, float generatorRate, float discriminatorRate)
        implements TrainingRun.Options {

    public ToyConfig {
        Objects.requireNonNull(loss, "the loss is missing, or not one that there is");
        require(points >= 2, "--limit", points, "at least 2");
        require(epochs >= 1, "--epochs", epochs, "at least 1");
        require(batchSize >= 1, "--batch-size", batchSize, "at least 1");
        positive("--generator-rate", generatorRate);
        positive("--discriminator-rate", discriminatorRate);
    }

    private static void positive(String option, float rate) {
        require(rate > 0 && rate < Float.POSITIVE_INFINITY, option, rate, "positive");
    }

    /** D2L's. */
    public static ToyConfig d2l() {
        return new ToyConfig(1_000, GanLoss.BCE, 0, 20, 8, 0.005f, 0.05f);
    }

    /**
     * The same with other learning rates.
     *
     * @param generator of the generator, positive
     * @param discriminator of the discriminator, positive
     */
    public ToyConfig withRates(float generator, float discriminator) {
        return new ToyConfig(points, loss, seed, epochs, batchSize, generator, discriminator);
    }

    /** The same with another loss. */
    public ToyConfig withLoss(GanLoss other) {
        return new ToyConfig(points, other, seed, epochs, batchSize, generatorRate, discriminatorRate);
    }

    /** The same in less, to see that it runs. */
    public ToyConfig quick() {
        return new ToyConfig(80, loss, seed, 2, batchSize, generatorRate, discriminatorRate);
    }

    @Override
    public String data() {
        return "sample";
    }
}
