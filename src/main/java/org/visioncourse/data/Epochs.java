package org.visioncourse.data;

import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.Batch;
import java.time.Duration;
import java.util.Iterator;

/** Examples that are gone through in epochs, from any place of any of them: a stopped run goes on in the midst of one. */
public interface Epochs {

    /** The number of batches in an epoch. */
    int batchesPerEpoch();

    /**
     * The batches of an epoch from number {@code firstBatch} on: exactly those that the whole epoch has there.
     *
     * @param manager gets a sub-manager for each batch
     * @param epoch counts from 0
     * @param firstBatch 0 for the whole epoch, at most {@link #batchesPerEpoch}
     * @return batches that the caller closes, or reads to their end
     */
    Batches epoch(NDManager manager, int epoch, int firstBatch);

    /** The batches of one epoch. */
    interface Batches extends Iterator<Batch>, AutoCloseable {

        /** How long {@link #next} has waited for what is done ahead of it. */
        Duration waited();

        @Override
        void close();
    }
}
