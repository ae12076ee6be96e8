package org.visioncourse.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.ParameterStore;
import java.util.List;

/**
 * Runs a block and closes a layer's arrays as soon as the next layer has read them.
 *
 * <p>DJL attaches what every layer returns to the input's manager, where it stays until that is closed. For a batch of
 * photographs these are gigabytes. What the backward pass needs libtorch keeps by itself, and frees as that goes on:
 * BatchNorm's outputs, for one, are needed by nobody once the ReLU behind them is done.
 */
public final class ForwardPass {

    private final ParameterStore parameters;
    private final boolean training;

    private ForwardPass(ParameterStore parameters, boolean training) {
        this.parameters = parameters;
        this.training = training;
    }

    /**
     * The block's outputs alone: nothing is recorded. BatchNorm uses its running statistics and is folded into the
     * convolution before it, Dropout does nothing.
     *
     * @param block an initialised block
     * @param inputs owned by the caller, as before
     * @return the outputs, attached to the first input's manager
     */
    public static NDList inference(Block block, NDList inputs) {
        try (GradMode off = GradMode.off()) {
            return run(block, inputs, false);
        }
    }

    /** The same for a block of one input and one output. */
    public static NDArray inference(Block block, NDArray input) {
        return inference(block, new NDList(input)).singletonOrThrow();
    }

    /**
     * The block's outputs in training, recorded where this thread's {@link GradMode} is on: as {@code Trainer.forward} of
     * a trainer for one device, whose parameters these are.
     *
     * @param block an initialised block
     * @param inputs owned by the caller, as before
     * @return the outputs, attached to the first input's manager
     */
    public static NDList training(Block block, NDList inputs) {
        return run(block, inputs, true);
    }

    private static NDList run(Block block, NDList inputs, boolean training) {
        return part(new ParameterStore(inputs.get(0).getManager(), false), block, inputs, training);
    }

    /**
     * A part of another block's forward pass, for a block that computes more than a sequence can.
     *
     * @param parameters that the whole block was given
     * @param part an initialised block
     * @param input owned by the caller, as before
     * @param training that the whole block was given
     * @return the part's outputs, attached to the input's manager
     */
    public static NDList part(ParameterStore parameters, Block part, NDList input, boolean training) {
        return new ForwardPass(parameters, training).run(part, input);
    }

    private NDList run(Block block, NDList input) {
        if (!(block instanceof SequentialBlock sequence) || sequence.isReturnIntermediate()) {
            return runWhole(block, input);
        }
        NDList current = input;
        List<Block> children = sequence.getChildren().values();
        for (int i = 0; i < children.size(); i++) {
            boolean folded = !training
                    && i + 1 < children.size()
                    && FoldedBatchNorm.isFaster(children.get(i), children.get(i + 1), current);
            NDList next = folded
                    ? FoldedBatchNorm.run(
                            (Conv2d) children.get(i), (BatchNorm) children.get(++i), parameters, current.get(0))
                    : run(children.get(i), current);
            closeUnlessIn(List.of(input, next), current);
            current = next;
        }
        return current;
    }

    /** What the block makes on its way belongs to a manager of its own. */
    private NDList runWhole(Block block, NDList input) {
        NDManager manager = input.get(0).getManager();
        try (NDManager scope = manager.newSubManager()) {
            input.tempAttach(scope);
            NDList output = block.forward(parameters, input, training);
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
