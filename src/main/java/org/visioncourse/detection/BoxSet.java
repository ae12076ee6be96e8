package org.visioncourse.detection;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.visioncourse.data.Draws;
import org.visioncourse.data.Fold;
import org.visioncourse.data.ImageDataset;
import org.visioncourse.data.ImageSet;
import org.visioncourse.data.PhotoSet;
import org.visioncourse.data.PictureSource;

/**
 * Pictures with boxes around the objects in them.
 *
 * @param pictures in memory, or in their files and decoded when they are asked for; their own labels say nothing
 * @param boxes of each picture, of shape (N) lists; a list may be empty
 * @param classNames the names of the objects' classes, by class number
 */
public record BoxSet(PictureSource pictures, List<List<LabelledBox>> boxes, List<String> classNames) {

    /** The two parts of a set: most of it to train on, some to validate on. */
    public record Split(BoxSet train, BoxSet valid) {}

    /** @throws IllegalArgumentException if pictures, boxes and class names do not fit one another */
    public BoxSet {
        boxes = boxes.stream().map(List::copyOf).toList();
        classNames = List.copyOf(classNames);
        if (pictures.size() != boxes.size()) {
            throw new IllegalArgumentException(pictures.size() + " pictures have " + boxes.size() + " lists of boxes");
        }
        for (int i = 0; i < boxes.size(); i++) {
            for (LabelledBox box : boxes.get(i)) {
                if (box.label() >= classNames.size()) {
                    throw new IllegalArgumentException("picture " + i + " has a box of class " + box.label()
                            + ", but there are " + classNames.size() + " class names");
                }
            }
        }
    }

    /** Pictures that stay in their files. */
    public static BoxSet ofFiles(List<Path> files, List<List<LabelledBox>> boxes, List<String> classNames) {
        return new BoxSet(new PhotoSet(files, new int[files.size()], List.of("")), boxes, classNames);
    }

    /**
     * Pictures of one size in memory.
     *
     * @param pixels unsigned bytes of shape (N, H, W, 3), not copied
     */
    public static BoxSet inMemory(
            byte[] pixels, int height, int width, List<List<LabelledBox>> boxes, List<String> classNames) {
        ImageSet images = new ImageSet(pixels, height, width, 3, new int[boxes.size()], List.of(""));
        return new BoxSet(images, boxes, classNames);
    }

    /** The number of pictures, N. */
    public int size() {
        return boxes.size();
    }

    /** The number of boxes in all pictures. */
    public int boxCount() {
        return boxes.stream().mapToInt(List::size).sum();
    }

    /**
     * Picture i with its boxes. Several threads may ask at a time.
     *
     * @throws UncheckedIOException if its file cannot be read; the message names it
     */
    public LabelledPicture get(int i) {
        return new LabelledPicture(pictures.picture(i), boxes.get(i));
    }

    /** The pictures with these indices, in this order. */
    public BoxSet subset(int... indices) {
        List<List<LabelledBox>> chosen =
                Arrays.stream(indices).mapToObj(boxes::get).toList();
        return new BoxSet(pictures.subset(indices), chosen, classNames);
    }

    /** A random part, in this set's order: all of it where there are no more than {@code count} pictures. */
    public BoxSet sample(int count, long seed) {
        return count >= size() ? this : subset(Draws.sample(size(), count, seed));
    }

    /**
     * Holds out random pictures; both parts keep the set's order.
     *
     * @param validRatio the share of the pictures that is held out, in (0, 1): at least one
     * @throws IllegalArgumentException if there is only one picture
     */
    public Split split(double validRatio, long seed) {
        Fold fold = pictures.holdOut(validRatio, seed);
        return new Split(subset(fold.train()), subset(fold.valid()));
    }

    /**
     * The set as batches: pictures as float32 of shape (N, 3, H, W), channels-last, and labels as float32 of shape
     * (N, M, 5), as {@link BoxExamples} says. The draws of augmentations depend only on (seed, epoch, index).
     *
     * @param augmentations in this order; the pictures must come out equally large
     * @return a builder that wants a batch size, and may be told normalisation, shuffling, seed and workers
     */
    public ImageDataset.Builder dataset(List<BoxAugmentation> augmentations) {
        ImageDataset.Builder builder = ImageDataset.builder(new BoxExamples(this, augmentations));
        return pictures instanceof ImageSet ? builder.workers(1) : builder;
    }
}
