package org.visioncourse.detection;

import java.util.List;

/**
 * What was read of labels.
 *
 * @param set the pictures with their boxes, in the labels' order
 * @param leftOut what was wrong, one sentence with file and line each; empty unless bad rows were to be skipped
 */
public record BoxLabels(BoxSet set, List<String> leftOut) {

    public BoxLabels {
        leftOut = List.copyOf(leftOut);
    }
}
