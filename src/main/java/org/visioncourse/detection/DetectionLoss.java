package org.visioncourse.detection;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.training.loss.Loss;
import org.visioncourse.engine.Constants;

/**
 * The loss of a single-shot detector: of classes and of offsets, the offsets counting only at anchors that have a truth.
 *
 * <p>Labels are what {@link AnchorLabeller} makes, predictions what {@link Ssd} gives. A has to be the same in both.
 */
public final class DetectionLoss extends Loss {

    /** One number of class losses (N, A), masked box losses (N, 4A) and classes (N, A). */
    private interface Reduction {
        NDArray of(NDArray classLosses, NDArray boxLosses, NDArray classes);
    }

    private final ClassLoss classLoss;
    private final BoxLoss boxLoss;
    private final Reduction reduction;

    private DetectionLoss(ClassLoss classLoss, BoxLoss boxLoss, Reduction reduction) {
        super("DetectionLoss");
        this.classLoss = classLoss;
        this.boxLoss = boxLoss;
        this.reduction = reduction;
    }

    /**
     * D2L's: the mean over all N A class losses plus the mean over all 4 N A box losses, where those of background are 0.
     *
     * @param classLoss D2L takes {@link ClassLoss#CROSS_ENTROPY}
     * @param boxLoss D2L takes {@link BoxLoss#L1}
     */
    public static DetectionLoss overAllAnchors(ClassLoss classLoss, BoxLoss boxLoss) {
        return new DetectionLoss(classLoss, boxLoss, (classLosses, boxLosses, classes) -> classLosses
                .mean()
                .add(boxLosses.mean()));
    }

    /**
     * The SSD paper's (equation 1): the sum of the class losses of the anchors that {@link HardNegatives} selects, plus the
     * sum of the box losses, over the number of anchors in the batch that have a truth. 0 for a batch that has none.
     *
     * @param classLoss the paper takes {@link ClassLoss#CROSS_ENTROPY}
     * @param boxLoss the paper takes {@link BoxLoss#smoothL1} with sigma 1
     * @param ratio the most background anchors for each of the others of a picture; the paper's is 3
     */
    public static DetectionLoss withHardNegatives(ClassLoss classLoss, BoxLoss boxLoss, int ratio) {
        return new DetectionLoss(classLoss, boxLoss, (classLosses, boxLosses, classes) -> {
            int anchors = Math.toIntExact(classes.getShape().get(1));
            float[] losses = classLosses.toType(DataType.FLOAT32, false).toFloatArray();
            float[] selected = HardNegatives.select(losses, classes.toLongArray(), anchors, ratio);
            NDArray weights = classLosses.getManager().create(selected, classes.getShape()); // backward reads it
            long positive = Math.max(1, classes.countNonzero().getLong());
            return Constants.divide(classLosses.mul(weights).sum().add(boxLosses.sum()), positive);
        });
    }

    /**
     * The loss of a batch.
     *
     * @param labels classes (N, A), int64; offsets (N, 4A); their mask (N, 4A). They stay open until the backward pass is
     *     done
     * @param predictions logits (N, A, C + 1) and offsets (N, 4A)
     * @return of shape (), attached to the logits' manager
     */
    @Override
    public NDArray evaluate(NDList labels, NDList predictions) {
        NDArray classLosses = classLoss.of(predictions.get(0), labels.get(0)); // (N, A)
        NDArray boxLosses = boxLoss.of(predictions.get(1), labels.get(1)).mul(labels.get(2)); // (N, 4A)
        return reduction.of(classLosses, boxLosses, labels.get(0));
    }
}
