package org.visioncourse.detection;

import java.util.List;

/**
 * What a detector found in a photograph, as {@code predictions.json} has it: a list of these.
 *
 * @param image the photograph's file
 * @param width of it, in pixels, upright
 * @param height of it, in pixels, upright
 * @param objects what was found, the surest first
 */
record FoundObjects(String image, int width, int height, List<Found> objects) {

    /**
     * An object.
     *
     * @param className what it is
     * @param confidence in [0, 1]
     * @param xmin left edge, in pixels from the photograph's, within it
     * @param ymin upper edge
     * @param xmax right edge
     * @param ymax lower edge
     */
    record Found(String className, double confidence, double xmin, double ymin, double xmax, double ymax) {}

    static FoundObjects of(String image, int width, int height, List<Detection> detections, List<String> classNames) {
        return new FoundObjects(
                image,
                width,
                height,
                detections.stream()
                        .map(detection -> {
                            Box box = detection.box().clip();
                            return new Found(
                                    classNames.get(detection.label()),
                                    rounded(detection.confidence(), 1e4),
                                    rounded(width * box.xmin(), 10),
                                    rounded(height * box.ymin(), 10),
                                    rounded(width * box.xmax(), 10),
                                    rounded(height * box.ymax(), 10));
                        })
                        .toList());
    }

    private static double rounded(double value, double parts) {
        return Math.round(value * parts) / parts;
    }
}
