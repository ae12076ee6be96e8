package org.visioncourse.notebook;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import org.visioncourse.engine.Torch;

/** Judges the exercises of the first notebook: arrays, memory, losses, gradients. */
public final class StartExercises {

    /** From a picture's bytes to a network's numbers. */
    @FunctionalInterface
    public interface ToChannelsFirst {

        /**
         * Reorders and scales a picture.
         *
         * @param pixels unsigned bytes of shape (H, W, C)
         * @return H W C values in [0, 1] of shape (C, H, W)
         */
        float[] of(byte[] pixels, int height, int width, int channels);
    }

    /** The size of a convolution's output. */
    @FunctionalInterface
    public interface OutputSize {

        /**
         * The number of places.
         *
         * @param size height or width of the input
         * @param kernel height or width of the kernel
         * @param stride steps between two places
         * @param padding zeros added at each end
         */
        int of(int size, int kernel, int stride, int padding);
    }

    /** How wrong the logits of one example are. */
    @FunctionalInterface
    public interface LogitsLoss {

        /**
         * The loss of an example.
         *
         * @param logits a number for each class (C)
         * @param label the true class, from 0
         */
        double of(double[] logits, int label);
    }

    /** The slope of the mean squared error of a line. */
    @FunctionalInterface
    public interface LineGradient {

        /**
         * The gradient at one line, y = w x + b.
         *
         * @param x places (N)
         * @param y values wanted there (N)
         * @return the derivative by w, then the one by b
         */
        double[] of(double[] x, double[] y, double w, double b);
    }

    private static final int CALLS = 5;

    private StartExercises() {}

    /**
     * Judges how a picture is made a network's input: bytes of (H, W, C) become values in [0, 1] of (C, H, W).
     *
     * @param answer the reader's function
     */
    public static Verdict channelsFirst(ToChannelsFirst answer) {
        byte[] small = {0, 51, 102, 0, 51, 102};
        byte[] bright = {(byte) 255, (byte) 204, (byte) 153};
        byte[] wide = {0, 1, 2, 10, 11, 12, 20, 21, 22, 30, 31, 32, 40, 41, 42, 50, 51, 52};
        return new Check()
                .expect(
                        "two equal dark pixels",
                        () -> answer.of(small, 1, 2, 3),
                        new double[] {0, 0, 0.2, 0.2, 0.4, 0.4},
                        "first the red of all pixels, then their green, then their blue; each divided by 255f, since 51 / 255 is 0"
                                + " for whole numbers")
                .expect(
                        "one bright pixel",
                        () -> answer.of(bright, 1, 1, 3),
                        new double[] {1, 0.8, 0.6},
                        "Java's byte goes from -128 to 127, and 255 is read as -1: pixels[i] & 0xff is what was meant")
                .expect(
                        "a picture of 2 rows and 3 columns",
                        () -> answer.of(wide, 2, 3, 3),
                        scaled(0, 10, 20, 30, 40, 50, 1, 11, 21, 31, 41, 51, 2, 12, 22, 32, 42, 52),
                        "pixel (y, x) begins at byte (y * width + x) * channels, and channel c at value c * height * width; are height and"
                                + " width exchanged?")
                .expect(
                        "a grey picture of 2 rows and 2 columns",
                        () -> answer.of(new byte[] {0, 51, 102, (byte) 153}, 2, 2, 1),
                        new double[] {0, 0.2, 0.4, 0.6},
                        "there are as many channels as the last parameter says, not always 3")
                .verdict();
    }

    private static double[] scaled(int... bytes) {
        return Arrays.stream(bytes).mapToDouble(value -> value / 255.0).toArray();
    }

    /**
     * Judges the root of the mean of an array's squares, and above all that it leaves no array open.
     *
     * @param answer the reader's function of an array of any shape; it must not close the array that it is given
     */
    public static Verdict rootMeanSquare(ToDoubleFunction<NDArray> answer) {
        try (NDManager manager = Torch.start().newBaseManager()) {
            NDArray x = manager.create(new float[] {1, 7, 5, 5, -5, 5}, new Shape(2, 3));
            return new Check()
                    .expect(
                            "the numbers 3 and -4",
                            () -> answer.applyAsDouble(manager.create(new float[] {3, -4})),
                            Math.sqrt(12.5),
                            "square every number, take their mean, and the root of that")
                    .expect(
                            "an array of shape (2, 3)",
                            () -> answer.applyAsDouble(x),
                            Math.sqrt(150 / 6.0),
                            "the mean of all six numbers; mean() without axes takes it")
                    .expect(
                            "the same array a second time",
                            () -> answer.applyAsDouble(x),
                            Math.sqrt(150 / 6.0),
                            "the array is the caller's: it must be neither closed nor changed")
                    .expect(
                            "the number of arrays left open by " + CALLS + " calls",
                            () -> leftBy(answer, x, manager),
                            0,
                            "square() and mean() each give an array that belongs to the manager of x: close them, for example as the"
                                    + " resources of a try")
                    .verdict();
        }
    }

    private static int leftBy(ToDoubleFunction<NDArray> answer, NDArray x, NDManager manager) {
        int before = manager.getManagedArrays().size();
        for (int i = 0; i < CALLS; i++) {
            answer.applyAsDouble(x);
        }
        return manager.getManagedArrays().size() - before;
    }

