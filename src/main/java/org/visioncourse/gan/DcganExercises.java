package org.visioncourse.gan;

import java.util.function.DoubleBinaryOperator;
import org.visioncourse.notebook.Check;
import org.visioncourse.notebook.Verdict;

/** Checks of what readers of the notebook on DCGANs write themselves. */
public final class DcganExercises {

    private DcganExercises() {}

    /** A side of what a transposed convolution gives. */
    @FunctionalInterface
    public interface OutputSize {

        /**
         * Height or width of the output.
         *
         * @param size height or width of the input
         * @param kernel height or width of the kernel
         * @param stride of the kernel in the output
         * @param padding rows or columns that are cut from each side of the output
         */
        int of(int size, int kernel, int stride, int padding);
    }

    /** The number of parameters that are learned in a block of a generator. */
    @FunctionalInterface
    public interface Parameters {

        /**
         * Those of a transposed convolution without bias and of the BatchNorm behind it.
         *
         * @param in channels of the input
         * @param out channels of the output
         * @param kernel height and width of the kernel
         */
        long of(int in, int out, int kernel);
    }

    /** A transposed convolution of one channel. */
    @FunctionalInterface
    public interface TransposedConvolution {

        /**
         * The sum of all kernels, each times its input, {@code stride} rows or columns apart; nothing is cut off.
         *
         * @param input (H, W)
         * @param kernel (K, K)
         * @return ((H - 1) stride + K, (W - 1) stride + K)
         */
        double[][] of(double[][] input, double[][] kernel, int stride);
    }

    /** An exponential moving average. */
    @FunctionalInterface
    public interface MovingAverage {

        /**
         * The average after each value.
         *
         * @param values at least one; the average starts at the first
         * @param decay what is kept of the average, in [0, 1)
         * @return as many numbers
         */
        double[] of(double[] values, double decay);
    }

    /** Checks the formula of a transposed convolution's output size. */
    public static Verdict outputSize(OutputSize size) {
        return new Check()
                .expect(
                        "2 pixels, kernel 2, stride 1, no padding",
                        () -> size.of(2, 2, 1, 0),
                        3,
                        "the last kernel begins at pixel (size - 1) stride and is kernel pixels long")
                .expect(
                        "1 pixel, kernel 4, stride 1, no padding",
                        () -> size.of(1, 4, 1, 0),
                        4,
                        "of a single pixel remains the kernel itself")
                .expect(
                        "5 pixels, kernel 3, stride 2, no padding",
                        () -> size.of(5, 3, 2, 0),
                        11,
                        "between 5 kernels there are 4 strides, not 5")
                .expect(
                        "16 pixels, kernel 4, stride 2, padding 1",
                        () -> size.of(16, 4, 2, 1),
                        32,
                        "padding makes the output of a transposed convolution smaller, and on both sides")
                .verdict();
    }

    /** Checks the number of parameters of a generator's block. */
    public static Verdict parameters(Parameters parameters) {
        return new Check()
                .expect(
                        "1 channel to 1, kernel 1",
                        () -> parameters.of(1, 1, 1),
                        3,
                        "one weight; no bias; BatchNorm learns a factor and a shift, its mean and variance are counted, not"
                                + " learned")
                .expect(
                        "1 channel to 1, kernel 4",
                        () -> parameters.of(1, 1, 4),
                        18,
                        "a kernel has height times width weights")
                .expect(
                        "3 channels to 20, kernel 4",
                        () -> parameters.of(3, 20, 4),
                        1000,
                        "there is a kernel for each pair of channels, and BatchNorm has two numbers for each channel that"
                                + " comes out")
                .expect(
                        "100 channels to 512, kernel 4: the generator's first block",
                        () -> parameters.of(100, 512, 4),
                        820_224,
                        "100 x 512 kernels of 16 weights, and 2 x 512")
                .verdict();
    }

