package org.visioncourse.engine;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;

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
 * pixels and batch 32 in 0.6 of the time.
 */
public final class MainArena {

    private static final int NOT_MAIN = 4; // malloc.c: NON_MAIN_ARENA, in the size that stands before a block
    private static final int SIZE_BEFORE = 8;
    private static final int MOST_THREADS = 300; // arenas: 8 for each processor
    private static final Semaphore FREE = new Semaphore(1);

    private static Worker worker;
    private static boolean searched;

    private MainArena() {}

    /**
     * Does the work in that thread and waits for it; does it here where there is no such thread, where it is busy, and in
     * the thread itself. Interrupting the waiting thread interrupts the work.
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
            searched = true;
            Torch.start();
            worker = Allocator.fewArenas() ? find() : null;
        }
        return worker;
    }

    private static Worker find() {
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
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        } finally {
            over.countDown(); // until now the others hold their arenas, which the next thread would get otherwise
        }
    }

    /** A thread that tells whether it has the main arena, and works if it has. */
    private static final class Worker extends Thread {

        private final SynchronousQueue<Boolean> isInMainArena = new SynchronousQueue<>();
        private final LinkedBlockingQueue<Runnable> work = new LinkedBlockingQueue<>();
        private final CountDownLatch searchOver;

        Worker(CountDownLatch searchOver) {
            super("main-arena");
            this.searchOver = searchOver;
            setDaemon(true);
        }

        @Override
        public void run() {
            try {
                boolean main = hasMainArena();
                isInMainArena.put(main);
                searchOver.await();
                while (main) {
                    work.take().run();
                    Thread.interrupted(); // one that came too late for its work is not the next one's
                }
            } catch (InterruptedException e) {
                // between two works there is nobody to be interrupted: the thread ends, and work runs where it is
            }
        }

        private static boolean hasMainArena() {
            long block = Native.malloc(1);
            try {
                return (new Pointer(block - SIZE_BEFORE).getLong(0) & NOT_MAIN) == 0;
            } finally {
                Native.free(block);
            }
        }

        <T> T run(Callable<T> callable) throws Exception {
            FutureTask<T> task = new FutureTask<>(callable);
            work.add(task);
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupt();
                } catch (ExecutionException e) {
                    throw unwrapped(e.getCause());
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
