package org.visioncourse.dogbreeds;

import java.util.function.BiPredicate;
import java.util.function.Function;
import org.visioncourse.notebook.Check;
import org.visioncourse.notebook.Verdict;

/** Judges a reader's answers to the exercises of the notebook. */
public final class DogBreedsExercises {

    private DogBreedsExercises() {}

    /** The log loss of a submission. */
    @FunctionalInterface
    public interface LogLoss {

        /** From probabilities of shape (N, C) and the right classes, (N). */
        double of(double[][] probabilities, int[] labels);
    }

    /** The share of photographs whose right class is among the k most probable ones. */
    @FunctionalInterface
    public interface TopK {

        /** From probabilities of shape (N, C) and the right classes, (N); a share in [0, 1]. */
        double of(double[][] probabilities, int[] labels, int k);
    }

    /** A photograph's features, seen both ways. */
    @FunctionalInterface
    public interface MirrorMean {

        /** From a trunk, which makes features (D) of a picture (H, W), and a picture; gives (D). */
        double[] of(Function<double[][], double[]> trunk, double[][] picture);
    }

    /** How alike two photographs are to a network. */
    @FunctionalInterface
    public interface Cosine {

        /** From the features of both, (D); in [-1, 1]. */
        double of(double[] a, double[] b);
    }

    /** The mean of -ln p over the right classes' probabilities, none of which counts as less than 1e-15. */
    public static Verdict logLoss(LogLoss mine) {
        return new Check()
                .expect(
                        "one photograph whose breed was given 0.5",
                        () -> mine.of(new double[][] {{0.5, 0.3, 0.2}}, new int[] {0}),
                        0.6931472,
                        "-ln 0.5 with the natural logarithm, Math.log; a loss is not negative")
                .expect(
                        "the same photograph of another breed",
                        () -> mine.of(new double[][] {{0.5, 0.3, 0.2}}, new int[] {2}),
                        1.6094379,
                        "the probability of the right breed counts, not the largest one")
                .expect(
                        "two photographs, given 0.5 and 0.25",
                        () -> mine.of(new double[][] {{0.5, 0.5}, {0.75, 0.25}}, new int[] {0, 1}),
                        1.0397208,
                        "the mean over the photographs, not the sum, and of the logarithms, not the logarithm of the mean")
                .expect(
                        "a photograph whose breed was given 0",
                        () -> mine.of(new double[][] {{1, 0}}, new int[] {1}),
                        34.5387764,
                        "-ln 0 is infinite, and one photograph would decide everything: take 1e-15 where there is less")
                .expect(
                        "a photograph whose breed was given 1",
                        () -> mine.of(new double[][] {{0, 1}}, new int[] {1}),
                        0,
                        "who is sure and right pays nothing")
                .verdict();
    }

    private static double[][] fourRows() {
        return new double[][] {{0.6, 0.3, 0.1}, {0.2, 0.5, 0.3}, {0.1, 0.2, 0.7}, {0.5, 0.1, 0.4}};
    }

    /** The share of rows in which fewer than k classes are more probable than the right one. */
    public static Verdict topK(TopK mine) {
        int[] labels = {0, 2, 0, 0};
        return new Check()
                .expect(
                        "k = 1",
                        () -> mine.of(fourRows(), labels, 1),
                        0.5,
                        "with k = 1 it is the accuracy, right ones divided by all; in Java 2 / 4 of two int is 0")
                .expect(
                        "k = 2",
                        () -> mine.of(fourRows(), labels, 2),
                        0.75,
                        "count the breeds that are more probable than the right one; it is among the best k if fewer than k are")
                .expect(
                        "k = 3, as many as there are breeds",
                        () -> mine.of(fourRows(), labels, 3),
                        1,
                        "among all of them the right one always is")
                .expect(
                        "the probabilities, afterwards",
                        () -> {
                            double[][] given = {{0.6, 0.1, 0.3}};
                            mine.of(given, new int[] {0}, 2);
                            return given;
                        },
                        new double[][] {{0.6, 0.1, 0.3}},
                        "do not sort the caller's row: sort a copy, or count")
                .verdict();
    }

    private static double[][] twoRows() {
        return new double[][] {{1, 2, 3}, {4, 5, 6}};
    }

