package org.visioncourse.gan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.norm.BatchNorm;
import java.util.List;
import org.visioncourse.engine.ForwardPass;
import org.visioncourse.engine.GradMode;
import org.visioncourse.engine.InPlace;

/**
 * The means and variances by which BatchNorm normalises in inference, measured for the weights that are there now.
 *
 * <p>Those that training gathers belong to the weights of many steps. Averaged weights give smaller outputs, since what the
 * steps moved to and fro cancels: normalised by the variances of before, a generator's pictures are pale and grey. Izmailov et
 * al. 2018, <a href="https://arxiv.org/abs/1803.05407">arXiv:1803.05407</a>, section 3.2.
 */
public final class BatchStatistics {

    private BatchStatistics() {}

    /**
     * Measures layer by layer, each with the layers before it normalised by what was just measured.
     *
     * @param network whose running means and variances are replaced; a block that is no sequence has its own left alone
     * @param input (N, ...), many; stays as it is
     */
    public static void measure(Block network, NDArray input) {
        try (GradMode off = GradMode.off();
                NDManager scope = input.getManager().newSubManager()) {
            NDArray current = input.duplicate();
            current.attach(scope);
            List<Block> layers = network instanceof SequentialBlock sequence
                    ? sequence.getChildren().values()
                    : List.of();
            for (Block layer : layers) {
                if (layer instanceof BatchNorm norm) {
                    set(norm, current);
                }
                NDArray next = ForwardPass.inference(layer, current);
                current.close();
                current = next;
            }
        }
    }

    private static void set(BatchNorm norm, NDArray input) {
        try (NDManager scope = input.getManager().newSubManager()) {
            input.tempAttach(scope);
            NDArray values = input.swapAxes(0, 1).reshape(input.getShape().get(1), -1); // (C, N H W)
            NDArray mean = values.mean(new int[] {1}, true); // (C, 1)
            NDArray variance = values.sub(mean).square().mean(new int[] {1}); // (C)
            InPlace.copy(
                    List.of(running(norm, Parameter.Type.RUNNING_MEAN), running(norm, Parameter.Type.RUNNING_VAR)),
                    List.of(mean.squeeze(1), variance));
        }
    }

    private static NDArray running(BatchNorm norm, Parameter.Type type) {
        return norm.getParameters().values().stream()
                .filter(parameter -> parameter.getType() == type)
                .findFirst()
                .orElseThrow()
                .getArray();
    }
}
