package org.visioncourse.data;

import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.Batch;
import java.io.UncheckedIOException;
import java.lang.ref.Cleaner;
import java.time.Duration;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Queue;

/**
 * The batches of one epoch, built ahead by threads of its own.
 *
 * <p>Each {@link Batch} holds the pictures as float32 of shape (N, C, H, W), normalised, with channels-last strides;
 * what their source makes of the labels, such as class numbers as int64 of shape (N); and the pictures' indices in the set. The caller closes each batch, after
 * the backward pass: its memory is filled again from then on, so that what is to stay must be duplicated. At most three
 * batches may be open at a time.
 *
 * <p>A stream is read once, by one thread. It closes itself after its last batch.
 */
public final class BatchStream implements Iterable<Batch>, Epochs.Batches {

    /** Ends the workers of a stream that its reader has left in the middle and forgotten. */
    private static final Cleaner CLEANER = Cleaner.create();

    private final NDManager manager;
    private final BatchPlan plan;
    private final Prefetcher prefetcher;
    private final Cleaner.Cleanable cleanable;
    private int next;
    private long waitedNanos;
    private boolean closed;

    BatchStream(NDManager manager, BatchPlan plan, int workers, int epoch, int firstBatch, Queue<Slot> spare) {
        this.manager = manager;
        this.plan = plan;
        next = firstBatch;
        prefetcher = new Prefetcher(plan, workers, epoch, firstBatch, spare);
        cleanable = CLEANER.register(this, prefetcher::stop);
    }

    /** This stream itself: a second loop goes on where the first one left off. */
    @Override
    public Iterator<Batch> iterator() {
        return this;
    }

    @Override
    public boolean hasNext() {
        return !closed && next < plan.batches();
    }

    /**
     * Waits for the next batch, which the caller owns and closes.
     *
     * @throws NoSuchElementException after the last batch, or after {@link #close}
     * @throws UncheckedIOException if the file of a picture cannot be read; the message names it
     * @throws IllegalStateException if three batches are open, or if a batch could not be built (the cause says why)
     */
    @Override
    public Batch next() {
        if (!hasNext()) {
            throw new NoSuchElementException(closed ? "the stream is closed" : "the epoch is over");
        }
        Slot slot = takeSlot();
        Prefetcher source = prefetcher; // not this: an open batch must not keep a forgotten stream alive
        long progress =
                Math.min((long) (next + 1) * plan.batchSize(), plan.examples().size());
        Batch batch = slot.toBatch(
                manager, () -> source.release(slot), progress, plan.examples().size());
        next++;
        if (!hasNext()) {
            close();
        }
        return batch;
    }

    @Override
    public Duration waited() {
        return Duration.ofNanos(waitedNanos);
    }

    /** Stops the workers and returns when they have ended; batches that are open stay as they are. */
    @Override
    public void close() {
        closed = true;
        cleanable.clean();
    }

    /** Waits through interrupts: a loop looks at its thread's flag between two steps, which keeps it here. */
    private Slot takeSlot() {
        long start = System.nanoTime();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return prefetcher.take();
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            waitedNanos += System.nanoTime() - start;
        }
    }
}
