package org.visioncourse.detection;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.visioncourse.engine.GradMode;

/**
 * Reads detections from what a network predicts at its anchors (D2L, Anchor Boxes, {@code multibox_detection}).
 *
 * <p>Each anchor speaks for the most probable of its classes, background not counted; anchors below the least confidence
 * are silent; of the boxes of one class that overlap, the surest stays. D2L lets boxes of different classes suppress one
 * another, too.
 *
 * @param anchors A boxes, those of the network
 * @param nmsThreshold the largest IoU that two detections of a class may have, in [0, 1]
 * @param leastConfidence in [0, 1]
 */
public record Detector(Boxes anchors, double nmsThreshold, double leastConfidence) {

    /** @throws IllegalArgumentException if a threshold is out of range */
    public Detector {
        if (!(nmsThreshold >= 0 && nmsThreshold <= 1 && leastConfidence >= 0 && leastConfidence <= 1)) {
            throw new IllegalArgumentException("nmsThreshold is " + nmsThreshold + " and leastConfidence "
                    + leastConfidence + ", but both must be in [0, 1]");
        }
    }

    /**
     * What is in each picture of a batch.
     *
     * @param predictions logits (N, A, C + 1), column 0 background, and offsets (N, 4A), as {@link Ssd} gives them
     * @return N lists, the surest detection first
     * @throws IllegalArgumentException if the predictions are not those of the anchors
     */
    public List<List<Detection>> detect(NDList predictions) {
        Shape shape = predictions.get(0).getShape();
        int pictures = Math.toIntExact(shape.get(0));
        int columns = Math.toIntExact(shape.get(2));
        float[] offsets = predictions.get(1).toFloatArray();
        float[] probabilities = probabilities(predictions.get(0));
        int perPicture = anchors.size() * columns;
        int offsetsPerPicture = anchors.size() * Offsets.PER_ANCHOR;
        if (probabilities.length != pictures * perPicture || offsets.length != pictures * offsetsPerPicture) {
            throw new IllegalArgumentException("predictions of shapes " + shape + " and "
                    + predictions.get(1).getShape() + " do not fit " + anchors.size() + " anchors");
        }
        return IntStream.range(0, pictures)
                .mapToObj(i -> detect(
                        Arrays.copyOfRange(probabilities, i * perPicture, (i + 1) * perPicture),
                        Arrays.copyOfRange(offsets, i * offsetsPerPicture, (i + 1) * offsetsPerPicture)))
                .toList();
    }

    private static float[] probabilities(NDArray logits) {
        try (GradMode off = GradMode.off();
                NDArray probabilities = logits.softmax(2)) {
            return probabilities.toFloatArray();
        }
    }

    /**
     * What is in one picture.
     *
     * @param probabilities (A, C + 1) in one row, column 0 background
     * @param offsets (A, 4) in one row
     * @return the detections, the surest first
     * @throws IllegalArgumentException if there are not 4 offsets for each anchor
     */
    public List<Detection> detect(float[] probabilities, float[] offsets) {
        Boxes boxes = Offsets.inverse(anchors, offsets);
        int columns = probabilities.length / anchors.size();
        int[] best = IntStream.range(0, anchors.size())
                .map(anchor -> mostProbable(probabilities, anchor * columns, columns))
                .toArray(); // of each anchor, the place of its most probable class
        int[] sure = IntStream.range(0, anchors.size())
                .filter(anchor -> probabilities[best[anchor]] >= leastConfidence)
                .toArray();
        int[] labels =
                IntStream.of(sure).map(anchor -> best[anchor] % columns - 1).toArray();
        float[] confidences = new float[sure.length];
        for (int i = 0; i < sure.length; i++) {
            confidences[i] = probabilities[best[sure[i]]];
        }
        Boxes candidates = boxes.select(sure);
        List<Detection> detections = new ArrayList<>();
        for (int i : NonMaximumSuppression.keepPerClass(candidates, confidences, labels, nmsThreshold)) {
            detections.add(new Detection(labels[i], confidences[i], candidates.get(i)));
        }
        return detections;
    }

    private static int mostProbable(float[] probabilities, int row, int columns) {
        int best = row + 1;
        for (int i = row + 2; i < row + columns; i++) {
            best = probabilities[i] > probabilities[best] ? i : best;
        }
        return best;
    }
}
