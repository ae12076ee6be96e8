package org.visioncourse.detection;

import java.util.List;
import java.util.Locale;

/**
 * A thing that a detector sees in a picture.
 *
 * @param label its class, from 0; background is no detection
 * @param confidence the probability of the class, in [0, 1]
 * @param box where it is, in fractions of the picture; it may reach beyond
 */
public record Detection(int label, double confidence, Box box) {

    /** In a line: {@code banana 0.93, x 0.120 to 0.352, y 0.401 to 0.664}. */
    public String describe(List<String> classNames) {
        return String.format(
                Locale.ROOT,
                "%s %.2f, x %.3f to %.3f, y %.3f to %.3f",
                classNames.get(label),
                confidence,
                box.xmin(),
                box.xmax(),
                box.ymin(),
                box.ymax());
    }
}
