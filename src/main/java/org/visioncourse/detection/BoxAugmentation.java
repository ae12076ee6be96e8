package org.visioncourse.detection;

import java.util.List;
import java.util.random.RandomGenerator;
import org.visioncourse.data.Augmentation;

/**
 * A random change of a picture that moves its boxes along with its pixels.
 *
 * <p>As a {@link Augmentation} it gets a generator that depends only on (seed, epoch, index of the picture).
 */
@FunctionalInterface
public interface BoxAugmentation {

    /**
     * Returns the changed picture with its boxes, or what it was given.
     *
     * @param labelled is not changed
     * @param random is shared by the augmentations of one picture, in their order
     */
    LabelledPicture apply(LabelledPicture labelled, RandomGenerator random);

    /** Mirrors every second picture, left to right. */
    static BoxAugmentation horizontalFlip() {
        return (labelled, random) -> random.nextBoolean() ? mirrored(labelled) : labelled;
    }

    /** SSD's crop, which keeps enough of an object; see {@link RandomBoxCrop}. The pictures come out in many sizes. */
    static BoxAugmentation randomCrop() {
        return new RandomBoxCrop();
    }

    /** Changes brightness, contrast and saturation as {@link Augmentation#colourJitter} does. */
    static BoxAugmentation colourJitter(double brightness, double contrast, double saturation) {
        return inPlace(Augmentation.colourJitter(brightness, contrast, saturation));
    }

    /**
     * Scales the picture, without keeping its proportions; nothing is drawn.
     *
     * @param height of the result, in pixels
     * @param width of the result, in pixels
     */
    static BoxAugmentation resize(int height, int width) {
        return inPlace(Augmentation.resize(height, width));
    }

    /** A change of pictures that leaves everything where it is, in fractions of the picture. */
    static BoxAugmentation inPlace(Augmentation augmentation) {
        return (labelled, random) -> labelled.with(augmentation.apply(labelled.picture(), random));
    }

    private static LabelledPicture mirrored(LabelledPicture labelled) {
        List<LabelledBox> boxes =
                labelled.boxes().stream().map(BoxAugmentation::mirrored).toList();
        return new LabelledPicture(labelled.picture().mirrored(), boxes);
    }

    private static LabelledBox mirrored(LabelledBox labelled) {
        Box box = labelled.box();
        return new LabelledBox(labelled.label(), new Box(1 - box.xmax(), box.ymin(), 1 - box.xmin(), box.ymax()));
    }
}
