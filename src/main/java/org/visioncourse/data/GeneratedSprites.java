package org.visioncourse.data;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Draws small sprites as old video games have them, for generative models without a download: robots, ghosts, rockets and
 * others, each with proportions, colours, eyes and decoration of its own.
 *
 * <p>Every sprite has a dark outline and few flat colours, is the same on its left and its right, and lies in the middle
 * of a white picture that it nearly fills. Plain arithmetic decides on each pixel, and not Java's drawing: a seed gives
 * the same pixels on every machine.
 */
public final class GeneratedSprites {

    /** What is drawn, by class number. */
    public static final List<String> CLASS_NAMES =
            Arrays.stream(Sprite.values()).map(Sprite::title).toList();

    /** The usual height and width of the pictures, in pixels. */
    public static final int SIDE = 32;

    private static final int LEAST = 16;
    private static final int MOST = 128;

    private GeneratedSprites() {}

    /**
     * Draws sprites in colour, the kinds in turn: picture i is of class i modulo the number of kinds. It depends only on (seed, i, side):
     * a set drawn with the same seed and a larger count begins with the same pictures.
     *
     * @param count the number of pictures
     * @param side height and width in pixels, 16 to 128, such as {@link #SIDE}
     * @param seed another seed gives other sprites of the same kinds
     * @throws IllegalArgumentException if the count is negative, or the side is too small or too large
     */
    public static ImageSet draw(int count, int side, long seed) {
        if (count < 0 || side < LEAST || side > MOST) {
            throw new IllegalArgumentException("sprites are 0 or more, and have sides of " + LEAST + " to " + MOST
                    + " pixels: not " + count + " sprites of " + side + " pixels");
        }
        int length = side * side * 3;
        byte[] pixels = new byte[Math.multiplyExact(count, length)];
        Sprite[] kinds = Sprite.values();
        int[] labels = IntStream.range(0, count).map(i -> i % kinds.length).toArray();
        IntStream.range(0, count).parallel().forEach(i -> {
            SpriteCanvas canvas = new SpriteCanvas(side);
            kinds[labels[i]].draw(canvas, Draws.random(seed, i));
            System.arraycopy(canvas.picture().pixels(), 0, pixels, i * length, length);
        });
        return new ImageSet(pixels, side, side, 3, labels, CLASS_NAMES);
    }
}
