package org.visioncourse.data;

import java.io.UncheckedIOException;
import java.util.List;

/** Labelled pictures, handed out one at a time; what reads them must be ready for pictures of different sizes. */
public interface PictureSource {

    /** Class numbers of shape (N), each in [0, number of class names), not copied. */
    int[] labels();

    /** The names of the classes, by class number. */
    List<String> classNames();

    /** The channels of every picture, C: 3 (red, green, blue) or 1 (grey). */
    int channels();

    /**
     * Picture i, which the caller may change. Several threads may ask at a time.
     *
     * @throws UncheckedIOException if its file cannot be read; the message names it
     */
    Picture picture(int i);

    /** The number of pictures, N. */
    default int size() {
        return labels().length;
    }
}
