package org.visioncourse.styletransfer;

import static org.visioncourse.training.Configuration.require;

import java.util.Objects;
import org.visioncourse.training.TrainingRun;

/**
 * How the course's own feature network is trained; config.json holds it.
 *
 * @param data {@code sample}, or where CIFAR-10's binary version is
 * @param seed of everything random
 * @param epochs passes over the training pictures
 * @param batchSize pictures of a step
 * @param learningRate the highest of the schedule
 * @param weightDecay of the layers' weights
 * @param limit the most pictures to train on, 0 for all
 */
public record FeatureConfig(
        String data, long seed, int epochs, int batchSize, float learningRate, float weightDecay, int limit)
        implements TrainingRun.Options {

    /** The data's name when it is drawn by our own code. */
    public static final String SAMPLE = "sample";

    private static final int QUICK_PICTURES = 64;

    public FeatureConfig {
        Objects.requireNonNull(data, "the data is missing");
        require(epochs >= 1, "--epochs", epochs, "at least 1");
        require(batchSize >= 2, "--batch-size", batchSize, "at least 2");
        require(
                learningRate > 0 && learningRate < Float.POSITIVE_INFINITY,
                "--learning-rate",
                learningRate,
                "positive");
        require(weightDecay >= 0, "--weight-decay", weightDecay, "at least 0");
        require(limit >= 0, "--limit", limit, "at least 0");
    }

    /** What made the network that comes with the course, with {@code cifar10} as data. */
    public static FeatureConfig of(String data) {
        return new FeatureConfig(data, 0, 16, 128, 0.1f, 5e-4f, 0);
    }

    /** The same in seconds, to see that it runs. */
    FeatureConfig quick() {
        return new FeatureConfig(data, seed, 1, 32, learningRate, weightDecay, QUICK_PICTURES);
    }
}
