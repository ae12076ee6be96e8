package org.visioncourse.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.loss.Loss;
import org.visioncourse.engine.TorchScript;

/**
 * Softmax cross entropy of logits with class labels, mean over the batch, with label smoothing.
 *
 * <p>With smoothing s the target of an example is 1 - s + s/C for its class and s/C for the others (Szegedy et al. 2015).
 * DJL's {@code SoftmaxCrossEntropyLoss} has no smoothing and takes several operators; this is ATen's one.
 */
public final class CrossEntropy extends Loss {

    private final TorchScript script;

    /**
     * Makes the loss.
     *
     * @param labelSmoothing s, in [0, 1)
     */
    public CrossEntropy(double labelSmoothing) {
        super("CrossEntropy");
        if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
            throw new IllegalArgumentException("labelSmoothing is " + labelSmoothing + ", but must be in [0, 1)");
        }
        script = TorchScript.function("def forward(self, x: Tensor, y: Tensor) -> Tensor:\n"
                + "  return torch.cross_entropy_loss(x, y, None, 1, -100, " + labelSmoothing + ")\n");
    }

    /**
     * The loss of a batch.
     *
     * @param labels classes of shape (N), int64
     * @param predictions logits of shape (N, C)
     * @return the mean, of shape (), attached to the logits' manager
     */
    @Override
    public NDArray evaluate(NDList labels, NDList predictions) {
        return script.apply(predictions.singletonOrThrow(), labels.singletonOrThrow());
    }
}
