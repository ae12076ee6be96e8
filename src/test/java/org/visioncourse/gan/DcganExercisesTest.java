package org.visioncourse.gan;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.visioncourse.engine.ConvTranspose2d;
import org.visioncourse.engine.ForwardPass;
import org.visioncourse.engine.Torch;
import org.visioncourse.models.Summary;
import org.visioncourse.notebook.Verdict;

class DcganExercisesTest {

    @AutoClose
    private final NDManager manager = Torch.start().newBaseManager();

    private static void assertHint(Verdict verdict, String hint) {
        assertThat(verdict.right()).isFalse();
        assertThat(verdict.words()).contains(hint);
    }

    private static void assertRight(Verdict verdict) {
        assertThat(verdict.words()).endsWith("cases agree.");
    }

    private static ConvTranspose2d block(int filters, int kernel, int stride, int padding) {
        return ConvTranspose2d.builder()
                .setKernelShape(new Shape(kernel, kernel))
                .setFilters(filters)
                .optStride(new Shape(stride, stride))
                .optPadding(new Shape(padding, padding))
                .optBias(false)
                .build();
    }

    private double[][] engine(double[][] input, double[][] kernel, int stride) {
        ConvTranspose2d block = block(1, kernel.length, stride, 0);
        Shape shape = new Shape(1, 1, input.length, input[0].length);
        block.setInitializer(
                (scope, weight, type) ->
                        scope.create(kernel).toType(DataType.FLOAT32, false).reshape(weight),
                Parameter.Type.WEIGHT);
        block.initialize(manager, DataType.FLOAT32, shape);
        float[] flat = ForwardPass.inference(
                        block,
                        manager.create(input).toType(DataType.FLOAT32, true).reshape(shape))
                .toFloatArray();
        return rows(flat, (input.length - 1) * stride + kernel.length);
    }

    private static double[][] rows(float[] flat, int height) {
        double[][] rows = new double[height][flat.length / height];
        for (int i = 0; i < flat.length; i++) {
            rows[i / rows[0].length][i % rows[0].length] = flat[i];
        }
        return rows;
    }

