package org.visioncourse.detection;

import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.training.dataset.Batch;
import java.util.LinkedHashMap;
import java.util.Map;
import org.visioncourse.data.Epochs;
import org.visioncourse.training.Figures;
import org.visioncourse.training.Objective;

/**
 * To find objects: at every anchor, what is there and how its box lies.
 *
 * <p>The last epoch is the best one, as the rate has fallen to 0 by then: where few pictures are held out, to choose the
 * epoch by them would flatter it.
 *
 * @param loss what predictions cost
 * @param anchors the network's
 * @param held the pictures that it is measured on after each epoch; null for none
 * @param validation the same as batches, in their order; null for none
 */
public record DetectionObjective(DetectionLoss loss, Boxes anchors, BoxSet held, Epochs validation)
        implements Objective {

    @Override
    public NDList targets(Batch batch) {
        return new AnchorLabeller(anchors)
                .label(batch.getManager(), Truths.ofBatch(batch.getLabels().singletonOrThrow()));
    }

    @Override
    public Map<String, Double> measure(NDList targets, NDList predictions) {
        DetectionErrors errors = DetectionErrors.of(targets, predictions);
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("trainClassError", errors.classError());
        figures.put("trainBoxMae", errors.boxMae());
        return figures;
    }

    @Override
    public Figures validate(Block network) {
        return held == null
                ? Figures.NONE
                : DetectionEvaluation.of(network, anchors, held, validation).figures("valid");
    }
}
