package org.visioncourse.data;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.util.random.RandomGenerator;

/** Firs, branch by branch, lit from the left. */
final class Firs {

    private static final double[] SHADE = {9, 24, 20};
    private static final double[] SUNNY = {98, 122, 58};
    private static final double[] TRUNK = {44, 34, 28};
    private static final double[] AIR = {176, 200, 224};

    private final RandomGenerator random;

    Firs(RandomGenerator random) {
        this.random = random;
    }

    /**
     * Draws a fir.
     *
     * @param x its middle, in pixels
     * @param foot the row of its foot
     * @param tall in pixels
     * @param far how much of the air's colour lies over it, from 0 to 1
     */
    void draw(Graphics2D graphics, double x, double foot, double tall, double far) {
        double slim = random.nextDouble(0.16, 0.25);
        double tint = random.nextDouble(-0.12, 0.12);
        int branches = (int) Math.max(5, Math.min(900, 10 + tall * 1.9));
        double tiers = 4 + Math.min(18, tall / 13);
        graphics.setColor(colour(TRUNK, TRUNK, 0, far));
        graphics.setStroke(new BasicStroke((float) Math.max(0.5, tall * 0.022)));
        graphics.draw(new Line2D.Double(x, foot, x, foot - tall * 0.96));
        graphics.setStroke(new BasicStroke((float) Math.max(0.9, Math.min(tall * 0.04, 1.5 + tall * 0.006))));
        for (int i = 0; i < branches; i++) {
            double level = 1 - 0.98 * (i + random.nextDouble()) / branches; // from below to the top, which is 0
            double saw = level * tiers - Math.floor(level * tiers);
            double reach = slim * tall * Math.pow(level, 0.85) * (0.55 + 0.45 * saw) * random.nextDouble(0.6, 1.1);
            double side = random.nextDouble(-1, 1);
            double y = foot - tall * (1 - level * 0.95);
            double sun = Math.max(0, Math.min(1, 0.3 - 0.5 * side + 0.3 * (saw - 0.6) + random.nextDouble(-0.2, 0.2)));
            double from = 0.45 * side * reach;
            double drop = reach * (0.18 + 0.3 * level);
            graphics.setColor(colour(SHADE, SUNNY, sun * (0.8 + tint), far));
            graphics.draw(
                    new Line2D.Double(x + from * 0.3, y - drop * 0.3, x + side * reach, y + drop * Math.abs(side)));
        }
    }

    private static Color colour(double[] dark, double[] light, double sun, double far) {
        int[] rgb = new int[3];
        for (int c = 0; c < 3; c++) {
            double value = dark[c] + sun * (light[c] - dark[c]);
            rgb[c] = (int) Math.round(value + far * (AIR[c] - value));
        }
        return new Color(rgb[0], rgb[1], rgb[2]);
    }
}
