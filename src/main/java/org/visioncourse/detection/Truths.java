package org.visioncourse.detection;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
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

    /**
     * Those of each picture of a batch.
     *
     * @param labels rows (class, xmin, ymin, xmax, ymax), of shape (N, M, 5), filled up with rows of -1
     */
    public static List<Truths> ofBatch(NDArray labels) {
        int rows = Math.toIntExact(labels.getShape().get(1));
        int columns = Math.toIntExact(labels.getShape().get(2));
        float[] values = labels.toFloatArray();
        List<Truths> batch = new ArrayList<>();
        for (int picture = 0; picture < values.length; picture += rows * columns) {
            List<LabelledBox> objects = new ArrayList<>();
            for (int i = picture; i < picture + rows * columns && values[i] >= 0; i += columns) {
                objects.add(new LabelledBox(
                        (int) values[i], new Box(values[i + 1], values[i + 2], values[i + 3], values[i + 4])));
            }
            batch.add(of(objects));
        }
        return batch;
    }
}
