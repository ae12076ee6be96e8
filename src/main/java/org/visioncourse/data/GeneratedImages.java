package org.visioncourse.data;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Draws a set of pictures for first runs and tests, so that nothing needs to be downloaded.
 *
 * <p>Ten kinds of things, of any colour, place, size and tilt, lie on backgrounds with patterns of their own: only
 * shape and texture tell them apart. Two kinds share the ball's outline and two the box's.
 */
public final class GeneratedImages {

    /** What is drawn, by class number. */
    public static final List<String> CLASS_NAMES =
            Arrays.stream(Drawing.values()).map(Drawing::title).toList();

    /** Height and width of the pictures, in pixels. */
    public static final int SIDE = 32;

    private static final int FINE = 2; // drawn at twice the size, then reduced: smoother edges and thinner lines
    private static final double NOISE = 7; // standard deviation, in steps of a byte

    private GeneratedImages() {}

    /**
     * Draws pictures of 32x32 in colour. Picture i is of class i modulo 10 and depends only on (seed, i): a set drawn
     * with the same seed and a larger count begins with the same pictures.
     *
     * @param count the number of pictures
     * @param seed another seed gives other pictures of the same kinds
     */
    public static ImageSet draw(int count, long seed) {
        int length = SIDE * SIDE * 3;
        byte[] pixels = new byte[Math.multiplyExact(count, length)];
        int[] labels =
                IntStream.range(0, count).map(i -> i % CLASS_NAMES.size()).toArray();
        IntStream.range(0, count).parallel().forEach(i -> {
            Picture picture = draw(Drawing.values()[labels[i]], Draws.random(seed, i));
            System.arraycopy(picture.pixels(), 0, pixels, i * length, length);
        });
        return new ImageSet(pixels, SIDE, SIDE, 3, labels, CLASS_NAMES);
    }

    private static Picture draw(Drawing drawing, RandomGenerator random) {
        BufferedImage canvas = new BufferedImage(SIDE * FINE, SIDE * FINE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = canvas.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.scale(SIDE * FINE, SIDE * FINE); // from here on the canvas is the unit square

        boolean onDark = random.nextBoolean();
        Backdrop.draw(graphics, onDark, random);
        double size = random.nextDouble(0.29, 0.42);
        double room = 0.54 - size; // it may just touch the edge
        graphics.translate(0.5 + random.nextDouble(-room, room), 0.5 + random.nextDouble(-room, room));
        graphics.rotate(Math.toRadians(drawing.tilt()) * random.nextDouble(-1, 1));
        graphics.scale(random.nextBoolean() ? size : -size, size * random.nextDouble(0.88, 1.12));
        Color fill = colour(onDark ? 0.78 : 0.30, random);
        Color detail = colour(onDark ? 0.22 : 0.86, random);
        drawing.draw(graphics, fill, detail, random);
        graphics.dispose();
        return addNoise(Resampling.resize(Picture.of(canvas), SIDE, SIDE), random);
    }

    /**
     * Any hue, as bright to the eye as is asked.
     *
     * @param brightness from 0 (black) to 1 (white), met to within 0.08
     */
    static Color colour(double brightness, RandomGenerator random) {
        double wanted = brightness + random.nextDouble(-0.08, 0.08);
        float[] rgb = Color.getHSBColor(random.nextFloat(), random.nextFloat(0.35f, 1), 1)
                .getRGBColorComponents(null);
        double luma = 0.299 * rgb[0] + 0.587 * rgb[1] + 0.114 * rgb[2];
        for (int c = 0; c < 3; c++) { // towards black, or towards white, until it is as bright as that
            double value = wanted < luma ? rgb[c] * wanted / luma : 1 - (1 - rgb[c]) * (1 - wanted) / (1 - luma);
            rgb[c] = (float) Math.max(0, Math.min(1, value));
        }
        return new Color(rgb[0], rgb[1], rgb[2]);
    }

    static Picture addNoise(Picture picture, RandomGenerator random) {
        byte[] pixels = picture.pixels();
        for (int i = 0; i < pixels.length; i++) {
            long value = Math.round((pixels[i] & 0xff) + NOISE * random.nextGaussian());
            pixels[i] = (byte) Math.max(0, Math.min(255, value));
        }
        return picture;
    }
}
