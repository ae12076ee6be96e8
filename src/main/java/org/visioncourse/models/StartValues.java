package org.visioncourse.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Convolution;
import ai.djl.nn.core.Linear;
import ai.djl.training.initializer.Initializer;
import ai.djl.util.Pair;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.visioncourse.engine.ConvTranspose2d;
import org.visioncourse.engine.SplitMix;

/**
 * torchvision's start values for DJL blocks, drawn in Java from a seed.
 *
 * <ul>
 *   <li>convolution weights: normal, mean 0, standard deviation sqrt(2 / (k k out)) (He et al. 2015, <a
 *       href="https://arxiv.org/abs/1502.01852">arXiv:1502.01852</a>, equation 14, which keeps the size of the
 *       gradients from layer to layer);
 *   <li>{@link Linear} weights and bias: uniform within 1 / sqrt(in), PyTorch's default;
 *   <li>{@link ConvTranspose2d} weights and bias: uniform within 1 / sqrt(k k out / groups), PyTorch's default;
 *   <li>all else keeps DJL's start: biases of convolutions 0, BatchNorm's gamma 1, beta 0, running mean 0 and variance 1.
 * </ul>
 *
 * <p>DJL's own start draws every weight as sqrt(2 / fan-in) times a normal, the last layer's too: the logits start too
 * large, and the first loss lies well above ln(classes).
 */
public final class StartValues {

    private final long seed;
    private int drawn;

    private StartValues(long seed) {
        this.seed = seed;
    }

    /**
     * Sets torchvision's start values on every layer of {@code block}, for the coming {@link Block#initialize}.
     *
     * <p>The n-th drawn parameter depends on the seed and n alone: the same seed gives the same values on every machine,
     * whatever was drawn before and whatever the engine's own generator does.
     *
     * @param block a block that is not initialised
     * @param seed any number
     * @param <B> the type of the block
     * @return {@code block}
     * @throws IllegalStateException if a parameter already has values
     */
    public static <B extends Block> B torchvision(B block, long seed) {
        requireNoValues(block);
        new StartValues(seed).visit(block);
        return block;
    }

    private static void requireNoValues(Block block) {
        for (Pair<String, Parameter> parameter : block.getParameters()) {
            if (parameter.getValue().isInitialized()) {
                throw new IllegalStateException("parameter " + parameter.getKey()
                        + " already has values; set the start values before the block is initialised or loaded");
            }
        }
    }

    /**
     * Sets N(0, std^2) as start of the weights of every convolution, {@link ConvTranspose2d} and {@link Linear}, and 0 of
     * their biases: for layers that shall say nothing at first, such as a detector's heads.
     *
     * @param block a block that is not initialised
     * @param std standard deviation
     * @param seed any number
     * @param <B> the type of the block
     * @return {@code block}
     * @throws IllegalStateException if a parameter already has values
     */
    public static <B extends Block> B normal(B block, double std, long seed) {
        requireNoValues(block);
        new StartValues(seed).visitNormal(block, std);
        return block;
    }

    private void visitNormal(Block block, double std) {
        if (block instanceof Convolution || block instanceof ConvTranspose2d || block instanceof Linear) {
            draw(block.getDirectParameters().get("weight"), random -> std * random.nextGaussian());
            if (block.getDirectParameters().contains("bias")) {
                block.getDirectParameters().get("bias").setInitializer(Initializer.ZEROS);
            }
        }
        block.getChildren().values().forEach(child -> visitNormal(child, std));
    }

    private void visit(Block block) {
        if (block instanceof Convolution) {
            Parameter weight = block.getDirectParameters().get("weight");
            draw(weight, random -> Math.sqrt(2.0 / fanOut(weight.getShape())) * random.nextGaussian());
        } else if (block instanceof ConvTranspose2d || block instanceof Linear) {
            Parameter weight = block.getDirectParameters().get("weight"); // (in, out / groups, k, k) or (out, in)
            for (Parameter parameter : block.getDirectParameters().values()) {
                draw(parameter, random -> (2 * random.nextDouble() - 1) / Math.sqrt(fanIn(weight.getShape())));
            }
        }
        block.getChildren().values().forEach(this::visit);
    }

    /** The outputs that one input of a convolution with weights (out, in / groups, k...) reaches, as PyTorch counts. */
    private static long fanOut(Shape weight) {
        return weight.size() / weight.get(1);
    }

    /** All but the first side of the weights, as PyTorch counts, although of a ConvTranspose2d these are the outputs. */
    private static long fanIn(Shape weight) {
        return weight.size() / weight.get(0);
    }

    private void draw(Parameter parameter, ToDoubleFunction<Random> distribution) {
        long parameterSeed = SplitMix.value(seed, drawn++);
        Initializer initializer = (manager, shape, dataType) -> {
            Random random = new Random(parameterSeed);
            float[] values = new float[Math.toIntExact(shape.size())];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) distribution.applyAsDouble(random);
            }
            try (NDArray array = manager.create(values, shape)) {
                // An array made from Java's values is a view of Java's memory: hand out a copy. toType(copy) of the
                // same type would be one more view.
                return dataType == DataType.FLOAT32 ? array.duplicate() : array.toType(dataType, true);
            }
        };
        parameter.setInitializer(initializer);
    }
}
