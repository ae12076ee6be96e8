package org.visioncourse.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.dataset.Batch;
import ai.djl.translate.Batchifier;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * The direct memory of one batch, filled again and again.
 *
 * <p>On the CPU a batch's arrays are views of this memory, so it may be filled again only after the batch has closed:
 * the first layer reads it once more in its backward pass. Several threads may fill it at a time, each its own places.
 */
final class Slot {

    private final Picture shape;
    private final float[] table;
    private final ByteBuffer data;
    private final FloatBuffer values;
    private final ExampleSource source;
    private final float[][] labels;
    private final long[] indices;
    private int size;

    /**
     * Takes the memory.
     *
     * @param shape a picture as large as each that will be added
     * @param source knows what the labels are
     */
    Slot(int batchSize, Picture shape, Normalisation normalisation, ExampleSource source) {
        normalisation.requireChannels(shape.channels());
        long bytes = (long) batchSize * shape.pixels().length * Float.BYTES;
        if (bytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a batch of " + batchSize + " pictures has " + bytes
                    + " bytes, more than one buffer can hold: use smaller batches");
        }
        this.shape = shape;
        table = normalisation.table();
        data = ByteBuffer.allocateDirect((int) bytes).order(ByteOrder.nativeOrder());
        values = data.asFloatBuffer();
        this.source = source;
        labels = new float[batchSize][];
        indices = new long[batchSize];
    }

    /** Makes room for a batch of so many pictures. */
    void clear(int size) {
        this.size = size;
    }

    /** Normalises an example's picture and puts it at its place in the batch. */
    void set(int at, Example example, int index) {
        Picture picture = example.picture();
        requireShape(picture);
        byte[] pixels = picture.pixels();
        int start = at * pixels.length;
        int channels = shape.channels();
        for (int c = 0; c < channels; c++) {
            for (int i = c; i < pixels.length; i += channels) {
                values.put(start + i, table[c * 256 + (pixels[i] & 0xff)]);
            }
        }
        labels[at] = example.label();
        indices[at] = index;
    }

    /**
     * Hands the content over as a batch.
     *
     * @param parent gets a sub-manager, which the batch closes
     * @param released runs once, when the batch closes
     */
    Batch toBatch(NDManager parent, Runnable released, long progress, long progressTotal) {
        NDManager manager = parent.newSubManager();
        manager.attachInternal("slot", (AutoCloseable) released::run);
        try {
            NDArray rows = manager.create(
                    data.duplicate().order(ByteOrder.nativeOrder()).limit(size * shape.pixels().length * Float.BYTES),
                    new Shape(size, shape.height(), shape.width(), shape.channels()),
                    DataType.FLOAT32); // (N, H, W, C)
            NDArray pictures = rows.transpose(0, 3, 1, 2); // (N, C, H, W), its strides channels-last
            NDArray answers = source.stack(Arrays.asList(labels).subList(0, size), manager); // (N, ...)
            return new Batch(
                    manager,
                    new NDList(pictures),
                    new NDList(answers),
                    size,
                    Batchifier.STACK,
                    Batchifier.STACK,
                    progress,
                    progressTotal,
                    Arrays.stream(indices, 0, size).boxed().toList());
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    private void requireShape(Picture picture) {
        if (picture.height() != shape.height()
                || picture.width() != shape.width()
                || picture.channels() != shape.channels()) {
            throw new IllegalArgumentException("every picture of a batch must come out of the augmentations as "
                    + shape.height() + "x" + shape.width() + "x" + shape.channels() + ", not as " + picture.height()
                    + "x" + picture.width() + "x" + picture.channels());
        }
    }
}
