package org.visioncourse.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.ParameterStore;
import java.util.List;

/**
 * Runs a block for its output alone: nothing is recorded, and a layer's arrays are closed as soon as the next layer has
 * read them.
 *
 * <p>DJL attaches what every layer returns to the input's manager, where it stays until that is closed. For a batch of
 * photographs these are gigabytes, taken afresh from the system and given back with each batch; only the parameters and
 * two layers' arrays are needed at a time.
 */
public final class Inference {

    private Inference() {}

    /**
     * The block's output. BatchNorm uses its running statistics, Dropout does nothing.
     *
     * @param block an initialised block of one input
     * @param input owned by the caller, as before
     * @return the first output, attached to the input's manager
     */
    public static NDArray forward(Block block, NDArray input) {
        NDManager manager = input.getManager();
        try (GradMode off = GradMode.off()) {
            ParameterStore parameters = new ParameterStore(manager, false);
            return run(block, parameters, new NDList(input)).get(0);
        }
    }

    private static NDList run(Block block, ParameterStore parameters, NDList input) {
        if (!(block instanceof SequentialBlock sequence) || sequence.isReturnIntermediate()) {
            return runWhole(block, parameters, input);
        }
        NDList current = input;
        for (Block child : sequence.getChildren().values()) {
            NDList next = run(child, parameters, current);
            closeUnlessIn(List.of(input, next), current);
            current = next;
        }
        return current;
    }

    /** What the block makes on its way belongs to a manager of its own. */
    private static NDList runWhole(Block block, ParameterStore parameters, NDList input) {
        NDManager manager = input.get(0).getManager();
        try (NDManager scope = manager.newSubManager()) {
            input.tempAttach(scope);
            NDList output = block.forward(parameters, input, false);
            output.attach(manager);
            return output;
        }
    }

    private static void closeUnlessIn(List<NDList> kept, NDList arrays) {
        for (NDArray array : arrays) {
            if (kept.stream().flatMap(NDList::stream).noneMatch(other -> other == array)) { // equals compares values
                array.close();
            }
        }
    }
}
