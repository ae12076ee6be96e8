package org.visioncourse.dogbreeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.visioncourse.models.Backbone;
import org.visioncourse.training.CountedEpochs;
import org.visioncourse.training.Json;
import org.visioncourse.training.Progress;
import org.visioncourse.training.RunFolder;
import org.visioncourse.training.SavedRun;
import org.visioncourse.training.Stop;

/** Runs that are made of several, stopped between two of them. */
class SeriesTest {

    @TempDir
    static Path folder;

    @BeforeAll
    static void writeFiles() throws Exception {
        SmallRuns.write(folder);
    }

    private static RunFolder part(RunFolder run, String name) {
        return new RunFolder(run.path().resolve(name));
    }

    private static DogBreedsResult resultOf(RunFolder run) throws Exception {
        return Json.read(run.result(), DogBreedsResult.class);
    }

    @Test
    void aCrossValidationGoesOnWithTheFoldsThatAreMissing() throws Exception {
        DogBreedsConfig config = SmallRuns.config(Mode.FEATURES, folder, options -> options.folds = 2);
        RunFolder run = SmallRuns.folder(folder, "folds");
        CountedEpochs first = CountedEpochs.stoppedAfterEpochs(2);
        assertThat(SmallRuns.series(config, run, first)).isEmpty();
        assertThat(part(run, "fold-1").result()).exists();
        assertThat(part(run, "fold-2").result()).doesNotExist();
        assertThat(run.result()).doesNotExist();
        FileTime written = Files.getLastModifiedTime(part(run, "fold-1").best());

        CountedEpochs rest = CountedEpochs.all();
        DogBreedsResult result = SmallRuns.series(config, run, rest).orElseThrow();
        assertThat(rest.count()).as("epochs of fold-2 and of all").isEqualTo(4);
        assertThat(Files.getLastModifiedTime(part(run, "fold-1").best())).isEqualTo(written);
        assertThat(resultOf(run)).isEqualTo(result);
        assertThat(result.parts()).containsOnlyKeys("fold-1", "fold-2", "all");
        assertThat(result.validLogLoss())
                .isCloseTo(
                        (resultOf(part(run, "fold-1")).validLogLoss()
                                        + resultOf(part(run, "fold-2")).validLogLoss())
                                / 2,
                        within(1e-12));
        assertThat(result.model()).isEqualTo("all");
        assertThat(resultOf(part(run, "all")).validLogLoss()).isNull();
        assertThat(Files.mismatch(run.best(), part(run, "all").best())).isEqualTo(-1);
    }

    @Test
    void thePhotographsOfACrossValidationAreLookedForOnce() throws Exception {
        Path own = folder.resolve("once");
        SmallRuns.write(own);
        DogBreedsConfig config = SmallRuns.config(Mode.FEATURES, own, options -> options.folds = 2);
        DogBreedsData data = DogBreedsData.load(config);
        Files.delete(own.resolve(SmallRuns.DATA).resolve("labels.csv"));
        RunFolder run = SmallRuns.folder(folder, "once-run");
        try (Stop stop = Stop.after(null)) {
            DogBreedsResult result =
                    new Series(config, data, run, stop, Progress.SILENT).run().orElseThrow();
            assertThat(result.parts()).hasSize(3);
        }
    }

