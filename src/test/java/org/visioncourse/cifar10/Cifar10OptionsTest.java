package org.visioncourse.cifar10;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.visioncourse.training.RunFolder;
import org.visioncourse.training.Said;
import org.visioncourse.training.SavedRun;

class Cifar10OptionsTest {

    @TempDir
    Path folder;

    /** The one line that a failing command says. */
    private static String error(Object... args) {
        Said said = Said.by(new Cifar10(), args);
        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.err()).doesNotContain("\n").startsWith("error: ");
        return said.err();
    }

    @ParameterizedTest
    @CsvSource({
        "--epochs, 0, at least 1",
        "--batch-size, 1, at least 2",
        "--learning-rate, -0.5, positive",
        "--learning-rate, NaN, positive",
        "--depth, 20, '18, 34 or 50'",
        "--label-smoothing, 1.0, 'in [0, 1)'",
        "--cutout, 33, from 0 to 32",
        "--valid-ratio, 1.0, 'in [0, 1)'",
        "--limit, -1, at least 0",
    })
    void anImpossibleValueIsNamedWithItsRange(String option, String value, String range) {
        assertThat(error(option, value, "--out", folder.resolve("run")))
                .isEqualTo("error: " + option + " is " + value + ", but must be " + range);
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    void dataThatIsNotThereIsNamedAndNothingIsWritten() {
        assertThat(error("--data", "no-such-set", "--out", folder.resolve("run")))
                .contains("no-such-set");
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    void aFolderThatHoldsARunIsNotTrainedInto() throws Exception {
        Files.writeString(folder.resolve("config.json"), "{}");
        assertThat(error("--quick", "--out", folder)).contains("holds a run already");
    }

    @Test
    void resumeNeedsARunAndItsOwnOptions() throws Exception {
        assertThat(error("--resume", folder)).contains("is not the folder of a run");
        assertThat(error("--resume", folder, "--quick")).contains("--quick");
        new SavedRun<>(Cifar10Config.sample(), List.of("a", "b"), 0, null).write(new RunFolder(folder));
        assertThat(error("--resume", folder, "--epochs", "9"))
                .contains("epochs is " + Cifar10Config.sample().epochs() + " in the run, not 9");
    }

    @Test
    void aTimeLimitMustBePositive() {
        assertThat(error("--max-minutes", "0")).contains("--max-minutes is 0.0, but must be positive");
    }
}
