package org.visioncourse.engine;

import com.sun.jna.Function;
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

    private Allocator() {}

    /**
     * Raises the thresholds from which glibc maps blocks singly and returns memory to the system.
     *
     * @return whether the setting was taken
     */
    public static boolean keepFreedBlocks() {
        if (!Platform.isLinux()) {
            return false;
        }
        try {
            NativeLibrary libc = NativeLibrary.getInstance("c");
            libc.getFunction("gnu_get_libc_version"); // musl has none, and its mallopt does nothing
            Function mallopt = libc.getFunction("mallopt");
            // before 2.35 glibc takes no more than 32 MiB here
            return (set(mallopt, M_MMAP_THRESHOLD, 1 << 30) || set(mallopt, M_MMAP_THRESHOLD, 1 << 25))
                    && set(mallopt, M_TRIM_THRESHOLD, Integer.MAX_VALUE)
                    && set(mallopt, M_TOP_PAD, 1 << 28);
        } catch (LinkageError e) {
            return false;
        }
    }

    private static boolean set(Function mallopt, int parameter, int value) {
        return mallopt.invokeInt(new Object[] {parameter, value}) == 1;
    }
}
