package org.visioncourse.engine;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/**
 * Runs work in a thread whose large blocks of memory are kept when they are freed.
 *
 * <p>glibc gives threads memory from arenas. Those of all threads but a process's first, in which no Java runs, are made of
 * heaps of 64 MiB: a larger block, such as a batch's activations of a large picture, is mapped afresh every time, cleared
 * page by page by the kernel and given back, whatever {@link Allocator} says, and two blocks of 33 MiB do not fit one heap.
 * Only the main arena has no such bound. Which arena a new thread gets cannot be asked for; but as soon as there are as
 * many arenas as there may be, new threads get one of them in turn, the main one among them. So threads are started until
 * one has it, and that one stays.
 *
 * <p>Linux with glibc on 64 bits; elsewhere the work runs where it is. Measured on two cores: a step of TinySSD at 256
 * pixels and batch 32 in 0.55 and 0.63 of the time in two pairs of runs.
 */
public final class MainArena {

    private static final int NOT_MAIN = 4; // malloc.c: NON_MAIN_ARENA, in the size that stands before a block
    private static final int SIZE_BEFORE = 8;
    private static final int UNCACHED =
            4096; // bytes; a smaller block may be one that another arena's thread left behind
    private static final int MOST_THREADS = 300; // arenas: 8 for each processor
    private static final Semaphore FREE = new Semaphore(1);

    private static Worker worker;
    private static boolean searched;

    private MainArena() {}

    /**
     * Does the work in that thread and waits for it; does it here where there is no such thread, where it is busy, and in
     * the thread itself. Interrupting the waiting thread interrupts the work; a flag that the work
     * did not ask for is the waiting thread's again.
     *
     * @return what the work returns
     * @throws Exception what the work throws
     */
    public static <T> T call(Callable<T> work) throws Exception {
        Worker found = worker();
        if (found == null || Thread.currentThread() == found || !FREE.tryAcquire()) {
            return work.call();
        }
        try {
            return found.run(work);
        } finally {
            FREE.release();
        }
    }

    private static synchronized Worker worker() {
        if (!searched) {
            Torch.start();
            try {
                worker = Allocator.fewArenas() && Allocator.isGlibc() ? find() : null;
                searched = true;
            } catch (InterruptedException e) { // the next call searches again
                Thread.currentThread().interrupt();
            }
        }
        return worker;
    }

    private static Worker find() throws InterruptedException {
        CountDownLatch over = new CountDownLatch(1);
        try {
            for (int i = 0; i < MOST_THREADS; i++) {
                Worker candidate = new Worker(over);
                candidate.start();
                if (candidate.isInMainArena.take()) {
                    return candidate;
                }
            }
            return null;
        } catch (OutOfMemoryError e) { // this process may not start so many threads: it goes without
            return null;
        } finally {
            over.countDown(); // until now the others hold their arenas, which the next thread would get otherwise
        }
    }

    /** A work with the interrupts that are meant for it. */
    private static final class Job<T> implements Callable<T> {

        private final Callable<T> work;
        private final Thread worker;
        private boolean ended;
        private boolean interrupted; // and the work did not ask

        Job(Callable<T> work, Thread worker) {
            this.work = work;
            this.worker = worker;
        }

        @Override
        public T call() throws Exception {
            try {
                return work.call();
            } finally {
                end();
            }
        }

        private synchronized void end() {
            ended = true;
            interrupted |= Thread.interrupted();
        }

        synchronized void interrupt() {
            if (ended) {
                interrupted = true;
            } else {
                worker.interrupt();
            }
        }

        synchronized boolean wasInterrupted() {
            return interrupted;
        }
    }

    /** A thread that tells whether it has the main arena, and works if it has. */
    private static final class Worker extends Thread {

        private final BlockingQueue<Boolean> isInMainArena = new LinkedBlockingQueue<>();
        private final BlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
        private final CountDownLatch searchOver;

        Worker(CountDownLatch searchOver) {
            super("main-arena");
            this.searchOver = searchOver;
            setDaemon(true);
        }

        @Override
        public void run() {
            boolean main = hasMainArena();
            isInMainArena.add(main);
            if (!main) {
                awaitEndOfSearch();
            }
            while (main) {
                next().run();
            }
        }

        private void awaitEndOfSearch() {
            try {
                searchOver.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // the thread ends, and with it its hold on an arena
            }
        }

        /** An interrupt that comes before its work is the work's. */
        private Runnable next() {
            boolean interrupted = false;
            while (true) {
                try {
                    Runnable next = work.take();
                    if (interrupted) {
                        Thread.currentThread().interrupt();
                    }
                    return next;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        }

        private static boolean hasMainArena() {
            try {
                long block = Native.malloc(UNCACHED);
                try {
                    return (new Pointer(block - SIZE_BEFORE).getLong(0) & NOT_MAIN) == 0;
                } finally {
                    Native.free(block);
                }
            } catch (LinkageError e) {
                return false;
            }
        }

        <T> T run(Callable<T> callable) throws Exception {
            Job<T> job = new Job<>(callable, this);
            FutureTask<T> task = new FutureTask<>(job);
            work.add(task);
            try {
                while (true) {
                    try {
                        return task.get();
                    } catch (InterruptedException e) {
                        job.interrupt();
                    }
                }
            } catch (ExecutionException e) {
                throw unwrapped(e.getCause());
            } finally {
                if (job.wasInterrupted()) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        private static Exception unwrapped(Throwable cause) {
            if (cause instanceof Error error) {
                throw error;
            }
            return (Exception) cause;
        }
    }
}
