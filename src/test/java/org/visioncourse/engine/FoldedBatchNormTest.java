package org.visioncourse.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoldedBatchNormTest {

    private static final int FILTERS = 8;

    @AutoClose
    private final NDManager manager = Torch.start().newBaseManager();

    @AutoClose
    private final GradMode off = GradMode.off();

    private static Conv2d.Builder settings(int stride, int groups, boolean bias) {
        return Conv2d.builder()
                .setKernelShape(new Shape(3, 3))
                .setFilters(FILTERS)
                .optPadding(new Shape(1, 1))
                .optStride(new Shape(stride, stride))
                .optGroups(groups)
                .optBias(bias);
    }

    /** A BatchNorm that has learned: every parameter and statistic other than at the start. */
    private SequentialBlock network(Conv2d convolution, float epsilon, Shape input) {
        BatchNorm norm = BatchNorm.builder().optEpsilon(epsilon).build();
        SequentialBlock network =
                new SequentialBlock().add(convolution).add(norm).add(Activation.reluBlock());
        network.initialize(manager, DataType.FLOAT32, input);
        for (var entry : norm.getDirectParameters()) {
            NDArray value = entry.getValue().getArray();
            NDArray learned = manager.randomUniform(0.1f, 3, value.getShape());
            value.subi(value);
            value.addi(entry.getKey().equals("runningMean") ? learned.neg() : learned);
        }
        return network;
    }

    private NDArray plain(SequentialBlock network, NDArray x) {
        return network.forward(new ParameterStore(manager, false), new NDList(x), false, new PairList<>())
                .singletonOrThrow();
    }

    private static void assertClose(NDArray actual, NDArray expected) {
        float largest = expected.abs().max().getFloat();
        assertThat(largest).isPositive();
        assertThat(actual.sub(expected).abs().max().getFloat()).isLessThan(1e-5f * largest);
    }

    @ParameterizedTest
    @CsvSource({"1, 1, false, 1e-5", "1, 1, true, 1e-5", "2, 4, true, 1e-3", "2, 8, false, 0.5"})
    void theOutputIsThatOfBothBlocks(int stride, int groups, boolean bias, float epsilon) {
        NDArray x = manager.randomNormal(new Shape(4, 8, 10, 10));
        SequentialBlock network = network(settings(stride, groups, bias).build(), epsilon, x.getShape());

        assertThat(FoldedBatchNorm.isFaster(
                        network.getChildren().valueAt(0), network.getChildren().valueAt(1), new NDList(x)))
                .isTrue();
        assertClose(ForwardPass.inference(network, x), plain(network, x));
    }

    @Test
    void aWinogradConvolutionStaysOne() {
        NDArray x = manager.randomNormal(new Shape(96, 8, 4, 4));
        WinogradConv2d convolution = new WinogradConv2d(settings(1, 1, false));
        SequentialBlock network = network(convolution, 1e-5f, x.getShape());

        assertThat(convolution.isFaster(x)).isTrue();
        assertClose(ForwardPass.inference(network, x), plain(network, x));
    }

    @Test
    void fewPicturesAreNotWorthFolding() {
        NDArray x = manager.randomNormal(new Shape(1, 8, 4, 4)); // 128 values, 576 weights
        SequentialBlock network = network(settings(1, 1, false).build(), 1e-5f, x.getShape());

        assertThat(FoldedBatchNorm.isFaster(
                        network.getChildren().valueAt(0), network.getChildren().valueAt(1), new NDList(x)))
                .isFalse();
        assertThat(ForwardPass.inference(network, x)).isEqualTo(plain(network, x));
    }

    @Test
    void trainingUsesTheBatchsStatistics() {
        NDArray x = manager.randomNormal(new Shape(4, 8, 10, 10));
        SequentialBlock network = network(settings(1, 1, false).build(), 1e-5f, x.getShape());
        NDArray expected = network.forward(new ParameterStore(manager, false), new NDList(x), true)
                .singletonOrThrow();

        assertThat(ForwardPass.training(network, new NDList(x)).singletonOrThrow())
                .isEqualTo(expected);
    }
}
