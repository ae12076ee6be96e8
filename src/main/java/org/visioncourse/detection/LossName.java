package org.visioncourse.detection;

import java.util.Locale;

/** A loss by its name on the command line. */
public enum LossName {

    /** D2L's: cross entropy and L1, a mean over all anchors. */
    D2L(DetectionLoss.overAllAnchors(ClassLoss.CROSS_ENTROPY, BoxLoss.L1)),

    /** The SSD paper's: cross entropy with three hard negatives to a positive, and smooth L1. */
    SSD(DetectionLoss.withHardNegatives(ClassLoss.CROSS_ENTROPY, BoxLoss.smoothL1(1), 3));

    private final DetectionLoss loss;

    LossName(DetectionLoss loss) {
        this.loss = loss;
    }

    /** The loss itself. */
    public DetectionLoss loss() {
        return loss;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
