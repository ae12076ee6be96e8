package org.visioncourse.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.function.BinaryOperator;

/**
 * Arithmetic of an array with a constant that is right under autograd.
 *
 * <p>DJL's {@code x.mul(3f)} wraps a Java buffer as a tensor, which the graph keeps for the backward pass while Java
 * forgets it: once the garbage collector has run, the gradient is computed from freed memory. Here the constant is a
 * tensor of libtorch's own, which the graph owns. Adding and subtracting keep no operand and are safe in DJL as they are.
 *
 * <p>x is of a floating type (IllegalArgumentException otherwise); results have its shape and are attached to its manager.
 */
public final class Constants {

    private Constants() {}

    /** c x. */
    public static NDArray multiply(NDArray x, float c) {
        return with(x, c, NDArray::mul);
    }

    /** x / c. */
    public static NDArray divide(NDArray x, float c) {
        return with(x, c, NDArray::div);
    }

    /** x to the power c. */
    public static NDArray power(NDArray x, float c) {
        return with(x, c, NDArray::pow);
    }

    /** The larger of x and c; where they are equal, half the gradient flows. */
    public static NDArray maximum(NDArray x, float c) {
        return with(x, c, NDArray::maximum);
    }

    /** The smaller of x and c; where they are equal, half the gradient flows. */
    public static NDArray minimum(NDArray x, float c) {
        return with(x, c, NDArray::minimum);
    }

    private static NDArray with(NDArray x, float c, BinaryOperator<NDArray> operator) {
        if (!x.getDataType().isFloating()) {
            throw new IllegalArgumentException("x is of type " + x.getDataType() + ", but must be of a floating type");
        }
        try (NDArray constant = x.getManager().full(new Shape(), c, x.getDataType())) {
            return operator.apply(x, constant);
        }
    }
}
