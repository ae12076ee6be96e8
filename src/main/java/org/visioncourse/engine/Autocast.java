package org.visioncourse.engine;

import ai.djl.pytorch.jni.LibUtils;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.nio.file.Path;
import java.util.List;

/**
 * libtorch's autocast of the CPU, a switch of each thread that DJL does not bind.
 *
 * <p>Its functions are C++, called by their mangled names: those of the Itanium ABI, which gcc and clang share.
 */
final class Autocast {

    private static final byte CPU = 0; // c10::DeviceType::CPU
    private static final String IS_ENABLED = "_ZN2at8autocast19is_autocast_enabledEN3c1010DeviceTypeE";
    private static final String SET_ENABLED = "_ZN2at8autocast20set_autocast_enabledEN3c1010DeviceTypeEb";
    private static final String IS_CACHE_ENABLED = "_ZN2at8autocast25is_autocast_cache_enabledEv";
    private static final String SET_CACHE_ENABLED = "_ZN2at8autocast26set_autocast_cache_enabledEb";
    private static final String HAS_AVX512_BF16 = "_ZN2at3cpu24is_avx512_bf16_supportedEv";
    private static final String HAS_AMX = "_ZN2at3cpu21is_amx_tile_supportedEv";

    private static final List<String> FUNCTIONS =
            List.of(IS_ENABLED, SET_ENABLED, IS_CACHE_ENABLED, SET_CACHE_ENABLED, HAS_AVX512_BF16, HAS_AMX);

    private static final NativeLibrary LIBRARY = library(); // null where it cannot be called
    private static final boolean TILES = LIBRARY != null && asks(HAS_AMX);
    private static final boolean FAST = TILES || LIBRARY != null && asks(HAS_AVX512_BF16);

    private Autocast() {}

    private static NativeLibrary library() {
        if (Torch.start().defaultDevice().isGpu() || !Platform.isLinux()) { // it is the CPU's own switch
            return null;
        }
        try {
            Path file = Path.of(LibUtils.getLibtorchPath(), System.mapLibraryName("torch_cpu"));
            NativeLibrary library = NativeLibrary.getInstance(file.toString());
            FUNCTIONS.forEach(library::getFunction);
            return library;
        } catch (LinkageError e) { // another libtorch: float32 works all the same
            return null;
        }
    }

    /** A C++ bool leaves the upper bits of its register undefined. */
    private static boolean asks(String function, Object... arguments) {
        return (LIBRARY.getFunction(function).invokeInt(arguments) & 1) != 0;
    }

    /** Whether this machine computes faster in bfloat16. */
    static boolean isFast() {
        return FAST;
    }

    /** Whether this machine multiplies bfloat16 matrices by tiles (AMX). */
    static boolean hasTiles() {
        return TILES;
    }

    /** Whether this thread's convolutions and matrix products are in bfloat16. */
    static boolean isOn() {
        return LIBRARY != null && asks(IS_ENABLED, CPU);
    }

    /** Whether this thread keeps the casts of weights until autocast ends. */
    static boolean isCaching() {
        return LIBRARY != null && asks(IS_CACHE_ENABLED);
    }

    /** Turns both on or off, where they can be called. */
    static void set(boolean on, boolean caching) {
        if (LIBRARY != null) {
            LIBRARY.getFunction(SET_CACHE_ENABLED).invokeVoid(new Object[] {caching ? 1 : 0});
            LIBRARY.getFunction(SET_ENABLED).invokeVoid(new Object[] {CPU, on ? 1 : 0});
        }
    }
}
