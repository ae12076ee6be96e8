package org.visioncourse.data;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * A random change of a picture that leaves its meaning.
 *
 * <p>It works on bytes, before normalisation, and gets a generator that depends only on (seed, epoch, index of the
 * picture): the same run sees the same pictures whatever the threads do. It may change the size, as long as every
 * picture of a set comes out equally large.
 */
@FunctionalInterface
public interface Augmentation {

    /**
     * Returns the changed picture, or the picture itself.
     *
     * @param picture is not changed
     * @param random is shared by the augmentations of one picture, in their order
     */
    Picture apply(Picture picture, RandomGenerator random);

    /**
     * The same for an augmentation that depends on more than chance, such as {@link #alternatingFlip}.
     *
     * @param look whose picture it is, and in which epoch
     */
    default Picture apply(Picture picture, RandomGenerator random, Look look) {
        return apply(picture, random);
    }

    /**
     * One look at one picture.
     *
     * @param seed of the run
     * @param epoch from 0
     * @param index of the picture in its set
     */
    record Look(long seed, int epoch, int index) {}

    /** Moves the picture by up to {@code padding} pixels each way; black comes in, as torchvision pads bytes. */
    static Augmentation padCrop(int padding) {
        return new PadCrop(padding, false);
    }

    /**
     * Moves the picture by up to {@code padding} pixels each way; what comes in is the picture itself, mirrored at its edge.
     */
    static Augmentation reflectCrop(int padding) {
        return new PadCrop(padding, true);
    }

    /** Moves the picture by as much each time: down and to the right; its edges are mirrored. Nothing is drawn. */
    static Augmentation reflectShift(int down, int right) {
        return new ReflectShift(down, right);
    }

    /**
     * Mirrors half of the pictures in the first epoch, the others in the second, and so on: any two epochs in turn show each
     * picture both ways, where chance shows half of them the same way twice (Jordan 2024, <a
     * href="https://arxiv.org/abs/2404.00498">94% on CIFAR-10 in 3.29 Seconds on a Single GPU</a>, section 3.6).
     */
    static Augmentation alternatingFlip() {
        return new AlternatingFlip();
    }

    /** Mirrors every second picture, left to right. */
    static Augmentation horizontalFlip() {
        return new HorizontalFlip();
    }

    /** Covers a square that is about 0 after normalising: {@code fill}'s mean, rounded to a byte. */
    static Augmentation cutout(int side, Normalisation fill) {
        return new Cutout(side, fill);
    }

    /** Scales the picture, without keeping its proportions; nothing is drawn. */
    static Augmentation resize(int height, int width) {
        return new Resize(height, width);
    }

    /**
     * Cuts out a random part of at least {@code minArea} of the picture and scales it to a square. D2L's crop for
     * CIFAR-10 is {@code resize(40, 40)}, then {@code randomResizedCrop(32, 0.64, 1)}; that for ImageNet is
     * {@code randomResizedCrop(224, 0.08, 4.0 / 3)}.
     *
     * @param side of the result, in pixels
     * @param minArea the part's smallest share of the picture's area, in (0, 1]
     * @param maxRatio the largest ratio of the part's longer side to its shorter one: 1 for squares
     */
    static Augmentation randomResizedCrop(int side, double minArea, double maxRatio) {
        return new RandomResizedCrop(side, minArea, maxRatio);
    }

    /**
     * Scales the picture until its shorter side has {@code shortSide} pixels and cuts a square out of its middle; nothing
     * is drawn. For ImageNet it is {@code centreCrop(256, 224)}.
     */
    static Augmentation centreCrop(int shortSide, int side) {
        return new CentreCrop(shortSide, side);
    }

    /**
     * Changes brightness, contrast and saturation by factors uniform in [1 - strength, 1 + strength], in a random order.
     * D2L's for dog breeds is {@code colourJitter(0.4, 0.4, 0.4)}.
     */
    static Augmentation colourJitter(double brightness, double contrast, double saturation) {
        return new ColourJitter(brightness, contrast, saturation);
    }

    /**
     * Pads on every side and crops the old size at a random place.
     *
     * @param padding in pixels
     * @param mirrored whether the padding is the picture's mirror image; else it is black
     */
    record PadCrop(int padding, boolean mirrored) implements Augmentation {

