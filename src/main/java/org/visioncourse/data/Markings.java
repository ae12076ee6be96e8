package org.visioncourse.data;

import static org.visioncourse.data.Shapes.ellipse;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Patterns of a cartoon dog's coat. */
enum Markings {
    PLAIN("") {
        @Override
        List<Shape> marks(Rectangle2D part, RandomGenerator random) {
            return List.of();
        }
    },
    SPOTTED("spotted") {
        @Override
        List<Shape> marks(Rectangle2D part, RandomGenerator random) {
            List<Shape> spots = new ArrayList<>();
            double step = random.nextDouble(0.21, 0.25);
            for (double y = part.getMinY(); y < part.getMaxY(); y += step) {
                double shift = step * random.nextDouble();
                for (double x = part.getMinX() - shift; x < part.getMaxX(); x += step) {
                    double across = step * random.nextDouble(0.22, 0.31);
                    double wander = step * 0.2 * random.nextDouble(-1, 1);
                    spots.add(ellipse(x + wander, y + wander, across, across * random.nextDouble(0.8, 1.2)));
                }
            }
            return spots;
        }
    },
    PATCHED("patched") {
        @Override
        List<Shape> marks(Rectangle2D part, RandomGenerator random) {
            double side = part.getHeight();
            List<Shape> patches = new ArrayList<>();
            double from = part.getMinX() + side * random.nextDouble(0.05, 0.3);
            for (double x = from; x < part.getMaxX(); x += side * random.nextDouble(0.75, 0.95)) {
                double y = part.getMinY() + side * random.nextDouble(0.1, 0.6);
                patches.add(ellipse(x, y, side * random.nextDouble(0.22, 0.3), side * random.nextDouble(0.28, 0.38)));
                patches.add(ellipse(x + side * 0.16, y + side * 0.12, side * 0.2, side * 0.22));
            }
            return patches;
        }
    },
    STRIPED("striped") {
        @Override
        List<Shape> marks(Rectangle2D part, RandomGenerator random) {
            List<Shape> stripes = new ArrayList<>();
            double step = random.nextDouble(0.16, 0.19);
            double lean = random.nextDouble(-0.1, 0.1);
            for (double x = part.getMinX() - 0.1; x < part.getMaxX() + 0.1; x += step) {
                double depth = part.getHeight() * random.nextDouble(0.75, 1);
                stripes.add(stripe(x, part.getMinY(), step * random.nextDouble(0.42, 0.55), depth, lean));
            }
            return stripes;
        }
    },
    SADDLED("saddled") {
        @Override
        List<Shape> marks(Rectangle2D part, RandomGenerator random) {
            double middle = part.getCenterX() - part.getWidth() * random.nextDouble(0.03, 0.1);
            double across = part.getWidth() * random.nextDouble(0.36, 0.42);
            double depth = part.getHeight() * random.nextDouble(0.5, 0.6);
            return List.of(ellipse(middle, part.getMinY(), across, depth));
        }
    };

    private final String title;

    Markings(String title) {
        this.title = title;
    }

    /** In plain words; empty for none. */
    String title() {
        return title;
    }

    /**
     * Marks on a part of a dog, which reach over its edge.
     *
     * @param part the part's bounds
     */
    abstract List<Shape> marks(Rectangle2D part, RandomGenerator random);

    /** A wedge from the top down. */
    private static Shape stripe(double x, double top, double width, double depth, double lean) {
        Path2D path = new Path2D.Double();
        path.moveTo(0, 0);
        path.quadTo(width * 0.9, depth / 2, lean, depth);
        path.quadTo(width * 1.9, depth / 2, width, 0);
        path.closePath();
        return AffineTransform.getTranslateInstance(x, top).createTransformedShape(path);
    }
}
