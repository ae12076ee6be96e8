package org.visioncourse.data;

import static org.visioncourse.data.Shapes.ellipse;
import static org.visioncourse.data.Shapes.polygon;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Area;
import java.awt.geom.Rectangle2D;
import java.util.random.RandomGenerator;

/** The ten kinds of generated drawings, each about as large as the square from (-1, -1) to (1, 1), y pointing down. */
enum Drawing {
    STRIPED_BALL("striped ball", 180) {
        @Override
        void draw(Graphics2D graphics, Color fill, Color detail, RandomGenerator random) {
            paintPatterned(graphics, circle(0, 0, 0.95), fill, stripes(random.nextDouble(0.46, 0.6)), detail);
        }
    },
    SPOTTED_BALL("spotted ball", 180) {
        @Override
        void draw(Graphics2D graphics, Color fill, Color detail, RandomGenerator random) {
            paintPatterned(graphics, circle(0, 0, 0.95), fill, spots(random.nextDouble(0.6, 0.72)), detail);
        }
    },
    STRIPED_BOX("striped box", 180) {
        @Override
        void draw(Graphics2D graphics, Color fill, Color detail, RandomGenerator random) {
            paintPatterned(
                    graphics, rectangle(-0.82, -0.82, 0.82, 0.82), fill, stripes(random.nextDouble(0.46, 0.6)), detail);
        }
    },
    CHECKED_BOX("checked box", 180) {
        @Override
        void draw(Graphics2D graphics, Color fill, Color detail, RandomGenerator random) {
            double cell = 1.64 / random.nextInt(3, 5);
            paintPatterned(graphics, rectangle(-0.82, -0.82, 0.82, 0.82), fill, checks(-0.82, cell), detail);
        }
    },
    STAR("star", 180) {
        @Override
        void draw(Graphics2D graphics, Color fill, Color detail, RandomGenerator random) {
            double inner = random.nextDouble(0.38, 0.48);
            double[] corners = new double[20];
            for (int i = 0; i < 10; i++) {
                double radius = i % 2 == 0 ? 1.08 : inner;
                corners[2 * i] = radius * Math.sin(i * Math.PI / 5);
                corners[2 * i + 1] = -radius * Math.cos(i * Math.PI / 5);
            }
            paint(graphics, polygon(corners), fill);
        }
    },
    MOON("moon", 180) {
        @Override
        void draw(Graphics2D graphics, Color fill, Color detail, RandomGenerator random) {
            Area crescent = new Area(circle(0, 0, 1));
            crescent.subtract(new Area(circle(random.nextDouble(0.42, 0.55), 0, 0.82)));
            paint(graphics, crescent, fill);
        }
    },
    FLOWER("flower", 180) {
        @Override
        void draw(Graphics2D graphics, Color fill, Color detail, RandomGenerator random) {
            int petals = random.nextInt(5, 7);
            for (int i = 0; i < petals; i++) {
                AffineTransform turn = AffineTransform.getRotateInstance(2 * Math.PI * i / petals);
                paint(graphics, turn.createTransformedShape(ellipse(0, -0.64, 0.31, 0.4)), fill);
            }
            paint(graphics, circle(0, 0, 0.34), detail);
        }
    },
    FISH("fish", 35) {
        @Override
        void draw(Graphics2D graphics, Color fill, Color detail, RandomGenerator random) {
            double tail = random.nextDouble(0.4, 0.6);
            paint(graphics, polygon(0.4, 0, 1.12, -tail, 0.95, 0, 1.12, tail), fill);
            paint(graphics, polygon(-0.2, -0.4, 0.25, -0.78, 0.4, -0.3), fill);
            paint(graphics, ellipse(-0.25, 0, 0.82, 0.5), fill);
            paint(graphics, circle(-0.66, -0.1, 0.13), detail);
        }
    },
    HOUSE("house", 20) {
        @Override
        void draw(Graphics2D graphics, Color fill, Color detail, RandomGenerator random) {
            double eaves = random.nextDouble(-0.2, 0);
            paint(graphics, rectangle(-0.72, eaves, 0.72, 0.95), fill);
            paint(graphics, polygon(-1, eaves + 0.05, 0, -1, 1, eaves + 0.05), fill.darker());
            paint(graphics, rectangle(-0.48, 0.35, -0.06, 0.95), detail);
            paint(graphics, rectangle(0.18, 0.22, 0.52, 0.56), detail);
        }
    },
    TREE("fir tree", 20) {
        @Override
        void draw(Graphics2D graphics, Color fill, Color detail, RandomGenerator random) {
            paint(graphics, rectangle(-0.15, 0.5, 0.15, 1.08), fill.darker());
            for (int tier = 0; tier < 3; tier++) {
                double top = -1.08 + 0.46 * tier;
                double half = 0.44 + 0.17 * tier;
                paint(graphics, polygon(0, top, half, top + 0.72, -half, top + 0.72), fill);
            }
        }
    };

    private final String title;
    private final int tilt;

    Drawing(String title, int tilt) {
        this.title = title;
        this.tilt = tilt;
    }

    /** Its name in plain words. */
    String title() {
        return title;
    }

    /** How far it may be turned to either side, in degrees. */
    int tilt() {
        return tilt;
    }

    /**
     * Draws it.
     *
     * @param fill stands out from the background
     * @param detail stands out from {@code fill}
     * @param random sets its proportions
     */
    abstract void draw(Graphics2D graphics, Color fill, Color detail, RandomGenerator random);

    private static void paint(Graphics2D graphics, Shape shape, Color colour) {
        graphics.setColor(colour);
        graphics.fill(shape);
    }

    private static void paintPatterned(Graphics2D graphics, Shape outline, Color fill, Area pattern, Color detail) {
        paint(graphics, outline, fill);
        pattern.intersect(new Area(outline));
        paint(graphics, pattern, detail);
        graphics.setColor(fill);
        graphics.setStroke(new BasicStroke(0.12f));
        graphics.draw(outline);
    }

    private static Area stripes(double step) {
        Area stripes = new Area();
        for (double x = -1.25; x < 1.3; x += step) {
            stripes.add(new Area(rectangle(x, -1.3, x + step / 2, 1.3)));
        }
        return stripes;
    }

    private static Area spots(double step) {
        Area spots = new Area();
        for (int row = -2; row <= 2; row++) {
            for (int column = -2; column <= 2; column++) {
                double x = (column + (row % 2 == 0 ? 0 : 0.5)) * step;
                spots.add(new Area(circle(x, row * step * 0.87, step * 0.27)));
            }
        }
        return spots;
    }

    private static Area checks(double from, double cell) {
        Area checks = new Area();
        for (int row = 0; row < 4; row++) {
            for (int column = row % 2; column < 4; column += 2) {
                double x = from + column * cell;
                double y = from + row * cell;
                checks.add(new Area(rectangle(x, y, x + cell, y + cell)));
            }
        }
        return checks;
    }

    private static Shape circle(double x, double y, double radius) {
        return ellipse(x, y, radius, radius);
    }

    private static Shape rectangle(double left, double top, double right, double bottom) {
        return new Rectangle2D.Double(left, top, right - left, bottom - top);
    }
}
