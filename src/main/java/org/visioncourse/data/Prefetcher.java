package org.visioncourse.data;

import java.util.HashSet;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** The worker of one epoch: a thread that fills slots ahead of their use, and sleeps while all of them are full. */
final class Prefetcher {

    static final int SLOTS = 3; // one in use, one ready, one being filled

    /** What comes of a batch: its slot, or why there is none. */
    private record Outcome(Slot slot, Throwable failure) {}

    private final BatchPlan plan;
    private final int epoch;
    private final int firstBatch;
    private final Queue<Slot> spare;
    private final BlockingQueue<Slot> free = new ArrayBlockingQueue<>(SLOTS);
    private final BlockingQueue<Outcome> ready = new ArrayBlockingQueue<>(SLOTS + 1);
    private final Set<Slot> held = new HashSet<>(); // the slots that no batch uses
    private final Thread worker;
    private volatile boolean stopping;
    private boolean stopped;

    /** @param spare slots of earlier epochs: they are taken from there, and go back there in the end */
    Prefetcher(BatchPlan plan, int epoch, int firstBatch, Queue<Slot> spare) {
        this.plan = plan;
        this.epoch = epoch;
        this.firstBatch = firstBatch;
        this.spare = spare;
        for (int i = 0; i < SLOTS; i++) {
            Slot slot = spare.poll();
            held.add(slot == null ? plan.newSlot() : slot);
        }
        free.addAll(held);
        worker = new Thread(this::run, "image-batches");
        worker.setDaemon(true);
        worker.start();
    }

    /**
     * Waits for the next batch. Its slot stays in use until {@link #release}.
     *
     * @throws IllegalStateException if all slots are in use, or the batch could not be built
     */
    Slot take() throws InterruptedException {
        synchronized (this) {
            if (held.isEmpty()) {
                throw new IllegalStateException(
                        SLOTS + " batches are open, and their memory is all there is: close a batch before the next");
            }
        }
        Outcome outcome = ready.take();
        if (outcome.failure() != null) {
            ready.add(outcome); // the worker has ended: whoever asks again is told again
            throw new IllegalStateException(
                    "a batch of epoch " + epoch + " could not be built: " + outcome.failure(), outcome.failure());
        }
        synchronized (this) {
            held.remove(outcome.slot());
        }
        return outcome.slot();
    }

    /** Gives a slot back to be filled again. */
    synchronized void release(Slot slot) {
        if (stopped) {
            spare.add(slot);
        } else {
            held.add(slot);
            free.add(slot);
        }
    }

    /** Ends the worker, waits for its end and leaves the slots that no batch uses to later epochs. */
    void stop() {
        stopping = true;
        worker.interrupt();
        boolean interrupted = false;
        while (worker.isAlive()) {
            try {
                worker.join();
            } catch (InterruptedException e) {
                interrupted = true; // the worker ends within a picture's time: wait for it all the same
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
            int[] order = plan.order(epoch);
            for (int batch = firstBatch; batch < plan.batches() && !stopping; batch++) {
                Slot slot = free.take();
                fill(slot, plan.indices(order, batch));
                ready.add(new Outcome(slot, null));
            }
        } catch (Throwable e) { // an Error too: the consumer would wait for ever
            ready.add(new Outcome(null, e));
        }
    }

    private void fill(Slot slot, int[] indices) {
        slot.clear();
        for (int index : indices) {
            if (stopping) {
                return;
            }
            slot.add(plan.picture(epoch, index), plan.images().labels()[index], index);
        }
    }
}
