package org.visioncourse.engine;

import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Parameters that an optimizer treats alike.
 *
 * @param parameters the parameters by their names in the block; those that need no gradient at a step are left alone
 * @param learningRateScale factor on the optimizer's learning rate, positive
 * @param weightDecay weight decay, not negative
 */
public record ParameterGroup(Map<String, Parameter> parameters, float learningRateScale, float weightDecay) {

    public ParameterGroup {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        if (!(learningRateScale > 0)) {
            throw new IllegalArgumentException("learningRateScale is " + learningRateScale + ", but must be positive");
        }
        if (!(weightDecay >= 0)) {
            throw new IllegalArgumentException("weightDecay is " + weightDecay + ", but must not be negative");
        }
    }

    /** All parameters of a block, with one weight decay. */
    public static ParameterGroup all(Block block, float weightDecay) {
        return of(block, parameter -> true, weightDecay);
    }

    /** A block's parameters of which the condition holds. */
    public static ParameterGroup of(Block block, Predicate<Parameter> condition, float weightDecay) {
        Map<String, Parameter> chosen = new LinkedHashMap<>();
        block.getParameters().forEach(entry -> {
            if (condition.test(entry.getValue())) {
                chosen.put(entry.getKey(), entry.getValue());
            }
        });
        return new ParameterGroup(chosen, 1, weightDecay);
    }

    /**
     * The usual two groups of a convolutional network: weights of layers decay; biases and BatchNorm's parameters do not.
     */
    public static List<ParameterGroup> decayWeightsOnly(Block block, float weightDecay) {
        Predicate<Parameter> isWeight = parameter -> parameter.getType() == Parameter.Type.WEIGHT;
        return List.of(of(block, isWeight, weightDecay), of(block, isWeight.negate(), 0));
    }

    /** The same parameters at another share of the learning rate. */
    public ParameterGroup withLearningRateScale(float scale) {
        return new ParameterGroup(parameters, scale, weightDecay);
    }
}
