package org.visioncourse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import org.junit.jupiter.api.Test;

class TorchTest {

    @Test
    void theSameSeedEpochAndStepGiveTheSameDraws() {
        assertThat(draws(1, 2, 3)).isEqualTo(draws(1, 2, 3));
    }

    @Test
    void anotherSeedEpochOrStepGivesOtherDraws() {
        float[] draws = draws(1, 2, 3);

        assertThat(draws(2, 2, 3)).isNotEqualTo(draws);
        assertThat(draws(1, 3, 3)).isNotEqualTo(draws);
        assertThat(draws(1, 2, 4)).isNotEqualTo(draws);
        assertThat(draws(3, 2, 1)).isNotEqualTo(draws);
        assertThat(draws(1, 3, 2)).isNotEqualTo(draws);
    }

    @Test
    void drawsDoNotDependOnWhatWasDrawnBeforeTheSeed() throws Exception {
        float[] draws = draws(7, 0, 0);
        draws(8, 0, 0);

        assertThat(FreshThread.call(() -> draws(7, 0, 0))).isEqualTo(draws);
    }

    @Test
    void theEngineIsStartedOnceAndUsesNoMoreThreadsThanThereAreProcessors() {
        assertThat(Torch.start()).isSameAs(Torch.start());
        assertThat(Torch.threads()).isBetween(1, Runtime.getRuntime().availableProcessors());
    }

    @Test
    void matrixProductsAreAskedToAddInOneOrder() {
        assumeTrue(Platform.isLinux(), "the setting is made through Linux's C library");
        Torch.start();
        String setting = NativeLibrary.getInstance("c")
                .getFunction("getenv")
                .invokeString(new Object[] {MatrixProducts.SETTING}, false);

        assertThat(setting).isEqualTo(System.getenv().getOrDefault(MatrixProducts.SETTING, "AUTO"));
    }

    @Test
    void onGlibcFreedBlocksAreKeptAndMemoryStillWorks() {
        assumeTrue(isGlibc(), "the allocator's setting exists in Linux's glibc only");

        assertThat(Allocator.keepFreedBlocks()).isTrue();
        assertThat(Allocator.keepFreedBlocks()).isTrue();
        assertThat(draws(1, 2, 3)).isEqualTo(draws(1, 2, 3));
    }

    @Test
    void elsewhereTheAllocatorIsLeftAlone() {
        assumeTrue(!isGlibc(), "this is Linux with glibc");

        assertThat(Allocator.keepFreedBlocks()).isFalse();
    }

    private static boolean isGlibc() {
        if (!Platform.isLinux()) {
            return false;
        }
        try {
            NativeLibrary.getInstance("c").getFunction("gnu_get_libc_version");
            return true;
        } catch (UnsatisfiedLinkError e) {
            return false;
        }
    }

    private static float[] draws(long seed, long epoch, long step) {
        Torch.seed(seed, epoch, step);
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            NDArray draws = manager.randomNormal(new Shape(100));
            return draws.toFloatArray();
        }
    }
}
