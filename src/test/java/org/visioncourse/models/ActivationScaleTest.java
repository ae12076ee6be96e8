package org.visioncourse.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.visioncourse.engine.Torch;

class ActivationScaleTest {

    private static final double[] SCALES = {1, 0.25, 3};

    @AutoClose
    private final NDManager manager = Torch.start().newBaseManager();

    private final NDArray pictures = manager.randomUniform(-2, 2, new Shape(3, 3, 9, 11));
    private final SequentialBlock network = network();

    /** Three convolutions with ReLUs, a mean pooling between the second and the third. */
    private SequentialBlock network() {
        SequentialBlock layers = new SequentialBlock()
                .add(convolution(4))
                .add(Activation.reluBlock())
                .add(convolution(5))
                .add(Activation.reluBlock())
                .add(Pool.avgPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
                .add(convolution(6))
                .add(Activation.reluBlock());
        layers.freezeParameters(true);
        layers.initialize(manager, DataType.FLOAT32, new Shape(1, 3, 8, 8));
        DeterministicValues.fillConvolutions(layers, 3);
        return layers;
    }

    private static Conv2d convolution(int channels) {
        return Conv2d.builder()
                .setKernelShape(new Shape(3, 3))
                .setFilters(channels)
                .optPadding(new Shape(1, 1))
                .build();
    }

    /** What each layer gives. */
    private List<NDArray> outputs() {
        List<NDArray> outputs = new ArrayList<>();
        NDArray current = pictures;
        for (Block layer : network.getChildren().values()) {
            current = layer.forward(new ParameterStore(manager, false), new NDList(current), false)
                    .singletonOrThrow();
            outputs.add(current);
        }
        return outputs;
    }

    private static double rootMeanSquare(NDArray array) {
        return Math.sqrt(array.square().mean().getFloat());
    }

    @Test
    void eachRectifiedOutputHasTheScaleThatWasAskedFor() {
        ActivationScale.normalise(network, pictures, SCALES);

        List<NDArray> after = outputs();
        assertThat(rootMeanSquare(after.get(1))).isCloseTo(1, within(1e-5));
        assertThat(rootMeanSquare(after.get(3))).isCloseTo(0.25, within(1e-5));
        assertThat(rootMeanSquare(after.get(6))).isCloseTo(3, within(1e-5));
    }

    @Test
    void theOutputsAreTheSameUpToOnePositiveFactorALayer() {
        List<NDArray> before = outputs();

        ActivationScale.normalise(network, pictures, SCALES);

        List<NDArray> after = outputs();
        for (int i = 0; i < before.size(); i++) {
            double factor = rootMeanSquare(after.get(i)) / rootMeanSquare(before.get(i));
            NDArray difference = after.get(i).sub(before.get(i).mul(factor));
            assertThat(rootMeanSquare(difference) / rootMeanSquare(after.get(i)))
                    .as("layer " + i)
                    .isLessThan(1e-6);
        }
    }

    @Test
    void whatHasItsScaleKeepsItsWeights() {
        ActivationScale.normalise(network, pictures, SCALES);
        List<float[]> once = weights();

        ActivationScale.normalise(network, pictures, SCALES);

        List<float[]> twice = weights();
        for (int i = 0; i < once.size(); i++) {
            assertThat(twice.get(i)).containsExactly(once.get(i), within(1e-5f));
        }
    }

    private List<float[]> weights() {
        return network.getParameters().values().stream()
                .map(parameter -> parameter.getArray().toFloatArray())
                .toList();
    }

    @Test
    void noArrayStaysOpen() {
        int before = manager.getManagedArrays().size();
        ActivationScale.normalise(network, pictures, SCALES);
        assertThat(manager.getManagedArrays()).hasSize(before);
    }

    @Test
    void eachConvolutionNeedsAScaleAndAnOutput() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ActivationScale.normalise(network, pictures, new double[] {1, 1}))
                .withMessage("2 scales for a network of 3 convolutions");
        ActivationScale.convolutions(network).get(1).getParameters().values().forEach(parameter -> parameter
                .getArray()
                .muli(0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ActivationScale.normalise(network, pictures, SCALES))
                .withMessage("the root mean square of convolution 1 is 0.0, which no factor makes 0.25");
    }
}
