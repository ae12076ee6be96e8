package org.visioncourse.detection;

import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

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

    /** The size of a position's i-th anchor. */
    public double size(int i) {
        return sizes.get(i < sizes.size() ? i : 0);
    }

    /** The ratio of a position's i-th anchor. */
    public double ratio(int i) {
        return ratios.get(i < sizes.size() ? 0 : i - sizes.size() + 1);
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
            double size = size(shape);
            double root = Math.sqrt(ratio(shape));
            x[i] = (position % width + 0.5) / width;
            y[i] = (position / width + 0.5) / height;
            widths[i] = size * root * height / width;
            heights[i] = size / root;
        }
        return Boxes.ofCentres(x, y, widths, heights);
    }

    /**
     * The anchors of one position, without those of all the others.
     *
     * @param row from 0
     * @param column from 0
     * @param height H, the map's rows
     * @param width W, the map's columns
     * @return n + m - 1 boxes, in fractions of the picture
     * @throws IndexOutOfBoundsException if the map has no such position
     */
    public Boxes at(int row, int column, int height, int width) {
        Objects.checkIndex(row, height);
        Objects.checkIndex(column, width);
        Boxes alone = on(1, 1);
        double x = (column + 0.5) / width;
        double y = (row + 0.5) / height;
        return Boxes.of(IntStream.range(0, alone.size())
                .mapToObj(i -> alone.get(i).toCentre())
                .map(box -> new Box.Centre(x, y, box.width() * height / width, box.height()))
                .map(Box::fromCentre)
                .toList());
    }
}
