package org.visioncourse.data;

import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.Batch;
import ai.djl.training.dataset.Dataset;
import ai.djl.util.Progress;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A set of pictures as a DJL {@link Dataset}: shuffled, augmented, normalised and batched anew each epoch.
 *
 * <p>Order and augmentation depend only on (seed, epoch, index of the picture), not on the number of workers. DJL's own parts do not serve here:
 * {@code ArrayDataset} augments a whole batch with one draw, {@code RandomFlipLeftRight} does nothing, and
 * {@code RandomSampler} draws only cyclic permutations.
 *
 * <p>The memory of the batches (direct, three batches large) is kept from epoch to epoch.
 */
public final class ImageDataset implements Dataset, Epochs {

    private final BatchPlan plan;
    private final int workers;
    private final Queue<Slot> spare = new ConcurrentLinkedQueue<>();
    private final AtomicInteger epochs = new AtomicInteger();

    private ImageDataset(BatchPlan plan, int workers) {
        this.plan = plan;
        this.workers = workers;
        spare.add(plan.newSlot()); // shows here and now whether augmentations and normalisation fit the pictures
    }

    /** Starts with what {@link Builder} says of its options. */
    public static Builder builder(ExampleSource examples) {
        return new Builder(examples);
    }

    /** DJL's door: each call begins the next epoch, from epoch 0 on. Calls of {@link #epoch} do not count. */
    @Override
    public Iterable<Batch> getData(NDManager manager) {
        return epoch(manager, epochs.getAndIncrement(), 0);
    }

    @Override
    public BatchStream epoch(NDManager manager, int epoch, int firstBatch) {
        if (epoch < 0 || firstBatch < 0 || firstBatch > batchesPerEpoch()) {
            throw new IllegalArgumentException("no batch " + firstBatch + " in epoch " + epoch
                    + ": both count from 0, and an epoch has " + batchesPerEpoch() + " batches");
        }
        return new BatchStream(manager, plan, workers, epoch, firstBatch, spare);
    }

    @Override
    public int batchesPerEpoch() {
        return plan.batches();
    }

    /** The number of pictures in the set. */
    public int size() {
        return plan.examples().size();
    }

    /**
     * A picture as it looks in an epoch: augmented, not yet normalised.
     *
     * @throws UncheckedIOException if its file cannot be read; the message names it
     */
    public Picture picture(int epoch, int index) {
        return plan.example(epoch, index).picture();
    }

    /** Does nothing: the pictures are there. */
    @Override
    public void prepare(Progress progress) {}

    /** The options of a dataset. */
    public static final class Builder {

        private final ExampleSource examples;
        private int batchSize;
        private boolean shuffle;
        private boolean dropLast;
        private List<Augmentation> augmentations = List.of();
        private Normalisation normalisation;
        private long seed;
        private int workers;

        private Builder(ExampleSource examples) {
            this.examples = examples;
            workers = examples instanceof ImageSet ? 1 : Runtime.getRuntime().availableProcessors();
            normalisation = Normalisation.unit(examples.channels());
        }

        /** Pictures a batch; must be set. */
        public Builder batchSize(int batchSize) {
            this.batchSize = batchSize;
            return this;
        }

        /** Whether each epoch has an order of its own; by default all have the set's. */
        public Builder shuffle(boolean shuffle) {
            this.shuffle = shuffle;
            return this;
        }

        /** Whether a last batch that is not full is left out; by default it is not. */
        public Builder dropLast(boolean dropLast) {
            this.dropLast = dropLast;
            return this;
        }

        /** What is done to each picture behind its source, in this order; by default nothing. It leaves the labels. */
        public Builder augmentations(List<Augmentation> augmentations) {
            this.augmentations = augmentations;
            return this;
        }

        /** By default values are in [0, 1]. */
        public Builder normalisation(Normalisation normalisation) {
            this.normalisation = normalisation;
            return this;
        }

        /** Sets order and augmentation; by default 0. */
        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /**
         * How many threads build batches ahead; the pictures do not depend on it. By default one for an {@link ImageSet},
         * and else one a processor, to decode.
         */
        public Builder workers(int workers) {
            this.workers = workers;
            return this;
        }

        /**
         * Builds one picture, to see its size.
         *
         * @throws IllegalArgumentException if the options do not fit the set
         * @throws UncheckedIOException if the file of the set's first picture cannot be read; the message names it
         */
        public ImageDataset build() {
            if (workers < 1) {
                throw new IllegalArgumentException("workers must be at least 1: " + workers);
            }
            return new ImageDataset(
                    new BatchPlan(examples, batchSize, shuffle, dropLast, augmentations, normalisation, seed), workers);
        }
    }
}
