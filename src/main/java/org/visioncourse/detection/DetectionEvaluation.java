package org.visioncourse.detection;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.training.dataset.Batch;
import java.util.ArrayList;
import java.util.List;
import org.visioncourse.data.Epochs;
import org.visioncourse.engine.ForwardPass;
import org.visioncourse.engine.GradMode;
import org.visioncourse.training.Figures;

/**
 * What a detector finds in pictures whose objects are known.
 *
 * @param found of each picture, the surest first
 * @param precision of the detections, class by class
 * @param errors D2L's two measures
 * @param background the same of a detector that says background everywhere
 */
public record DetectionEvaluation(
        List<List<Detection>> found, AveragePrecision precision, DetectionErrors errors, DetectionErrors background) {

    private static final double NMS = 0.45; // the SSD paper's
    private static final double LEAST = 0.01; // the SSD paper's: average precision also asks for the unsure ones

    /**
     * Runs a network over a set.
     *
     * @param network returns logits (N, A, C + 1) and offsets (N, 4A) as {@link Ssd}
     * @param anchors the network's
     * @param set the pictures
     * @param examples the same as batches, in their order, with labels (N, M, 5)
     */
    public static DetectionEvaluation of(Block network, Boxes anchors, BoxSet set, Epochs examples) {
        Detector detector = new Detector(anchors, NMS, LEAST);
        AnchorLabeller labeller = new AnchorLabeller(anchors);
        List<List<Detection>> found = new ArrayList<>();
        DetectionErrors errors = new DetectionErrors(0, 0);
        DetectionErrors background = errors;
        try (GradMode off = GradMode.off();
                NDManager manager = NDManager.newBaseManager();
                Epochs.Batches batches = examples.epoch(manager, 0, 0)) {
            while (batches.hasNext()) {
                try (Batch batch = batches.next()) {
                    NDList predictions = ForwardPass.inference(network, batch.getData());
                    NDList targets = labeller.label(
                            batch.getManager(), Truths.ofBatch(batch.getLabels().singletonOrThrow()));
                    int size = batch.getSize();
                    errors = DetectionErrors.mean(errors, found.size(), DetectionErrors.of(targets, predictions), size);
                    background =
                            DetectionErrors.mean(background, found.size(), DetectionErrors.ofBackground(targets), size);
                    found.addAll(detector.detect(predictions));
                }
            }
        }
        AveragePrecision precision =
                AveragePrecision.of(set.boxes(), found, set.classNames().size());
        return new DetectionEvaluation(List.copyOf(found), precision, errors, background);
    }

    /** The measures by name: {@code valid} gives validClassError, validBoxMae, validMap50 and validMap. */
    public Figures figures(String prefix) {
        return Figures.of(found.size(), prefix + "ClassError", errors.classError())
                .with(prefix + "BoxMae", errors.boxMae())
                .with(prefix + "Map50", precision.map50())
                .with(prefix + "Map", precision.map());
    }
}
