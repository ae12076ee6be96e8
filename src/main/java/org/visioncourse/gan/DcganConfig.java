package org.visioncourse.gan;

import static org.visioncourse.training.Configuration.require;

import java.util.Objects;
import org.visioncourse.engine.Precision;
import org.visioncourse.training.TrainingRun;

/**
 * What a run does; config.json holds it.
 *
 * @param data {@code sample}, {@code cifar10}, or a folder of pictures
 * @param className the class of CIFAR-10 that is learned; null for all
 * @param background the colour behind transparent pictures, as {@code #rrggbb}
 * @param side height and width of the pictures: 32, 64 or 128 pixels
 * @param loss what the networks make smaller
 * @param smoothing how far the answer for real pictures stays below 1, in [0, 1)
 * @param noise standard deviation of what is added to all values that the discriminator sees, at least 0; it falls to a
 *     tenth during the run
 * @param averageDecay decay of the generator's averaged weights, 0 for none
 * @param precision of the networks
 * @param seed of everything random
 * @param epochs passes over the pictures
 * @param batchSize pictures of a step
 * @param learningRate of both optimizers at first
 * @param rateLeft the share of it that is left in the end, to which it falls in a straight line; in (0, 1]
 * @param limit the most pictures to use, 0 for all
 */
public record DcganConfig(
        String data,
        String className,
        String background,
        int side,
        GanLoss loss,
        float smoothing,
        float noise,
        double averageDecay,
        Precision precision,
        long seed,
        int epochs,
        int batchSize,
        float learningRate,
        float rateLeft,
        int limit)
        implements TrainingRun.Options {

    /** The data's name when it is drawn by our own code. */
    public static final String SAMPLE = "sample";

    private static final String WHITE = "#ffffff";
    private static final int QUICK_PICTURES = 64;

    public DcganConfig {
        Objects.requireNonNull(data, "the data is missing");
        Objects.requireNonNull(background, "the background is missing");
        Objects.requireNonNull(loss, "the loss is missing, or not one that there is");
        Objects.requireNonNull(precision, "the precision is missing, or not one that there is");
        require(background.matches("#[0-9a-fA-F]{6}"), "--background", background, "a colour such as #ffffff");
        require(side == 32 || side == 64 || side == 128, "--side", side, "32, 64 or 128");
        require(smoothing >= 0 && smoothing < 1, "--label-smoothing", smoothing, "in [0, 1)");
        require(noise >= 0 && noise < Float.POSITIVE_INFINITY, "--noise", noise, "at least 0");
        require(averageDecay >= 0 && averageDecay < 1, "--average", averageDecay, "in [0, 1)");
        require(epochs >= 1, "--epochs", epochs, "at least 1");
        require(batchSize >= 2, "--batch-size", batchSize, "at least 2");
        require(
                learningRate > 0 && learningRate < Float.POSITIVE_INFINITY,
                "--learning-rate",
                learningRate,
                "positive");
        require(rateLeft > 0 && rateLeft <= 1, "--rate-left", rateLeft, "in (0, 1]");
        require(limit >= 0, "--limit", limit, "at least 0");
    }

    /** Generated sprites, in less than two minutes: small batches and high rates, for there are few steps. */
    public static DcganConfig sample() {
        return new DcganConfig(
                SAMPLE, null, WHITE, 32, GanLoss.BCE, 0.2f, 0.3f, 0.995, Precision.FP32, 0, 20, 16, 4e-4f, 1, 0);
    }

    /** A folder of pictures, or CIFAR-10. */
    public static DcganConfig real(String data) {
        return new DcganConfig(
                data, null, WHITE, 64, GanLoss.BCE, 0.1f, 0.12f, 0.999, Precision.FP32, 0, 20, 32, 2e-4f, 0.1f, 0);
    }

    /** The preset for data: {@link #sample} or {@link #real}. */
    public static DcganConfig of(String data) {
        return data.equals(SAMPLE) ? sample() : real(data);
    }

    /** The same with so many passes over the pictures, at least 1. */
    public DcganConfig withEpochs(int number) {
        return with(side, number, batchSize, limit);
    }

    /** The same in seconds, to see that it runs. */
    public DcganConfig quick() {
        return with(32, 2, 16, QUICK_PICTURES);
    }

    private DcganConfig with(int side, int epochs, int batchSize, int limit) {
        return new DcganConfig(
                data,
                className,
                background,
                side,
                loss,
                smoothing,
                noise,
                averageDecay,
                precision,
                seed,
                epochs,
                batchSize,
                learningRate,
                rateLeft,
                limit);
    }
}
