package org.visioncourse.styletransfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.visioncourse.training.CountedEpochs;
import org.visioncourse.training.History;
import org.visioncourse.training.RunFolder;

/** Eight iterations, in two levels the half of them in each. */
class ResumedStyleTest {

    @TempDir
    static Path folder;

    private static StyleConfig config(Consumer<StyleOptions> more) {
        return Small.config(more.andThen(options -> options.size = 48));
    }

    private static void assertSameEnd(RunFolder one, RunFolder other) throws Exception {
        for (String picture : new String[] {"painted.png", "progress/00002.png", "progress/00006.png", "run.gif"}) {
            assertThat(Files.mismatch(one.path().resolve(picture), other.path().resolve(picture)))
                    .as(picture)
                    .isEqualTo(-1);
        }
        History ones = History.read(one.metrics());
        History others = History.read(other.metrics());
        for (String figure : new String[] {"contentLoss", "styleLoss", "tvLoss"}) {
            assertThat(ones.series(figure)).hasSize(4).isEqualTo(others.series(figure));
        }
    }

    /** A step a session: stops within epochs and between them, within levels and between them. */
    @ParameterizedTest
    @CsvSource({
        "ADAM, 1, NOISE, false, 3",
        "ADAM, 2, CONTENT, true, 1",
        "LBFGS, 1, NOISE, false, 3",
        "LBFGS, 2, STYLE, false, 1",
    })
    void aRunStoppedAnywhereEndsWhereAnUninterruptedOneDoes(
            ImageOptimizer optimizer, int levels, Start start, boolean keepColours, int steps) throws Exception {
        StyleConfig config = config(options -> {
            options.optimizer = optimizer;
            options.levels = levels;
            options.start = start;
            options.keepColours = keepColours;
        });
        RunFolder whole = Small.run(folder, optimizer + "-" + levels);
        StyleResult result = Small.paint(config, whole, CountedEpochs.all()).orElseThrow();
        RunFolder run = Small.run(folder, optimizer + "-" + levels + "-stopped");
        for (int done = steps; done < config.iterations(); done += steps) {
            assertThat(Small.paint(config, run, CountedEpochs.stoppedAfterSteps(steps)))
                    .isEmpty();
            assertThat(run.result()).doesNotExist();
        }
        StyleResult resumed = Small.paint(config, run, CountedEpochs.all()).orElseThrow();
        assertThat(resumed.contentLoss()).isEqualTo(result.contentLoss());
        assertThat(resumed.styleLoss()).isEqualTo(result.styleLoss());
        assertThat(resumed.tvLoss()).isEqualTo(result.tvLoss());
        assertSameEnd(whole, run);
    }

    /**
     * Without MKL's setting about one run of five ends elsewhere: its sums are in another order, and Adam's first steps
     * make much of it.
     */
    @Test
    void aRunRepeatedEndsAtTheSameBits() throws Exception {
        StyleConfig config = config(options -> {
            options.optimizer = ImageOptimizer.ADAM;
            options.levels = 2;
            options.start = Start.CONTENT;
            options.keepColours = true;
        });
        StyleResult first = Small.paint(config, Small.run(folder, "repeated-0"), CountedEpochs.all())
                .orElseThrow();
        for (int i = 1; i < 10; i++) {
            StyleResult again = Small.paint(config, Small.run(folder, "repeated-" + i), CountedEpochs.all())
                    .orElseThrow();
            assertThat(again.styleLoss()).isEqualTo(first.styleLoss());
        }
    }

    @Test
    void aRunStoppedBetweenTwoLevelsEndsWhereAnUninterruptedOneDoes() throws Exception {
        StyleConfig config = config(options -> options.levels = 2);
        RunFolder whole = Small.run(folder, "whole");
        Small.paint(config, whole, CountedEpochs.all()).orElseThrow();
        RunFolder run = Small.run(folder, "between");
        assertThat(Small.paint(config, run, CountedEpochs.stoppedAfterEpochs(2)))
                .isEmpty();
        assertThat(Small.paint(config, run, CountedEpochs.all())).isPresent();
        assertSameEnd(whole, run);
    }

    @Test
    void aFinishedRunIsResumedToTheSameResult() throws Exception {
        StyleConfig config = config(options -> options.levels = 2);
        RunFolder run = Small.run(folder, "finished");
        StyleResult result =
                Small.paint(config, run, CountedEpochs.stoppedAfterEpochs(4)).orElseThrow();
        byte[] painted = Files.readAllBytes(run.path().resolve("painted.png"));
        byte[] pair = Files.readAllBytes(run.path().resolve("pair.png"));
        Files.delete(run.result());
        Files.delete(run.path().resolve("pair.png"));
        StyleResult again = Small.paint(config, run, CountedEpochs.all()).orElseThrow();
        assertThat(again.contentLoss()).isEqualTo(result.contentLoss());
        assertThat(again.secondsPerIteration()).isEqualTo(result.secondsPerIteration());
        assertThat(run.path().resolve("painted.png")).hasBinaryContent(painted);
        assertThat(run.path().resolve("pair.png")).hasBinaryContent(pair);
        assertThat(run.result()).exists();
    }

    @Test
    void aRunIsNotResumedOnOtherPictures() throws Exception {
        Path photo = Small.file(folder.resolve("photo.png"), 40, 50);
        StyleConfig config = Small.config(options -> options.content = photo.toString());
        RunFolder run = Small.run(folder, "other");
        assertThat(Small.paint(config, run, CountedEpochs.stoppedAfterSteps(1))).isEmpty();
        Small.file(photo, 50, 40);
        assertThatIOException()
                .isThrownBy(() -> Small.paint(config, run, CountedEpochs.all()))
                .withMessageContaining("are not those that " + run.path() + " was started with");
        Small.file(photo, 40, 50);
        assertThat(Small.paint(config, run, CountedEpochs.all())).isPresent();
    }
}
