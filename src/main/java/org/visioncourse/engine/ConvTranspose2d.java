package org.visioncourse.engine;

import ai.djl.MalformedModelException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * A transposed convolution, as PyTorch's {@code ConvTranspose2d}: it enlarges feature maps where a convolution of the same
 * settings makes them smaller (Dumoulin and Visin 2016, <a href="https://arxiv.org/abs/1603.07285">arXiv:1603.07285</a>,
 * chapter 4).
 *
 * <p>Every input is multiplied by the kernel, and the products are added up in the output, {@code stride} pixels apart. It
 * is the convolution's adjoint: {@code <conv(x), y> = <x, convTranspose(y)>} for the same weight. Inputs (N, C, H, W) give
 * (N, filters, H', W') with
 *
 * <pre>H' = (H - 1) stride - 2 padding + dilation (kernel - 1) + outputPadding + 1</pre>
 *
 * <p>DJL's own {@code Conv2dTranspose} throws UnsupportedOperationException on PyTorch. This block runs ATen's operator,
 * under {@link Precision#BF16}, too. What comes out of channels-last inputs is channels-last.
 *
 * <p>Parameters, laid out as PyTorch's: {@code weight} (C, filters / groups, kernel height, kernel width), and {@code bias}
 * (filters), unless it is left out. Initializers that scale by fan-in take filters / groups for the inputs, as PyTorch's do.
 *
 * <pre>{@code
 * Block twiceAsLarge = ConvTranspose2d.builder()
 *         .setKernelShape(new Shape(4, 4))
 *         .setFilters(20)
 *         .optStride(new Shape(2, 2))
 *         .optPadding(new Shape(1, 1))
 *         .build();
 * }</pre>
 */
public final class ConvTranspose2d extends AbstractBlock {

    private static final String FUNCTION =
            """
            def forward(self, x: Tensor, w: Tensor%s) -> Tensor:
              return torch.conv_transpose2d(x, w, %s, %s, %s, %s, %d, %s)
            """;

    private final Shape kernelShape;
    private final Shape stride;
    private final Shape padding;
    private final Shape outputPadding;
    private final Shape dilation;
    private final int filters;
    private final int groups;
    private final Parameter weight;
    private final Parameter bias; // null where it is left out
    private final String function;

    private ConvTranspose2d(Builder builder) {
        kernelShape = atLeast(1, "kernelShape", builder.kernelShape);
        stride = atLeast(1, "stride", builder.stride);
        padding = atLeast(0, "padding", builder.padding);
        outputPadding = atLeast(0, "outputPadding", builder.outputPadding);
        dilation = atLeast(1, "dilation", builder.dilation);
        filters = atLeast(1, "filters", builder.filters);
        groups = atLeast(1, "groups", builder.groups);
        requireSmallOutputPadding();
        requireDivisible("filters", filters);
        weight = addParameter(Parameter.builder()
                .setName("weight")
                .setType(Parameter.Type.WEIGHT)
                .build());
        bias = builder.includeBias
                ? addParameter(Parameter.builder()
                        .setName("bias")
                        .setType(Parameter.Type.BIAS)
                        .build())
                : null;
        function = FUNCTION.formatted(
                bias == null ? "" : ", b: Tensor",
                bias == null ? "None" : "b",
                list(stride),
                list(padding),
                list(outputPadding),
                groups,
                list(dilation));
    }

    /** Starts the settings of a block; kernel and filters have to be set. */
    public static Builder builder() {
        return new Builder();
    }

    private static int atLeast(int least, String name, int value) {
        if (value < least) {
            throw new IllegalArgumentException(name + " is " + value + ", but must be at least " + least);
        }
        return value;
    }

    private static Shape atLeast(int least, String name, Shape value) {
        if (value == null
                || value.dimension() != 2
                || Arrays.stream(value.getShape()).anyMatch(size -> size < least)) {
            throw new IllegalArgumentException(
                    name + " is " + value + ", but must be two numbers, for height and width, of at least " + least);
        }
        return value;
    }

    private void requireSmallOutputPadding() {
        for (int axis = 0; axis < 2; axis++) {
            if (outputPadding.get(axis) >= Math.max(stride.get(axis), dilation.get(axis))) {
                throw new IllegalArgumentException(
                        "outputPadding is " + outputPadding + ", but along each axis must be smaller than the stride "
                                + stride + " or the dilation " + dilation);
            }
        }
    }

    private void requireDivisible(String name, long value) {
        if (value % groups != 0) {
            throw new IllegalArgumentException(name + " is " + value + ", but must be a multiple of groups, " + groups);
        }
    }

    private static String list(Shape numbers) {
        return Arrays.toString(numbers.getShape());
    }

    /** Height and width of the kernel. */
    public Shape getKernelShape() {
        return kernelShape;
    }

    /** How far apart two neighbouring inputs are in the output. */
    public Shape getStride() {
        return stride;
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> params) {
        NDArray x = inputs.singletonOrThrow();
        requireInput(x.getShape());
        TorchScript convolution = TorchScript.function(function);
        NDArray w = parameters.getValue(weight, x.getDevice(), training);
        return new NDList(
                bias == null
                        ? convolution.apply(x, w)
                        : convolution.apply(x, w, parameters.getValue(bias, x.getDevice(), training)));
    }

    @Override
    protected void prepare(Shape[] inputShapes) {
        Shape input = inputShapes[0];
        requireInput(input);
        weight.setShape(new Shape(input.get(1), filters / groups).addAll(kernelShape));
        if (bias != null) {
            bias.setShape(new Shape(filters));
        }
    }

    /**
     * The shape of the output.
     *
     * @param inputs one shape (N, C, H, W)
     * @return one shape (N, filters, H', W')
     * @throws IllegalArgumentException if the input has other dimensions or channels than the block takes, or is so small
     *     that padding leaves nothing of the output
     */
    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        requireInput(inputs[0]);
        return new Shape[] {new Shape(inputs[0].get(0), filters, side(inputs[0], 0), side(inputs[0], 1))};
    }

    private long side(Shape input, int axis) {
        return (input.get(2 + axis) - 1) * stride.get(axis)
                - 2 * padding.get(axis)
                + dilation.get(axis) * (kernelShape.get(axis) - 1)
                + outputPadding.get(axis)
                + 1;
    }

    private void requireInput(Shape input) {
        if (input.dimension() != 4) {
            throw new IllegalArgumentException(
                    "the input's shape is " + input + ", but must be of four dimensions, (N, C, H, W)");
        }
        long channels = input.get(1);
        if (weight.isInitialized() && channels != weight.getShape().get(0)) {
            throw new IllegalArgumentException("the input's shape is " + input + ", but must have "
                    + weight.getShape().get(0) + " channels, as the weight " + weight.getShape() + " has");
        }
        requireDivisible("the input's number of channels", channels);
        if (side(input, 0) < 1 || side(input, 1) < 1) {
            throw new IllegalArgumentException("the input's shape is " + input
                    + ", but must be larger: the output would be " + side(input, 0) + " x " + side(input, 1));
        }
    }

    @Override
    public void loadParameters(NDManager manager, DataInputStream input) throws IOException, MalformedModelException {
        super.loadParameters(manager, input);
        Shape shape = weight.getShape();
        if (!shape.slice(1).equals(new Shape(filters / groups).addAll(kernelShape))) {
            throw new MalformedModelException("the file's weight is of shape " + shape + ", but this block's is (C, "
                    + filters / groups + ", " + kernelShape.get(0) + ", " + kernelShape.get(1) + ")");
        }
    }

    /** The settings of a block. Where nothing is said stride, dilation and groups are 1, paddings 0, and there is a bias. */
    public static final class Builder {

        private Shape kernelShape;
        private Shape stride = new Shape(1, 1);
        private Shape padding = new Shape(0, 0);
        private Shape outputPadding = new Shape(0, 0);
        private Shape dilation = new Shape(1, 1);
        private int filters;
        private int groups = 1;
        private boolean includeBias = true;

        private Builder() {}

        /** Height and width of the kernel. */
        public Builder setKernelShape(Shape kernelShape) {
            this.kernelShape = kernelShape;
            return this;
        }

        /** The number of channels of the output. */
        public Builder setFilters(int filters) {
            this.filters = filters;
            return this;
        }

        /** How far apart two neighbouring inputs are in the output, by height and width. */
        public Builder optStride(Shape stride) {
            this.stride = stride;
            return this;
        }

        /** How many rows and columns are cut from each side of the output: the padding of the convolution's input. */
        public Builder optPadding(Shape padding) {
            this.padding = padding;
            return this;
        }

        /**
         * How many rows below and columns at the right the output has in addition, as several sizes shrink to one under a
         * convolution with a stride.
         */
        public Builder optOutputPadding(Shape outputPadding) {
            this.outputPadding = outputPadding;
            return this;
        }

        /** How far apart two neighbouring entries of the kernel are in the output, by height and width. */
        public Builder optDilation(Shape dilation) {
            this.dilation = dilation;
            return this;
        }

        /** The number of groups that inputs and outputs are divided into, each with weights of its own. */
        public Builder optGroups(int groups) {
            this.groups = groups;
            return this;
        }

        /** Whether a number is added to each output channel. */
        public Builder optBias(boolean includeBias) {
            this.includeBias = includeBias;
            return this;
        }

        /**
         * Makes the block.
         *
         * @throws IllegalArgumentException if a setting is missing or impossible
         */
        public ConvTranspose2d build() {
            return new ConvTranspose2d(this);
        }
    }
}
