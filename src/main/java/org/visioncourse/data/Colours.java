package org.visioncourse.data;

/**
 * The colours of a picture while they are changed.
 *
 * <p>A change that gives equal bytes equal values is a table, and tables that follow one another are one: the pixels
 * are gone through as seldom as the changes allow. Every change rounds to bytes.
 */
final class Colours {

    private static final float RED = 0.299f;
    private static final float GREEN = 0.587f;
    private static final float BLUE = 0.114f;

    private final byte[] pixels;
    private int[] pending = identity(); // what still has to be done to every byte

    /** @param pixels red, green and blue in turn; changed in place */
    Colours(byte[] pixels) {
        this.pixels = pixels;
    }

    /** The bytes after all changes. */
    byte[] pixels() {
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) pending[pixels[i] & 0xff];
        }
        pending = identity();
        return pixels;
    }

    /** Moves every value away from the centre, or nearer to it where the factor is below 1. */
    void awayFrom(float centre, float factor) {
        for (int value = 0; value < pending.length; value++) {
            pending[value] = clamped(centre + factor * (pending[value] - centre));
        }
    }

    /** The mean over all pixels of their grey. */
    float meanGrey() {
        long red = 0;
        long green = 0;
        long blue = 0;
        for (int i = 0; i < pixels.length; i += 3) {
            red += pending[pixels[i] & 0xff];
            green += pending[pixels[i + 1] & 0xff];
            blue += pending[pixels[i + 2] & 0xff];
        }
        return (RED * red + GREEN * green + BLUE * blue) / (pixels.length / 3);
    }

    /** Moves the values of a pixel away from its grey, or nearer to it where the factor is below 1. */
    void saturate(float factor) {
        for (int i = 0; i < pixels.length; i += 3) {
            int red = pending[pixels[i] & 0xff];
            int green = pending[pixels[i + 1] & 0xff];
            int blue = pending[pixels[i + 2] & 0xff];
            float grey = (1 - factor) * (RED * red + GREEN * green + BLUE * blue);
            pixels[i] = (byte) clamped(grey + factor * red);
            pixels[i + 1] = (byte) clamped(grey + factor * green);
            pixels[i + 2] = (byte) clamped(grey + factor * blue);
        }
        pending = identity();
    }

    private static int[] identity() {
        int[] table = new int[256];
        for (int value = 0; value < table.length; value++) {
            table[value] = value;
        }
        return table;
    }

    private static int clamped(float value) {
        return Math.max(0, Math.min(255, (int) (value + 0.5f)));
    }
}