    /** Checks a transposed convolution of one channel. */
    public static Verdict transposedConvolution(TransposedConvolution convolution) {
        double[][] counting = {{0, 1}, {2, 3}};
        return new Check()
                .expect(
                        "one pixel, 2",
                        () -> convolution.of(new double[][] {{2}}, new double[][] {{1, 2}, {3, 4}}, 1),
                        new double[] {2, 4, 6, 8},
                        "the kernel times the pixel; a transposed convolution does not turn its kernel around")
                .expect(
                        "0 1 / 2 3 with the kernel 0 1 / 2 3, stride 1",
                        () -> convolution.of(counting, counting, 1),
                        new double[] {0, 0, 1, 0, 4, 6, 4, 12, 9},
                        "where two kernels meet, their products are added, not replaced")
                .expect(
                        "the same with stride 2",
                        () -> convolution.of(counting, counting, 2),
                        new double[] {0, 0, 0, 1, 0, 0, 2, 3, 0, 2, 0, 3, 4, 6, 6, 9},
                        "the kernel of input (i, j) begins at output (i stride, j stride)")
                .expect(
                        "1 0 / 0 1 with a kernel of 3 x 3 ones, stride 2",
                        () -> convolution.of(
                                new double[][] {{1, 0}, {0, 1}}, new double[][] {{1, 1, 1}, {1, 1, 1}, {1, 1, 1}}, 2),
                        new double[] {1, 1, 1, 0, 0, 1, 1, 1, 0, 0, 1, 1, 2, 1, 1, 0, 0, 1, 1, 1, 0, 0, 1, 1, 1},
                        "the output has (H - 1) stride + K rows, and neighbours share what reaches further than the stride")
                .expect(
                        "1 2 3, a row, with the kernel 1 1 / 1 1, stride 1",
                        () -> convolution.of(new double[][] {{1, 2, 3}}, new double[][] {{1, 1}, {1, 1}}, 1),
                        new double[] {1, 3, 5, 3, 1, 3, 5, 3},
                        "an input need not be square: the rows from its height, the columns from its width")
                .verdict();
    }

    /**
     * Checks a leaky ReLU.
     *
     * @param function from an input and the slope for what is below 0
     */
    public static Verdict leakyRelu(DoubleBinaryOperator function) {
        return new Check()
                .expect("3 with a slope of 0.2", () -> function.applyAsDouble(3, 0.2), 3, "what is above 0 stays")
                .expect(
                        "-2 with a slope of 0.2",
                        () -> function.applyAsDouble(-2, 0.2),
                        -0.4,
                        "below 0 it is slope times x: not 0, and still negative")
                .expect("0 with a slope of 0.2", () -> function.applyAsDouble(0, 0.2), 0, "both parts meet at 0")
                .expect("-2 with a slope of 0", () -> function.applyAsDouble(-2, 0), 0, "with a slope of 0 it is ReLU")
                .expect(
                        "-2 with a slope of 1",
                        () -> function.applyAsDouble(-2, 1),
                        -2,
                        "with a slope of 1 nothing happens")
                .verdict();
    }

    /** Checks an exponential moving average. */
    public static Verdict movingAverage(MovingAverage average) {
        return new Check()
                .expect(
                        "5, 5, 5 with a decay of 0.9",
                        () -> average.of(new double[] {5, 5, 5}, 0.9),
                        new double[] {5, 5, 5},
                        "the average of equal values is that value: start at the first value, not at 0, and let the shares"
                                + " be decay and 1 - decay")
                .expect(
                        "0, 1 with a decay of 0.9",
                        () -> average.of(new double[] {0, 1}, 0.9),
                        new double[] {0, 0.1},
                        "the decay is what is kept of the average, and a new value counts 1 - decay")
                .expect(
                        "1, 2, 3 with a decay of 0",
                        () -> average.of(new double[] {1, 2, 3}, 0),
                        new double[] {1, 2, 3},
                        "with a decay of 0 nothing is kept: each average is the value itself")
                .expect(
                        "0, 1, 1, 1 with a decay of 0.5",
                        () -> average.of(new double[] {0, 1, 1, 1}, 0.5),
                        new double[] {0, 0.5, 0.75, 0.875},
                        "each average comes from the average before, not from the value before")
                .verdict();
    }
}
