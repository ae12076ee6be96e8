package org.visioncourse.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.random.RandomGenerator;

/** Pictures of one class each, handed out one at a time; what reads them must be ready for pictures of different sizes. */
public interface PictureSource extends ExampleSource {

    /** Class numbers of shape (N), each in [0, number of class names), not copied. */
    int[] labels();

    /** The names of the classes, by class number. */
    List<String> classNames();

    /**
     * Picture i, which the caller may change. Several threads may ask at a time.
     *
     * @throws UncheckedIOException if its file cannot be read; the message names it
     */
    Picture picture(int i);

    /** The number of pictures, N. */
    @Override
    default int size() {
        return labels().length;
    }

    /** Picture i with its class number; nothing is drawn. */
    @Override
    default Example example(int i, RandomGenerator random) {
        return new Example(picture(i), new float[] {labels()[i]}); // exact: class numbers are below 2^24
    }

    /** The class numbers as int64, of shape (N). */
    @Override
    default NDArray stack(List<float[]> labels, NDManager manager) {
        return manager.create(
                labels.stream().mapToLong(label -> (long) label[0]).toArray()); // (N)
    }

    /** The pictures with these indices, in this order. */
    PictureSource subset(int[] indices);

    /** A random part, in this set's order: all of it where there are no more than {@code count} pictures. */
    default PictureSource sample(int count, long seed) {
        return count >= size() ? this : subset(Draws.sample(size(), count, seed));
    }

    /**
     * A random part, in this set's order, with about the same number of pictures of each class: of a class none, or at
     * least two where it has them, so that one can be held out.
     *
     * @param count the most pictures
     */
    default PictureSource sampleOfEachClass(int count, long seed) {
        return count >= size() ? this : subset(Draws.sampleOfEachClass(labels(), count, seed));
    }

    /**
     * Holds out the same number of random pictures of each class: max(1, floor(n * ratio)), where n is the size of the
     * smallest class (D2L, "Image Classification (CIFAR-10) on Kaggle").
     *
     * @param validRatio the share of the smallest class that is validated on, in (0, 1)
     * @param seed chooses the pictures
     * @throws IllegalArgumentException if a class has only one picture, which cannot be both trained and validated on
     */
    default Fold holdOut(double validRatio, long seed) {
        return Fold.ofEachClass(this, validRatio, seed);
    }

    /**
     * The k parts of a cross-validation: each picture is held out in exactly one, and of each class every part holds out
     * the same number, give or take one.
     *
     * @param k at least 2
     * @param seed chooses the pictures
     * @throws IllegalArgumentException if k is below 2 or above N, or a class has only one picture
     */
    default List<Fold> folds(int k, long seed) {
        return Fold.folds(this, k, seed);
    }
}
