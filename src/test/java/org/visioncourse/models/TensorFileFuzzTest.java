package org.visioncourse.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that were cut, and files of which some bytes were changed, 2,500 of each format and nest. */
class TensorFileFuzzTest {

    private static final int FILES = 2_500;
    private static final int MOST_FLIPS = 8;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"archive.pth", "stream.pth", "checkpoint.pth", "tensors.safetensors"})
    void aBrokenFileIsReadOrEndsInOneError(String name) throws Exception {
        byte[] whole = Files.readAllBytes(TensorFileTest.golden(name));
        Random random = new Random(name.hashCode());
        Path file = folder.resolve(name);
        int refused = 0;
        for (int i = 0; i < FILES; i++) {
            Files.write(file, i % 2 == 0 ? cut(whole, random) : flipped(whole, random));
            refused += Assertions.assertTimeout(Duration.ofSeconds(5), () -> isRefused(file)) ? 1 : 0;
        }
        assertThat(refused).isBetween(FILES / 2, FILES - 1); // every cut one, and some of the others
    }

    private static byte[] cut(byte[] whole, Random random) {
        return Arrays.copyOf(whole, random.nextInt(whole.length));
    }

    private static byte[] flipped(byte[] whole, Random random) {
        byte[] bytes = whole.clone();
        for (int i = 1 + random.nextInt(MOST_FLIPS); i > 0; i--) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        }
        return bytes;
    }

    /** Whether one IOException says so, in a line that names the file; anything else fails the test. */
    private static boolean isRefused(Path path) {
        try (TensorFile file = TensorFile.open(path)) {
            for (StoredTensor tensor : file.tensors().values()) {
                tensor.floats();
            }
            return false;
        } catch (IOException e) {
            assertThat(e.getMessage()).startsWith(path.toString()).doesNotContain("\n");
            return true;
        }
    }
}
