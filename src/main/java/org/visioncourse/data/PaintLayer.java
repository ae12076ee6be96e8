package org.visioncourse.data;

import java.util.random.RandomGenerator;

/** Wet paint on a canvas: the colour on top, and how high it stands. */
final class PaintLayer {

    private static final double DENSE = 0.6; // the distance of dots, in pixels, that leaves no hole between them
    private static final double BRISTLE = 2.7; // how wide a bristle's furrow is, in pixels

    private static final double GLOSS = 12; // of a slope to the light, whatever its colour

    private final int height;
    private final int width;
    private final float[] colours; // (H, W, 3)
    private final float[] heights; // (H, W)

    PaintLayer(int height, int width) {
        this.height = height;
        this.width = width;
        colours = new float[Math.multiplyExact(Math.multiplyExact(height, width), 3)];
        heights = new float[height * width];
    }

    int height() {
        return height;
    }

    int width() {
        return width;
    }

    /** Paints a pixel, flat. */
    void set(int row, int column, float[] colour) {
        System.arraycopy(colour, 0, colours, 3 * (row * width + column), 3);
    }

    /**
     * Draws a brush along a path. Each bristle has its own lightness, and touches the canvas a little earlier or later
     * than the others, those at the sides latest.
     *
     * @param path x and y in turn, one pixel apart
     * @param thick the brush's width, in pixels
     */
    void stroke(double[] path, double thick, float[] colour, RandomGenerator random) {
        int points = path.length / 2;
        int bristles = Math.max(1, (int) Math.ceil(thick / BRISTLE));
        double[] light = random.doubles(bristles, -1, 1).toArray();
        double[] early = random.doubles(bristles, 0, 0.16).toArray();
        double[] late = random.doubles(bristles, 0, 0.22).toArray();
        int lines = (int) Math.ceil(thick / DENSE);
        for (int line = 0; line <= lines; line++) {
            double across = 2.0 * line / Math.max(1, lines) - 1; // -1 to 1
            double taper = 0.16 * across * across;
            double place = (across + 1) / 2 * bristles;
            int bristle = Math.min((int) place, bristles - 1);
            double furrow = Math.sin(Math.PI * (place - bristle));
            double shade = 24 * light[bristle] + 8 * furrow;
            double rise = (1 - 0.55 * across * across) * (2.2 + 1.6 * furrow + 0.9 * light[bristle]);
            int first = (int) ((early[bristle] + taper) * points);
            int last = (int) ((1 - late[bristle] - taper) * points);
            for (int i = first; i < last; i++) {
                double along = (double) i / points;
                double offset = across * thick / 2 * (1 - 0.35 * along * along);
                dots(path, i, offset, colour, shade * (1 - 0.3 * along), rise * (1 - 0.5 * along));
            }
        }
    }

    /** Two dots beside a place of a path and half a pixel on. */
    private void dots(double[] path, int i, double offset, float[] colour, double shade, double rise) {
        int next = Math.min(2 * i + 2, path.length - 2);
        int before = Math.max(0, next - 4);
        double alongX = path[next] - path[before];
        double alongY = path[next + 1] - path[before + 1];
        double length = Math.sqrt(alongX * alongX + alongY * alongY) + 1e-9;
        double x = path[2 * i] - offset * alongY / length;
        double y = path[2 * i + 1] + offset * alongX / length;
        dot(x, y, colour, shade, rise);
        dot(x + alongX / length / 2, y + alongY / length / 2, colour, shade, rise);
    }

    private void dot(double x, double y, float[] colour, double shade, double rise) {
        int column = (int) Math.floor(x);
        int row = (int) Math.floor(y);
        if (row < 0 || row >= height || column < 0 || column >= width) {
            return;
        }
        int at = row * width + column;
        for (int c = 0; c < 3; c++) {
            colours[3 * at + c] = (float) (colour[c] + shade);
        }
        heights[at] = (float) rise;
    }

    /**
     * The canvas under light from the upper left.
     *
     * @param relief how much lighter a slope of 1 to the light is, as a share
     */
    Picture lit(double relief) {
        byte[] pixels = new byte[colours.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int at = y * width + x;
                float left = heights[x == 0 ? at : at - 1];
                float above = heights[y == 0 ? at : at - width];
                double slope = Math.max(-3.5, Math.min(3.5, 2 * heights[at] - left - above));
                for (int c = 0; c < 3; c++) {
                    double value = colours[3 * at + c] * (1 + relief * slope) + GLOSS * relief * Math.max(0, slope);
                    pixels[3 * at + c] = (byte) Math.max(0, Math.min(255, Math.round(value)));
                }
            }
        }
        return new Picture(pixels, height, width, 3);
    }
}
