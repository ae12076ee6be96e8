package org.visioncourse.detection;

import java.util.stream.IntStream;

/**
 * Hard-negative mining (Liu et al. 2016, SSD, section 2.2): nearly all anchors are background, and most of them are easily
 * told; of each picture only those that the network finds hardest count, at most three for each anchor that has a truth.
 */
public final class HardNegatives {

    private HardNegatives() {}

    /**
     * Selects the anchors whose class loss counts.
     *
     * @param losses of the anchors' classes, (N, A) in one row
     * @param classes of the anchors, (N, A) in one row, 0 for background
     * @param anchors A
     * @param ratio the most background anchors for each of the others of a picture; the paper's is 3
     * @return (N, A) in one row: 1 for each anchor with a truth and for the background anchors with the largest losses,
     *     else 0; all 0 for a picture of background alone
     * @throws IllegalArgumentException if the lengths differ, are no multiple of A, or the ratio is negative
     */
    public static float[] select(float[] losses, long[] classes, int anchors, int ratio) {
        if (losses.length != classes.length || losses.length % anchors != 0 || ratio < 0) {
            throw new IllegalArgumentException("there are " + losses.length + " losses and " + classes.length
                    + " classes for pictures of " + anchors + " anchors, and the ratio is " + ratio);
        }
        float[] selected = new float[losses.length];
        for (int first = 0; first < losses.length; first += anchors) {
            select(losses, classes, first, first + anchors, ratio, selected);
        }
        return selected;
    }

    private static void select(float[] losses, long[] classes, int from, int to, int ratio, float[] selected) {
        int[] negatives = IntStream.range(from, to).filter(i -> classes[i] == 0).toArray();
        float[] theirs = new float[negatives.length];
        for (int i = 0; i < theirs.length; i++) {
            theirs[i] = losses[negatives[i]];
        }
        IntStream.range(from, to).filter(i -> classes[i] != 0).forEach(i -> selected[i] = 1);
        long most = (long) ratio * (to - from - negatives.length);
        IntStream.of(Ranking.descending(theirs)).limit(most).forEach(i -> selected[negatives[i]] = 1);
    }
}
