package org.visioncourse.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {

    private record Options(int epochs, double rate) {}

    @TempDir
    Path folder;

    @Test
    void aFolderThatHoldsARunIsNotOverwritten() throws Exception {
        RunFolder run = RunFolder.create("test", folder.resolve("run"));
        Json.write(run.config(), new Options(3, 0.1));
        assertThatThrownBy(() -> RunFolder.create("test", folder.resolve("run")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("holds a run already");
        assertThat(Json.read(run.config(), Options.class)).isEqualTo(new Options(3, 0.1));
    }

    @Test
    void aFolderWithoutARunIsNamed() {
        assertThatThrownBy(() -> RunFolder.open(folder)).hasMessageContaining(folder + " is not the folder of a run");
    }

    @Test
    void aFileInTheFoldersPlaceIsNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> RunFolder.create("test", file.resolve("run")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cannot make the run's folder");
        assertThatThrownBy(() -> RunFolder.create("test", file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file + " is a file, where a run needs a folder: choose another --out");
    }

    @Test
    void brokenJsonIsNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("config.json"), "{\"epochs\": 3");
        assertThatThrownBy(() -> Json.read(file, Options.class))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file + " cannot be understood");
    }

    @Test
    void aResumedRunRefusesOtherOptionsAndSaysWhich() {
        Options saved = new Options(3, 0.1);
        Configuration.requireSame(saved, new Options(3, 0.1));
        assertThatThrownBy(() -> Configuration.requireSame(saved, new Options(5, 0.1)))
                .hasMessage("a resumed run keeps its options: epochs is 3 in the run, not 5");
    }
}
