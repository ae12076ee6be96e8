package org.visioncourse.data;

/** The outline of a part of a sprite: which places lie within. The coordinates are those of {@link SpriteCanvas}. */
@FunctionalInterface
interface Form {

    boolean holds(double x, double y);

    default Form or(Form other) {
        return (x, y) -> holds(x, y) || other.holds(x, y);
    }

    default Form and(Form other) {
        return (x, y) -> holds(x, y) && other.holds(x, y);
    }

    default Form minus(Form other) {
        return (x, y) -> holds(x, y) && !other.holds(x, y);
    }

    static Form box(double left, double top, double right, double bottom) {
        return (x, y) -> x >= left && x < right && y >= top && y < bottom;
    }

    /** A box on the axis without its corners. */
    static Form softBox(double top, double right, double bottom, double corner) {
        return (x, y) -> x < right
                && y >= top
                && y < bottom
                && x + Math.max(top - y, y - bottom) < right - corner
                && x - right < Math.min(y - top, bottom - y) - corner;
    }

    static Form ellipse(double centreX, double centreY, double radiusX, double radiusY) {
        return (x, y) -> {
            double across = (x - centreX) / radiusX;
            double down = (y - centreY) / radiusY;
            return across * across + down * down < 1;
        };
    }

    static Form circle(double centreX, double centreY, double radius) {
        return ellipse(centreX, centreY, radius, radius);
    }

    /** The upper half of an ellipse around a point of the axis. */
    static Form dome(double bottom, double radiusX, double radiusY) {
        return ellipse(0, bottom, radiusX, radiusY).and((x, y) -> y < bottom);
    }

    /** On the axis, wider or narrower downward. */
    static Form taper(double top, double topHalf, double bottom, double bottomHalf) {
        return (x, y) -> y >= top && y < bottom && x < topHalf + (bottomHalf - topHalf) * (y - top) / (bottom - top);
    }

    static Form triangle(double x0, double y0, double x1, double y1, double x2, double y2) {
        return (x, y) -> {
            boolean first = (x1 - x0) * (y - y0) >= (y1 - y0) * (x - x0);
            boolean second = (x2 - x1) * (y - y1) >= (y2 - y1) * (x - x1);
            boolean third = (x0 - x2) * (y - y2) >= (y0 - y2) * (x - x2);
            return first == second && second == third;
        };
    }

    /** A line with round ends. */
    static Form line(double width, double x0, double y0, double x1, double y1) {
        double run = x1 - x0;
        double rise = y1 - y0;
        return (x, y) -> {
            double along = ((x - x0) * run + (y - y0) * rise) / (run * run + rise * rise);
            double near = Math.max(0, Math.min(1, along));
            double across = x - x0 - near * run;
            double down = y - y0 - near * rise;
            return across * across + down * down < width * width / 4;
        };
    }
}
