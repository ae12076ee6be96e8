package org.visioncourse.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.training.ParameterStore;
import java.util.List;
import org.visioncourse.engine.Constants;
import org.visioncourse.engine.ForwardPass;
import org.visioncourse.engine.GradMode;
import org.visioncourse.engine.InPlace;

/**
 * Gives the layers of a network of convolutions, ReLUs and poolings the scale that is asked for, without changing what they
 * say (as Gatys, Ecker and Bethge 2015 do to VGG-19, channel by channel).
 *
 * <p>A ReLU passes a positive factor on, and so does a pooling: where a convolution's filters and biases are multiplied by k,
 * and the next one's filters divided by k, the first one's outputs are k times as large and all else is as it was.
 */
final class ActivationScale {

    private ActivationScale() {}

    /**
     * Sets the root mean square of each convolution's rectified output.
     *
     * @param features initialised; convolutions with ReLUs behind them, and poolings
     * @param pictures over which and over whose places the mean is taken, preprocessed, (N, 3, H, W)
     * @param scales root mean square by convolution, positive
     * @throws IllegalArgumentException if there is not a scale for each convolution, or one has no output to scale
     */
    static void normalise(SequentialBlock features, NDArray pictures, double[] scales) {
        List<Conv2d> convolutions = convolutions(features);
        if (convolutions.size() != scales.length) {
            throw new IllegalArgumentException(
                    scales.length + " scales for a network of " + convolutions.size() + " convolutions");
        }
        try (GradMode off = GradMode.off();
                NDManager scope = pictures.getManager().newSubManager()) {
            ParameterStore parameters = new ParameterStore(scope, false);
            NDArray current = pictures.duplicate();
            current.attach(scope);
            int number = 0;
            for (Block layer : features.getChildren().values()) {
                if (layer instanceof Conv2d convolution) {
                    double present = rootMeanSquare(convolution, parameters, current);
                    if (!(present > 0 && present < Double.POSITIVE_INFINITY)) {
                        throw new IllegalArgumentException("the root mean square of convolution " + number + " is "
                                + present + ", which no factor makes " + scales[number]);
                    }
                    double factor = scales[number++] / present;
                    multiply(convolution, "weight", factor);
                    multiply(convolution, "bias", factor);
                    if (number < convolutions.size()) {
                        multiply(convolutions.get(number), "weight", 1 / factor);
                    }
                }
                NDArray next = ForwardPass.part(parameters, layer, new NDList(current), false)
                        .singletonOrThrow();
                current.close();
                current = next;
            }
        }
    }

    private static double rootMeanSquare(Conv2d convolution, ParameterStore parameters, NDArray input) {
        NDArray output = ForwardPass.part(parameters, convolution, new NDList(input), false)
                .singletonOrThrow();
        try (NDManager scope = input.getManager().newSubManager()) {
            output.attach(scope);
            return Math.sqrt(output.clip(0, Float.MAX_VALUE).square().mean().getFloat());
        }
    }

    private static void multiply(Conv2d convolution, String parameter, double factor) {
        NDArray array = convolution.getDirectParameters().get(parameter).getArray();
        try (NDManager scope = array.getManager().newSubManager()) {
            NDArray multiple = Constants.multiply(array, (float) factor);
            multiple.attach(scope);
            InPlace.copy(List.of(array), List.of(multiple));
        }
    }

    static List<Conv2d> convolutions(SequentialBlock features) {
        return features.getChildren().values().stream()
                .filter(Conv2d.class::isInstance)
                .map(Conv2d.class::cast)
                .toList();
    }
}
