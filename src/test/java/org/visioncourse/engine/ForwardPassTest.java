package org.visioncourse.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ForwardPassTest {

    private static final Shape INPUT = new Shape(2, 3, 8, 8);

    private final List<NDArray> seen = new ArrayList<>();

    @AutoClose
    private final NDManager manager = Torch.start().newBaseManager();

    private static Block convolution() {
        return Conv2d.builder()
                .setKernelShape(new Shape(3, 3))
                .setFilters(3)
                .optPadding(new Shape(1, 1))
                .build();
    }

    /** Remembers what passes by. */
    private Block witness() {
        return new LambdaBlock(
                arrays -> {
                    seen.add(arrays.singletonOrThrow());
                    return arrays;
                },
                "Witness");
    }

    private SequentialBlock network() {
        Block residual = new ParallelBlock(
                branches -> new NDList(
                        branches.get(0).singletonOrThrow().add(branches.get(1).singletonOrThrow())),
                List.of(
                        new SequentialBlock()
                                .add(convolution())
                                .add(BatchNorm.builder().build()),
                        Blocks.identityBlock()));
        SequentialBlock network = new SequentialBlock()
                .add(new SequentialBlock().add(convolution()).add(witness()))
                .add(Activation.reluBlock())
                .add(witness())
                .add(residual)
                .add(Blocks.identityBlock());
        network.initialize(manager, DataType.FLOAT32, INPUT);
        seen.clear(); // a LambdaBlock runs to tell its output's shape
        return network;
    }

    @Test
    void theOutputIsTheForwardPasss() {
        SequentialBlock network = network();
        NDArray x = manager.randomNormal(INPUT);
        NDArray expected;
        try (GradMode off = GradMode.off()) {
            expected = network.forward(new ParameterStore(manager, false), new NDList(x), false)
                    .singletonOrThrow();
        }

        assertThat(ForwardPass.inference(network, x).toFloatArray())
                .usingComparatorWithPrecision(1e-6f)
                .containsExactly(expected.toFloatArray());
    }

    @Test
    void onlyInputAndOutputAreLeft() {
        SequentialBlock network = network();
        try (NDManager scope = manager.newSubManager()) {
            NDArray x = scope.ones(INPUT);
            int before = scope.getManagedArrays().size();

            NDArray y = ForwardPass.inference(network, x);

            assertThat(scope.getManagedArrays()).hasSize(before + 1);
            assertThat(x.isReleased()).isFalse();
            assertThat(x.getManager()).isSameAs(scope);
            assertThat(y.getManager()).isSameAs(scope);
            assertThat(seen).hasSize(2).allMatch(NDArray::isReleased);
        }
    }

    @Test
    void trainingClosesTheLayersArraysAndKeepsTheirGradients() {
        SequentialBlock network = network();
        NDArray x = manager.randomNormal(INPUT);
        List<NDArray> parameters = network.getParameters().values().stream()
                .filter(Parameter::requiresGradient)
                .map(Parameter::getArray)
                .toList();
        parameters.forEach(array -> array.setRequiresGradient(true));

        List<float[]> expected =
                gradients(parameters, () -> network.forward(new ParameterStore(manager, false), new NDList(x), true)
                        .singletonOrThrow());
        seen.clear();
        List<float[]> actual = gradients(parameters, () -> {
            NDArray y = ForwardPass.training(network, new NDList(x)).singletonOrThrow();
            assertThat(seen).hasSize(2).allMatch(NDArray::isReleased);
            return y;
        });

        assertThat(actual).hasSize(6);
        for (int i = 0; i < actual.size(); i++) {
            assertThat(actual.get(i)).isEqualTo(expected.get(i));
        }
    }

    private static List<float[]> gradients(List<NDArray> parameters, Supplier<NDArray> forward) {
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            collector.backward(forward.get().square().sum());
        }
        List<float[]> values = new ArrayList<>();
        for (NDArray parameter : parameters) {
            NDArray gradient = parameter.getGradient();
            values.add(gradient.toFloatArray());
            gradient.subi(gradient);
        }
        return values;
    }

    @Test
    void aNetworkThatPassesItsInputOnDoesNotCloseIt() {
        NDArray x = manager.ones(INPUT);

        NDArray y = ForwardPass.inference(new SequentialBlock().add(Blocks.identityBlock()), x);

        assertThat(y.toFloatArray()).containsOnly(1);
        assertThat(x.isReleased()).isFalse();
    }
}
