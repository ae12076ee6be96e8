package org.visioncourse.dogbreeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import ai.djl.ndarray.NDManager;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.visioncourse.engine.Safetensors;
import org.visioncourse.training.CountedEpochs;
import org.visioncourse.training.History;
import org.visioncourse.training.Json;
import org.visioncourse.training.Progress;
import org.visioncourse.training.RunFolder;
import org.visioncourse.training.Stop;

class ResumedTrainingTest {

    @TempDir
    static Path folder;

    @BeforeAll
    static void writeFiles() throws Exception {
        SmallRuns.write(folder);
    }

    private static void stopped(DogBreedsConfig config, RunFolder run, CountedEpochs epochs) throws Exception {
        try (Stop stop = Stop.after(null)) {
            assertThat(DogBreedsTraining.create(config, run)
                            .run(DogBreedsData.load(config), stop, epochs.stopping(stop)))
                    .isEmpty();
        }
    }

    private static DogBreedsResult resumed(RunFolder run, DogBreedsData data) throws Exception {
        try (Stop stop = Stop.after(null)) {
            return DogBreedsTraining.resume(run)
                    .run(data, stop, Progress.SILENT)
                    .orElseThrow();
        }
    }

    /** Weights, averages and the optimizer's state at the end. */
    private static Map<String, float[]> last(RunFolder run) throws Exception {
        Map<String, float[]> values = new LinkedHashMap<>();
        try (NDManager manager = NDManager.newBaseManager()) {
            Safetensors.read(run.last(), manager)
                    .arrays()
                    .forEach((name, array) -> values.put(name, array.toFloatArray()));
        }
        return values;
    }

    private static void assertSameEnd(RunFolder one, RunFolder other) throws Exception {
        Map<String, float[]> ones = last(one);
        Map<String, float[]> others = last(other);
        assertThat(ones.keySet()).isNotEmpty().isEqualTo(others.keySet());
        ones.forEach((name, values) -> assertThat(values).as(name).isEqualTo(others.get(name)));
        assertThat(Files.mismatch(one.best(), other.best())).isEqualTo(-1);
        for (String figure : new String[] {"trainLoss", "validLoss", "validAccuracy"}) {
            assertThat(History.read(one.metrics()).series(figure))
                    .isEqualTo(History.read(other.metrics()).series(figure));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FEATURES", "FINETUNE"})
    void aRunStoppedAfterAnEpochOrInItsMidstEndsWhereAnUninterruptedOneDoes(Mode mode) throws Exception {
        DogBreedsConfig config = SmallRuns.config(mode, folder);
        DogBreedsData data = DogBreedsData.load(config);
        RunFolder whole = SmallRuns.folder(folder, mode + "-whole");
        DogBreedsResult result = SmallRuns.train(config, whole);
        RunFolder epoch = SmallRuns.folder(folder, mode + "-epoch");
        stopped(config, epoch, CountedEpochs.stoppedAfterEpochs(1));
        DogBreedsResult again = resumed(epoch, data);
        assertSameEnd(whole, epoch);
        assertThat(again.validLogLoss()).isEqualTo(result.validLogLoss());
        RunFolder midst = SmallRuns.folder(folder, mode + "-midst");
        stopped(config, midst, CountedEpochs.stoppedAfterSteps(2));
        resumed(midst, data);
        assertSameEnd(whole, midst);
    }

    @Test
    void aRunIsNotResumedOnOtherPhotographs() throws Exception {
        DogBreedsConfig config = SmallRuns.config(Mode.FEATURES, folder);
        RunFolder run = SmallRuns.folder(folder, "other");
        stopped(config, run, CountedEpochs.stoppedAfterSteps(1));
        DogBreedsData data = DogBreedsData.load(config);
        DogBreedsData other = new DogBreedsData(data.all(), data.valid(), data.train(), 0);
        assertThatIOException()
                .isThrownBy(() -> resumed(run, other))
                .withMessageContaining("are not those that " + run.path() + " was started with");
    }

    @Test
    void withoutHeldOutPhotographsTheLastEpochsModelIsKept() throws Exception {
        DogBreedsConfig config = SmallRuns.config(Mode.FEATURES, folder, options -> options.validRatio = 0.0);
        RunFolder run = SmallRuns.folder(folder, "none-held-out");
        DogBreedsResult result = SmallRuns.train(config, run);
        assertThat(result.validLogLoss()).isNull();
        assertThat(Json.read(run.result(), DogBreedsResult.class)).isEqualTo(result);
        RunFolder first = SmallRuns.folder(folder, "none-held-out-first");
        stopped(config, first, CountedEpochs.stoppedAfterEpochs(1));
        assertThat(Files.mismatch(run.best(), first.best())).isNotEqualTo(-1);
    }
}