        public PadCrop {
            if (padding < 0) {
                throw new IllegalArgumentException("padding must not be negative: " + padding);
            }
        }

        @Override
        public Picture apply(Picture picture, RandomGenerator random) {
            int top = random.nextInt(2 * padding + 1) - padding;
            int left = random.nextInt(2 * padding + 1) - padding;
            return mirrored ? Reflection.shifted(picture, top, left) : crop(picture, top, left);
        }

        /** The part of the padded picture whose corner lies at (top, left) of the bare one. */
        private static Picture crop(Picture picture, int top, int left) {
            int height = picture.height();
            int width = picture.width();
            int channels = picture.channels();
            byte[] cropped = new byte[picture.pixels().length];
            int from = Math.max(0, left);
            int columns = Math.min(width, width + left) - from;
            for (int y = Math.max(0, -top); columns > 0 && y < Math.min(height, height - top); y++) {
                int source = ((y + top) * width + from) * channels;
                int target = (y * width + from - left) * channels;
                System.arraycopy(picture.pixels(), source, cropped, target, columns * channels);
            }
            return new Picture(cropped, height, width, channels);
        }
    }

    /**
     * Moves the picture among its mirror images.
     *
     * @param down in pixels; negative for up
     * @param right in pixels; negative for left
     */
    record ReflectShift(int down, int right) implements Augmentation {

        @Override
        public Picture apply(Picture picture, RandomGenerator random) {
            return Reflection.shifted(picture, -down, -right);
        }
    }

    /**
     * Scales bilinearly, as a weighted mean where it reduces.
     *
     * @param height of the result, in pixels
     * @param width of the result, in pixels
     */
    record Resize(int height, int width) implements Augmentation {

        public Resize {
            if (height < 1 || width < 1) {
                throw new IllegalArgumentException("a picture has at least one pixel, not " + height + "x" + width);
            }
        }

        @Override
        public Picture apply(Picture picture, RandomGenerator random) {
            return Resampling.resize(picture, height, width);
        }
    }

    /** Mirrors left to right with probability 1/2. */
    record HorizontalFlip() implements Augmentation {

        @Override
        public Picture apply(Picture picture, RandomGenerator random) {
            return random.nextBoolean() ? picture.mirrored() : picture;
        }
    }

    /** Mirrors left to right in every second epoch, beginning with the first for half of the pictures; else by chance. */
    record AlternatingFlip() implements Augmentation {

        @Override
        public Picture apply(Picture picture, RandomGenerator random) {
            return random.nextBoolean() ? picture.mirrored() : picture;
        }

        @Override
        public Picture apply(Picture picture, RandomGenerator random, Look look) {
            boolean first = Draws.random(look.seed(), look.index()).nextBoolean();
            return first == (look.epoch() % 2 == 0) ? picture.mirrored() : picture;
        }
    }

    /**
     * Covers a square around a random pixel; what reaches over the edge is lost (DeVries and Taylor, 2017,
     * <a href="https://arxiv.org/abs/1708.04552">Improved Regularization of Convolutional Neural Networks with
     * Cutout</a>).
     *
     * @param side of the square, in pixels
     * @param fill its mean colour fills the square
     */
    record Cutout(int side, Normalisation fill) implements Augmentation {

        public Cutout {
            if (side < 0) {
                throw new IllegalArgumentException("side must not be negative: " + side);
            }
        }

        @Override
        public Picture apply(Picture picture, RandomGenerator random) {
            int top = random.nextInt(picture.height()) - side / 2;
            int left = random.nextInt(picture.width()) - side / 2;
            byte[] colour = fill.meanBytes(picture.channels());
            byte[] pixels = Arrays.copyOf(picture.pixels(), picture.pixels().length);
            for (int y = Math.max(0, top); y < Math.min(picture.height(), top + side); y++) {
                for (int x = Math.max(0, left); x < Math.min(picture.width(), left + side); x++) {
                    System.arraycopy(colour, 0, pixels, (y * picture.width() + x) * colour.length, colour.length);
                }
            }
            return new Picture(pixels, picture.height(), picture.width(), picture.channels());
        }
    }
}
