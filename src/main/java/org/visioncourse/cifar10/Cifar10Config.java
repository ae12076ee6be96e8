package org.visioncourse.cifar10;

import static org.visioncourse.training.Configuration.require;

import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.visioncourse.engine.Precision;
import org.visioncourse.training.TrainingRun;

/**
 * The options of a run, as config.json keeps them.
 *
 * @param data {@code sample}, or where the real pictures are
 * @param depth layers of the ResNet: 18, 34 or 50; says nothing, and is 18, with the fast recipe
 * @param recipe the way to train
 * @param precision of convolutions and matrix products in training; evaluation is in fp32
 * @param seed seed of start values, order, augmentation and generated pictures
 * @param epochs passes over the training pictures
 * @param batchSize pictures of a step
 * @param learningRate the highest rate of the schedule
 * @param warmUp share of the run in which the rate rises and after which it falls; 0 for a recipe whose rate only falls
 * @param momentum of the updates
 * @param weightDecay of the parameters that the recipe lets decay
 * @param labelSmoothing in [0, 1)
 * @param averageDecay decay of the averaged weights, 0 for none
 * @param cutout side of the square that is cut out of each training picture, 0 for none
 * @param plainPictures whether training pictures are taken as they are, without crop, flip and cutout
 * @param validRatio share of the smallest class that is held out of each class for validation, 0 for none
 * @param limit the most pictures to train on, and to test on; 0 for all
 * @param without parts of the fast recipe that are left out
 * @param overfit whether one batch is trained on again and again, as it is, to see that its loss goes to 0
 */
