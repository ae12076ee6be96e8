package org.visioncourse.detection;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import org.visioncourse.data.Example;
import org.visioncourse.data.ExampleSource;

/**
 * Boxes as a network's labels: a row (class, xmin, ymin, xmax, ymax) for each, the class from 0, the edges in [0, 1]; rows
 * of -1 fill up pictures that have fewer boxes than another of their batch (D2L, "The Object Detection Dataset").
 *
 * @param set where pictures and boxes come from
 * @param augmentations what is done to them together, in this order
 */
record BoxExamples(BoxSet set, List<BoxAugmentation> augmentations) implements ExampleSource {

    private static final int COLUMNS = 5;
    private static final float PADDING = -1;

    BoxExamples {
        augmentations = List.copyOf(augmentations);
    }

    @Override
    public int size() {
        return set.size();
    }

    @Override
    public int channels() {
        return set.pictures().channels();
    }

    @Override
    public Example example(int i, RandomGenerator random) {
        LabelledPicture labelled = set.get(i);
        for (BoxAugmentation augmentation : augmentations) {
            labelled = augmentation.apply(labelled, random);
        }
        return new Example(labelled.picture(), rows(labelled.boxes()));
    }

    /** Five numbers a box. */
    private static float[] rows(List<LabelledBox> boxes) {
        float[] rows = new float[boxes.size() * COLUMNS];
        for (int i = 0; i < boxes.size(); i++) {
            Box box = boxes.get(i).box();
            rows[i * COLUMNS] = boxes.get(i).label();
            rows[i * COLUMNS + 1] = (float) box.xmin();
            rows[i * COLUMNS + 2] = (float) box.ymin();
            rows[i * COLUMNS + 3] = (float) box.xmax();
            rows[i * COLUMNS + 4] = (float) box.ymax();
        }
        return rows;
    }

    /**
     * The rows as float32 of shape (N, M, 5), where M is the largest number of boxes of a picture of the batch, and at
     * least 1.
     */
    @Override
    public NDArray stack(List<float[]> labels, NDManager manager) {
        int most = labels.stream().mapToInt(rows -> rows.length).max().orElse(0);
        int length = Math.max(most, COLUMNS);
        float[] padded = new float[labels.size() * length];
        Arrays.fill(padded, PADDING);
        for (int i = 0; i < labels.size(); i++) {
            System.arraycopy(labels.get(i), 0, padded, i * length, labels.get(i).length);
        }
        return manager.create(padded, new Shape(labels.size(), length / COLUMNS, COLUMNS)); // (N, M, 5)
    }
}