    /** The mean of the trunk's features of a picture and of its mirror image. */
    public static Verdict mirrorMean(MirrorMean mine) {
        return new Check()
                .expect(
                        "a picture of one row, and a trunk that gives this row",
                        () -> mine.of(seen -> seen[0].clone(), new double[][] {{1, 2, 3}}),
                        new double[] {2, 2, 2},
                        "mirror left to right, and take the mean, not the sum")
                .expect(
                        "a picture of two rows, and a trunk that gives the top left pixel",
                        () -> mine.of(seen -> new double[] {seen[0][0]}, twoRows()),
                        new double[] {2},
                        "the rows stay in their order: a dog does not stand on its head")
                .expect(
                        "a trunk that gives the square of the top left pixel",
                        () -> mine.of(seen -> new double[] {seen[0][0] * seen[0][0]}, twoRows()),
                        new double[] {5},
                        "the mean is of the features of two pictures; a mean of the pictures themselves is a ghost with two"
                                + " heads")
                .expect(
                        "the picture, afterwards",
                        () -> {
                            double[][] given = {{1, 2}};
                            mine.of(seen -> seen[0].clone(), given);
                            return given;
                        },
                        new double[][] {{1, 2}},
                        "mirror a copy, not the caller's picture")
                .verdict();
    }

    /** The cosine of the angle between two rows of features; 0 where one of them is all zeros. */
    public static Verdict cosine(Cosine mine) {
        return new Check()
                .expect(
                        "(1, 2) and (1, 2)",
                        () -> mine.of(new double[] {1, 2}, new double[] {1, 2}),
                        1,
                        "divide the sum of the products by both lengths, which are roots of the sums of squares")
                .expect(
                        "(1, 0) and (0, 3)",
                        () -> mine.of(new double[] {1, 0}, new double[] {0, 3}),
                        0,
                        "at a right angle the sum of the products is 0; this is no distance")
                .expect(
                        "(1, 2) and (10, 20)",
                        () -> mine.of(new double[] {1, 2}, new double[] {10, 20}),
                        1,
                        "lengths do not count: a photograph in brighter light has larger features of the same kind")
                .expect(
                        "(1, 1) and (-1, 0)",
                        () -> mine.of(new double[] {1, 1}, new double[] {-1, 0}),
                        -0.7071068,
                        "it may be negative, which no feature behind a ReLU shows")
                .expect(
                        "(0, 0) and (1, 1)",
                        () -> mine.of(new double[] {0, 0}, new double[] {1, 1}),
                        0,
                        "0 / 0 is no number, and what is sorted by it comes in any order: say 0 where a length is 0")
                .verdict();
    }

    /**
     * Which parameters a step changes, by their published names: nothing of the trunk with frozen features, everything
     * otherwise, but in no mode BatchNorm's running mean and variance.
     *
     * @param mine says so of a name, such as {@code layer1.0.conv1.weight}, the head's begin with {@code fc.}, in one of the
     *     three modes
     */
    public static Verdict isTrained(BiPredicate<String, Mode> mine) {
        return new Check()
                .expect(
                        "fc.weight in the mode features",
                        () -> mine.test("fc.weight", Mode.FEATURES),
                        true,
                        "the head is new and has to learn in each mode")
                .expect(
                        "layer4.1.conv2.weight in the mode features",
                        () -> mine.test("layer4.1.conv2.weight", Mode.FEATURES),
                        false,
                        "the trunk is frozen, up to its last convolution")
                .expect(
                        "layer4.1.conv2.weight in the mode finetune",
                        () -> mine.test("layer4.1.conv2.weight", Mode.FINETUNE),
                        true,
                        "fine-tuning changes the trunk, too")
                .expect(
                        "conv1.weight in the mode scratch",
                        () -> mine.test("conv1.weight", Mode.SCRATCH),
                        true,
                        "from scratch everything has to learn")
                .expect(
                        "bn1.weight in the mode finetune",
                        () -> mine.test("bn1.weight", Mode.FINETUNE),
                        true,
                        "BatchNorm's gamma is published as its weight; it has a gradient like any other")
                .expect(
                        "layer1.0.bn1.running_mean in the mode finetune",
                        () -> mine.test("layer1.0.bn1.running_mean", Mode.FINETUNE),
                        false,
                        "running means and variances are counted from the batches, and have no gradient")
                .expect(
                        "bn1.running_var in the mode scratch",
                        () -> mine.test("bn1.running_var", Mode.SCRATCH),
                        false,
                        "that holds for running_var as for running_mean, in each mode")
                .verdict();
    }
}