public record Cifar10Config(
        String data,
        int depth,
        Recipe recipe,
        Precision precision,
        long seed,
        int epochs,
        int batchSize,
        float learningRate,
        double warmUp,
        double momentum,
        float weightDecay,
        double labelSmoothing,
        double averageDecay,
        int cutout,
        boolean plainPictures,
        double validRatio,
        int limit,
        List<FastPart> without,
        boolean overfit)
        implements TrainingRun.Options {

    /** The data's name when it is drawn by our own code. */
    public static final String SAMPLE = "sample";

    private static final int QUICK_PICTURES = 200;
    private static final int QUICK_BATCH = 32;
    private static final int OVERFIT_EPOCHS = 5;
    private static final int FAST_EPOCHS = 20; // half an hour in bfloat16
    private static final int FAST_BATCH = 512;
    private static final int FAST_SAMPLE_EPOCHS = 3;
    private static final int FAST_SAMPLE_BATCH = 64;

    public Cifar10Config {
        recipe = Objects.requireNonNullElse(recipe, Recipe.COURSE); // as of runs from before there was a choice
        precision = Objects.requireNonNullElse(precision, Precision.FP32);
        without = List.copyOf(Objects.requireNonNullElse(without, List.of()));
        require(
                recipe == Recipe.FAST || without.isEmpty(),
                "--without",
                without,
                "left out: only --recipe fast has such parts");
        require(depth == 18 || depth == 34 || depth == 50, "--depth", depth, "18, 34 or 50");
        require(
                recipe != Recipe.FAST || depth == 18,
                "--depth",
                depth,
                "left out with --recipe fast, whose network is no ResNet");
        require(epochs >= 1, "--epochs", epochs, "at least 1");
        require(batchSize >= 2, "--batch-size", batchSize, "at least 2");
        require(
                learningRate > 0 && learningRate < Float.POSITIVE_INFINITY,
                "--learning-rate",
                learningRate,
                "positive");
        if (recipe == Recipe.D2L) {
            require(warmUp == 0, "--warm-up", warmUp, "0 with --recipe d2l, whose rate only falls");
        } else {
            require(warmUp > 0 && warmUp < 1, "--warm-up", warmUp, "between 0 and 1");
        }
        require(momentum >= 0 && momentum < 1, "--momentum", momentum, "in [0, 1)");
        require(weightDecay >= 0, "--weight-decay", weightDecay, "at least 0");
        require(labelSmoothing >= 0 && labelSmoothing < 1, "--label-smoothing", labelSmoothing, "in [0, 1)");
        require(averageDecay >= 0 && averageDecay < 1, "--average", averageDecay, "in [0, 1)");
        require(cutout >= 0 && cutout <= Cifar10Data.SIZE, "--cutout", cutout, "from 0 to " + Cifar10Data.SIZE);
        require(validRatio >= 0 && validRatio < 1, "--valid-ratio", validRatio, "in [0, 1)");
        require(limit >= 0, "--limit", limit, "at least 0");
    }

    /**
     * What a run does on some pictures.
     *
     * @param data {@code sample} for {@link #sample}, else where the pictures are, for {@link #real}
     */
    public static Cifar10Config of(String data) {
        return data.equals(SAMPLE) ? sample() : real(data);
    }

    /** What a run does on generated pictures, in less than two minutes on 2 cores. */
    public static Cifar10Config sample() {
        return real(SAMPLE).with(options -> {
            options.training.epochs = 4;
            options.training.batchSize = 32;
            options.training.learningRate = 0.02f;
            options.warmUp = 0.3;
            options.labelSmoothing = 0.0;
            options.averageDecay = 0.99;
            options.cutout = 0;
        });
    }

    /** What a run does on real pictures. */
    public static Cifar10Config real(String data) {
        return new Cifar10Config(
                data,
                18,
                Recipe.COURSE,
                Precision.FP32,
                0,
                12,
                128,
                0.2f,
                0.25,
                0.9,
                5e-4f,
                0.1,
                0.999,
                8,
                false,
                0.1,
                0,
                List.of(),
                false);
    }

    /**
     * D2L's options. D2L goes down the sum of a batch's losses, at a rate of 2e-4 and with a weight decay of 5e-4; for
     * their mean, that is the rate times the batch size and the decay divided by it.
     *
     * @param data where the pictures are
     * @param batchSize D2L's is 32 for its sample of Kaggle's pictures, and 128 for all of them
     */
    public static Cifar10Config d2l(String data, int batchSize) {
        return real(data).with(options -> {
            options.recipe = Recipe.D2L;
            options.training.epochs = 20;
            options.training.batchSize = batchSize;
            options.training.learningRate = 2e-4f * batchSize;
            options.warmUp = 0.0;
            options.weightDecay = 5e-4f / batchSize;
            options.labelSmoothing = 0.0;
            options.averageDecay = 0.0;
            options.cutout = 0;
        });
    }

    /**
     * The fast recipe's options (Jordan 2024, <a href="https://arxiv.org/abs/2404.00498">arXiv:2404.00498</a>). Jordan goes down
     * the sum of a batch's losses, with momentum in the rate; for their mean that is a rate of 1.5 for 1,024 pictures.
     *
     * @param data {@code sample}, for batches of 64 pictures, or where the real pictures are, for batches of 512
     */
    public static Cifar10Config fast(String data) {
        boolean drawn = data.equals(SAMPLE);
        return fast(data, drawn ? FAST_SAMPLE_EPOCHS : FAST_EPOCHS, drawn ? FAST_SAMPLE_BATCH : FAST_BATCH);
    }

    private static Cifar10Config fast(String data, int epochs, int batchSize) {
        double momentum = 0.85;
        double rate = 11.5 / 1024 / (1 + 1 / (1 - momentum)); // of the sum
        return real(data).with(options -> {
            options.recipe = Recipe.FAST;
            options.training.epochs = epochs;
            options.training.batchSize = batchSize;
            options.training.learningRate = (float) (rate * batchSize);
            options.warmUp = 0.23;
            options.momentum = momentum;
            options.weightDecay = (float) (0.0153 / 11.5);
            options.labelSmoothing = 0.2;
            options.averageDecay = 0.0;
            options.cutout = 0;
            options.validRatio = 0.0;
        });
    }

    /** Whether the recipe has a part, and it was not left out. */
    boolean has(FastPart part) {
        return recipe == Recipe.FAST && !without.contains(part);
    }

    /** The network's name, for a reader. */
    String network() {
        return recipe == Recipe.FAST ? "FastNet" : "ResNet-" + depth;
    }

    /** The same in seconds, to see that it runs. */
    public Cifar10Config quick() {
        return with(options -> {
            options.training.epochs = 1;
            options.training.batchSize = QUICK_BATCH;
            options.training.limit = QUICK_PICTURES;
        });
    }

    /** One batch again and again, as it is: with a right network and a right loss, its loss comes near 0. */
    public Cifar10Config overfitting() {
        return with(options -> {
            options.training.epochs = OVERFIT_EPOCHS;
            options.training.limit = 0;
            options.labelSmoothing = 0.0;
            options.averageDecay = 0.0;
            options.validRatio = 0.0;
            options.overfitBatch = true;
        });
    }

    /** The same without crop, flip and cutout. */
    public Cifar10Config withPlainPictures() {
        return with(options -> options.plainPictures = true);
    }

    /** The same without some parts of the fast recipe, beside those that are left out already. */
    public Cifar10Config withoutParts(FastPart... parts) {
        return with(options -> options.without =
                Stream.concat(without.stream(), Stream.of(parts)).distinct().toList());
    }

    /** The same with another seed. */
    public Cifar10Config withSeed(long seed) {
        return with(options -> options.run.seed = seed);
    }

    /** The same with a share of each class held out for validation, 0 for none. */
    public Cifar10Config withValidRatio(double ratio) {
        return with(options -> options.validRatio = ratio);
    }

    /** The same options for other pictures. */
    Cifar10Config withData(String other) {
        return with(options -> options.training.data = other);
    }

    private Cifar10Config with(Consumer<Cifar10Options> change) {
        Cifar10Options options = new Cifar10Options();
        change.accept(options);
        return options.over(this);
    }
}
