package org.visioncourse.dogbreeds;

import java.awt.image.BufferedImage;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.visioncourse.data.Augmentation;
import org.visioncourse.data.Picture;
import org.visioncourse.data.PictureSource;

/** Photographs and names of breeds as the chapter's grids show them. */
final class Tiles {

    private static final int SIDE = 128;
    private static final int CAPTIONED_SIDE = 160;
    private static final int CAPTION_LENGTH = 24; // characters; breeds have long names
    private static final RandomGenerator NOTHING_DRAWN = new SplittableRandom(0);

    private Tiles() {}

    /** A picture, scaled to a square of 128 pixels. */
    static BufferedImage of(Picture picture) {
        return scaled(picture, SIDE);
    }

    /**
     * Photograph i, scaled to a square of 160 pixels, which has room for a caption.
     *
     * @param middle what of a photograph a network sees
     */
    static BufferedImage of(PictureSource photos, int i, Augmentation middle) {
        return scaled(middle.apply(photos.picture(i), NOTHING_DRAWN), CAPTIONED_SIDE);
    }

    private static BufferedImage scaled(Picture picture, int side) {
        return Augmentation.resize(side, side).apply(picture, NOTHING_DRAWN).toImage();
    }

    /** The breed of photograph i, in lines that fit under it. */
    static String breed(PictureSource photos, int i) {
        return wrapped(shown(photos.classNames().get(photos.labels()[i])));
    }

    /** A breed's name in words: Kaggle's file writes it with underlines. */
    static String shown(String breed) {
        return breed.replace('_', ' ');
    }

    /** A caption in lines that fit under a photograph. */
    static String wrapped(String caption) {
        return caption.replaceAll("(.{1," + CAPTION_LENGTH + "})( +|$)", "$1\n").strip();
    }
}
