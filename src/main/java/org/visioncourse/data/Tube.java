package org.visioncourse.data;

import java.awt.geom.AffineTransform;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.function.DoubleUnaryOperator;

/**
 * A part of a fruit: a round body along a spine, whose thickness changes.
 *
 * <p>The spine is the x axis, or an arc whose middle touches it. u is the place along the spine, and v that across it; the
 * body is where v^2 &lt; r^2(u), its surface z above the plane where z^2 = r^2(u) - v^2.
 *
 * @param squaredRadius r^2(u), below 0 beyond the ends, which lie within [-1.2, 1.2]
 * @param bend 1 over the arc's radius; 0 for a straight spine
 * @param relief how round it looks: 1 for a body of revolution, less for what is flat
 * @param place from the part's plane to the fruit's, without distortion
 * @param skin its colours
 */
record Tube(DoubleUnaryOperator squaredRadius, double bend, double relief, AffineTransform place, Skin skin) {

    private static final double REACH = 1.2;
    private static final double STEP = 1e-3;

    /** The colours of a surface. */
    @FunctionalInterface
    interface Skin {

        /**
         * Tells a point's colour.
         *
         * @param u the place along the spine
         * @param across from -1 at one edge to 1 at the other
         * @param rgb gets red, green and blue, 0 to 255, and the gloss, 0 to 1
         */
        void paint(double u, double across, double[] rgb);
    }

    /**
     * A point of the surface.
     *
     * @param inside how far within the outline it lies, in units of the part; below 0 outside
     */
    record Point(double u, double across, double inside, double nx, double ny, double nz) {}

    /** A rectangle around the part in the coordinates that {@code to} leads to from the fruit's. */
    Rectangle2D bounds(AffineTransform to) {
        AffineTransform all = new AffineTransform(to);
        all.concatenate(place);
        Rectangle2D bounds = null;
        for (double u = -REACH; u < REACH; u += 0.02) {
            double squared = squaredRadius.applyAsDouble(u);
            for (int side = -1; squared > 0 && side <= 1; side += 2) {
                Point2D point = all.transform(onPlane(u, side * Math.sqrt(squared)), null);
                if (bounds == null) {
                    bounds = new Rectangle2D.Double(point.getX(), point.getY(), 0, 0);
                }
                bounds.add(point);
            }
        }
        return bounds;
    }

    private Point2D onPlane(double u, double v) {
        if (bend == 0) {
            return new Point2D.Double(u, v);
        }
        double radius = 1 / bend;
        return new Point2D.Double((radius - v) * Math.sin(u * bend), radius - (radius - v) * Math.cos(u * bend));
    }

    /** What lies at a point of the part's plane; its normal has length 1 and is the plane's. */
    Point at(double x, double y) {
        double u = x;
        double v = y;
        double cos = 1;
        double sin = 0;
        if (bend != 0) {
            double radius = 1 / bend;
            double angle = Math.atan2(x, radius - y);
            u = angle * radius;
            v = radius - Math.hypot(x, radius - y);
            cos = Math.cos(angle);
            sin = Math.sin(angle);
        }
        double squared = squaredRadius.applyAsDouble(u);
        double slope = (squaredRadius.applyAsDouble(u + STEP) - squared) / STEP;
        double height = squared - v * v;
        double inside = height / Math.max(1e-9, Math.hypot(slope, 2 * v));
        double along = -slope / 2 * relief;
        double sideways = v * relief;
        double up = Math.sqrt(Math.max(0, height));
        double length = Math.max(1e-9, Math.sqrt(along * along + sideways * sideways + up * up));
        double across = v / Math.sqrt(Math.max(1e-6, squared));
        return new Point(
                u,
                across,
                inside,
                (along * cos - sideways * sin) / length,
                (along * sin + sideways * cos) / length,
                up / length);
    }
}
