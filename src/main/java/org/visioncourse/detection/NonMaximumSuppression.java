package org.visioncourse.detection;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Of predictions that overlap, only the surest stays (D2L, Anchor Boxes, section 14.4.4).
 *
 * <p>The box with the largest score stays, all whose IoU with it is above a threshold go, and so on with the best of the
 * rest. Boxes and scores belong together by their index.
 */
public final class NonMaximumSuppression {

    private NonMaximumSuppression() {}

    /**
     * The boxes that stay, whatever their class.
     *
     * @param scores one for each box; of equal ones the box with the smaller index counts as the better
     * @param threshold the largest IoU that two boxes which stay may have, in [0, 1]
     * @return their indices, the best first
     * @throws IllegalArgumentException if there are not as many scores as boxes, or the threshold is out of range
     */
    public static int[] keep(Boxes boxes, float[] scores, double threshold) {
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new IllegalArgumentException("the threshold is " + threshold + ", expected an IoU in [0, 1]");
        }
        requireOneEach(boxes, scores.length, "scores");
        int[] order = Ranking.descending(scores);
        Boxes ranked = boxes.select(order);
        float[] largest = new float[order.length]; // IoU of each box with the better ones that stay
        int kept = 0;
        for (int i = 0; i < order.length; i++) {
            if (largest[i] <= threshold) {
                order[kept++] = order[i];
                Iou.raise(largest, ranked, i + 1, ranked, i);
            }
        }
        return Arrays.copyOf(order, kept);
    }

    /**
     * The boxes that stay where only boxes of one class suppress one another: an apple may lie before a pear.
     *
     * @param scores one for each box
     * @param classes one for each box, any numbers
     * @param threshold the largest IoU that two boxes of a class which stay may have, in [0, 1]
     * @return their indices, the best first
     * @throws IllegalArgumentException if the numbers of boxes, scores and classes differ, or the threshold is out of range
     */
    public static int[] keepPerClass(Boxes boxes, float[] scores, int[] classes, double threshold) {
        requireOneEach(boxes, classes.length, "classes");
        requireOneEach(boxes, scores.length, "scores");
        boolean[] stays = new boolean[boxes.size()];
        for (int c : IntStream.of(classes).distinct().toArray()) {
            int[] members = IntStream.range(0, classes.length)
                    .filter(i -> classes[i] == c)
                    .toArray();
            float[] theirs = new float[members.length];
            for (int i = 0; i < members.length; i++) {
                theirs[i] = scores[members[i]];
            }
            for (int kept : keep(boxes.select(members), theirs, threshold)) {
                stays[members[kept]] = true;
            }
        }
        return IntStream.of(Ranking.descending(scores)).filter(i -> stays[i]).toArray();
    }

    /**
     * The detections that stay where only those of one class suppress one another.
     *
     * @param threshold the largest IoU that two detections of a class which stay may have, in [0, 1]
     * @return the surest first
     * @throws IllegalArgumentException if the threshold is out of range
     */
    public static List<Detection> keepPerClass(List<Detection> detections, double threshold) {
        float[] scores = new float[detections.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = (float) detections.get(i).confidence();
        }
        Boxes boxes = Boxes.of(detections.stream().map(Detection::box).toList());
        int[] classes = detections.stream().mapToInt(Detection::label).toArray();
        return IntStream.of(keepPerClass(boxes, scores, classes, threshold))
                .mapToObj(detections::get)
                .toList();
    }

    private static void requireOneEach(Boxes boxes, int count, String what) {
        if (count != boxes.size()) {
            throw new IllegalArgumentException("there are " + boxes.size() + " boxes, but " + count + " " + what);
        }
    }
}
