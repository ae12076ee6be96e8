package org.visioncourse.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.training.ParameterStore;
import java.util.List;
import java.util.stream.IntStream;
import org.visioncourse.engine.GradMode;

/**
 * Gives the channels of a network of convolutions, ReLUs and poolings a common scale, without changing what they say (Gatys,
 * Ecker and Bethge 2015, who do so to VGG-19).
 *
 * <p>A ReLU passes a factor on, and so does a pooling: where a channel's filter and bias are multiplied by k, and the next
 * layer's weights for it divided by k, only that channel's scale has changed.
 */
public final class ActivationScale {

    private ActivationScale() {}

    /**
     * Makes the mean of each channel behind its ReLU what it should be.
     *
     * @param features initialised; an alternation of convolutions and ReLUs, with poolings between them
     * @param pictures over which and over whose places means are taken, preprocessed, (N, 3, H, W)
     * @param target mean activation of the channels of each convolution, positive
     * @throws IllegalArgumentException if there is not a target for each convolution
     */
    public static void normalise(SequentialBlock features, NDArray pictures, double[] target) {
        List<Conv2d> convolutions = SmallVgg.convolutions(features);
        if (convolutions.size() != target.length) {
            throw new IllegalArgumentException(
                    target.length + " scales for a network of " + convolutions.size() + " convolutions");
        }
        try (GradMode off = GradMode.off();
                NDManager scope = pictures.getManager().newSubManager()) {
            ParameterStore parameters = new ParameterStore(scope, false);
            NDArray current = pictures.duplicate();
            current.attach(scope);
            int next = 0;
            for (Block layer : features.getChildren().values()) {
                if (layer instanceof Conv2d convolution) {
                    double[] factors = factors(means(convolution, parameters, current), target[next]);
                    scale(convolution, factors);
                    if (next + 1 < convolutions.size()) {
                        unscale(convolutions.get(next + 1), factors);
                    }
                    next++;
                }
                current = layer.forward(parameters, new NDList(current), false).singletonOrThrow();
            }
        }
    }

    private static float[] means(Conv2d convolution, ParameterStore parameters, NDArray input) {
        NDArray rectified = convolution
                .forward(parameters, new NDList(input), false)
                .singletonOrThrow()
                .getNDArrayInternal()
                .relu(); // (N, C, H, W)
        return rectified
                .transpose(1, 0, 2, 3)
                .reshape(rectified.getShape().get(1), -1)
                .mean(new int[] {1})
                .toFloatArray();
    }

    private static double[] factors(float[] means, double target) {
        return IntStream.range(0, means.length)
                .mapToDouble(c -> means[c] > 0 ? target / means[c] : 1) // a channel may never be on
                .toArray();
    }

    private static void scale(Conv2d convolution, double[] factors) {
        float[] weight = SmallVgg.values(convolution, "weight"); // (out, in, 3, 3)
        float[] bias = SmallVgg.values(convolution, "bias");
        int length = weight.length / bias.length;
        for (int i = 0; i < weight.length; i++) {
            weight[i] *= (float) factors[i / length];
        }
        for (int c = 0; c < bias.length; c++) {
            bias[c] *= (float) factors[c];
        }
        SmallVgg.set(convolution, "weight", weight);
        SmallVgg.set(convolution, "bias", bias);
    }

    private static void unscale(Conv2d convolution, double[] factors) {
        float[] weight = SmallVgg.values(convolution, "weight"); // (out, in, 3, 3)
        int kernel = (int) (convolution.getKernelShape().size());
        for (int i = 0; i < weight.length; i++) {
            weight[i] /= (float) factors[i / kernel % factors.length];
        }
        SmallVgg.set(convolution, "weight", weight);
    }
}
