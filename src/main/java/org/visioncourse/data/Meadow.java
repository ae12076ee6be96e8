package org.visioncourse.data;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.util.random.RandomGenerator;

/** The near shore of a generated landscape: blades of grass, the nearest last and largest, flowers, and tall firs. */
final class Meadow {

    private static final int[] FLOWERS = {0xf4efe2, 0xf2cf3a, 0xd8503f, 0x9a6ac0};

    private final Terrain terrain;
    private final Firs firs;
    private final RandomGenerator random;

    Meadow(Terrain terrain, Firs firs, RandomGenerator random) {
        this.terrain = terrain;
        this.firs = firs;
        this.random = random;
    }

    void draw(Graphics2D graphics, int rows, int columns) {
        double wide = (double) columns / rows;
        int bands = 64;
        int grove = random.nextInt(8, 16);
        for (int band = 0; band < bands; band++) {
            double down = (double) band / bands;
            if (band == grove) {
                grove(graphics, rows, wide);
            }
            int blades = (int) Math.min(4000, wide * (210 - 150 * down) + 1);
            for (int i = 0; i < blades; i++) {
                double x = random.nextDouble(-0.02, 1.02) * wide;
                double y = edge(x) + (down + random.nextDouble() / bands) * (1.06 - edge(x));
                blade(graphics, x, y, 0.012 + 0.05 * down * down, rows);
                if (random.nextDouble() < 0.035 * terrain.noise(x * 7, y * 20)) {
                    flower(graphics, x, y - 0.02 * down, 0.0022 + 0.006 * down, rows);
                }
            }
        }
    }

    /** The row where the lake begins, all in heights of the picture. */
    private double edge(double x) {
        return 0.885
                - 0.07 * Math.pow(Math.abs(2 * terrain.noise(x * 0.9, 77) - 0.7), 1.3)
                + 0.012 * terrain.noise(x * 11, 78);
    }

    private void blade(Graphics2D graphics, double x, double y, double tall, int rows) {
        double lean = random.nextDouble(-0.5, 0.6);
        double high = tall * random.nextDouble(0.5, 1.2);
        double patch = terrain.noise(x * 4, y * 14);
        double sun = Math.max(0, Math.min(1, 0.1 + 0.6 * patch + random.nextDouble(-0.25, 0.4)));
        graphics.setColor(new Color(
                (int) (36 + 130 * sun), (int) (54 + 116 * sun), (int) (20 + 34 * sun * random.nextDouble(0.4, 1))));
        graphics.setStroke(new BasicStroke((float) Math.max(0.8, tall * 0.07 * rows)));
        Path2D path = new Path2D.Double();
        path.moveTo(x * rows, y * rows);
        path.quadTo(
                (x + lean * high * 0.2) * rows, (y - high * 0.7) * rows, (x + lean * high) * rows, (y - high) * rows);
        graphics.draw(path);
    }

    private void flower(Graphics2D graphics, double x, double y, double size, int rows) {
        graphics.setColor(new Color(FLOWERS[random.nextInt(FLOWERS.length)]));
        graphics.fill(Shapes.ellipse(x * rows, y * rows, size * rows, size * 0.8 * rows));
    }

    /** Tall firs at the sides. */
    private void grove(Graphics2D graphics, int rows, double wide) {
        boolean left = random.nextBoolean();
        for (int i = 0; i < 9; i++) {
            double aside = wide * (i < 6 ? random.nextDouble(-0.02, 0.24) : random.nextDouble(0.9, 1.02));
            double x = left ? aside : wide - aside;
            double tall = (i < 6 ? random.nextDouble(0.26, 0.58) : random.nextDouble(0.18, 0.3)) * (0.8 + 0.03 * i);
            firs.draw(graphics, x * rows, (edge(x) + 0.012 + 0.004 * i) * rows, tall * rows, 0.03);
        }
    }
}
