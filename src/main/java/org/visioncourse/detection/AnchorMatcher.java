package org.visioncourse.detection;

import java.util.Arrays;

/** Decides which anchor has to predict which true box (D2L, Anchor Boxes, section 14.4.3.1). */
public final class AnchorMatcher {

    /** Stands for an anchor that has no true box: it has to predict background. */
    public static final int BACKGROUND = -1;

    private final float[][] iou;
    private final int[] assigned;
    private final boolean[] taken;

    private AnchorMatcher(Boxes anchors, Boxes truths) {
        iou = Iou.ofAllPairs(truths, anchors); // (truths, anchors)
        assigned = new int[anchors.size()];
        Arrays.fill(assigned, BACKGROUND);
        taken = new boolean[anchors.size()];
    }

    /**
     * Assigns a true box to every anchor that overlaps one well enough.
     *
     * <p>First, of all pairs the one with the largest IoU is assigned and its anchor and its truth leave the game, until no
     * truth is left: every truth owns an anchor, however little they overlap. If there are more truths than anchors, those
     * that overlap least have none. Of equal pairs the first anchor wins, then the first truth; so a truth outside of the
     * picture, which no anchor overlaps, owns the first anchor that is free. Then each other anchor gets the truth that it
     * overlaps most, if their IoU is {@code threshold} or more.
     *
     * @param threshold in (0, 1]; usually 0.5
     * @return for each anchor the index of its truth, or {@link #BACKGROUND}
     * @throws IllegalArgumentException if the threshold is out of range
     */
    public static int[] assign(Boxes anchors, Boxes truths, double threshold) {
        if (!(threshold > 0 && threshold <= 1)) {
            throw new IllegalArgumentException("the threshold is " + threshold + ", expected an IoU in (0, 1]");
        }
        AnchorMatcher matcher = new AnchorMatcher(anchors, truths);
        matcher.assignOverlapping(threshold);
        matcher.assignOneToEach();
        return matcher.assigned;
    }

    private void assignOverlapping(double threshold) {
        float[] best = new float[assigned.length];
        for (int truth = 0; truth < iou.length; truth++) {
            float[] row = iou[truth];
            for (int anchor = 0; anchor < row.length; anchor++) {
                if (row[anchor] >= threshold && row[anchor] > best[anchor]) {
                    best[anchor] = row[anchor];
                    assigned[anchor] = truth;
                }
            }
        }
    }

    /** Comes last, for it overrules the threshold; each truth remembers its favourite among the anchors that are free. */
    private void assignOneToEach() {
        int[] favourites = new int[iou.length];
        boolean[] served = new boolean[iou.length];
        for (int round = 0; round < Math.min(iou.length, taken.length); round++) {
            int best = -1;
            for (int truth = 0; truth < iou.length; truth++) {
                if (!served[truth]) {
                    if (round == 0 || taken[favourites[truth]]) {
                        favourites[truth] = favourite(iou[truth]);
                    }
                    if (best < 0 || isBefore(truth, favourites[truth], best, favourites[best])) {
                        best = truth;
                    }
                }
            }
            served[best] = true;
            taken[favourites[best]] = true;
            assigned[favourites[best]] = best;
        }
    }

    private int favourite(float[] row) {
        int favourite = -1;
        for (int anchor = 0; anchor < row.length; anchor++) {
            if (!taken[anchor] && (favourite < 0 || row[anchor] > row[favourite])) {
                favourite = anchor;
            }
        }
        return favourite;
    }

    /** Whether a pair goes before another whose truth has a smaller index. */
    private boolean isBefore(int truth, int anchor, int otherTruth, int otherAnchor) {
        float difference = iou[truth][anchor] - iou[otherTruth][otherAnchor];
        return difference > 0 || difference == 0 && anchor < otherAnchor;
    }
}
