package org.visioncourse.engine;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;

/**
 * Tells glibc's allocator to keep the blocks that libtorch frees.
 *
 * <p>By default glibc maps every large block afresh and gives it back when it is freed, so a training step spends a good
 * part of its time in page faults on activations. Kept blocks are used again by the next step. Linux with glibc only;
 * elsewhere nothing happens.
 */
public final class Allocator {

    // malloc.h of glibc
    private static final int M_TRIM_THRESHOLD = -1;
    private static final int M_TOP_PAD = -2;
    private static final int M_MMAP_THRESHOLD = -3;
    private static final int M_ARENA_MAX = -8;

    private Allocator() {}

    /**
     * Raises the thresholds from which glibc maps blocks singly and returns memory to the system.
     *
     * @return whether the setting was taken
     */
    public static boolean keepFreedBlocks() {
        // before 2.35 glibc takes no more than 32 MiB here
        return (set(M_MMAP_THRESHOLD, 1 << 30) || set(M_MMAP_THRESHOLD, 1 << 25))
                && set(M_TRIM_THRESHOLD, Integer.MAX_VALUE)
                && set(M_TOP_PAD, 1 << 28);
    }

    /**
     * Asks for one arena for all threads to come; where a program has several already, glibc takes eight for each
     * processor, or as many as there are.
     *
     * @return whether the setting was taken
     */
    static boolean fewArenas() {
        return set(M_ARENA_MAX, 1);
    }

    /** Whether blocks really come from glibc, and not from an allocator that was loaded before it. */
    static boolean isGlibc() {
        return NativeLibrary.getProcess()
                .getFunction("malloc")
                .equals(NativeLibrary.getInstance("c").getFunction("malloc"));
    }

    private static boolean set(int parameter, int value) {
        if (!Platform.isLinux()) {
            return false;
        }
        try {
            NativeLibrary libc = NativeLibrary.getInstance("c");
            libc.getFunction("gnu_get_libc_version"); // musl has none, and its mallopt does nothing
            return libc.getFunction("mallopt").invokeInt(new Object[] {parameter, value}) == 1;
        } catch (LinkageError e) {
            return false;
        }
    }
}
