package org.visioncourse.detection;

import ai.djl.ndarray.NDArray;
import org.visioncourse.engine.TorchScript;

/** What a wrong offset costs, number by number: {@link #L1}, or {@link #smoothL1}. */
@FunctionalInterface
public interface BoxLoss {

    /** |x|, where x is the difference. */
    BoxLoss L1 = (predicted, truth) -> predicted.sub(truth).abs();

    /**
     * The loss of each offset.
     *
     * @param predicted of any shape
     * @param truth of the same shape
     * @return of that shape, 0 or more, attached to the predictions' manager
     */
    NDArray of(NDArray predicted, NDArray truth);

    /**
     * The smooth L1 loss: (sigma x)^2 / 2 where |x| is below 1 / sigma^2, and |x| - 1 / (2 sigma^2) beyond (D2L, SSD,
     * equation 14.7.1; Girshick 2015, <a href="https://arxiv.org/abs/1504.08083">arXiv:1504.08083</a>, with sigma 1).
     *
     * @param sigma above 0: the larger, the nearer to L1
     * @throws IllegalArgumentException if sigma is out of range
     */
    static BoxLoss smoothL1(double sigma) {
        if (!(sigma > 0 && Double.isFinite(sigma))) {
            throw new IllegalArgumentException("sigma is " + sigma + ", but must be above 0");
        }
        String beta = Double.toString(1 / (sigma * sigma));
        return TorchScript.function("def forward(self, x: Tensor, y: Tensor) -> Tensor:\n"
                + "  return torch.smooth_l1_loss(x, y, 0, " + beta + ")\n")::apply;
    }
}
