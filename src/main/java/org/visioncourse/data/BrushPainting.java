package org.visioncourse.data;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A painting of {@link StarryNight}: strokes in three sizes, the largest first, on a darker sketch. Paint has a height, and
 * light from the upper left shows the furrows of the bristles.
 */
final class BrushPainting {

    private static final int FINE = 2; // painted at twice the size, then reduced
    private static final double SHORTEST = 0.3; // share of a stroke that its part has to leave, else it is not painted
    private static final double RELIEF = 0.075; // how much lighter a slope to the light is
    private static final double GROUND = 0.24; // how much darker the sketch is that shows between the strokes

    /** Strokes of one size, in units of the longer side; more of them than are needed to cover everything. */
    private enum Layer {
        BROAD(0.125, 0.021, 2.6),
        MIDDLE(0.088, 0.0145, 2.2),
        THIN(0.05, 0.0095, 1.1);

        private final double length;
        private final double width;
        private final double coverage;

        Layer(double length, double width, double coverage) {
            this.length = length;
            this.width = width;
            this.coverage = coverage;
        }
    }

    private final int height;
    private final int width;
    private final PaintLayer canvas;
    private final StarryNight motif;
    private final RandomGenerator random;

    BrushPainting(int height, int width, long seed) {
        this.height = height;
        this.width = width;
        canvas = new PaintLayer(Math.multiplyExact(height, FINE), Math.multiplyExact(width, FINE));
        motif = new StarryNight((double) width / height, seed);
        random = Draws.random(seed, 1);
    }

    Picture paint() {
        sketch();
        for (Layer layer : Layer.values()) {
            double area = layer.length * layer.width * square(Math.max(canvas.height(), canvas.width()));
            long strokes = Math.round(layer.coverage * canvas.height() * canvas.width() / area) + 1;
            for (long i = 0; i < strokes; i++) {
                stroke(layer);
            }
        }
        return Resampling.resize(canvas.lit(RELIEF), height, width);
    }

    private void sketch() {
        double unit = canvas.height();
        for (int row = 0; row < canvas.height(); row++) {
            for (int column = 0; column < canvas.width(); column++) {
                StarryNight.Part part = motif.part(column / unit, row / unit);
                canvas.set(row, column, part.colour(motif.tone(part, column / unit, row / unit) - GROUND));
            }
        }
    }

    private void stroke(Layer layer) {
        double side = Math.max(canvas.height(), canvas.width());
        double unit = canvas.height();
        double x = random.nextDouble(-0.03, 1.03) * canvas.width() / unit;
        double y = random.nextDouble(-0.03, 1.03);
        StarryNight.Part part = motif.part(x, y);
        double length = layer.length * random.nextDouble(0.65, 1.15) * side / unit;
        double[] path = path(part, x, y, length, unit);
        if (path.length < SHORTEST * 2 * length * unit) {
            return;
        }
        float[] colour = part.colour(motif.tone(part, x, y) + 0.11 * random.nextGaussian());
        for (int c = 0; c < 3; c++) {
            colour[c] += (float) (7 * random.nextGaussian());
        }
        canvas.stroke(path, layer.width * random.nextDouble(0.75, 1.25) * side, colour, random);
    }

    /** The places along a stroke in pixels, x and y in turn, one pixel apart, as long as it stays in its part. */
    private double[] path(StarryNight.Part part, double x, double y, double length, double unit) {
        int half = Math.max(1, (int) (length * unit / 2));
        double[] places = new double[4 * half + 2];
        int first = walk(part, x, y, half, -1 / unit, places);
        int last = walk(part, x, y, half, 1 / unit, places);
        double[] path = Arrays.copyOfRange(places, 2 * (half - first), 2 * (half + last + 1));
        for (int i = 0; i < path.length; i++) {
            path[i] *= unit;
        }
        return path;
    }

    /** Follows the flow from a place until its part ends, and says how many steps that are. */
    private int walk(StarryNight.Part part, double x, double y, int steps, double step, double[] places) {
        double atX = x;
        double atY = y;
        int centre = places.length / 2 - 1;
        places[centre] = x;
        places[centre + 1] = y;
        for (int i = 1; i <= steps; i++) {
            double[] direction = motif.direction(part, atX, atY);
            atX += step * direction[0];
            atY += step * direction[1];
            if (motif.part(atX, atY) != part) {
                return i - 1;
            }
            int at = centre + (step < 0 ? -2 * i : 2 * i);
            places[at] = atX;
            places[at + 1] = atY;
        }
        return steps;
    }

    private static double square(double value) {
        return value * value;
    }
}
