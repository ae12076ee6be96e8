package org.visioncourse.detection;

import java.util.Arrays;
import java.util.List;

/**
 * What really is in one picture.
 *
 * @param boxes one for each thing, in fractions of the picture; none in a picture of background alone
 * @param labels the class of each thing, from 0
 */
public record Truths(Boxes boxes, int[] labels) {

    /** @throws IllegalArgumentException if there are not as many labels as boxes, or one is negative */
    public Truths {
        if (labels.length != boxes.size() || Arrays.stream(labels).anyMatch(label -> label < 0)) {
            throw new IllegalArgumentException("the labels of " + boxes.size() + " boxes are " + Arrays.toString(labels)
                    + ", expected one for each, from 0");
        }
    }

    /** Those of a picture of a data set. */
    public static Truths of(List<LabelledBox> objects) {
        return new Truths(
                Boxes.of(objects.stream().map(LabelledBox::box).toList()),
                objects.stream().mapToInt(LabelledBox::label).toArray());
    }
}
