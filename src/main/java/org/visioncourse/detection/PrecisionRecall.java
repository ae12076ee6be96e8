package org.visioncourse.detection;

/**
 * How precise a detector is as it is asked to find more and more of a class's objects.
 *
 * @param confidence of the i-th surest detection, falling
 * @param precision share of right ones among the i surest detections
 * @param recall share of the objects that the i surest detections found, rising
 */
public record PrecisionRecall(double[] confidence, double[] precision, double[] recall) {

    private static final int RECALLS = 101; // COCO's: 0, 0.01, ... 1

    /**
     * The area under the curve as COCO measures it: the mean, over 101 recalls from 0 to 1, of the best precision at that
     * recall or a larger one; 0 where it is never reached.
     *
     * @return in [0, 1]
     */
    public double average() {
        double[] best = precision.clone();
        for (int i = best.length - 2; i >= 0; i--) {
            best[i] = Math.max(best[i], best[i + 1]);
        }
        double sum = 0;
        int i = 0;
        for (int r = 0; r < RECALLS; r++) {
            double wanted = r / (RECALLS - 1.0);
            while (i < best.length && recall[i] < wanted) {
                i++;
            }
            sum += i < best.length ? best[i] : 0;
        }
        return sum / RECALLS;
    }
}
