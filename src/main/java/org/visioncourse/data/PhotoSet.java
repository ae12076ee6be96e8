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

    @Override
    public PhotoSet subset(int[] indices) {
        List<Path> chosen = Arrays.stream(indices).mapToObj(files::get).toList();
        return new PhotoSet(chosen, Arrays.stream(indices).map(i -> labels[i]).toArray(), classNames);
    }

    @Override
    public PhotoSet sample(int count, long seed) {
        return count >= size() ? this : subset(Draws.sample(size(), count, seed));
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
