package org.visioncourse.data;

import java.util.random.RandomGenerator;

/**
 * Cuts a random rectangle out of the picture and scales it to a square (Szegedy et al., 2014,
 * <a href="https://arxiv.org/abs/1409.4842">Going Deeper with Convolutions</a>, section 6).
 *
 * <p>Its area is uniform in [minArea, 1] of the picture's, the logarithm of its width over its height uniform in
 * [-ln maxRatio, ln maxRatio], and each place equally likely. A rectangle that does not fit is drawn anew; where ten do
 * not fit, the largest part in the middle whose ratio is allowed stands in, as in torchvision.
 *
 * @param side of the result, in pixels
 * @param minArea in (0, 1]
 * @param maxRatio of the rectangle's longer side to its shorter one, at least 1
 */
record RandomResizedCrop(int side, double minArea, double maxRatio) implements Augmentation {

    private static final int ATTEMPTS = 10;

    /** A part of a picture, in pixels. */
    record Rectangle(int top, int left, int height, int width) {}

    RandomResizedCrop {
        if (side < 1 || !(minArea > 0 && minArea <= 1) || !(maxRatio >= 1 && maxRatio < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a crop needs side >= 1, minArea in (0, 1] and maxRatio >= 1, not side "
                    + side + ", minArea " + minArea + ", maxRatio " + maxRatio);
        }
    }

    @Override
    public Picture apply(Picture picture, RandomGenerator random) {
        Rectangle part = draw(picture.height(), picture.width(), random);
        return Resampling.resize(picture.crop(part.top, part.left, part.height, part.width), side, side);
    }

    /** A random part of a picture of this size. */
    Rectangle draw(int height, int width, RandomGenerator random) {
        for (int i = 0; i < ATTEMPTS; i++) {
            double area = (minArea + (1 - minArea) * random.nextDouble()) * height * width;
            double ratio = Math.pow(maxRatio, 2 * random.nextDouble() - 1);
            int rows = (int) Math.round(Math.sqrt(area / ratio));
            int columns = (int) Math.round(Math.sqrt(area * ratio));
            if (rows >= 1 && rows <= height && columns >= 1 && columns <= width) {
                int top = random.nextInt(height - rows + 1);
                int left = random.nextInt(width - columns + 1);
                return new Rectangle(top, left, rows, columns);
            }
        }
        int rows = (int) Math.min(height, Math.round(width * maxRatio));
        int columns = (int) Math.min(width, Math.round(height * maxRatio));
        return new Rectangle((height - rows) / 2, (width - columns) / 2, rows, columns);
    }
}
