package org.visioncourse.data;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.dataset.Batch;
import ai.djl.translate.Batchifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;

/**
 * Labelled vectors in memory, in epochs of batches: data (N, D) as float32, labels (N) as int64.
 *
 * <p>The order of an epoch depends only on (seed, epoch).
 */
public final class FeatureSet implements Epochs {

    private final float[][] rows;
    private final int[] labels;
    private final int batchSize;
    private final boolean shuffle;
    private final long seed;

    /**
     * Makes a set.
     *
     * @param rows one vector for each example, all of length D, not copied
     * @param labels class numbers of shape (N), not copied
     * @param batchSize examples of a batch; the last one of an epoch may have fewer
     * @param shuffle whether each epoch has an order of its own, instead of the set's
     * @param seed sets the orders
     * @throws IllegalArgumentException if there are no examples, or they do not fit one another
     */
    public FeatureSet(float[][] rows, int[] labels, int batchSize, boolean shuffle, long seed) {
        if (rows.length == 0 || rows.length != labels.length) {
            throw new IllegalArgumentException(rows.length + " vectors have " + labels.length + " labels");
        }
        if (batchSize < 1) {
            throw new IllegalArgumentException("batchSize must be at least 1: " + batchSize);
        }
        if (Arrays.stream(rows).anyMatch(row -> row.length != rows[0].length)) {
            throw new IllegalArgumentException("the vectors differ in length");
        }
        this.rows = rows;
        this.labels = labels;
        this.batchSize = batchSize;
        this.shuffle = shuffle;
        this.seed = seed;
    }

    /** The number of examples, N. */
    public int size() {
        return rows.length;
    }

    @Override
    public int batchesPerEpoch() {
        return (size() + batchSize - 1) / batchSize;
    }

    @Override
    public Batches epoch(NDManager manager, int epoch, int firstBatch) {
        if (epoch < 0 || firstBatch < 0 || firstBatch > batchesPerEpoch()) {
            throw new IllegalArgumentException("no batch " + firstBatch + " in epoch " + epoch);
        }
        int[] order = shuffle
                ? Draws.permutation(size(), Draws.random(seed, epoch))
                : IntStream.range(0, size()).toArray();
        return new Epoch(manager, order, firstBatch);
    }

    private final class Epoch implements Batches {

        private final NDManager manager;
        private final int[] order;
        private int next;

        Epoch(NDManager manager, int[] order, int firstBatch) {
            this.manager = manager;
            this.order = order;
            next = firstBatch;
        }

        @Override
        public boolean hasNext() {
            return next < batchesPerEpoch();
        }

        @Override
        public Batch next() {
            if (!hasNext()) {
                throw new NoSuchElementException("the epoch is over");
            }
            int from = next * batchSize;
            int to = Math.min(from + batchSize, size());
            next++;
            return batch(Arrays.copyOfRange(order, from, to), to);
        }

        private Batch batch(int[] indices, int progress) {
            int width = rows[0].length;
            float[] values = new float[indices.length * width];
            long[] classes = new long[indices.length];
            for (int i = 0; i < indices.length; i++) {
                System.arraycopy(rows[indices[i]], 0, values, i * width, width);
                classes[i] = labels[indices[i]];
            }
            NDManager scope = manager.newSubManager();
            return new Batch(
                    scope,
                    new NDList(scope.create(values, new Shape(indices.length, width))),
                    new NDList(scope.create(classes)),
                    indices.length,
                    Batchifier.STACK,
                    Batchifier.STACK,
                    progress,
                    size(),
                    Arrays.stream(indices).boxed().toList());
        }

        /** Nothing is done ahead. */
        @Override
        public Duration waited() {
            return Duration.ZERO;
        }

        @Override
        public void close() {
            next = batchesPerEpoch();
        }
    }
}
