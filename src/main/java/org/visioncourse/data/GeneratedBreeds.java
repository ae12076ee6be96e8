package org.visioncourse.data;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Draws cartoon dogs for first runs and tests, so that nothing needs to be downloaded.
 *
 * <p>A breed sets build, ears, muzzle, tail, the coat's colours and its markings; a picture sets pose, turn, place, size,
 * light, small shifts of the colours and the background. Many breeds share a coat: its colours alone do not tell them
 * apart.
 */
public final class GeneratedBreeds {

    /** The number of breeds that there are. */
    public static final int COUNT = Breed.COUNT;

    /** The usual height and width of the pictures, in pixels. */
    public static final int SIDE = 64;

    private static final int FINE = 2; // drawn at twice the size, then reduced: smoother edges and thinner lines
    private static final Color CONTOUR = new Color(0x33292b);
    private static final double LINE = 0.045;
    private static final Color HAZE = new Color(0x88e4ddd2, true); // over the background, which is loud

    private GeneratedBreeds() {}

    /** Draws the breeds from number 0 on, as {@link #draw(int, int, int, int, long)} does. */
    public static ImageSet draw(int breeds, int perBreed, int side, long seed) {
        return draw(0, breeds, perBreed, side, seed);
    }

    /**
     * Draws pictures in colour, the breeds in turn: picture i is of class i modulo {@code breeds}. The j-th picture of a
     * breed depends only on (seed, breed, j, side): whatever else is drawn, with the same seed it is the same.
     *
     * @param first number of the first breed: a backbone may be trained on some breeds and moved to others
     * @param breeds how many
     * @param perBreed the number of pictures of each
     * @param side height and width in pixels, such as {@link #SIDE}
     * @param seed another seed gives other pictures of the same breeds
     * @throws IndexOutOfBoundsException if there are no such breeds: they have the numbers below {@link #COUNT}
     */
    public static ImageSet draw(int first, int breeds, int perBreed, int side, long seed) {
        Objects.checkFromIndexSize(first, breeds, COUNT);
        int count = Math.multiplyExact(breeds, perBreed);
        int length = Math.multiplyExact(Math.multiplyExact(side, side), 3);
        byte[] pixels = new byte[Math.multiplyExact(count, length)];
        int[] labels = IntStream.range(0, count).map(i -> i % breeds).toArray();
        IntStream.range(0, count).parallel().forEach(i -> {
            int breed = first + labels[i];
            Picture picture = draw(Breed.of(breed), side, Draws.random(seed, breed, i / breeds));
            System.arraycopy(picture.pixels(), 0, pixels, i * length, length);
        });
        List<String> names = IntStream.range(first, first + breeds)
                .mapToObj(breed -> Breed.of(breed).title())
                .toList();
        return new ImageSet(pixels, side, side, 3, labels, names);
    }

    private static Picture draw(Breed breed, int side, RandomGenerator random) {
        BufferedImage canvas = new BufferedImage(side * FINE, side * FINE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = canvas.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        graphics.scale(side * FINE, side * FINE); // from here on the canvas is the unit square
        Backdrop.draw(graphics, false, random);
        graphics.setColor(HAZE);
        graphics.fill(new Rectangle2D.Double(0, 0, 1, 1));
        List<Dog.Part> dog = Dog.parts(breed, random);
        place(graphics, Dog.bounds(dog), random);
        shadow(graphics, Dog.bounds(dog));
        dog.forEach(part -> paint(graphics, part));
        graphics.dispose();
        return GeneratedImages.addNoise(light(Resampling.resize(Picture.of(canvas), side, side), random), random);
    }

    /** Puts the bounds anywhere into the picture, either way round and a little tilted. */
    private static void place(Graphics2D graphics, Rectangle2D bounds, RandomGenerator random) {
        double size = random.nextDouble(0.74, 0.94);
        double room = (0.98 - size) / 2;
        graphics.translate(0.5 + random.nextDouble(-room, room), 0.5 + random.nextDouble(-room, room));
        graphics.rotate(random.nextDouble(-0.12, 0.12));
        double scale = size / Math.max(bounds.getWidth(), bounds.getHeight());
        double narrow = random.nextDouble(0.85, 1); // seen a little from the front or from behind
        graphics.scale(random.nextBoolean() ? scale * narrow : -scale * narrow, scale);
        graphics.translate(-bounds.getCenterX(), -bounds.getCenterY());
    }

    private static void shadow(Graphics2D graphics, Rectangle2D bounds) {
        graphics.setColor(new Color(0, 0, 0, 50));
        double width = bounds.getWidth() * 0.8;
        graphics.fill(new Ellipse2D.Double(bounds.getCenterX() - width / 2, bounds.getMaxY() - 0.1, width, 0.16));
    }

    private static void paint(Graphics2D graphics, Dog.Part part) {
        graphics.setColor(part.fill());
        graphics.fill(part.outline());
        Shape clip = graphics.getClip();
        graphics.clip(part.outline());
        graphics.setColor(part.marking());
        part.marks().forEach(graphics::fill);
        graphics.setClip(clip);
        if (part.contour()) {
            graphics.setColor(CONTOUR);
            graphics.setStroke(Shapes.pen(LINE));
            graphics.draw(part.outline());
        }
    }

    /** Brighter or darker, warmer or cooler. */
    private static Picture light(Picture picture, RandomGenerator random) {
        double gain = random.nextDouble(0.75, 1.1);
        double warmth = random.nextDouble(-0.08, 0.08);
        double[] gains = {gain * (1 + warmth), gain, gain * (1 - warmth)};
        byte[] pixels = picture.pixels();
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) Math.min(255, Math.round((pixels[i] & 0xff) * gains[i % 3]));
        }
        return picture;
    }
}
