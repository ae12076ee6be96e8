package org.visioncourse.styletransfer;

import static org.visioncourse.training.Configuration.require;

/**
 * How much each loss counts, not negative.
 *
 * @param content the photograph's shapes
 * @param style the painting's strokes
 * @param totalVariation smoothness
 */
public record LossWeights(float content, float style, float totalVariation) {

    /** D2L's: 1, 10,000 and 10. */
    public static final LossWeights D2L = new LossWeights(1, 1e4f, 10);

    public LossWeights {
        check("--content-weight", content);
        check("--style-weight", style);
        check("--tv-weight", totalVariation);
    }

    private static void check(String option, float weight) {
        require(weight >= 0 && weight < Float.POSITIVE_INFINITY, option, weight, "at least 0");
    }
}
