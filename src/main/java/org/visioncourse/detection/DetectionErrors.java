package org.visioncourse.detection;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import org.visioncourse.engine.GradMode;

/**
 * D2L's two measures of a detector, over all anchors of a batch (SSD, section 14.7.2.2).
 *
 * <p>Nearly all anchors are background: whoever says background everywhere has a class error of a few thousandths already,
 * and a box error not much larger than a good detector's. {@link #ofBackground} tells what these are.
 *
 * @param classError the share of anchors whose most probable class is not the right one
 * @param boxMae the mean absolute error of the offsets, those of background counting 0
 */
public record DetectionErrors(double classError, double boxMae) {

    /**
     * Measures predictions.
     *
     * @param targets what {@link AnchorLabeller} makes: classes (N, A), offsets (N, 4A) and their mask (N, 4A)
     * @param predictions logits (N, A, C + 1) and offsets (N, 4A), float32
     */
    public static DetectionErrors of(NDList targets, NDList predictions) {
        try (GradMode off = GradMode.off()) {
            NDArray wrong = predictions.get(0).argMax(2).neq(targets.get(0)); // (N, A)
            NDArray errors = predictions.get(1).sub(targets.get(1)).abs().mul(targets.get(2)); // (N, 4A)
            return new DetectionErrors(
                    wrong.countNonzero().getLong() / (double) wrong.size(),
                    errors.mean().getFloat());
        }
    }

    /** What a detector would get that says background everywhere, and offsets of 0. */
    public static DetectionErrors ofBackground(NDList targets) {
        try (GradMode off = GradMode.off()) {
            NDArray classes = targets.get(0);
            return new DetectionErrors(
                    classes.countNonzero().getLong() / (double) classes.size(),
                    targets.get(1).abs().mean().toType(DataType.FLOAT32, false).getFloat());
        }
    }

    /** The mean of errors over so many pictures and of others over other ones. */
    static DetectionErrors mean(DetectionErrors a, int pictures, DetectionErrors b, int others) {
        double share = others / (double) (pictures + others);
        return new DetectionErrors(
                a.classError + share * (b.classError - a.classError), a.boxMae + share * (b.boxMae - a.boxMae));
    }
}
