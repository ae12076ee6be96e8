package org.visioncourse.detection;

/**
 * What a detector predicts instead of edges: how far, in units of the anchor, the true box is from its anchor, and how much
 * larger.
 *
 * <p>For an anchor with middle (xa, ya), width wa and height ha, and a truth with x, y, w and h, the four offsets are
 *
 * <pre>
 * 10 (x - xa) / wa,   10 (y - ya) / ha,   5 ln(w / wa + 1e-6),   5 ln(h / ha + 1e-6)
 * </pre>
 *
 * <p>The factors bring them to about the same spread (D2L, Anchor Boxes, section 14.4.3.2: means 0, standard deviations 0.1
 * and 0.2), and 1e-6 keeps the offsets of a box without width finite.
 */
public final class Offsets {

    /** Numbers for each anchor. */
    public static final int PER_ANCHOR = 4;

    private static final double CENTRE_SCALE = 10;
    private static final double SIZE_SCALE = 5;
    private static final double EPSILON = 1e-6;
    private static final double LARGEST_GROWTH = Math.log(1000);

    private Offsets() {}

    /**
     * The offsets from each anchor to the truth of the same index.
     *
     * @param anchors n boxes that have an area
     * @param truths n boxes
     * @return of shape (n, 4) in one row
     * @throws IllegalArgumentException if the numbers differ, or an anchor has no area
     */
    public static float[] of(Boxes anchors, Boxes truths) {
        if (anchors.size() != truths.size()) {
            throw new IllegalArgumentException(
                    "there are " + anchors.size() + " anchors for " + truths.size() + " truths, expected one for each");
        }
        float[] offsets = new float[PER_ANCHOR * anchors.size()];
        for (int i = 0; i < anchors.size(); i++) {
            Box.Centre anchor = anchors.get(i).toCentre();
            Box.Centre truth = truths.get(i).toCentre();
            if (!(anchor.width() > 0 && anchor.height() > 0)) {
                throw new IllegalArgumentException("anchor " + i + " has no area: " + anchors.get(i));
            }
            int at = PER_ANCHOR * i;
            offsets[at] = (float) (CENTRE_SCALE * (truth.x() - anchor.x()) / anchor.width());
            offsets[at + 1] = (float) (CENTRE_SCALE * (truth.y() - anchor.y()) / anchor.height());
            offsets[at + 2] = (float) (SIZE_SCALE * Math.log(truth.width() / anchor.width() + EPSILON));
            offsets[at + 3] = (float) (SIZE_SCALE * Math.log(truth.height() / anchor.height() + EPSILON));
        }
        return offsets;
    }

    /**
     * The boxes that offsets from anchors mean: the inverse of {@link #of}, up to a millionth of the anchor.
     *
     * <p>No box is more than 1000 times as wide or as high as its anchor: a network that has just begun to learn may
     * predict anything, and the boxes stay finite.
     *
     * @param anchors n boxes
     * @param offsets of shape (n, 4) in one row
     * @throws IllegalArgumentException if there are not 4 offsets for each anchor
     */
    public static Boxes inverse(Boxes anchors, float[] offsets) {
        int n = anchors.size();
        if (offsets.length != PER_ANCHOR * n) {
            throw new IllegalArgumentException(
                    "there are " + offsets.length + " offsets for " + n + " anchors, expected 4 for each");
        }
        double[] x = new double[n];
        double[] y = new double[n];
        double[] widths = new double[n];
        double[] heights = new double[n];
        for (int i = 0; i < n; i++) {
            Box.Centre anchor = anchors.get(i).toCentre();
            int at = PER_ANCHOR * i;
            x[i] = anchor.x() + offsets[at] / CENTRE_SCALE * anchor.width();
            y[i] = anchor.y() + offsets[at + 1] / CENTRE_SCALE * anchor.height();
            widths[i] = anchor.width() * growth(offsets[at + 2]);
            heights[i] = anchor.height() * growth(offsets[at + 3]);
        }
        return Boxes.ofCentres(x, y, widths, heights);
    }

    private static double growth(float offset) {
        return Math.exp(Math.min(offset / SIZE_SCALE, LARGEST_GROWTH));
    }
}
