package org.visioncourse.detection;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Turns the truths of pictures into what a detector has to predict at every anchor (D2L, Anchor Boxes,
 * {@code multibox_target}).
 *
 * @param anchors A boxes, those of the network
 * @param threshold the IoU from which on an anchor has to predict a truth, in (0, 1]
 */
public record AnchorLabeller(Boxes anchors, double threshold) {

    private static final double D2L_THRESHOLD = 0.5;

    /** With D2L's threshold, 0.5. */
    public AnchorLabeller(Boxes anchors) {
        this(anchors, D2L_THRESHOLD);
    }

    /**
     * Labels a batch.
     *
     * @param manager the manager that the arrays are attached to; they hold memory of Java's and have to stay open until the
     *     backward pass is done
     * @param batch the truths of N pictures
     * @return three arrays: classes (N, A), int64, 0 for background and the label plus 1 for the others; {@link Offsets} (N,
     *     4A), 0 for background; and a mask (N, 4A), 1 where there is an offset to predict and 0 for background
     * @throws IllegalArgumentException if the batch is empty
     */
    public NDList label(NDManager manager, List<Truths> batch) {
        if (batch.isEmpty()) {
            throw new IllegalArgumentException("a batch to label needs a picture");
        }
        int pictures = batch.size();
        Shape perAnchor = new Shape(pictures, anchors.size());
        Shape perOffset = new Shape(pictures, (long) Offsets.PER_ANCHOR * anchors.size());
        LongBuffer classes = zeros(perAnchor, DataType.INT64).asLongBuffer();
        FloatBuffer offsets = zeros(perOffset, DataType.FLOAT32).asFloatBuffer();
        FloatBuffer mask = zeros(perOffset, DataType.FLOAT32).asFloatBuffer();
        for (int i = 0; i < pictures; i++) {
            label(batch.get(i), i * anchors.size(), classes, offsets, mask);
        }
        NDArray classArray = manager.create(classes, perAnchor, DataType.INT64);
        NDArray offsetArray = manager.create(offsets, perOffset, DataType.FLOAT32);
        NDArray maskArray = manager.create(mask, perOffset, DataType.FLOAT32);
        return new NDList(classArray, offsetArray, maskArray);
    }

    /** Memory outside of the heap, which an array takes over without a copy. */
    private static ByteBuffer zeros(Shape shape, DataType type) {
        return ByteBuffer.allocateDirect(Math.toIntExact(shape.size() * type.getNumOfBytes()))
                .order(ByteOrder.nativeOrder());
    }

    /** Writes only what is not background; {@code first} counts the anchors of the pictures before. */
    private void label(Truths truths, int first, LongBuffer classes, FloatBuffer offsets, FloatBuffer mask) {
        int[] assigned = AnchorMatcher.assign(anchors, truths.boxes(), threshold);
        int[] positive = IntStream.range(0, assigned.length)
                .filter(anchor -> assigned[anchor] != AnchorMatcher.BACKGROUND)
                .toArray();
        int[] theirs = IntStream.of(positive).map(anchor -> assigned[anchor]).toArray();
        float[] values = Offsets.of(anchors.select(positive), truths.boxes().select(theirs)); // (positive, 4)
        for (int i = 0; i < positive.length; i++) {
            int anchor = first + positive[i];
            classes.put(anchor, truths.labels()[theirs[i]] + 1);
            for (int k = 0; k < Offsets.PER_ANCHOR; k++) {
                offsets.put(Offsets.PER_ANCHOR * anchor + k, values[Offsets.PER_ANCHOR * i + k]);
                mask.put(Offsets.PER_ANCHOR * anchor + k, 1);
            }
        }
    }
}
