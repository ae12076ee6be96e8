package org.visioncourse.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.visioncourse.engine.Torch;

class CheckpointTest {

    @TempDir
    Path folder;

    @AutoClose
    private final NDManager manager = Torch.start().newBaseManager();

    private Checkpoint of(NDArray array) {
        return new Checkpoint().arrays("part", Map.of("a", array));
    }

    @Test
    void valuesComeBackIntoTheSameArraysAndTextsAsTheyWere() throws Exception {
        Path file = folder.resolve("last.safetensors");
        of(manager.create(new float[] {1, 2})).write(file, Map.of("position", "here, \"quoted\""));
        NDArray target = manager.create(new float[] {0, 0});
        Map<String, String> texts = of(target).read(file);
        assertThat(target.toFloatArray()).containsExactly(1, 2);
        assertThat(texts).containsEntry("position", "here, \"quoted\"");
    }

    @Test
    void anotherRunsCheckpointIsRefusedAndChangesNothing() throws Exception {
        Path file = folder.resolve("last.safetensors");
        of(manager.create(new float[] {1, 2})).write(file, Map.of());
        NDArray target = manager.create(new float[] {5, 6, 7});
        assertThatThrownBy(() -> of(target).read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("part/a is (2) there, (3) here");
        Checkpoint other = new Checkpoint().arrays("part", Map.of("b", target));
        assertThatThrownBy(() -> other.read(file)).hasMessageContaining("part/b is missing");
        assertThat(target.toFloatArray()).containsExactly(5, 6, 7);
    }

    @Test
    void aCutCheckpointIsNamed() throws Exception {
        Path file = folder.resolve("last.safetensors");
        of(manager.create(new float[] {1, 2})).write(file, Map.of());
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length - 3));
        NDArray target = manager.create(new float[] {0, 0});
        assertThatThrownBy(() -> of(target).read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file + " is cut");
    }

    @Test
    void twoPartsOfOneNameAreRefused() {
        Checkpoint checkpoint = of(manager.create(1f));
        assertThatThrownBy(() -> checkpoint.arrays("part", Map.of()))
                .hasMessage("the checkpoint has a part named part already");
    }
}
