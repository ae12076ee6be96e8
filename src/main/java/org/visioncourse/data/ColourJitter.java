package org.visioncourse.data;

import java.util.random.RandomGenerator;

/**
 * Changes brightness, contrast and saturation by random factors, in a random order, as torchvision's ColorJitter.
 *
 * <p>Each factor is uniform in [1 - strength, 1 + strength]. Brightness moves a colour away from black, contrast away
 * from the picture's mean grey, saturation away from the pixel's own grey (ITU-R BT.601's weights).
 *
 * @param brightness strength, in [0, 1]
 * @param contrast strength, in [0, 1]
 * @param saturation strength, in [0, 1]
 */
record ColourJitter(double brightness, double contrast, double saturation) implements Augmentation {

    private static final float RED = 0.299f;
    private static final float GREEN = 0.587f;
    private static final float BLUE = 0.114f;
    private static final int CHANGES = 3;

    ColourJitter {
        if (!(brightness >= 0
                && brightness <= 1
                && contrast >= 0
                && contrast <= 1
                && saturation >= 0
                && saturation <= 1)) {
            throw new IllegalArgumentException("a colour jitter's strengths lie in [0, 1], not brightness " + brightness
                    + ", contrast " + contrast + ", saturation " + saturation);
        }
    }

    @Override
    public Picture apply(Picture picture, RandomGenerator random) {
        if (picture.channels() != 3) {
            throw new IllegalArgumentException("a colour jitter needs 3 channels, not " + picture.channels());
        }
        byte[] pixels = picture.pixels().clone();
        int first = random.nextInt(CHANGES);
        int step = 1 + random.nextInt(CHANGES - 1); // the six orders: three starts, two directions
        for (int i = 0; i < CHANGES; i++) {
            switch ((first + i * step) % CHANGES) {
                case 0 -> awayFrom(0, pixels, factor(brightness, random));
                case 1 -> awayFrom(meanGrey(pixels), pixels, factor(contrast, random));
                default -> saturate(pixels, factor(saturation, random));
            }
        }
        return new Picture(pixels, picture.height(), picture.width(), picture.channels());
    }

    private static float factor(double strength, RandomGenerator random) {
        return (float) (1 + strength * (2 * random.nextDouble() - 1));
    }

    private static void awayFrom(float centre, byte[] pixels, float factor) {
        byte[] changed = new byte[256];
        for (int value = 0; value < changed.length; value++) {
            changed[value] = clamped(centre + factor * (value - centre));
        }
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = changed[pixels[i] & 0xff];
        }
    }

    private static float meanGrey(byte[] pixels) {
        double sum = 0;
        for (int i = 0; i < pixels.length; i += 3) {
            sum += grey(pixels, i);
        }
        return (float) (sum / (pixels.length / 3));
    }

    private static void saturate(byte[] pixels, float factor) {
        for (int i = 0; i < pixels.length; i += 3) {
            float grey = grey(pixels, i);
            for (int c = i; c < i + 3; c++) {
                pixels[c] = clamped(grey + factor * ((pixels[c] & 0xff) - grey));
            }
        }
    }

    private static float grey(byte[] pixels, int i) {
        return RED * (pixels[i] & 0xff) + GREEN * (pixels[i + 1] & 0xff) + BLUE * (pixels[i + 2] & 0xff);
    }

    private static byte clamped(float value) {
        return (byte) Math.max(0, Math.min(255, Math.round(value)));
    }
}
