package org.visioncourse.data;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Labelled pictures of one size, held in memory as bytes.
 *
 * @param pixels unsigned bytes of shape (N, H, W, C), not copied
 * @param height H, in pixels
 * @param width W, in pixels
 * @param channels C: 3 (red, green, blue) or 1 (grey)
 * @param labels class numbers of shape (N), each in [0, number of class names), not copied
 * @param classNames the names of the classes, by class number
 */
public record ImageSet(byte[] pixels, int height, int width, int channels, int[] labels, List<String> classNames)
        implements PictureSource {

    /** The two parts of a set: most of it to train on, some of each class to validate on. */
    public record Split(ImageSet train, ImageSet valid) {}

    /** @throws IllegalArgumentException if pixels, shape, labels and class names do not fit one another */
    public ImageSet {
        classNames = List.copyOf(classNames);
        if (height < 1 || width < 1 || (channels != 1 && channels != 3)) {
            throw new IllegalArgumentException("pictures have at least one pixel and 1 or 3 channels, not " + height
                    + "x" + width + " pixels of " + channels + " channels");
        }
        long expected = (long) labels.length * height * width * channels;
        if (pixels.length != expected) {
            throw new IllegalArgumentException(labels.length + " pictures of " + height + "x" + width + "x" + channels
                    + " have " + expected + " bytes, not " + pixels.length);
        }
        requireLabels(labels, classNames);
    }

    /** @throws IllegalArgumentException if a label is no class number */
    static void requireLabels(int[] labels, List<String> classNames) {
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] < 0 || labels[i] >= classNames.size()) {
                throw new IllegalArgumentException("picture " + i + " has label " + labels[i] + ", but there are "
                        + classNames.size() + " class names");
            }
        }
    }

    /** A copy of picture i. */
    @Override
    public Picture picture(int i) {
        Objects.checkIndex(i, size());
        int length = height * width * channels;
        byte[] copy = Arrays.copyOfRange(pixels, i * length, (i + 1) * length);
        return new Picture(copy, height, width, channels);
    }

    /** Picture i for Java's drawing. */
    public BufferedImage image(int i) {
        return picture(i).toImage();
    }

    @Override
    public ImageSet subset(int[] indices) {
        int length = height * width * channels;
        byte[] chosen = new byte[Math.multiplyExact(indices.length, length)];
        int[] chosenLabels = new int[indices.length];
        for (int i = 0; i < indices.length; i++) {
            System.arraycopy(pixels, indices[i] * length, chosen, i * length, length);
            chosenLabels[i] = labels[indices[i]];
        }
        return new ImageSet(chosen, height, width, channels, chosenLabels, classNames);
    }

    @Override
    public ImageSet sample(int count, long seed) {
        return count >= size() ? this : subset(Draws.sample(size(), count, seed));
    }

    /** Splits the set as {@link #holdOut} says. Both parts keep its order. */
    public Split split(double validRatio, long seed) {
        Fold fold = holdOut(validRatio, seed);
        return new Split(subset(fold.train()), subset(fold.valid()));
    }
}
