package org.visioncourse.detection;

/**
 * A rectangle with sides along the axes, by its corners: x goes to the right, y downwards.
 *
 * <p>In this chapter the unit is a fraction of the picture's width and height, so that a box keeps its numbers when the
 * picture is scaled; what is within the picture lies in [0, 1]. Anchors and predictions may reach beyond. The arithmetic is
 * the same in pixels.
 *
 * @param xmin left edge
 * @param ymin upper edge
 * @param xmax right edge, not left of {@code xmin}
 * @param ymax lower edge, not above {@code ymin}
 */
public record Box(double xmin, double ymin, double xmax, double ymax) {

    /** The whole picture, in fractions. */
    public static final Box PICTURE = new Box(0, 0, 1, 1);

    /**
     * A box by its middle, the form in which networks predict.
     *
     * @param x of the middle
     * @param y of the middle
     * @param width 0 or more
     * @param height 0 or more
     */
    public record Centre(double x, double y, double width, double height) {}

    /** @throws IllegalArgumentException if an edge is not finite, or on the wrong side of the opposite one */
    public Box {
        if (!(xmin <= xmax && ymin <= ymax && Double.isFinite(xmax - xmin) && Double.isFinite(ymax - ymin))) {
            throw new IllegalArgumentException("a box has finite edges with xmin <= xmax and ymin <= ymax, not (" + xmin
                    + ", " + ymin + ", " + xmax + ", " + ymax + ")");
        }
    }

    /**
     * The box of this middle and size.
     *
     * @throws IllegalArgumentException if a value is not finite, or the width or the height below 0
     */
    public static Box fromCentre(Centre centre) {
        double halfWidth = centre.width / 2;
        double halfHeight = centre.height / 2;
        return new Box(centre.x - halfWidth, centre.y - halfHeight, centre.x + halfWidth, centre.y + halfHeight);
    }

    /** The same box by its middle. */
    public Centre toCentre() {
        return new Centre((xmin + xmax) / 2, (ymin + ymax) / 2, width(), height());
    }

    /** From edge to edge, 0 or more. */
    public double width() {
        return xmax - xmin;
    }

    /** From edge to edge, 0 or more. */
    public double height() {
        return ymax - ymin;
    }

    /** Width times height, 0 or more. */
    public double area() {
        return width() * height();
    }

    /** The part within {@link #PICTURE}; of a box outside, a line or a point of the picture's edge. */
    public Box clip() {
        return new Box(clip(xmin), clip(ymin), clip(xmax), clip(ymax));
    }

    private static double clip(double edge) {
        return Math.max(0, Math.min(1, edge));
    }

    /** The area that both boxes cover, 0 if they are apart. */
    public double intersection(Box other) {
        double width = Math.min(xmax, other.xmax) - Math.max(xmin, other.xmin);
        double height = Math.min(ymax, other.ymax) - Math.max(ymin, other.ymin);
        return Math.max(0, width) * Math.max(0, height);
    }

    /**
     * Intersection over union (the Jaccard index): the area that both cover as a share of the area that either covers.
     *
     * @return in [0, 1]: 1 for equal boxes, 0 for boxes that are apart, and 0 where neither box has an area
     */
    public double iou(Box other) {
        double intersection = intersection(other);
        double union = area() + other.area() - intersection;
        return union > 0 ? intersection / union : 0;
    }
}
