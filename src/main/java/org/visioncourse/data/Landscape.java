package org.visioncourse.data;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.random.RandomGenerator;

/**
 * A photograph of land that does not exist, from the back to the front: sky, mountains ({@link Terrain}), the forest at the
 * far shore, the lake that mirrors them, and the near shore with its meadow and firs.
 */
final class Landscape {

    private static final double HORIZON = 0.53; // its row, in heights of the picture
    private static final double SKY_END = HORIZON + 0.02; // land or lake is seen from here on
    private static final int FINE = 2; // drawn at twice the size, then reduced
    private static final double EYE = 0.24; // over the lake, as the terrain counts
    private static final double ZOOM =
            1.12; // the height of something as far away as it is high, in heights of the picture
    private static final double NOISE = 2.2; // of the camera, in values of a byte

    private final int height;
    private final int width;
    private final int rows;
    private final int columns;
    private final Terrain terrain;
    private final Daylight light;
    private final Firs firs;
    private final BufferedImage canvas;
    private final int[] shores; // the row where the lake ends, of each column
    private final RandomGenerator random;

    Landscape(int height, int width, long seed) {
        this.height = height;
        this.width = width;
        rows = Math.multiplyExact(height, FINE);
        columns = Math.multiplyExact(width, FINE);
        terrain = new Terrain(seed);
        light = new Daylight(terrain);
        canvas = new BufferedImage(columns, rows, BufferedImage.TYPE_INT_RGB);
        shores = new int[columns];
        random = Draws.random(seed, 4);
        firs = new Firs(random);
    }

    Picture draw() {
        for (int column = 0; column < columns; column++) {
            sky(column);
            land(column);
        }
        Graphics2D graphics = canvas.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        farForest(graphics);
        for (int column = 0; column < columns; column++) {
            lake(column);
        }
        new Meadow(terrain, firs, random).draw(graphics, rows, columns);
        graphics.dispose();
        return grainy(Resampling.resize(Picture.of(canvas), height, width));
    }

    private void sky(int column) {
        double x = (column + 0.5 - columns / 2.0) / rows;
        for (int row = 0; row < Math.min(rows, rows * SKY_END + 1); row++) {
            canvas.setRGB(column, row, light.sky(x, HORIZON - (row + 0.5) / rows));
        }
    }

    /** Goes from the far shore away from the viewer, and paints what stands higher than all before. */
    private void land(int column) {
        double aside = (column + 0.5 - columns / 2.0) / rows / ZOOM;
        double z = Terrain.NEAREST;
        while (terrain.height(aside * z, z, 1) < 0) {
            z *= 1.002;
        }
        shores[column] = Math.min(rows, row(0, z));
        int top = shores[column];
        double step = 1 + 1.1 / (rows + 20);
        for (; z < Terrain.END; z *= step) {
            double x = aside * z;
            double high = terrain.height(x, z, Terrain.DETAIL);
            int row = row(high, z);
            if (row < top) {
                int colour = light.land(x, z, high, z * 1.2 / rows + 0.001);
                for (int i = Math.max(0, row); i < top; i++) {
                    canvas.setRGB(column, i, colour);
                }
                top = row;
            }
        }
    }

    private int row(double high, double z) {
        return (int) Math.round(rows * (HORIZON + (EYE - high) * ZOOM / z));
    }

    /** Firs at the far shore and on the hills behind it, the farthest first. */
    private void farForest(Graphics2D graphics) {
        double wide = (double) columns / rows;
        int count = (int) Math.min(20_000, 3600 * wide + 1);
        for (int i = 0; i < count; i++) {
            double z = 8.2 * Math.pow(0.49, (i + random.nextDouble()) / count);
            double x = random.nextDouble(-0.52, 0.52) * wide * z / ZOOM;
            double rise = z - terrain.shore(x);
            double high = terrain.height(x, z, Terrain.DETAIL);
            boolean clearing = terrain.noise(x * 1.3 + 70, z * 1.3) > 0.58 + 0.2 * Terrain.eased(1 - rise);
            if (rise > 0.02 && !clearing && high < 1) {
                double tall = random.nextDouble(0.1, 0.2) * ZOOM / z * rows;
                double foot = rows * (HORIZON + (EYE - high) * ZOOM / z);
                firs.draw(graphics, columns / 2.0 + x / z * ZOOM * rows, foot, tall, 1 - Math.exp(-z / 26));
            }
        }
    }

    /** The lake mirrors what is above its shore; waves shift it, more the nearer they are. */
    private void lake(int column) {
        int shore = shores[column];
        for (int row = shore; row < rows; row++) {
            double below = (row + 0.5) / rows - HORIZON;
            double z = EYE * ZOOM / below;
            double x = (column + 0.5 - columns / 2.0) / rows / ZOOM * z;
            double wave = terrain.noise(x * 14, z * 60) + 0.6 * terrain.noise(x * 40, z * 190) - 0.8;
            double swell = wave * (0.012 + 0.1 * (row - shore) / rows) * rows;
            int from = (int) Math.round(shore - 1 - 1.35 * (row - shore) - swell);
            int side = (int) Math.round(column + 0.25 * swell);
            from = Math.max(0, Math.min(Math.max(0, shore - 1), from));
            side = Math.max(0, Math.min(columns - 1, side));
            canvas.setRGB(column, row, light.water(canvas.getRGB(side, from), z, x, wave));
        }
    }

    private Picture grainy(Picture picture) {
        byte[] pixels = picture.pixels();
        for (int i = 0; i < pixels.length; i++) {
            long value = Math.round((pixels[i] & 0xff) + NOISE * random.nextGaussian());
            pixels[i] = (byte) Math.max(0, Math.min(255, value));
        }
        return picture;
    }
}
