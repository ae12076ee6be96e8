package org.visioncourse.engine;

import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;

/**
 * Tells Intel's MKL, by which libtorch multiplies matrices, to give the same bits whenever it is given the same numbers.
 *
 * <p>Of itself it may share the work among threads in another way the next time, and add in another order; the last bit
 * differs, and a run that was resumed ends elsewhere than one that was not. Linux only.
 *
 * @see <a href="https://www.intel.com/content/www/us/en/docs/onemkl/developer-guide-windows/2023-0/reproducibility-conditions.html">
 *     Intel's reproducibility conditions</a>
 */
final class MatrixProducts {

    /** MKL's setting; one that the environment brings along is kept. */
    static final String SETTING = "MKL_CBWR";

    private MatrixProducts() {}

    /** Has to come before libtorch's first product: it takes the setting once. */
    static void alwaysInOneOrder() {
        if (!Platform.isLinux()) {
            return;
        }
        try {
            NativeLibrary.getInstance("c").getFunction("setenv").invokeInt(new Object[] {SETTING, "AUTO", 0});
        } catch (LinkageError e) {
            // no C library to ask: products stay as they are
        }
    }
}
