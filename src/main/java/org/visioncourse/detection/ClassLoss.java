package org.visioncourse.detection;

import ai.djl.ndarray.NDArray;
import org.visioncourse.engine.TorchScript;

/** What a wrong class costs, anchor by anchor: {@link #CROSS_ENTROPY}, or {@link #focal}. */
@FunctionalInterface
public interface ClassLoss {

    /** -ln p, where p is the probability (softmax) of the right class. */
    ClassLoss CROSS_ENTROPY = TorchScript.function("def forward(self, x: Tensor, y: Tensor) -> Tensor:\n"
            + "  chosen = torch.gather(torch.log_softmax(x, -1), -1, torch.unsqueeze(y, -1))\n"
            + "  return torch.neg(torch.squeeze(chosen, -1))\n")::apply;

    /**
     * The loss of each anchor.
     *
     * @param logits of shape (N, A, C)
     * @param classes of shape (N, A), int64, in [0, C)
     * @return of shape (N, A), 0 or more, attached to the logits' manager
     */
    NDArray of(NDArray logits, NDArray classes);

    /**
     * The focal loss -(1 - p)^gamma ln p (Lin et al. 2017, <a href="https://arxiv.org/abs/1708.02002">arXiv:1708.02002</a>,
     * equation 4): what is classified well already, as most of the background soon is, costs next to nothing.
     *
     * @param gamma 0 or more; with 0 it is the cross entropy, and the paper takes 2
     * @throws IllegalArgumentException if gamma is out of range
     */
    static ClassLoss focal(double gamma) {
        if (!(gamma >= 0 && Double.isFinite(gamma))) {
            throw new IllegalArgumentException("gamma is " + gamma + ", but must be 0 or more");
        }
        // From l = -ln p. Where p is 1, the derivative of a power below 1 would be infinite: hence the clamp.
        TorchScript focus = TorchScript.function("def forward(self, l: Tensor) -> Tensor:\n"
                + "  rest = torch.clamp(torch.neg(torch.expm1(torch.neg(l))), 1e-12)\n"
                + "  return torch.mul(torch.pow(rest, " + gamma + "), l)\n");
        return (logits, classes) -> focus.apply(CROSS_ENTROPY.of(logits, classes));
    }
}
