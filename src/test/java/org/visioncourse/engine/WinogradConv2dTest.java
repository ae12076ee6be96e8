package org.visioncourse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThatCode;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.NormalInitializer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WinogradConv2dTest {

    private static final double RELATIVE_ERROR = 3e-5; // of the largest entry, in float32

    @AutoClose
    private final NDManager manager = Torch.start().newBaseManager();

    private static Conv2d.Builder settings(int kernel, int stride, int padding) {
        return Conv2d.builder()
                .setKernelShape(new Shape(kernel, kernel))
                .setFilters(24)
                .optStride(new Shape(stride, stride))
                .optPadding(new Shape(padding, padding));
    }

    private NDArray pictures(int n, int height, int width, boolean channelsLast) {
        return channelsLast
                ? manager.randomNormal(new Shape(n, height, width, 16)).transpose(0, 3, 1, 2)
                : manager.randomNormal(new Shape(n, 16, height, width));
    }

    /** A Winograd convolution and a direct one of the same parameters. */
    private List<Conv2d> both(Conv2d.Builder settings, NDArray x) {
        Conv2d direct = settings.build();
        Conv2d winograd = new WinogradConv2d(settings);
        for (Conv2d block : List.of(direct, winograd)) {
            block.setInitializer(new NormalInitializer(0.1f), parameter -> true);
            block.initialize(manager, DataType.FLOAT32, x.getShape());
        }
        InPlace.copy(arrays(winograd), arrays(direct));
        return List.of(direct, winograd);
    }

    private static List<NDArray> arrays(Conv2d block) {
        return block.getDirectParameters().values().stream()
                .map(Parameter::getArray)
                .toList();
    }

    private NDArray output(Conv2d block, NDArray x) {
        return block.forward(new ParameterStore(manager, false), new NDList(x), true)
                .singletonOrThrow();
    }

    /** The output, and the gradients of its weighted sum by the input, the weight and the bias. */
    private List<NDArray> outputAndGradients(Conv2d block, NDArray x, NDArray weights) {
        NDArray leaf = x.duplicate();
        List<NDArray> leaves = new ArrayList<>(List.of(leaf));
        leaves.addAll(arrays(block));
        leaves.forEach(array -> array.setRequiresGradient(true));
        List<NDArray> results = new ArrayList<>();
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            results.add(output(block, leaf));
            collector.backward(results.get(0).mul(weights).sum());
        }
        leaves.forEach(array -> results.add(array.getGradient()));
        return results;
    }

    private static void assertClose(NDArray actual, NDArray expected) {
        double largest = expected.abs().max().getFloat();
        assertThat(actual.getShape()).isEqualTo(expected.getShape());
        assertThat(actual.sub(expected).abs().max().getFloat()).isLessThan((float) (RELATIVE_ERROR * largest));
    }

    @ParameterizedTest
    @CsvSource({
        "96, 4, 4, true",
        "96, 4, 4, false",
        "24, 8, 8, true",
        "31, 8, 8, false",
        "50, 4, 8, true",
        "50, 8, 4, true"
    })
    void agreesWithTheDirectConvolutionAndItsGradients(int n, int height, int width, boolean channelsLast) {
        NDArray x = pictures(n, height, width, channelsLast);
        List<Conv2d> blocks = both(settings(3, 1, 1), x);
        NDArray weights = manager.randomNormal(new Shape(n, 24, height, width));

        assertThat(((WinogradConv2d) blocks.get(1)).isFaster(x)).isTrue();
        List<NDArray> expected = outputAndGradients(blocks.get(0), x, weights);
        List<NDArray> actual = outputAndGradients(blocks.get(1), x, weights);

        for (int i = 0; i < expected.size(); i++) {
            assertClose(actual.get(i), expected.get(i));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "3, 2, 1, 96, 8",
        "1, 1, 0, 96, 8",
        "3, 1, 0, 96, 8",
        "3, 1, 1, 8, 16",
        "3, 1, 1, 96, 6",
        "3, 1, 1, 95, 4"
    })
    void leavesWhatItIsNotFasterAtToTheDirectConvolution(int kernel, int stride, int padding, int n, int side) {
        NDArray x = pictures(n, side, side, true);
        List<Conv2d> blocks = both(settings(kernel, stride, padding), x);

        assertThat(((WinogradConv2d) blocks.get(1)).isFaster(x)).isFalse();
        assertThat(output(blocks.get(1), x)).isEqualTo(output(blocks.get(0), x));
    }

    @Test
    void leavesBfloat16ToTheDirectConvolution() {
        assumeThatCode(Precision.BF16::require).doesNotThrowAnyException();
        NDArray x = pictures(96, 4, 4, true);
        List<Conv2d> blocks = both(settings(3, 1, 1), x);

        try (Precision.Scope scope = Precision.BF16.use()) {
            assertThat(((WinogradConv2d) blocks.get(1)).isFaster(x)).isFalse();
            assertThat(Precision.single(output(blocks.get(1), x)))
                    .isEqualTo(Precision.single(output(blocks.get(0), x)));
        }
    }

    @Test
    void hasTheParametersOfConv2d() {
        NDArray x = pictures(96, 4, 4, true);
        List<Conv2d> blocks = both(settings(3, 1, 1), x);

        assertThat(blocks.get(1).getParameters().keys())
                .isEqualTo(blocks.get(0).getParameters().keys());
        assertThat(blocks.get(1).getOutputShapes(new Shape[] {x.getShape()})).containsExactly(new Shape(96, 24, 4, 4));
    }
}
