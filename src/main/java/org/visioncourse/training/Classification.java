package org.visioncourse.training;

import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.training.loss.Loss;
import java.util.Map;
import org.visioncourse.data.Epochs;

/**
 * To tell classes apart: the network returns logits (N, C), the labels are classes (N), int64.
 *
 * @param labelSmoothing share of the target that all classes get, in [0, 1)
 * @param validation what epochs are compared on; null for nothing
 * @param best the epoch that is kept
 */
public record Classification(double labelSmoothing, Epochs validation, Best best) implements Objective {

    /** Which epoch is the best one. */
    public enum Best {
        /** With the largest share of right answers. */
        ACCURACY,
        /** With the smallest loss: where probabilities are asked for. */
        LOSS
    }

    @Override
    public Loss loss() {
        return new CrossEntropy(labelSmoothing);
    }

    @Override
    public Map<String, Double> measure(NDList targets, NDList predictions) {
        return Map.of("trainAccuracy", Evaluation.accuracy(predictions.singletonOrThrow(), targets));
    }

    @Override
    public Figures validate(Block network) {
        return validation == null
                ? Figures.NONE
                : Evaluation.of(network, validation, false).figures("valid");
    }

    @Override
    public double score(Map<String, Double> row) {
        if (validation == null) {
            return Objective.super.score(row);
        }
        return best == Best.ACCURACY ? row.get("validAccuracy") : -row.get("validLoss");
    }
}