    /**
     * Judges the size of a convolution's output (floor((size + 2 padding - kernel) / stride) + 1).
     *
     * @param answer the reader's function
     */
    public static Verdict outputSize(OutputSize answer) {
        return new Check()
                .expect(
                        "size 5, kernel 1, stride 1, padding 0",
                        () -> answer.of(5, 1, 1, 0),
                        5,
                        "a kernel of one pixel fits on each of the five")
                .expect(
                        "size 5, kernel 3, stride 1, padding 0",
                        () -> answer.of(5, 3, 1, 0),
                        3,
                        "the kernel's first pixel may lie on pixel 0, 1 or 2: one place more than size - kernel")
                .expect(
                        "size 32, kernel 3, stride 1, padding 1",
                        () -> answer.of(32, 3, 1, 1),
                        32,
                        "padding is added at both ends")
                .expect(
                        "size 32, kernel 2, stride 2, padding 0",
                        () -> answer.of(32, 2, 2, 0),
                        16,
                        "only the way from the first place to the last is divided by the stride, not the 1 for the first place")
                .expect(
                        "size 6, kernel 3, stride 2, padding 0",
                        () -> answer.of(6, 3, 2, 0),
                        2,
                        "a place where the kernel would stand over the edge does not count: round down")
                .expect(
                        "size 224, kernel 7, stride 2, padding 3",
                        () -> answer.of(224, 7, 2, 3),
                        112,
                        "this is ResNet's first layer: (224 + 6 - 7) / 2 rounded down, and 1")
                .verdict();
    }

    /**
     * Judges softmax, which makes probabilities of logits: exp(z_i) / sum_j exp(z_j).
     *
     * @param answer the reader's function from logits (C) to probabilities (C)
     */
    public static Verdict softmax(UnaryOperator<double[]> answer) {
        double e = Math.E;
        return new Check()
                .expect(
                        "the logits 0, 0, 0, 0",
                        () -> answer.apply(new double[4]),
                        new double[] {0.25, 0.25, 0.25, 0.25},
                        "equal logits give equal shares, and all shares sum to 1")
                .expect(
                        "the logits 1, 0, 2",
                        () -> answer.apply(new double[] {1, 0, 2}),
                        new double[] {e / (1 + e + e * e), 1 / (1 + e + e * e), e * e / (1 + e + e * e)},
                        "exp of each, divided by the sum of all exp")
                .expect(
                        "the logits 1000, 1000",
                        () -> answer.apply(new double[] {1000, 1000}),
                        new double[] {0.5, 0.5},
                        "exp(1000) is infinite, and infinite by infinite is NaN; subtract the largest logit from all first: the shares stay"
                                + " the same")
                .expect(
                        "the logits -1000, -1000",
                        () -> answer.apply(new double[] {-1000, -1000}),
                        new double[] {0.5, 0.5},
                        "exp(-1000) is 0, and 0 by 0 is NaN; the largest logit is -1000 here, not 0")
                .expect(
                        "the same logits a second time",
                        () -> twice(answer, 3, 4),
                        new double[] {1 / (1 + e), e / (1 + e)},
                        "the array is the caller's: write the shares into one of your own")
                .verdict();
    }

    private static double[] twice(UnaryOperator<double[]> answer, double... logits) {
        answer.apply(logits);
        return answer.apply(logits);
    }

    /**
     * Judges the cross entropy of one example: minus the logarithm of the probability that softmax gives the true class.
     *
     * @param answer the reader's function
     */
    public static Verdict crossEntropy(LogitsLoss answer) {
        double[] logits = {2, 0, -1};
        double logSum = Math.log(Math.exp(2) + 1 + Math.exp(-1));
        return new Check()
                .expect(
                        "ten equal logits",
                        () -> answer.of(new double[10], 3),
                        Math.log(10),
                        "each class has the probability 1/10; the loss is minus the natural logarithm of that, 2.303")
                .expect(
                        "the logits 2, 0, -1 of class 0",
                        () -> answer.of(logits, 0),
                        logSum - 2,
                        "the probability is exp(2) / (exp(2) + exp(0) + exp(-1)), and its logarithm gets a minus")
                .expect(
                        "the logits 2, 0, -1 of class 2",
                        () -> answer.of(logits, 2),
                        logSum + 1,
                        "the label says whose probability counts, not the largest")
                .expect(
                        "the logits 1000, 0 of class 0",
                        () -> answer.of(new double[] {1000, 0}, 0),
                        0,
                        "exp(1000) is infinite; subtract the largest logit from all first")
                .expect(
                        "the logits 1000, 0 of class 1",
                        () -> answer.of(new double[] {1000, 0}, 1),
                        1000,
                        "the probability is so small that it becomes 0, with an infinite logarithm; never compute it: the loss is"
                                + " max + log(sum of exp(z - max)) - z of the label")
                .verdict();
    }

    /**
     * Judges the gradient of the mean squared error of a line: of 1/N sum (w x + b - y)^2 by w and by b.
     *
     * @param answer the reader's function
     */
    public static Verdict lineGradient(LineGradient answer) {
        double[] ones = {1};
        return new Check()
                .expect(
                        "one point on the line",
                        () -> answer.of(new double[] {2}, new double[] {7}, 3, 1),
                        new double[] {0, 0},
                        "the error is w x + b - y, here 0, and where the loss is least the slope is 0")
                .expect(
                        "the point (1, 0) and the line y = 3",
                        () -> answer.of(ones, new double[] {0}, 0, 3),
                        new double[] {6, 6},
                        "the derivative of e squared is 2 e, with e = w x + b - y, the prediction first; going uphill is positive")
                .expect(
                        "the point (5, 0) and the line y = 1",
                        () -> answer.of(new double[] {5}, new double[] {0}, 0, 1),
                        new double[] {10, 2},
                        "by the chain rule the derivative by w is 2 e x, and the one by b is 2 e")
                .expect(
                        "the points (1, 0), (2, 0) and the line y = x",
                        () -> answer.of(new double[] {1, 2}, new double[] {0, 0}, 1, 0),
                        new double[] {5, 3},
                        "the loss is the mean over the points, and so is its gradient: divide by their number")
                .verdict();
    }
}
