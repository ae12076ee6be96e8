package org.visioncourse.styletransfer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import org.visioncourse.engine.Constants;

/**
 * The three losses of style transfer (Gatys, Ecker and Bethge 2015, <a
 * href="https://arxiv.org/abs/1508.06576">arXiv:1508.06576</a>, in D2L's scale). Each is a number of shape (), attached to
 * the first argument's manager, with gradients where the thread's grad mode is on.
 */
public final class Losses {

    private Losses() {}

    /**
     * How far the shapes are from the photograph's: the mean squared difference of two outputs of a layer.
     *
     * @param features (N, C, H, W)
     * @param target of the same shape; the photograph's
     */
    public static NDArray content(NDArray features, NDArray target) {
        requireSame(features.getShape(), target.getShape());
        return features.sub(target).square().mean();
    }

    /**
     * Which channels are strong at the same places, wherever that is: the Gram matrix X Xᵀ / (C H W) of a layer's output,
     * X being (C, H W).
     *
     * @param features of one picture, (1, C, H, W)
     * @return (C, C)
     */
    public static NDArray gram(NDArray features) {
        Shape shape = features.getShape();
        if (shape.dimension() != 4 || shape.get(0) != 1) {
            throw new IllegalArgumentException(
                    "a Gram matrix is of the features (1, C, H, W) of one picture, not " + shape);
        }
        NDArray rows = features.transpose(0, 2, 3, 1).reshape(-1, shape.get(1)); // (H W, C), in place if channels-last
        return Constants.divide(rows.transpose().matMul(rows), shape.size()); // (C, C)
    }

    /**
     * How far the strokes are from the painting's: the mean squared difference of two Gram matrices.
     *
     * @param features of one picture, (1, C, H, W)
     * @param target the painting's Gram matrix, (C, C)
     */
    public static NDArray style(NDArray features, NDArray target) {
        NDArray gram = gram(features);
        requireSame(gram.getShape(), target.getShape());
        return gram.sub(target).square().mean();
    }

    /**
     * How noisy a picture is: half the mean absolute difference of neighbours above one another, and half of those side by side. A
     * picture of one row or column has no such neighbours and no such share.
     *
     * @param pictures (N, C, H, W)
     */
    public static NDArray totalVariation(NDArray pictures) {
        Shape shape = pictures.getShape();
        NDArray down = shape.get(2) > 1
                ? pictures.get(":, :, 1:").sub(pictures.get(":, :, :-1")).abs().mean()
                : pictures.getManager().zeros(new Shape());
        NDArray across = shape.get(3) > 1
                ? pictures.get(":, :, :, 1:")
                        .sub(pictures.get(":, :, :, :-1"))
                        .abs()
                        .mean()
                : pictures.getManager().zeros(new Shape());
        return Constants.multiply(down.add(across), 0.5f);
    }

    /** DJL and ATen would broadcast. */
    private static void requireSame(Shape shape, Shape target) {
        if (!shape.equals(target)) {
            throw new IllegalArgumentException("the target is " + target + ", but must be " + shape);
        }
    }
}
