package org.visioncourse.data;

import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The workers of one epoch: threads that fill slots ahead of their use, and sleep while all of them are full.
 *
 * <p>They take the pictures in the epoch's order, one at a time, and put each at its place; the batches come out in
 * order, too, so that the number of workers does not show. After a picture that fails no other is begun: among several
 * that would fail, the first one in the order is reported.
 */
final class Prefetcher {

    static final int SLOTS = 3; // one in use, one ready, one being filled

    /** A batch that is being built. */
    private static final class Filling {

        private final Slot slot;
        private final int[] indices;
        private int begun; // pictures, in their order
        private int ended;
        private int failedAt = Integer.MAX_VALUE;
        private Throwable failure;

        Filling(Slot slot, int[] indices) {
            this.slot = slot;
            this.indices = indices;
            slot.clear(indices.length);
        }

        boolean isDone() {
            return failure == null ? ended == indices.length : ended == begun;
        }
    }

    /** A picture to build: that at a place of a batch. */
    private record Task(Filling filling, int at) {}

    private final BatchPlan plan;
    private final int epoch;
    private final int[] order;
    private final Queue<Slot> spare;
    private final Queue<Slot> free = new ArrayDeque<>();
    private final Queue<Filling> fillings = new ArrayDeque<>(); // in the order of their batches
    private final Set<Slot> held = new HashSet<>(); // the slots that no batch uses
    private final List<Thread> workers;
    private Filling newest;
    private int nextBatch;
    private boolean failed;
    private boolean stopping;
    private boolean stopped;

    /** @param spare slots of earlier epochs: they are taken from there, and go back there in the end */
    Prefetcher(BatchPlan plan, int workers, int epoch, int firstBatch, Queue<Slot> spare) {
        this.plan = plan;
        this.epoch = epoch;
        this.spare = spare;
        order = plan.order(epoch);
        nextBatch = firstBatch;
        for (int i = 0; i < SLOTS; i++) {
            Slot slot = spare.poll();
            held.add(slot == null ? plan.newSlot() : slot);
        }
        free.addAll(held);
        this.workers = Stream.generate(() -> new Thread(this::run, "image-batches"))
                .limit(workers)
                .toList();
        for (Thread worker : this.workers) {
            worker.setDaemon(true);
            worker.start();
        }
    }

    /**
     * Waits for the next batch. Its slot stays in use until {@link #release}.
     *
     * @throws UncheckedIOException if the file of a picture cannot be read
     * @throws IllegalStateException if all slots are in use, or the batch could not be built
     */
    synchronized Slot take() throws InterruptedException {
        if (held.isEmpty()) {
            throw new IllegalStateException(
                    SLOTS + " batches are open, and their memory is all there is: close a batch before the next");
        }
        while (fillings.isEmpty() || !fillings.peek().isDone()) {
            wait();
        }
        Throwable failure = fillings.peek().failure;
        if (failure instanceof UncheckedIOException file) {
            throw new UncheckedIOException(file.getMessage(), file.getCause());
        }
        if (failure != null) { // the filling stays: whoever asks again is told again
            throw new IllegalStateException("a batch of epoch " + epoch + " could not be built: " + failure, failure);
        }
        Slot slot = fillings.remove().slot;
        held.remove(slot);
        return slot;
    }

    /** Gives a slot back to be filled again. */
    synchronized void release(Slot slot) {
        if (stopped) {
            spare.add(slot);
        } else {
            held.add(slot);
            free.add(slot);
            notifyAll();
        }
    }

    /** Ends the workers, waits for their end and leaves the slots that no batch uses to later epochs. */
    void stop() {
        synchronized (this) {
            stopping = true;
        }
        workers.forEach(Thread::interrupt);
        boolean interrupted = false;
        for (Thread worker : workers) {
            while (worker.isAlive()) {
                try {
                    worker.join();
                } catch (InterruptedException e) {
                    interrupted = true; // the worker ends within a picture's time: wait for it all the same
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            stopped = true;
            spare.addAll(held);
            held.clear();
        }
    }

    private void run() {
        try {
            for (Task task = begin(); task != null; task = begin()) {
                build(task);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // stop() did it, and the thread ends here
        }
    }

    /** Waits for a picture to build; null when there is none left. */
    private synchronized Task begin() throws InterruptedException {
        while (!stopping && !failed) {
            if (newest != null && newest.begun < newest.indices.length) {
                return new Task(newest, newest.begun++);
            }
            if (nextBatch == plan.batches()) {
                return null;
            }
            if (free.isEmpty()) {
                wait();
            } else {
                newest = new Filling(free.remove(), plan.indices(order, nextBatch));
                fillings.add(newest);
                nextBatch++;
            }
        }
        return null;
    }

    private void build(Task task) {
        Throwable failure = null;
        try {
            int index = task.filling.indices[task.at];
            task.filling.slot.set(task.at, plan.example(epoch, index), index);
        } catch (Throwable e) { // an Error too: the consumer would wait for ever
            failure = e;
        }
        end(task, failure);
    }

    private synchronized void end(Task task, Throwable failure) {
        Filling filling = task.filling;
        filling.ended++;
        if (failure != null && task.at < filling.failedAt) {
            filling.failedAt = task.at;
            filling.failure = failure;
            failed = true;
        }
        if (filling.isDone()) {
            notifyAll();
        }
    }
}
