package org.visioncourse.training;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Why and when a run should end before its time: Ctrl-C, a time limit, or an interrupted thread (a notebook's stop).
 *
 * <p>A run asks {@link #requested()} between two steps, so that the step in flight is finished and the run can be resumed.
 */
public final class Stop implements AutoCloseable {

    private static final long SECONDS_TO_FINISH = 120;

    private final long deadline;
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook = new Thread(this::askAndWait, "stop");
    private volatile String reason;

    private Stop(Duration limit) {
        deadline = limit == null ? Long.MAX_VALUE : System.nanoTime() + limit.toNanos();
    }

    /** Stops on Ctrl-C, interruption, and after the limit, which may be null for none. */
    public static Stop after(Duration limit) {
        Stop stop = new Stop(limit);
        Runtime.getRuntime().addShutdownHook(stop.hook);
        return stop;
    }

    /** Asks the run to end after its step in flight. */
    public void request(String why) {
        reason = why;
    }

    /** Whether the run should end now. An interrupted thread's flag is cleared, and remembered here. */
    public boolean requested() {
        if (reason == null && Thread.interrupted()) {
            reason = "interrupted";
        }
        if (reason == null && deadline != Long.MAX_VALUE && System.nanoTime() - deadline >= 0) {
            reason = "the time limit is reached";
        }
        return reason != null;
    }

    /** Why the run should end, in words; null while it should not. */
    public String reason() {
        return reason;
    }

    private void askAndWait() {
        request("interrupted");
        System.out.println("\nFinishing the step in flight ...");
        try {
            finished.await(SECONDS_TO_FINISH, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The run is over and has written what it had to. */
    @Override
    public void close() {
        finished.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // the process is ending, and the hook is what waited for this
        }
    }
}
