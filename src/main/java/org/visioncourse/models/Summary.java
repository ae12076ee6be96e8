package org.visioncourse.models;

import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Convolution;
import ai.djl.util.Pair;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.visioncourse.engine.ConvTranspose2d;

/**
 * A block, layer by layer: output shapes and numbers of parameters. Print it, or ask it for its totals.
 *
 * <pre>
 *   System.out.println(Summary.of(network, new Shape(1, 3, 32, 32)));
 * </pre>
 *
 * @param layers the block itself and all that it is made of, in the order of computation
 */
public record Summary(List<Layer> layers) {

    /**
     * One line of the table.
     *
     * @param depth how deep the layer is nested; 0 is the whole block
     * @param name the kind of layer, such as {@code Conv2d 3x3 /2} (stride 2) or {@code ReLU}
     * @param output the shapes of the outputs; empty within a composite that is neither sequential nor parallel, since
     *     only its own code knows what its children are given
     * @param parameters the number of values in its own parameters, without its children's: weights and running
     *     statistics; a parameter that several layers share is counted once, with the first of them
     * @param trainable how many of them have gradients
     */
    public record Layer(int depth, String name, List<Shape> output, long parameters, long trainable) {}

    /**
     * Looks at a block without changing it: no training forward pass, so BatchNorm's statistics stay. DJL asks lambdas
     * and TorchScript blocks for their output shapes by running them on constants, which are freed again.
     *
     * @param block an initialised block
     * @param inputs the shapes of its inputs, such as (1, 3, 32, 32)
     * @return the summary
     * @throws IllegalArgumentException if the block is not initialised
     */
    public static Summary of(Block block, Shape... inputs) {
        if (!block.isInitialized()) {
            throw new IllegalArgumentException(
                    "the block has no parameters yet; call block.initialize(manager, DataType.FLOAT32, inputShapes)");
        }
        List<Layer> layers = new ArrayList<>();
        visit(block, nameOf(block, ""), 0, inputs, layers, new HashSet<>());
        return new Summary(List.copyOf(layers));
    }

    /**
     * The number of values in all parameters.
     *
     * @return weights and running statistics
     */
    public long parameters() {
        return layers.stream().mapToLong(Layer::parameters).sum();
    }

    /**
     * The number of values that training changes by their gradients.
     *
     * @return the values in parameters that are not frozen
     */
    public long trainableParameters() {
        return layers.stream().mapToLong(Layer::trainable).sum();
    }

    /** The table: a line a layer, children indented, then the totals. */
    @Override
    public String toString() {
        int nameWidth = width(layers.stream().map(Summary::indented).toList(), "layer");
        int shapeWidth = width(layers.stream().map(Summary::shapes).toList(), "output");
        String line = "%-" + nameWidth + "s  %-" + shapeWidth + "s  %12s%n";
        StringBuilder table = new StringBuilder(String.format(Locale.ROOT, line, "layer", "output", "parameters"));
        for (Layer layer : layers) {
            String count = layer.parameters() == 0 ? "" : String.format(Locale.ROOT, "%,d", layer.parameters());
            String row = String.format(Locale.ROOT, line, indented(layer), shapes(layer), count);
            table.append(row.stripTrailing()).append(System.lineSeparator());
        }
        return table.append(String.format(
                        Locale.ROOT, "%,d parameters, %,d of them trainable%n", parameters(), trainableParameters()))
                .toString();
    }

    private static void visit(
            Block block, String name, int depth, Shape[] inputs, List<Layer> layers, Set<String> counted) {
        List<Parameter> own = block.getDirectParameters().values().stream()
                .filter(parameter -> counted.add(parameter.getId()))
                .toList();
        Shape[] output = inputs.length == 0 ? inputs : block.getOutputShapes(inputs);
        layers.add(new Layer(
                depth,
                name,
                List.of(output),
                sizes(own).sum(),
                sizes(own.stream().filter(Parameter::requiresGradient).toList()).sum()));
        Shape[] given = block instanceof SequentialBlock || block instanceof ParallelBlock ? inputs : new Shape[0];
        for (Pair<String, Block> pair : block.getChildren()) {
            Block child = pair.getValue();
            visit(child, nameOf(child, pair.getKey().substring(2)), depth + 1, given, layers, counted);
            if (block instanceof SequentialBlock && given.length > 0) {
                given = child.getOutputShapes(given);
            }
        }
    }

    private static LongStream sizes(List<Parameter> parameters) {
        return parameters.stream().mapToLong(parameter -> parameter.getShape().size());
    }

    /** The kind of a layer, after the name that its parent gave it if that says more. */
    private static String nameOf(Block block, String given) {
        String kind = block.getClass().getSimpleName();
        String label = given.isEmpty() || given.equals(kind) ? "" : given + ": ";
        if (block instanceof LambdaBlock lambda) {
            boolean unnamed = lambda.getName().equals(LambdaBlock.DEFAULT_NAME)
                    || lambda.getName().contains("$$Lambda"); // DJL names a singleton after its lambda's class
            return unnamed ? "lambda" : lambda.getName();
        }
        if (block instanceof Convolution convolution) {
            return label + kind + window(convolution.getKernelShape(), convolution.getStride());
        }
        if (block instanceof ConvTranspose2d convolution) {
            return label + kind + window(convolution.getKernelShape(), convolution.getStride());
        }
        return label + (kind.isEmpty() ? "block" : kind);
    }

    private static String window(Shape kernel, Shape stride) {
        return " " + sides(kernel) + (sides(stride).matches("1(x1)*") ? "" : " /" + sides(stride));
    }

    private static String sides(Shape shape) {
        return Arrays.stream(shape.getShape()).mapToObj(Long::toString).collect(Collectors.joining("x"));
    }

    private static String indented(Layer layer) {
        return "  ".repeat(layer.depth()) + layer.name();
    }

    private static String shapes(Layer layer) {
        return layer.output().stream().map(Shape::toString).collect(Collectors.joining(" "));
    }

    private static int width(List<String> cells, String title) {
        return Math.max(
                title.length(), cells.stream().mapToInt(String::length).max().orElse(0));
    }
}
