package org.visioncourse.dogbreeds;

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

class DogBreedsOptionsTest {

    @TempDir
    private Path folder;

    /** The one line that a failing command says. */
    private static String error(Object... args) {
        Said said = Said.by(new DogBreeds(), args);
        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.err()).startsWith("error: ").doesNotContain("\n");
        return said.err();
    }

    /** What is said, before where to find help, of a value that has no meaning. */
    private static String unknown(Object... args) {
        Said said = Said.by(new DogBreeds(), args);
        assertThat(said.exitCode()).isEqualTo(2);
        assertThat(said.err().lines()).hasSize(2);
        return said.err();
    }

    @ParameterizedTest
    @CsvSource({
        "--side, 31, at least 32",
        "--epochs, 0, at least 1",
        "--batch-size, 1, at least 2",
        "--learning-rate, -0.5, positive",
        "--learning-rate, NaN, positive",
        "--head-scale, 0.0, positive",
        "--weight-decay, -1.0, at least 0",
        "--label-smoothing, 1.0, 'in [0, 1)'",
        "--average, 1.0, 'in [0, 1)'",
        "--dropout, NaN, 'in [0, 1)'",
        "--valid-ratio, 1.0, 'in [0, 1)'",
        "--folds, 1, 0 or at least 2",
        "--limit, -1, at least 0",
    })
    void anImpossibleValueIsNamedWithItsRange(String option, String value, String range) {
        Path out = folder.resolve("run");
        assertThat(error("--mode", "finetune", option, value, "--out", out))
                .isEqualTo("error: " + option + " is " + value + ", but must be " + range);
        assertThat(out).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource({
        "--batch-size, 8",
        "--learning-rate, 0.1",
        "--head-scale, 5",
        "--weight-decay, 0",
        "--label-smoothing, 0.1",
        "--average, 0.9",
        "--dropout, 0.1",
    })
    void anOptionOfOneModeIsRefusedForAll(String option, String value) {
        assertThat(error("--mode", "all", option, value, "--out", folder.resolve("run")))
                .contains("are each mode's own: name one by --mode features, finetune or scratch");
        assertThat(error(option, value, "--out", folder.resolve("run"))).contains("each mode's own");
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    void allModesAreNotCrossValidated() {
        assertThat(error("--mode", "all", "--folds", "3")).contains("--folds is 3, but must be 0 with --mode all");
    }

    @Test
    void aModeOrBackboneThatThereIsNotIsNamedWithThoseThatThereAre() {
        assertThat(unknown("--mode", "half")).contains("half", "features", "finetune", "scratch", "all");
        assertThat(unknown("--backbone", "vgg")).contains("vgg", "resnet18", "mobilenet");
    }

    @Test
    void dataThatAreNotThereAreNamedAndNothingIsWritten() {
        assertThat(error("--data", "no-such-set", "--out", folder.resolve("run")))
                .contains("no-such-set");
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    void resumeNeedsADogBreedsRunAndItsOwnOptions() throws Exception {
        assertThat(error("--resume", folder)).contains("is not the folder of a run");
        RunFolder run = new RunFolder(folder);
        Files.writeString(run.config(), "{\"options\": {}}");
        assertThat(error("--resume", folder)).contains(run.config().toString());
        DogBreedsConfig config = DogBreedsConfig.sample(Mode.FEATURES);
        new SavedRun<>(config, List.of("boxer", "pug"), 0, null).write(run);
        assertThat(error("--resume", folder, "--quick")).contains("--quick");
        assertThat(error("--resume", folder, "--epochs", 9, "--mode", "finetune"))
                .isEqualTo("error: a resumed run keeps its options: mode is features in the run, not finetune,"
                        + " epochs is 30 in the run, not 9");
        assertThat(error("--out", folder)).contains("holds a run already");
    }

    @Test
    void presetsGiveWayToOptions() {
        DogBreedsOptions options = new DogBreedsOptions();
        options.training.data = "some-folder";
        assertThat(options.config()).isEqualTo(DogBreedsConfig.real("some-folder", Mode.FEATURES));
        options.mode = Mode.FINETUNE;
        options.headScale = 3f;
        assertThat(options.config().headScale()).isEqualTo(3);
        assertThat(options.config().learningRate())
                .isEqualTo(DogBreedsConfig.real("some-folder", Mode.FINETUNE).learningRate());
        assertThat(new DogBreedsOptions().config()).isEqualTo(DogBreedsConfig.sample(Mode.ALL));
    }
}
