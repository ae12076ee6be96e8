package org.visioncourse.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.visioncourse.notebook.StartExercises.channelsFirst;
import static org.visioncourse.notebook.StartExercises.crossEntropy;
import static org.visioncourse.notebook.StartExercises.lineGradient;
import static org.visioncourse.notebook.StartExercises.outputSize;
import static org.visioncourse.notebook.StartExercises.rootMeanSquare;
import static org.visioncourse.notebook.StartExercises.softmax;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StartExercisesTest {

    static List<Verdict> right() {
        return List.of(
                channelsFirst((p, h, w, c) -> floats(p, h, w, c, 0xff, 255f)),
                rootMeanSquare(StartExercisesTest::closingRoot),
                outputSize((size, kernel, stride, padding) -> (size + 2 * padding - kernel) / stride + 1),
                softmax(z -> shares(z, max(z))),
                crossEntropy((z, label) -> max(z) + Math.log(sumExp(z, max(z))) - z[label]),
                lineGradient((x, y, w, b) -> gradient(x, y, w, b, 2.0 / x.length)));
    }

    @ParameterizedTest
    @MethodSource("right")
    void theCoursesOwnAnswersAreRight(Verdict verdict) {
        assertThat(verdict.right()).as(verdict.words()).isTrue();
    }

    static List<Object[]> wrong() {
        return List.of(
                // (H, W, C) -> (C, H, W)
                row(channelsFirst((p, h, w, c) -> inOrder(p)), "two equal dark pixels", "first the red of all pixels"),
                row(channelsFirst((p, h, w, c) -> floats(p, h, w, c, 0xff, 1)), "two equal", "divided by 255f"),
                row(channelsFirst((p, h, w, c) -> floats(p, h, w, c, -1, 255f)), "one bright pixel", "0xff"),
                row(
                        channelsFirst((p, h, w, c) -> columnsFirst(p, h, w, c)),
                        "2 rows and 3 columns",
                        "height and width"),
                row(channelsFirst((p, h, w, c) -> floats(p, h, w, 3, 0xff, 255f)), "grey", "as many channels"),
                // memory
                row(rootMeanSquare(x -> x.square().mean().getFloat()), "3 and -4", "root of that"),
                row(rootMeanSquare(x -> Math.sqrt(x.square().sum().getFloat() / 2)), "(2, 3)", "all six"),
                row(rootMeanSquare(x -> closed(x)), "a second time", "neither closed nor changed"),
                row(rootMeanSquare(x -> changed(x)), "a second time", "neither closed nor changed"),
                row(rootMeanSquare(x -> leakyRoot(x)), "left open by 5 calls the answer is 10", "close them"),
                row(rootMeanSquare(x -> scopedInVain(x)), "left open by 5 calls the answer is 10", "close them"),
                // sizes of convolutions
                row(outputSize((n, k, s, p) -> n), "kernel 3, stride 1, padding 0", "0, 1 or 2"),
                row(outputSize((n, k, s, p) -> (n + 2 * p - k) / s), "kernel 1", "each of the five"),
                row(outputSize((n, k, s, p) -> (n + p - k) / s + 1), "padding 1", "both ends"),
                row(outputSize((n, k, s, p) -> (n + 2 * p - k + 1) / s), "stride 2, padding 0", "not the 1"),
                row(outputSize((n, k, s, p) -> -Math.floorDiv(k - n - 2 * p, s) + 1), "size 6", "round down"),
                // softmax
                row(softmax(z -> Arrays.stream(z).map(Math::exp).toArray()), "0, 0, 0, 0", "sum to 1"),
                row(softmax(StartExercisesTest::proportions), "0, 0, 0, 0", "equal shares"),
                row(softmax(z -> shares(z, 0)), "1000, 1000", "subtract the largest"),
                row(softmax(z -> shares(z, Math.max(0, max(z)))), "-1000, -1000", "not 0"),
                row(softmax(StartExercisesTest::inPlace), "a second time", "of your own"),
                // cross entropy
                row(crossEntropy((z, label) -> Math.log10(sumExp(z, 0)) - z[label]), "ten equal", "natural"),
                row(crossEntropy((z, label) -> z[label] - Math.log(sumExp(z, 0))), "ten equal", "minus"),
                row(crossEntropy((z, label) -> Math.log(sumExp(z, 0)) - max(z)), "of class 2", "not the largest"),
                row(crossEntropy((z, label) -> Math.log(sumExp(z, 0)) - z[label]), "1000, 0 of class 0", "infinite"),
                row(crossEntropy((z, label) -> -Math.log(shares(z, max(z))[label])), "1000, 0 of class 1", "never"),
                // a line's gradient
                row(lineGradient((x, y, w, b) -> gradient(x, y, w, b, 1.0 / x.length)), "y = 3", "2 e"),
                row(lineGradient((x, y, w, b) -> gradient(x, y, w, b, -2.0 / x.length)), "y = 3", "prediction first"),
                row(lineGradient((x, y, w, b) -> withoutChain(x, y, w, b)), "(5, 0)", "chain rule"),
                row(lineGradient((x, y, w, b) -> gradient(x, y, w, b, 2)), "(1, 0), (2, 0)", "divide by their number"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void eachUsualMistakeGetsItsHint(Verdict verdict, String where, String hint) {
        assertThat(verdict.right()).isFalse();
        assertThat(verdict.words()).contains(where).contains(hint);
    }

    @Test
    void anUnfinishedFunctionGetsAHint() {
        assertThat(softmax(z -> new double[z.length]).toString()).startsWith("Not yet: for the logits 0, 0, 0, 0");
        assertThat(rootMeanSquare(x -> 0).toString()).startsWith("Not yet: for the numbers 3 and -4");
    }

    private static Object[] row(Verdict verdict, String where, String hint) {
        return new Object[] {verdict, where, hint};
    }

    private static float[] floats(byte[] pixels, int height, int width, int channels, int mask, float by) {
        float[] values = new float[height * width * channels];
        for (int c = 0; c < channels; c++) {
            for (int i = 0; i < height * width; i++) {
                values[c * height * width + i] = (pixels[i * channels + c] & mask) / by;
            }
        }
        return values;
    }

    private static float[] inOrder(byte[] pixels) {
        return floats(pixels, pixels.length, 1, 1, 0xff, 255f);
    }

    private static float[] columnsFirst(byte[] pixels, int height, int width, int channels) {
        float[] values = new float[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            int pixel = i / channels;
            int y = pixel / width;
            int x = pixel % width;
            values[i % channels * height * width + x * height + y] = (pixels[i] & 0xff) / 255f;
        }
        return values;
    }

    private static double closingRoot(NDArray x) {
        try (NDArray square = x.square();
                NDArray mean = square.mean()) {
            return Math.sqrt(mean.getFloat());
        }
    }

    private static double leakyRoot(NDArray x) {
        return Math.sqrt(x.square().mean().getFloat());
    }

    private static double scopedInVain(NDArray x) {
        try (NDManager scope = x.getManager().newSubManager()) {
            return leakyRoot(x);
        }
    }

    private static double closed(NDArray x) {
        double root = leakyRoot(x);
        x.close();
        return root;
    }

    private static double changed(NDArray x) {
        return Math.sqrt(x.muli(x).mean().getFloat());
    }

    private static double max(double[] values) {
        return Arrays.stream(values).max().orElseThrow();
    }

    private static double sumExp(double[] values, double less) {
        return Arrays.stream(values).map(value -> Math.exp(value - less)).sum();
    }

    private static double[] shares(double[] logits, double less) {
        double sum = sumExp(logits, less);
        return Arrays.stream(logits).map(z -> Math.exp(z - less) / sum).toArray();
    }

    private static double[] proportions(double[] logits) {
        double sum = Arrays.stream(logits).sum();
        return Arrays.stream(logits).map(z -> z / sum).toArray();
    }

    private static double[] inPlace(double[] logits) {
        System.arraycopy(shares(logits, max(logits)), 0, logits, 0, logits.length);
        return logits;
    }

    private static double[] gradient(double[] x, double[] y, double w, double b, double factor) {
        double[] sums = new double[2];
        for (int i = 0; i < x.length; i++) {
            double error = w * x[i] + b - y[i];
            sums[0] += factor * error * x[i];
            sums[1] += factor * error;
        }
        return sums;
    }

    private static double[] withoutChain(double[] x, double[] y, double w, double b) {
        double slope = gradient(x, y, w, b, 2.0 / x.length)[1];
        return new double[] {slope, slope};
    }
}
