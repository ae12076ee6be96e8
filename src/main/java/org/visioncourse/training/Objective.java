package org.visioncourse.training;

import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.training.dataset.Batch;
import ai.djl.training.loss.Loss;
import java.util.Map;

/** What a network is to learn, and how well it has: the part of a {@link SupervisedTraining} that is the exercise's own. */
public interface Objective {

    /** What the predictions of a batch cost. */
    Loss loss();

    /**
     * What the network should have predicted, as the loss wants it.
     *
     * @param batch owned by the caller
     * @return the batch's labels, or arrays that belong to the batch's manager and stay open until the step is over
     */
    default NDList targets(Batch batch) {
        return batch.getLabels();
    }

    /**
     * Measures the predictions of a training step.
     *
     * @param targets what {@link #targets} gave
     * @param predictions the network's outputs, float32
     * @return means by name, beside the loss
     */
    Map<String, Double> measure(NDList targets, NDList predictions);

    /**
     * Measures a network after an epoch.
     *
     * @param network with the weights to be measured
     * @return figures for the epoch's row, {@link Figures#NONE} if nothing is held out
     */
    Figures validate(Block network);

    /**
     * The figure by which epochs are compared; the higher the better.
     *
     * @param row an epoch's figures
     * @return by default the time, by which a later epoch is better
     */
    default double score(Map<String, Double> row) {
        return row.get(Fit.SECONDS);
    }
}