    @Test
    void theModesGoOnWithThoseThatAreMissingAndTheBestOnesModelIsTheRuns() throws Exception {
        DogBreedsConfig config = SmallRuns.config(Mode.ALL, folder);
        RunFolder run = SmallRuns.folder(folder, "modes");
        assertThat(SmallRuns.series(config, run, CountedEpochs.stoppedAfterEpochs(3)))
                .as("stopped in the midst of the second")
                .isEmpty();
        assertThat(part(run, "features").result()).exists();
        assertThat(part(run, "finetune").last()).exists();
        assertThat(part(run, "finetune").result()).doesNotExist();

        CountedEpochs rest = CountedEpochs.all();
        DogBreedsResult result = SmallRuns.series(config, run, rest).orElseThrow();
        assertThat(rest.count()).isEqualTo(3);
        assertThat(result.parts()).containsOnlyKeys("features", "finetune", "scratch");
        double best = result.parts().values().stream()
                .mapToDouble(DogBreedsResult::validLogLoss)
                .min()
                .orElseThrow();
        assertThat(result.validLogLoss()).isEqualTo(best);
        assertThat(result.parts().get(result.model()).validLogLoss()).isEqualTo(best);
        assertThat(Files.mismatch(run.best(), part(run, result.model()).best())).isEqualTo(-1);
        assertThat(run.path().resolve("modes.png")).isNotEmptyFile();
    }

    @Test
    void aFinishedSeriesTrainsNothing() throws Exception {
        DogBreedsConfig config = SmallRuns.config(Mode.FEATURES, folder, options -> options.folds = 2);
        RunFolder run = SmallRuns.folder(folder, "finished");
        Optional<DogBreedsResult> result = SmallRuns.series(config, run, CountedEpochs.all());
        CountedEpochs again = CountedEpochs.all();
        assertThat(SmallRuns.series(config, run, again)).isEqualTo(result).isPresent();
        assertThat(again.count()).isZero();
    }

    @Test
    void aRunStoppedInTheTrainingOfItsBackboneIsResumedByItsFolder() throws Exception {
        DogBreedsConfig config = generated();
        RunFolder run = SmallRuns.folder(folder, "backbone");
        assertThat(SmallRuns.series(config, run, CountedEpochs.stoppedAfterEpochs(1)))
                .isEmpty();
        DogBreedsConfig saved =
                SavedRun.read(RunFolder.open(run.path()), DogBreedsConfig.class).options();
        assertThat(saved).isEqualTo(config);

        CountedEpochs rest = CountedEpochs.all();
        assertThat(SmallRuns.series(saved, run, rest)).isPresent();
        assertThat(rest.count()).as("one of the backbone, two of the head").isEqualTo(3);
    }

    /** As from another working directory: what a path led to is not there any more. */
    @Test
    void aRunOnGeneratedBreedsGoesOnAfterItsFolderWasMoved() throws Exception {
        RunFolder before = SmallRuns.folder(folder, "before");
        assertThat(SmallRuns.series(generated(), before, CountedEpochs.stoppedAfterEpochs(3)))
                .as("stopped after an epoch of the head")
                .isEmpty();
        assertThat(before.last()).exists();
        RunFolder run = new RunFolder(Files.move(before.path(), folder.resolve("moved")));
        DogBreedsConfig saved = SavedRun.read(run, DogBreedsConfig.class).options();
        assertThat(saved).isEqualTo(generated());
        CountedEpochs rest = CountedEpochs.all();
        assertThat(SmallRuns.series(saved, run, rest)).isPresent();
        assertThat(rest.count()).as("one of the head").isEqualTo(1);
        assertThat(before.path()).doesNotExist();
    }

    private static DogBreedsConfig generated() {
        DogBreedsOptions options = new DogBreedsOptions();
        options.backbone = Backbone.MOBILENET;
        options.side = 32;
        options.training.limit = 48;
        options.training.epochs = 2;
        return options.over(DogBreedsConfig.sample(Mode.FEATURES));
    }

    @Test
    void modesWithoutHeldOutPhotographsHaveAModelAndNoFigures() throws Exception {
        DogBreedsConfig config = SmallRuns.config(Mode.ALL, folder, options -> {
            options.validRatio = 0.0;
            options.training.epochs = 1;
        });
        RunFolder run = SmallRuns.folder(folder, "none-held-out");
        DogBreedsResult result =
                SmallRuns.series(config, run, CountedEpochs.all()).orElseThrow();
        assertThat(result.validLogLoss()).isNull();
        assertThat(result.model()).isEqualTo("finetune");
        assertThat(run.best()).isNotEmptyFile();
    }
}
