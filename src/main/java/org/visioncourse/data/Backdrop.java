package org.visioncourse.data;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.util.random.RandomGenerator;

/** The textured backgrounds of the generated pictures: two colours of about the same brightness, in a soft pattern. */
final class Backdrop {

    private Backdrop() {}

    /** Fills the unit square. */
    static void draw(Graphics2D graphics, boolean dark, RandomGenerator random) {
        graphics.setColor(GeneratedImages.colour(dark ? 0.24 : 0.74, random));
        graphics.fill(new Rectangle2D.Double(0, 0, 1, 1));
        graphics.setColor(GeneratedImages.colour(dark ? 0.30 : 0.68, random));
        AffineTransform upright = graphics.getTransform();
        graphics.rotate(random.nextDouble(Math.PI), 0.5, 0.5);
        switch (random.nextInt(4)) {
            case 0 -> bands(graphics, random.nextDouble(0.08, 0.25));
            case 1 -> checks(graphics, random.nextDouble(0.1, 0.2));
            case 2 -> blotches(graphics, random);
            default -> shade(graphics);
        }
        graphics.setTransform(upright);
    }

    private static void bands(Graphics2D graphics, double width) {
        for (double x = -0.25; x < 1.25; x += 2 * width) {
            graphics.fill(new Rectangle2D.Double(x, -0.25, width, 1.5));
        }
    }

    private static void checks(Graphics2D graphics, double cell) {
        int cells = (int) Math.ceil(1.5 / cell);
        for (int row = 0; row < cells; row++) {
            for (int column = row % 2; column < cells; column += 2) {
                graphics.fill(new Rectangle2D.Double(column * cell - 0.25, row * cell - 0.25, cell, cell));
            }
        }
    }

    private static void blotches(Graphics2D graphics, RandomGenerator random) {
        for (int i = 0; i < 14; i++) {
            double width = random.nextDouble(0.06, 0.3);
            double height = random.nextDouble(0.06, 0.3);
            graphics.fill(new Ellipse2D.Double(
                    random.nextDouble(-0.1, 1) - width / 4, random.nextDouble(-0.1, 1) - height / 4, width, height));
        }
    }

    /** From one colour to the other, across the picture. */
    private static void shade(Graphics2D graphics) {
        Color colour = graphics.getColor();
        int steps = 24;
        for (int i = 0; i < steps; i++) {
            int alpha = 255 * (i + 1) / steps;
            graphics.setColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), alpha));
            graphics.fill(new Rectangle2D.Double(-0.25 + 1.5 * i / steps, -0.25, 1.5 / steps, 1.5));
        }
    }
}
