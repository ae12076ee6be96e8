package org.visioncourse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MainArenaTest {

    private static final String THREAD = "main-arena";
    private static final int MAPPED = 2; // malloc.c: IS_MMAPPED
    private static final long LARGE = 100L << 20; // more than a heap of another arena

    private static String thread() {
        return Thread.currentThread().getName();
    }

    /** Whether the kernel mapped a large block for this thread alone, and will get it back. */
    private static boolean isMapped() {
        long block = Native.malloc(LARGE);
        boolean mapped = (new Pointer(block - 8).getLong(0) & MAPPED) != 0;
        Native.free(block);
        return mapped;
    }

    private static void assumeThereIsOne() throws Exception {
        assumeTrue(MainArena.call(MainArenaTest::thread).equals(THREAD), "there is no glibc here");
    }

    @Test
    void largeBlocksAreKeptThereAndNowhereElse() throws Exception {
        assumeThereIsOne();
        assertThat(isMapped()).isTrue();
        assertThat(MainArena.call(MainArenaTest::isMapped)).isFalse();
    }

    @Test
    void workInsideOfWorkStaysInTheThread() throws Exception {
        assumeThereIsOne();
        assertThat(MainArena.call(() -> MainArena.call(MainArenaTest::thread))).isEqualTo(THREAD);
    }

    @Test
    void workIsDoneInItsOwnThreadWhileTheOtherIsBusy() throws Exception {
        assumeThereIsOne();
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        Thread other = new Thread(() -> {
            try {
                MainArena.call(() -> {
                    begun.countDown();
                    return end.await(1, TimeUnit.MINUTES);
                });
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        other.start();
        begun.await();
        assertThat(MainArena.call(MainArenaTest::thread)).isEqualTo(thread());
        end.countDown();
        other.join();
        assertThat(MainArena.call(MainArenaTest::thread)).isEqualTo(THREAD);
    }

    @Test
    void whatTheWorkThrowsComesOut() {
        IOException fault = new IOException("no space left");
        assertThatThrownBy(() -> MainArena.call(() -> {
                    throw fault;
                }))
                .isSameAs(fault);
    }

    @Test
    void anInterruptBeforeOrInTheWorkReachesIt() throws Exception {
        assumeThereIsOne();
        Thread.currentThread().interrupt();
        assertThat(MainArena.call(MainArenaTest::seesAnInterrupt)).isTrue();
        Thread caller = Thread.currentThread();
        assertThat(MainArena.call(() -> {
                    caller.interrupt();
                    return seesAnInterrupt();
                }))
                .isTrue();
        assertThat(Thread.interrupted()).isFalse();
        assertThat(MainArena.call(Thread::interrupted)).isFalse();
    }

    private static boolean seesAnInterrupt() {
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        while (!Thread.currentThread().isInterrupted() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        return Thread.interrupted();
    }

    @Test
    void anInterruptThatTheWorkDoesNotAskForIsTheCallersAgainAndTheThreadGoesOn() throws Exception {
        assumeThereIsOne();
        for (int i = 0; i < 20; i++) { // before, while and after the work: it is short
            Thread.currentThread().interrupt();
            MainArena.call(() -> null);
            assertThat(Thread.interrupted()).isTrue();
        }
        assertThat(MainArena.call(MainArenaTest::thread)).isEqualTo(THREAD);
    }
}
