package org.visioncourse.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import ai.djl.ndarray.NDManager;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.visioncourse.training.CountedEpochs;
import org.visioncourse.training.History;
import org.visioncourse.training.RunFolder;
import org.visioncourse.training.Steps;
import org.visioncourse.training.Stop;
import org.visioncourse.training.SupervisedTraining;

class ResumedDetectionTest {

    @TempDir
    static Path folder;

    private static Path data;

    @BeforeAll
    static void writeFiles() throws Exception {
        data = SmallSets.write(folder.resolve("data"), 8);
    }

    /** Two epochs of three steps. */
    private static DetectionConfig config(Consumer<DetectionOptions> more) {
        return SmallSets.config(data, more.andThen(options -> options.training.batchSize = 2));
    }

    /** A run, new or resumed, from where it stands to its end, or to where it is stopped. */
    private static Optional<DetectionResult> series(DetectionConfig config, RunFolder run, CountedEpochs epochs)
            throws Exception {
        try (Stop stop = Stop.after(null)) {
            return new DetectionSeries(config, DetectionData.load(config), run, stop, epochs.stopping(stop)).run();
        }
    }

    private static void assertSameEnd(RunFolder one, RunFolder other) throws Exception {
        assertThat(Files.mismatch(one.best(), other.best())).isEqualTo(-1);
        History ones = History.read(one.metrics());
        History others = History.read(other.metrics());
        for (String figure : new String[] {
            "trainLoss", "trainClassError", "trainBoxMae", "validMap50", "validMap", "validClassError", "validBoxMae"
        }) {
            assertThat(ones.series(figure)).hasSize(2).isEqualTo(others.series(figure));
        }
    }

    @Test
    void aRunStoppedInTheMidstOfAnEpochEndsWhereAnUninterruptedOneDoes() throws Exception {
        DetectionConfig config = config(options -> {});
        RunFolder whole = SmallSets.folder(folder, "whole");
        DetectionResult result = series(config, whole, CountedEpochs.all()).orElseThrow();
        for (int steps : new int[] {2, 4}) {
            RunFolder run = SmallSets.folder(folder, "stopped-" + steps);
            assertThat(series(config, run, CountedEpochs.stoppedAfterSteps(steps)))
                    .isEmpty();
            assertThat(run.result()).doesNotExist();
            assertThat(series(config, run, CountedEpochs.all()).orElseThrow().held())
                    .isEqualTo(result.held());
            assertSameEnd(whole, run);
        }
    }

    @Test
    void aRunIsNotResumedOnOtherBoxes() throws Exception {
        Path changing = SmallSets.write(folder.resolve("changing"), 8);
        DetectionConfig config = SmallSets.config(changing, options -> {});
        RunFolder run = SmallSets.folder(folder, "other");
        assertThat(series(config, run, CountedEpochs.stoppedAfterSteps(1))).isEmpty();
        SmallSets.write(changing, 8, 6);
        assertThatIOException()
                .isThrownBy(() -> series(config, run, CountedEpochs.all()))
                .withMessageContaining("are not those that " + run.path() + " was started with");
    }

    @Test
    void aCrossValidationGoesOnWithThePartsThatAreMissing() throws Exception {
        DetectionConfig config = config(options -> options.folds = 2);
        RunFolder run = SmallSets.folder(folder, "folds");
        assertThat(series(config, run, CountedEpochs.stoppedAfterEpochs(3))).isEmpty();
        CountedEpochs rest = CountedEpochs.all();
        DetectionResult result = series(config, run, rest).orElseThrow();
        assertThat(rest.count()).as("one of fold-2, two on all pictures").isEqualTo(3);
        assertThat(result.parts()).containsOnlyKeys("fold-1", "fold-2", "all");
        assertThat(result.held().classError())
                .isEqualTo((result.parts().get("fold-1").held().classError()
                                + result.parts().get("fold-2").held().classError())
                        / 2);
        assertThat(result.parts().get("all").held()).isNull();
        assertThat(Files.mismatch(run.best(), run.path().resolve("all/checkpoints/best-0000.params")))
                .isEqualTo(-1);
    }

    @Test
    void liveArraysStayFlatOverTheSteps() throws Exception {
        DetectionConfig config = config(options -> {});
        DetectionData pictures = DetectionData.load(config);
        TrainedDetector detector =
                TrainedDetector.create(config, pictures.train().classNames(), null);
        try (SupervisedTraining training = DetectionTraining.training(detector, pictures);
                NDManager scope = NDManager.newBaseManager();
                Steps steps = training.begin(0, 0)) {
            steps.next(scope); // the optimizer's and the batches' memory is there then
            int before = liveArrays(training);
            steps.next(scope);
            assertThat(liveArrays(training)).as("after another step").isEqualTo(before);
            training.validate(0);
            steps.next(scope);
            assertThat(liveArrays(training)).as("after a validation and a step").isEqualTo(before);
        }
    }

    private static int liveArrays(SupervisedTraining training) {
        return training.model().getNDManager().getManagedArrays().size();
    }
}
