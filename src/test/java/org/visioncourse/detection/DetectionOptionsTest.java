package org.visioncourse.detection;

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

class DetectionOptionsTest {

    @TempDir
    private Path folder;

    /** The one line that a failing command says. */
    private static String error(Object... args) {
        Said said = Said.by(new ObjectDetection(), args);
        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.err()).startsWith("error: ").doesNotContain("\n");
        return said.err();
    }

    /** What is said, before where to find help, of a value that has no meaning. */
    private static String unknown(Object... args) {
        Said said = Said.by(new ObjectDetection(), args);
        assertThat(said.exitCode()).isEqualTo(2);
        assertThat(said.err().lines()).hasSize(2);
        return said.err();
    }

    @ParameterizedTest
    @CsvSource({
        "--classes, 99, 'in [1, 6]'",
        "--objects, 0, 'in [1, 8]'",
        "--side, 32, at least 64",
        "--epochs, 0, at least 1",
        "--batch-size, 1, at least 2",
        "--learning-rate, -0.5, positive",
        "--learning-rate, NaN, positive",
        "--backbone-scale, 0.0, positive",
        "--weight-decay, -1.0, at least 0",
        "--average, 1.0, 'in [0, 1)'",
        "--valid-ratio, 1.0, 'in [0, 1)'",
        "--folds, 1, 0 or at least 2",
        "--limit, -1, at least 0",
    })
    void anImpossibleValueIsNamedWithItsRange(String option, String value, String range) {
        Path out = folder.resolve("run");
        assertThat(error(option, value, "--out", out))
                .isEqualTo("error: " + option + " is " + value + ", but must be " + range);
        assertThat(error("train", option, value, "--out", out))
                .isEqualTo("error: " + option + " is " + value + ", but must be " + range);
        assertThat(out).doesNotExist();
    }

    @Test
    void aBackboneOrLossThatThereIsNotIsNamedWithThoseThatThereAre() {
        assertThat(unknown("--backbone", "vgg")).contains("vgg", "none", "resnet18", "mobilenet");
        assertThat(unknown("--loss", "focal")).contains("focal", "d2l", "ssd");
        assertThat(unknown("--side", "large")).contains("--side", "large");
    }

    @Test
    void weightsNeedABackboneToPutThemInto() {
        assertThat(error("--weights", "resnet18", "--out", folder.resolve("run")))
                .isEqualTo(
                        "error: --weights is resnet18, but must be absent with --backbone none, which has no weights");
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    void dataThatAreNotThereAreNamedAndNothingIsWritten() {
        assertThat(error("--data", "no-such-set", "--out", folder.resolve("run")))
                .contains("no-such-set");
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    void resumeNeedsADetectionRunAndItsOwnOptions() throws Exception {
        assertThat(error("--resume", folder)).contains("is not the folder of a run");
        RunFolder run = new RunFolder(folder);
        Files.writeString(run.config(), "{\"options\": {}}");
        assertThat(error("--resume", folder)).contains(run.config().toString());
        new SavedRun<>(DetectionConfig.sample(), List.of("banana"), 0, null).write(run);
        String saved = Files.readString(run.config());
        Files.writeString(run.config(), saved.replace("FP32", "FP8"));
        assertThat(error("--resume", folder)).contains(run.config().toString(), "precision");
        Files.writeString(run.config(), saved);
        assertThat(error("--resume", folder, "--quick")).contains("--quick");
        assertThat(error("--resume", folder, "--epochs", 9, "--loss", "d2l"))
                .isEqualTo("error: a resumed run keeps its options: loss is ssd in the run, not d2l,"
                        + " epochs is 6 in the run, not 9");
        assertThat(error("--out", folder)).contains("holds a run already");
    }

    @Test
    void presetsGiveWayToOptions() {
        DetectionOptions options = new DetectionOptions();
        assertThat(options.config()).isEqualTo(DetectionConfig.sample());
        options.training.data = "some-folder";
        assertThat(options.config()).isEqualTo(DetectionConfig.real("some-folder"));
        options.backbone = SsdBackbone.MOBILENET;
        options.side = 128;
        assertThat(options.config().backbone()).isEqualTo(SsdBackbone.MOBILENET);
        assertThat(options.config().side()).isEqualTo(128);
        assertThat(options.config().epochs())
                .isEqualTo(DetectionConfig.real("some-folder").epochs());
    }

    @Test
    void theDatasNameChoosesThePresetAndItsEpochsCanBeSet() {
        assertThat(DetectionConfig.of("sample")).isEqualTo(DetectionConfig.sample());
        assertThat(DetectionConfig.of("raccoons")).isEqualTo(DetectionConfig.real("raccoons"));
        assertThat(DetectionConfig.sample().withEpochs(4).epochs()).isEqualTo(4);
        assertThat(DetectionConfig.sample().withEpochs(4).withEpochs(6)).isEqualTo(DetectionConfig.sample());
    }

    @Test
    void quickIsSmallAndStillGivesWay() {
        DetectionOptions options = new DetectionOptions();
        options.run.quick = true;
        options.training.epochs = 1;
        assertThat(options.config().limit()).isLessThan(100);
        assertThat(options.config().epochs()).isEqualTo(1);
        assertThat(DetectionConfig.sample().quick().epochs()).isEqualTo(2);
    }
}
