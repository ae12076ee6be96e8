package org.visioncourse.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * Labelled photographs that stay in their files: each is decoded when it is asked for, in its own size. A set of any
 * number of them fits into memory; for {@link ImageDataset}, several workers decode ahead.
 *
 * @param files one for each picture
 * @param labels class numbers of shape (N), each in [0, number of class names), not copied
 * @param classNames the names of the classes, by class number
 */
public record PhotoSet(List<Path> files, int[] labels, List<String> classNames) implements PictureSource {

    /** The two parts of a set: most of it to train on, some of each class to validate on. */
    public record Split(PhotoSet train, PhotoSet valid) {}

    /** @throws IllegalArgumentException if files, labels and class names do not fit one another */
    public PhotoSet {
        files = List.copyOf(files);
        classNames = List.copyOf(classNames);
        if (files.size() != labels.length) {
            throw new IllegalArgumentException(files.size() + " files have " + labels.length + " labels");
        }
        ImageSet.requireLabels(labels, classNames);
    }

    /** Always 3: grey photographs have three equal channels. */
    @Override
    public int channels() {
        return 3;
    }

    /** Reads photograph i, in its own size. */
    @Override
    public Picture picture(int i) {
        try {
            return ImageFile.read(files.get(i));
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    /** The photographs with these indices, in this order. */
    public PhotoSet subset(int[] indices) {
        List<Path> chosen = Arrays.stream(indices).mapToObj(files::get).toList();
        return new PhotoSet(chosen, Arrays.stream(indices).map(i -> labels[i]).toArray(), classNames);
    }

    /** A random part, in this set's order: all of it where there are no more than {@code count} photographs. */
    public PhotoSet sample(int count, long seed) {
        return count >= size() ? this : subset(Draws.sample(size(), count, seed));
    }

    /**
     * Splits off the same number of random photographs of each class, as {@link ImageSet#split} does.
     *
     * @param validRatio the share of the smallest class that is validated on, in (0, 1)
     * @param seed chooses the photographs
     * @throws IllegalArgumentException if a class has only one photograph, which cannot be both trained and validated on
     */
    public Split split(double validRatio, long seed) {
        Fold fold = Fold.ofEachClass(this, validRatio, seed);
        return new Split(subset(fold.train()), subset(fold.valid()));
    }

    /**
     * The k parts of a cross-validation: each photograph is held out in exactly one, and of each class every part holds
     * out the same number, give or take one.
     *
     * @param k at least 2
     * @param seed chooses the photographs
     * @throws IllegalArgumentException if k is below 2 or above N, or a class has only one photograph
     */
    public List<Fold> folds(int k, long seed) {
        return Fold.folds(this, k, seed);
    }

    /**
     * All photographs in memory, scaled to one size without keeping their proportions.
     *
     * @throws IOException if one cannot be read; the message names it
     */
    ImageSet inMemory(int height, int width) throws IOException {
        return new ImageSet(ImageFile.readAll(files, height, width), height, width, 3, labels, classNames);
    }
}
