package org.visioncourse.cifar10;

import org.visioncourse.notebook.Check;
import org.visioncourse.notebook.Verdict;

/** Judges a reader's answers to the exercises of the notebook. */
public final class Cifar10Exercises {

    private Cifar10Exercises() {}

    /** The accuracy of a classifier. */
    @FunctionalInterface
    public interface Accuracy {

        /** From logits of shape (N, C) and the right classes, (N); a share in [0, 1]. */
        double of(double[][] logits, int[] labels);
    }

    /** The number of a residual block's parameters. */
    @FunctionalInterface
    public interface BlockParameters {

        /** From the channels that go in and those that come out. */
        long of(long in, long out);
    }

    /** One update of one weight. */
    @FunctionalInterface
    public interface MomentumStep {

        /** From the weight, its velocity and its gradient; gives the new weight and the new velocity. */
        double[] of(double weight, double velocity, double gradient, double rate, double momentum);
    }

    /** A picture's mirror image. */
    @FunctionalInterface
    public interface Mirror {

        /** From bytes of shape (H, W, C) in one row; gives as many. */
        byte[] of(byte[] pixels, int height, int width, int channels);
    }

    /** What Newton and Schulz's iteration makes of one singular value. */
    @FunctionalInterface
    public interface SingularValue {

        /** From a singular value in [0, 1] to what five rounds make of it. */
        double of(double value);
    }

    /** The share of rows whose largest logit stands at the label. */
    public static Verdict accuracy(Accuracy mine) {
        return new Check()
                .expect(
                        "two pictures of which one is right",
                        () -> mine.of(new double[][] {{3, 1}, {2, 0}}, new int[] {0, 1}),
                        0.5,
                        "it is a share, right ones divided by all; in Java 1 / 2 of two int is 0")
                .expect(
                        "three pictures, all right",
                        () -> mine.of(new double[][] {{1, 2, 3}, {1, 3, 2}, {3, 2, 1}}, new int[] {2, 1, 0}),
                        1,
                        "the class is the place of the largest logit, counted from 0, not the logit itself")
                .expect(
                        "a picture whose logits are all negative",
                        () -> mine.of(new double[][] {{-3, -1, -2}}, new int[] {1}),
                        1,
                        "logits may be negative: a search for the largest must not begin at 0, and Double.MIN_VALUE is a small"
                                + " positive number")
                .verdict();
    }

    /**
     * The trained parameters of a basic residual block: two 3x3 convolutions without bias, BatchNorm behind each, and where
     * the channels change a 1x1 convolution with BatchNorm on the shortcut.
     */
    public static Verdict blockParameters(BlockParameters mine) {
        return new Check()
                .expect(
                        "64 channels in and 64 out",
                        () -> mine.of(64, 64),
                        73_984L,
                        "a 3x3 convolution has 9 in out weights and no bias here; a BatchNorm has a gamma and a beta for each"
                                + " channel; an identity has nothing")
                .expect(
                        "64 channels in and 128 out",
                        () -> mine.of(64, 128),
                        230_144L,
                        "only the first convolution sees the channels that come in, the second one sees those that go out; the"
                                + " shortcut has in out weights and a BatchNorm of its own")
                .expect(
                        "256 channels in and 512 out",
                        () -> mine.of(256, 512),
                        3_673_088L,
                        "there are three BatchNorms where there is a convolution on the shortcut")
                .verdict();
    }

    /** One step with momentum in PyTorch's form: v' = momentum v + gradient, w' = w - rate v'. */
    public static Verdict momentumStep(MomentumStep mine) {
        return new Check()
                .expect(
                        "a first step: weight 1, velocity 0, gradient 2, rate 0.1",
                        () -> mine.of(1, 0, 2, 0.1, 0.9),
                        new double[] {0.8, 2},
                        "give the new weight and then the new velocity; the weight goes against the gradient, and the rate is"
                                + " no part of the velocity")
                .expect(
                        "the next step: weight 0.8, velocity 2, gradient 1, rate 0.1",
                        () -> mine.of(0.8, 2, 1, 0.1, 0.9),
                        new double[] {0.52, 2.8},
                        "the velocity is 0.9 of the old one and all of the gradient; the weight moves by the new velocity")
                .expect(
                        "a step without gradient: weight 0, velocity 1, rate 0.5",
                        () -> mine.of(0, 1, 0, 0.5, 0.5),
                        new double[] {-0.25, 0.5},
                        "a velocity goes on without a gradient, and fades")
                .verdict();
    }

    /** The picture mirrored left to right, rows and colours in their order. */
    public static Verdict mirror(Mirror mine) {
        return new Check()
                .expect(
                        "one row of three grey pixels",
                        () -> mine.of(new byte[] {1, 2, 3}, 1, 3, 1),
                        new byte[] {3, 2, 1},
                        "column x comes from column width - 1 - x")
                .expect(
                        "two rows of two grey pixels",
                        () -> mine.of(new byte[] {1, 2, 3, 4}, 2, 2, 1),
                        new byte[] {2, 1, 4, 3},
                        "each row stays where it is; all bytes in reverse turn the picture upside down, too")
                .expect(
                        "one row of two pixels with three colours",
                        () -> mine.of(new byte[] {1, 2, 3, 4, 5, 6}, 1, 2, 3),
                        new byte[] {4, 5, 6, 1, 2, 3},
                        "the three bytes of a pixel move together: red must not become blue")
                .expect(
                        "the picture that was given, afterwards",
                        () -> {
                            byte[] given = {1, 2, 3};
                            mine.of(given, 1, 3, 1);
                            return given;
                        },
                        new byte[] {1, 2, 3},
                        "write into a new array: the training needs the picture again in the next epoch")
                .verdict();
    }

    /** Five rounds of s' = a s + b s^3 + c s^5, with the numbers of {@link org.visioncourse.engine.UpdateRule#muon}. */
    public static Verdict orthogonalised(SingularValue mine) {
        return new Check()
                .expect(
                        "a singular value of 1",
                        () -> mine.of(1),
                        0.69644,
                        "one round makes 0.7010 of it, the second 1.1136: b is negative, and each round begins with what the last one gave")
                .expect(
                        "a singular value of 0.5",
                        () -> mine.of(0.5),
                        0.76544,
                        "of X = U S V^T the product (X X^T) X is U S^3 V^T, and the next one U S^5 V^T: third and fifth powers")
                .expect(
                        "a singular value of 0.01",
                        () -> mine.of(0.01),
                        0.69892,
                        "five rounds, each of which makes a small value about 3.4445 times as large")
                .expect(
                        "a singular value of 0",
                        () -> mine.of(0),
                        0.0,
                        "odd powers of 0 are 0: what is not there stays away")
                .verdict();
    }
}
