package org.visioncourse.data;

import java.util.random.RandomGenerator;

/**
 * Scales the picture, keeping its proportions, until its shorter side has {@code shortSide} pixels, and cuts a square out
 * of its middle: what published ImageNet networks are evaluated with. Nothing is drawn.
 *
 * @param shortSide of the scaled picture, in pixels
 * @param side of the square, in pixels, at most the short side
 */
record CentreCrop(int shortSide, int side) implements Augmentation {

    CentreCrop {
        if (side < 1 || side > shortSide) {
            throw new IllegalArgumentException(
                    "a centre crop of " + side + " pixels does not fit pictures of " + shortSide + " pixels");
        }
    }

    @Override
    public Picture apply(Picture picture, RandomGenerator random) {
        int shorter = Math.min(picture.height(), picture.width());
        int height = (int) ((long) picture.height() * shortSide / shorter);
        int width = (int) ((long) picture.width() * shortSide / shorter);
        Picture scaled = Resampling.resize(picture, height, width);
        int top = (int) Math.rint((height - side) / 2.0); // halves to the even number, as torchvision does
        int left = (int) Math.rint((width - side) / 2.0);
        return scaled.crop(top, left, side, side);
    }
}
