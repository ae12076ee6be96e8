package org.visioncourse.plots;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.function.Function;

/**
 * The class that a classifier gives each place of a square of the plane, in pale colours, and points of known classes upon it
 * in full ones. A point that lies on another colour than its own is a mistake.
 *
 * <pre>{@code
 * new DecisionRegions("After 100 steps", points, labels).image(places -> classesOf(network, places))
 * }</pre>
 */
public final class DecisionRegions {

    private static final int SIDE = 360;
    private static final int CELL = 3; // pixels; a classifier is asked for the middle of each
    private static final int CELLS = SIDE / CELL;
    private static final int MARGIN = 6;
    private static final int DOT = 7;
    private static final double ROOM = 1.15; // around the outermost point
    private static final double PALE = 0.72; // share of white

    private final String title;
    private final float[][] points;
    private final int[] labels;
    private final double reach;

    /**
     * A square around the origin that shows all points.
     *
     * @param points (N, 2), finite, at least one; x grows to the right and y upward
     * @param labels the points' classes (N), from 0
     * @throws IllegalArgumentException if there is no point, a point has not two finite coordinates, there is not one label for each
     *     point, or a label is negative
     */
    public DecisionRegions(String title, float[][] points, int[] labels) {
        if (points.length == 0 || labels.length != points.length) {
            throw new IllegalArgumentException("each point has a label, but there are " + points.length + " points and "
                    + labels.length + " labels");
        }
        double farthest = 0;
        for (float[] point : points) {
            if (point.length != 2 || !Float.isFinite(point[0]) || !Float.isFinite(point[1])) {
                throw new IllegalArgumentException("a point has two finite coordinates, not " + Arrays.toString(point));
            }
            farthest = Math.max(farthest, Math.max(Math.abs(point[0]), Math.abs(point[1])));
        }
        Arrays.stream(labels).forEach(DecisionRegions::colour);
        this.title = title;
        this.points = points;
        this.labels = labels;
        reach = farthest == 0 ? 1 : ROOM * farthest;
    }

    /**
     * Asks a classifier about all places, and draws its answers, 372 x 400 pixels on white.
     *
     * @param classifier gives the class of each place: of (M, 2) coordinates M numbers from 0
     * @throws IllegalArgumentException if it gives another number of answers, or a negative one
     */
    public BufferedImage image(Function<float[][], int[]> classifier) {
        int[] classes = classifier.apply(places());
        if (classes.length != CELLS * CELLS) {
            throw new IllegalArgumentException(
                    "the classifier gives " + classes.length + " classes for " + CELLS * CELLS + " places");
        }
        int width = SIDE + 2 * MARGIN;
        BufferedImage image = new BufferedImage(width, ChartStyle.HEADER + SIDE + MARGIN, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = ChartStyle.whiteSheet(image);
        ChartStyle.drawTitle(graphics, title, width);
        graphics.translate(MARGIN, ChartStyle.HEADER); // from here on the square's corner is the origin
        for (int i = 0; i < classes.length; i++) {
            graphics.setColor(pale(colour(classes[i])));
            graphics.fillRect(i % CELLS * CELL, i / CELLS * CELL, CELL, CELL);
        }
        for (int i = 0; i < points.length; i++) {
            drawPoint(graphics, points[i], colour(labels[i]));
        }
        graphics.dispose();
        return image;
    }

    /** The cells' middles, row by row from above. */
    private float[][] places() {
        float[][] places = new float[CELLS * CELLS][];
        for (int i = 0; i < places.length; i++) {
            places[i] = new float[] {coordinate(i % CELLS), -coordinate(i / CELLS)};
        }
        return places;
    }

    private float coordinate(int cell) {
        return (float) (reach * ((2.0 * cell + 1) / CELLS - 1));
    }

    private void drawPoint(Graphics2D graphics, float[] point, Color colour) {
        int x = (int) Math.round((point[0] / reach + 1) / 2 * SIDE);
        int y = (int) Math.round((1 - point[1] / reach) / 2 * SIDE);
        graphics.setColor(Color.WHITE);
        graphics.fillOval(x - DOT / 2 - 1, y - DOT / 2 - 1, DOT + 2, DOT + 2);
        graphics.setColor(colour);
        graphics.fillOval(x - DOT / 2, y - DOT / 2, DOT, DOT);
    }

    private static Color colour(int label) {
        if (label < 0) {
            throw new IllegalArgumentException("classes are counted from 0, but there is a class " + label);
        }
        return ChartStyle.COLOURS.get(label % ChartStyle.COLOURS.size());
    }

    private static Color pale(Color colour) {
        return new Color(pale(colour.getRed()), pale(colour.getGreen()), pale(colour.getBlue()));
    }

    private static int pale(int channel) {
        return (int) Math.round(PALE * 255 + (1 - PALE) * channel);
    }
}
