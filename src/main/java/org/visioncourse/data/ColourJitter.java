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
        Colours colours = new Colours(picture.pixels().clone());
        int first = random.nextInt(CHANGES);
        int step = 1 + random.nextInt(CHANGES - 1); // the six orders: three starts, two directions
        for (int i = 0; i < CHANGES; i++) {
            switch ((first + i * step) % CHANGES) {
                case 0 -> colours.awayFrom(0, factor(brightness, random));
                case 1 -> colours.awayFrom(colours.meanGrey(), factor(contrast, random));
                default -> colours.saturate(factor(saturation, random));
            }
        }
        return new Picture(colours.pixels(), picture.height(), picture.width(), picture.channels());
    }

    private static float factor(double strength, RandomGenerator random) {
        return (float) (1 + strength * (2 * random.nextDouble() - 1));
    }
}
