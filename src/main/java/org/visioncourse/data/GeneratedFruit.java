package org.visioncourse.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Draws fruit on many grounds, for detection without a download.
 *
 * <p>Each fruit is drawn, shaped, coloured, lit and turned anew; scenes are like D2L's bananas: 256x256, each fruit 34 to
 * 68 pixels wide and 32 to 73 high, and anywhere, but not over another one.
 */
public final class GeneratedFruit {

    /** What is drawn, by class number. */
    public static final List<String> CLASS_NAMES =
            Arrays.stream(Fruit.values()).map(Fruit::title).toList();

    /** Height and width of a scene, in pixels. */
    public static final int SIDE = 256;

    private static final int ATTEMPTS = 40; // to find a free place
    private static final int SHADOW = 4; // the half width of its edge, in pixels
    private static final double DARK = 0.55;

    private GeneratedFruit() {}

    /**
     * A fruit in a scene, in the smallest rectangle that holds all its pixels.
     *
     * @param kind its class number
     * @param left the rectangle's first column
     * @param top the rectangle's first row
     * @param width in pixels
     * @param height in pixels
     */
    public record Placed(int kind, int left, int top, int width, int height) {

        /** Whether both share a pixel. */
        boolean meets(Placed other) {
            return left < other.left + other.width
                    && other.left < left + width
                    && top < other.top + other.height
                    && other.top < top + height;
        }
    }

    /**
     * A picture and what is in it.
     *
     * @param picture of 256x256 in colour
     * @param fruits at least one
     */
    public record Scene(Picture picture, List<Placed> fruits) {

        public Scene {
            fruits = List.copyOf(fruits);
        }
    }

    /**
     * Draws a scene, which depends only on the arguments.
     *
     * @param kinds draws of the first so many {@link #CLASS_NAMES}: 1 for bananas alone
     * @param most draws 1 to so many fruits, fewer where there is no more room
     * @throws IllegalArgumentException if there are no so many kinds, or a number is below 1
     */
    public static Scene draw(int kinds, int most, long seed, int index) {
        if (kinds < 1 || kinds > CLASS_NAMES.size() || most < 1) {
            throw new IllegalArgumentException("a scene has 1 to " + CLASS_NAMES.size()
                    + " kinds of fruit and 1 fruit or more, not " + kinds + " kinds and " + most + " fruits");
        }
        RandomGenerator random = Draws.random(seed, index);
        Light light = Light.draw(random);
        byte[] pixels = Ground.paint(SIDE, light, random);
        List<Placed> places = lay(pixels, kinds, 1 + random.nextInt(most), light, random);
        addNoise(pixels, random.nextInt());
        return new Scene(new Picture(pixels, SIDE, SIDE, 3), places);
    }

    /** Puts fruit onto a ground; all shadows lie below all fruit. */
    private static List<Placed> lay(byte[] pixels, int kinds, int count, Light light, RandomGenerator random) {
        List<Placed> places = new ArrayList<>();
        List<FruitSprite> sprites = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int kind = random.nextInt(kinds);
            FruitSprite sprite = FruitSprite.draw(Fruit.values()[kind], light, random);
            if (place(kind, sprite, places, random)) {
                sprites.add(sprite);
            }
        }
        for (int i = 0; i < places.size(); i++) {
            shade(pixels, sprites.get(i), places.get(i), light);
        }
        for (int i = 0; i < places.size(); i++) {
            paint(pixels, sprites.get(i), places.get(i));
        }
        return places;
    }

    private static boolean place(int kind, FruitSprite sprite, List<Placed> places, RandomGenerator random) {
        for (int i = 0; i < ATTEMPTS; i++) {
            Placed placed = new Placed(
                    kind,
                    random.nextInt(SIDE - sprite.width() + 1),
                    random.nextInt(SIDE - sprite.height() + 1),
                    sprite.width(),
                    sprite.height());
            if (places.stream().noneMatch(placed::meets)) {
                places.add(placed);
                return true;
            }
        }
        return false;
    }

    /** Darkens the ground on the side away from the lamp, softly. */
    private static void shade(byte[] pixels, FruitSprite sprite, Placed place, Light light) {
        int right = (int) Math.round(-7 * light.x());
        int down = (int) Math.round(-7 * light.y());
        for (int y = -SHADOW; y < sprite.height() + SHADOW; y++) {
            for (int x = -SHADOW; x < sprite.width() + SHADOW; x++) {
                int row = place.top + y + down;
                int column = place.left + x + right;
                if (row >= 0 && row < SIDE && column >= 0 && column < SIDE) {
                    double kept = 1 - DARK * shadow(sprite, y, x);
                    for (int c = 0; c < 3; c++) {
                        int at = (row * SIDE + column) * 3 + c;
                        pixels[at] = (byte) ((pixels[at] & 0xff) * kept);
                    }
                }
            }
        }
    }

    /** The mean coverage around a pixel, of every second pixel. */
    private static double shadow(FruitSprite sprite, int y, int x) {
        double sum = 0;
        for (int row = y - SHADOW; row <= y + SHADOW; row += 2) {
            for (int column = x - SHADOW; column <= x + SHADOW; column += 2) {
                if (row >= 0 && row < sprite.height() && column >= 0 && column < sprite.width()) {
                    sum += sprite.coverage()[row * sprite.width() + column];
                }
            }
        }
        return sum / ((SHADOW + 1) * (SHADOW + 1));
    }

    static void paint(byte[] pixels, FruitSprite sprite, Placed place) {
        for (int i = 0; i < sprite.coverage().length; i++) {
            float covered = sprite.coverage()[i];
            int at = ((place.top + i / sprite.width()) * SIDE + place.left + i % sprite.width()) * 3;
            for (int c = 0; covered > 0 && c < 3; c++) {
                int ground = pixels[at + c] & 0xff;
                int fruit = sprite.colours()[3 * i + c] & 0xff;
                pixels[at + c] = (byte) Math.round(ground + covered * (fruit - ground));
            }
        }
    }

    private static void addNoise(byte[] pixels, int from) {
        for (int i = 0; i < pixels.length; i++) {
            int value = (pixels[i] & 0xff) + Noise.sensor(from + i);
            pixels[i] = (byte) Math.max(0, Math.min(255, value));
        }
    }
}
