package org.visioncourse.detection;

import java.util.List;

/**
 * The anchors around one position of a feature map: what sizes and which shapes a detector expects there.
 *
 * <p>Not every size comes in every ratio, but the first ratio in all sizes and the first size in all ratios, in the order
 * (s1, r1), (s2, r1)..., (s1, r2), (s1, r3)... (D2L, Anchor Boxes, {@code multibox_prior}): n + m - 1 anchors.
 *
 * <p>On a map of H x W positions an anchor of size s and ratio r is s sqrt(r) H / W wide and s / sqrt(r) high, in fractions
 * of the picture. Where the map has the picture's proportions, r is the ratio of width to height in pixels.
 *
 * @param sizes n of them, above 0; about the side as a fraction of the picture's height
 * @param ratios m of them, above 0: width over height
 */
public record AnchorShapes(List<Double> sizes, List<Double> ratios) {

    /** @throws IllegalArgumentException if a list is empty, or a value is not above 0 and finite */
    public AnchorShapes {
        sizes = List.copyOf(sizes);
        ratios = List.copyOf(ratios);
        requirePositive("sizes", sizes);
        requirePositive("ratios", ratios);
    }

    private static void requirePositive(String name, List<Double> values) {
        if (values.isEmpty() || !values.stream().allMatch(value -> value > 0 && Double.isFinite(value))) {
            throw new IllegalArgumentException(name + " are " + values + ", expected one or more, all above 0");
        }
    }

    /** The number of anchors around a position, n + m - 1. */
    public int perPosition() {
        return sizes.size() + ratios.size() - 1;
    }

    /**
     * The anchors of a feature map: position by position, row by row, around the middle of each position, which lies half
     * a step from the map's edge. Those at the edge reach beyond the picture.
     *
     * @param height H, the map's rows
     * @param width W, the map's columns
     * @return H W (n + m - 1) boxes, in fractions of the picture
     * @throws IllegalArgumentException if the map is empty
     */
    public Boxes on(int height, int width) {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException(
                    "a feature map has rows and columns, not " + height + " x " + width + " positions");
        }
        int count = Math.multiplyExact(Math.multiplyExact(height, width), perPosition());
        double[] x = new double[count];
        double[] y = new double[count];
        double[] widths = new double[count];
        double[] heights = new double[count];
        for (int i = 0; i < count; i++) {
            int position = i / perPosition();
            int shape = i % perPosition();
            double size = sizes.get(shape < sizes.size() ? shape : 0);
            double root = Math.sqrt(ratios.get(shape < sizes.size() ? 0 : shape - sizes.size() + 1));
            x[i] = (position % width + 0.5) / width;
            y[i] = (position / width + 0.5) / height;
            widths[i] = size * root * height / width;
            heights[i] = size / root;
        }
        return Boxes.ofCentres(x, y, widths, heights);
    }
}
