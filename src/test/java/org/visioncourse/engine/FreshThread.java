package org.visioncourse.engine;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Runs a test's body in a thread of its own, where nobody has set DJL's grad mode. */
public final class FreshThread {

    private FreshThread() {}

    /** A body that may throw. */
    @FunctionalInterface
    public interface Body {
        void run() throws Exception;
    }

    /** Runs it to its end, and returns what it does or throws what it throws. */
    public static <T> T call(Callable<T> body) throws Exception {
        FutureTask<T> task = new FutureTask<>(body);
        new Thread(task, "fresh").start();
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (Exception) e.getCause();
        }
    }

    /** The same for a body without a result. */
    public static void run(Body body) throws Exception {
        call(() -> {
            body.run();
            return null;
        });
    }
}
