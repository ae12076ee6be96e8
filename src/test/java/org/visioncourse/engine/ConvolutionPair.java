package org.visioncourse.engine;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.function.Function;

/** A direct convolution and a faster one of the same settings and parameters. */
record ConvolutionPair<B extends Conv2d>(NDManager manager, Conv2d direct, B other) {

    static final int FILTERS = 24;

    static Conv2d.Builder settings(int kernel, int stride, int padding) {
        return Conv2d.builder()
                .setKernelShape(new Shape(kernel, kernel))
                .setFilters(FILTERS)
                .optStride(new Shape(stride, stride))
                .optPadding(new Shape(padding, padding));
    }

    static <B extends Conv2d> ConvolutionPair<B> of(
            NDManager manager, Conv2d.Builder settings, Function<Conv2d.Builder, B> kind, NDArray x) {
        ConvolutionPair<B> pair = new ConvolutionPair<>(manager, settings.build(), kind.apply(settings));
        for (Conv2d block : List.of(pair.direct, pair.other)) {
            block.setInitializer(new NormalInitializer(0.1f), parameter -> true);
            block.initialize(manager, DataType.FLOAT32, x.getShape());
        }
        InPlace.copy(arrays(pair.other), arrays(pair.direct));
        return pair;
    }

    /** Maps (n, 16, height, width). */
    static NDArray maps(NDManager manager, int n, int height, int width, boolean channelsLast) {
        return channelsLast
                ? manager.randomNormal(new Shape(n, height, width, 16)).transpose(0, 3, 1, 2)
                : manager.randomNormal(new Shape(n, 16, height, width));
    }

    static List<NDArray> arrays(Conv2d block) {
        return block.getDirectParameters().values().stream()
                .map(Parameter::getArray)
                .toList();
    }

    NDArray output(Conv2d block, NDArray x) {
        return block.forward(new ParameterStore(manager, false), new NDList(x), true)
                .singletonOrThrow();
    }

    /** A convolution's output, and the gradients of its weighted sum by the input, the weight and the bias. */
    static List<NDArray> outputAndGradients(
            Function<List<NDArray>, NDArray> convolution, List<NDArray> leaves, NDArray weights) {
        leaves.forEach(array -> array.setRequiresGradient(true));
        List<NDArray> results = new ArrayList<>();
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            results.add(Precision.single(convolution.apply(leaves)));
            collector.backward(results.get(0).mul(weights).sum());
        }
        leaves.forEach(array -> results.add(array.getGradient()));
        return results;
    }

    /** The same of one of the two. */
    List<NDArray> outputAndGradients(Conv2d block, NDArray x, NDArray weights) {
        NDArray leaf = x.duplicate();
        List<NDArray> leaves = new ArrayList<>(List.of(leaf));
        leaves.addAll(arrays(block));
        return outputAndGradients(all -> output(block, leaf), leaves, weights);
    }

    /** Both give the same, but for a share of the largest entry. */
    static void assertClose(List<NDArray> actual, List<NDArray> expected, double share) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.size(); i++) {
            float largest = expected.get(i).abs().max().getFloat();
            assertThat(actual.get(i).getShape()).isEqualTo(expected.get(i).getShape());
            assertThat(actual.get(i).sub(expected.get(i)).abs().max().getFloat())
                    .isLessThan((float) (share * largest));
        }
    }
}