    /** By hand, with a choice of mistakes. */
    private static double[][] stamped(double[][] x, double[][] k, int stride, boolean add, boolean turned, int used) {
        double[][] y = new double[(x.length - 1) * stride + k.length][(x[0].length - 1) * stride + k.length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < x[0].length; j++) {
                for (int a = 0; a < k.length; a++) {
                    for (int b = 0; b < k.length; b++) {
                        double weight = turned ? k[k.length - 1 - a][k.length - 1 - b] : k[a][b];
                        double before = add ? y[i * used + a][j * used + b] : 0;
                        y[i * used + a][j * used + b] = before + x[i][j] * weight;
                    }
                }
            }
        }
        return y;
    }

    @Test
    void theSizesOfTheEnginesBlockAreRight() {
        assertRight(DcganExercises.outputSize((size, kernel, stride, padding) -> (int) block(1, kernel, stride, padding)
                .getOutputShapes(new Shape[] {new Shape(1, 1, size, size)})[0]
                .get(2)));
    }

    @Test
    void eachUsualMistakeInASizeHasItsHint() {
        assertHint(DcganExercises.outputSize((n, k, s, p) -> n * s + k - 2 * p), "the last kernel begins");
        assertHint(DcganExercises.outputSize((n, k, s, p) -> (n + 2 * p - k) / s + 1), "the last kernel begins");
        assertHint(DcganExercises.outputSize((n, k, s, p) -> n * s - 2 * p + k - 1), "4 strides");
        assertHint(DcganExercises.outputSize((n, k, s, p) -> (n - 1) * s + 2 * p + k), "smaller");
        assertHint(DcganExercises.outputSize((n, k, s, p) -> (n - 1) * s - p + k), "both sides");
    }

    @Test
    void theParametersOfTheChaptersBlocksAreRight() {
        assertRight(DcganExercises.parameters((in, out, kernel) -> {
            Block block = kernel == 4 ? Dcgan.generatorBlock(out, 1, 0) : null;
            if (block == null) {
                return (long) in * out * kernel * kernel + 2 * out;
            }
            Shape input = new Shape(1, in, 1, 1);
            block.initialize(manager, DataType.FLOAT32, input);
            return Summary.of(block, input).trainableParameters();
        }));
    }

    @Test
    void eachUsualMistakeInANumberOfParametersHasItsHint() {
        assertHint(DcganExercises.parameters((in, out, k) -> (long) in * out * k * k), "a factor and a shift");
        assertHint(DcganExercises.parameters((in, out, k) -> (long) in * out * k * k + 3 * out), "no bias");
        assertHint(DcganExercises.parameters((in, out, k) -> (long) in * out * k * k + 4 * out), "not learned");
        assertHint(DcganExercises.parameters((in, out, k) -> (long) in * out * k + 2 * out), "height times width");
        assertHint(DcganExercises.parameters((in, out, k) -> (long) out * k * k + 2 * out), "each pair of channels");
        assertHint(DcganExercises.parameters((in, out, k) -> (long) in * out * k * k + 2 * in), "that comes out");
    }

    @Test
    void theEnginesTransposedConvolutionIsRight() {
        assertRight(DcganExercises.transposedConvolution(this::engine));
    }

    @Test
    void eachUsualMistakeInATransposedConvolutionHasItsHint() {
        assertRight(DcganExercises.transposedConvolution((x, k, s) -> stamped(x, k, s, true, false, s)));
        assertHint(
                DcganExercises.transposedConvolution((x, k, s) -> stamped(x, k, s, true, true, s)),
                "does not turn its kernel around");
        assertHint(
                DcganExercises.transposedConvolution((x, k, s) -> stamped(x, k, s, false, false, s)),
                "added, not replaced");
        assertHint(
                DcganExercises.transposedConvolution((x, k, s) -> stamped(x, k, s, true, false, 1)),
                "begins at output (i stride, j stride)");
    }

    @Test
    void theEnginesLeakyReluIsRight() {
        assertRight(DcganExercises.leakyRelu((x, slope) ->
                Activation.leakyRelu(manager.create((float) x), (float) slope).getFloat()));
        assertRight(DcganExercises.leakyRelu((x, slope) -> Math.max(x, slope * x)));
    }

    @Test
    void eachUsualMistakeInALeakyReluHasItsHint() {
        assertHint(DcganExercises.leakyRelu((x, slope) -> Math.max(x, 0)), "not 0");
        assertHint(DcganExercises.leakyRelu((x, slope) -> Math.abs(x) * (x < 0 ? slope : 1)), "still negative");
        assertHint(DcganExercises.leakyRelu((x, slope) -> slope * x), "above 0 stays");
    }

    @Test
    void aMovingAverageIsRight() {
        assertRight(DcganExercises.movingAverage((values, decay) -> average(values, decay, values[0])));
    }

    private static double[] average(double[] values, double decay, double start) {
        double[] averages = new double[values.length];
        double average = start;
        for (int i = 0; i < values.length; i++) {
            average = decay * average + (1 - decay) * values[i];
            averages[i] = average;
        }
        return averages;
    }

    @Test
    void eachUsualMistakeInAMovingAverageHasItsHint() {
        assertHint(DcganExercises.movingAverage((values, decay) -> average(values, decay, 0)), "not at 0");
        assertHint(
                DcganExercises.movingAverage((values, decay) -> average(values, 1 - decay, values[0])),
                "a new value counts 1 - decay");
        assertHint(
                DcganExercises.movingAverage((values, decay) -> {
                    double[] averages = values.clone();
                    for (int i = 1; i < values.length; i++) {
                        averages[i] = decay * values[i - 1] + (1 - decay) * values[i];
                    }
                    return averages;
                }),
                "not from the value before");
    }
}
