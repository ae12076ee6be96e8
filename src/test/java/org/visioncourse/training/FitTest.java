package org.visioncourse.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.djl.ndarray.NDManager;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.visioncourse.data.ImageFile;

class FitTest {

    private static final int WIDTH = 32;

    @TempDir
    Path folder;

    private RunFolder run(String name) throws Exception {
        return RunFolder.create("test", folder.resolve(name));
    }

    private static float[] uninterrupted(RunFolder run) throws Exception {
        try (Regression exercise = new Regression(WIDTH);
                Stop stop = Stop.after(null)) {
            Fit.Outcome outcome = exercise.fit(run, stop).start(exercise);
            assertThat(outcome.finished()).isTrue();
            assertThat(outcome.history().epochs()).isEqualTo(Regression.EPOCHS);
            assertThat(exercise.bests).isEqualTo(Regression.EPOCHS); // each epoch's score is better
            return exercise.weights();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 4, 7, 11})
    void aRunStoppedAfterAnyStepAndResumedGivesTheSameWeightsBitForBit(int step) throws Exception {
        float[] expected = uninterrupted(run("whole"));
        RunFolder run = run("parts");
        try (Regression exercise = new Regression(WIDTH);
                Stop stop = Stop.after(null)) {
            exercise.stopAtStep = step;
            Fit.Outcome outcome = exercise.fit(run, stop).start(exercise);
            assertThat(outcome.finished()).isEqualTo(step == Regression.EPOCHS * Regression.STEPS - 1);
            assertThat(outcome.reason()).isEqualTo(outcome.finished() ? null : "the test says so");
        }
        try (Regression exercise = new Regression(WIDTH);
                Stop stop = Stop.after(null)) {
            Fit.Outcome outcome = exercise.fit(run, stop).resume(exercise);
            assertThat(outcome.finished()).isTrue();
            assertThat(exercise.weights()).isEqualTo(expected);
        }
        assertThat(losses(run)).isEqualTo(losses(new RunFolder(folder.resolve("whole"))));
    }

    /** Epochs and losses, the first columns of metrics.csv; the others hold times. */
    private static List<String> losses(RunFolder run) throws Exception {
        return Files.readAllLines(run.metrics()).stream()
                .map(line -> line.replaceAll("^([^,]*,[^,]*,[^,]*),.*", "$1"))
                .toList();
    }

    @Test
    void aRunKilledAtAnyMomentGoesOnAsIfNothingHadHappened() throws Exception {
        int wide = 200_000; // a checkpoint of some 25 MB, so that the kill often meets a half-written one
        float[] expected;
        RunFolder whole = run("whole");
        try (Regression exercise = new Regression(wide);
                Stop stop = Stop.after(null)) {
            exercise.fit(whole, stop).start(exercise);
            expected = exercise.weights();
        }
        RunFolder run = run("killed");
        try (Regression exercise = new Regression(wide);
                Stop stop = Stop.after(null)) {
            exercise.stopAtStep = 1; // so that there is a checkpoint for the killed processes to replace
            exercise.fit(run, stop).start(exercise);
        }
        int kills = 0;
        for (int attempt = 0; attempt < 4; attempt++) {
            Process process = start(run, wide, "fast");
            if (killWhileWriting(process, run)) {
                kills++;
            }
        }
        assertThat(kills).isPositive();
        try (Regression exercise = new Regression(wide);
                Stop stop = Stop.after(null)) {
            assertThat(exercise.fit(run, stop).resume(exercise).finished()).isTrue();
            assertThat(exercise.weights()).isEqualTo(expected);
        }
    }

    private static Process start(RunFolder run, int width, String speed) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Regression.class.getName(),
                        run.path().toString(),
                        Integer.toString(width),
                        speed)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /** Kills the process as soon as it has begun to replace the checkpoint; false if it was done with that before. */
    private static boolean killWhileWriting(Process process, RunFolder run) throws Exception {
        Path beside = run.last().resolveSibling("." + run.last().getFileName() + ".part");
        Files.deleteIfExists(beside);
        while (process.isAlive()) {
            if (Files.exists(beside)) {
                process.destroyForcibly().waitFor();
                assertThat(run.last()).isNotEmptyFile();
                return Files.exists(beside); // else it was quicker than the kill
            }
            Thread.onSpinWait();
        }
        assertThat(process.exitValue()).isZero();
        return false;
    }

    @Test
    void theTimeLimitEndsTheRunAfterTheStepInFlight() throws Exception {
        try (Regression exercise = new Regression(WIDTH);
                Stop stop = Stop.after(Duration.ofNanos(1))) {
            Fit.Outcome outcome = exercise.fit(run("limited"), stop).start(exercise);
            assertThat(outcome.finished()).isFalse();
            assertThat(outcome.reason()).isEqualTo("the time limit is reached");
        }
    }

    @Test
    void anInterruptedThreadEndsTheRunAndLeavesTheEngineUsable() throws Exception {
        RunFolder run = run("interrupted");
        AtomicReference<Fit.Outcome> outcome = new AtomicReference<>();
        Thread thread = new Thread(() -> {
            Thread.currentThread().interrupt();
            try (Regression exercise = new Regression(WIDTH);
                    Stop stop = Stop.after(null)) {
                outcome.set(exercise.fit(run, stop).start(exercise));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        thread.start();
        thread.join();
        assertThat(outcome.get().reason()).isEqualTo("interrupted");
        uninterrupted(run("after"));
    }

    @Test
    void aRunInterruptedInItsValidationOrWhileSavingIsKeptAndGoesOn() throws Exception {
        float[] expected = uninterrupted(run("whole"));
        RunFolder run = run("interrupted");
        try (Regression exercise = new Regression(WIDTH);
                Stop stop = Stop.after(null)) {
            exercise.interruptInValidation = true;
            assertThat(exercise.fit(run, stop).start(exercise).reason()).isEqualTo("interrupted");
        }
        assertThat(run.last()).isNotEmptyFile();
        try (Regression exercise = new Regression(WIDTH);
                Stop stop = Stop.after(null)) {
            assertThat(exercise.fit(run, stop).resume(exercise).finished()).isTrue();
            assertThat(exercise.weights()).isEqualTo(expected);
        }
    }

    @Test
    void aProcessAskedToEndFinishesItsStepAndLeavesARunThatGoesOn() throws Exception {
        assumeThat(System.getProperty("os.name")).doesNotStartWith("Windows"); // where a process is killed at once
        float[] expected = uninterrupted(run("whole"));
        RunFolder run = run("asked");
        Process process = start(run, WIDTH, "slow");
        while (!Files.exists(run.last())) {
            assertThat(process.isAlive()).isTrue();
            Thread.sleep(5);
        }
        process.destroy();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        try (Regression exercise = new Regression(WIDTH);
                Stop stop = Stop.after(null)) {
            assertThat(exercise.fit(run, stop).resume(exercise).finished()).isTrue();
            assertThat(exercise.weights()).isEqualTo(expected);
        }
    }

    @Test
    void rowsThatCannotBeWrittenEndNoRun() throws Exception {
        RunFolder run = run("locked");
        Files.createDirectories(run.metrics().resolve("in the way"));
        try (Regression exercise = new Regression(WIDTH);
                Stop stop = Stop.after(null)) {
            assertThat(exercise.fit(run, stop).start(exercise).finished()).isTrue();
        }
    }

    @Test
    void aLossThatIsNoNumberEndsTheRunWithASentenceThatSaysWhatToTry() throws Exception {
        RunFolder run = run("diverged");
        Fit.Exercise exercise = new Diverging();
        try (Stop stop = Stop.after(null)) {
            Fit fit = new Fit(2, 3, 0, run, new Checkpoint(), stop, Progress.SILENT);
            assertThatThrownBy(() -> fit.start(exercise))
                    .isInstanceOf(DivergedException.class)
                    .hasMessageContaining("trainLoss is NaN in epoch 1, step 2")
                    .hasMessageContaining("smaller --learning-rate (it was 0.4");
        }
        assertThat(run.last()).doesNotExist();
    }

    @Test
    void whereThereIsNoLearningRateTheSentenceNamesNone() throws Exception {
        Fit.Exercise exercise = exercise((epoch, step) -> Figures.of(1, "loss", Double.POSITIVE_INFINITY));
        try (Stop stop = Stop.after(null)) {
            Fit fit = new Fit(2, 3, 0, run("diverged"), new Checkpoint(), stop, Progress.SILENT);
            assertThatThrownBy(() -> fit.start(exercise))
                    .isInstanceOf(DivergedException.class)
                    .hasMessage("loss is Infinity in epoch 1, step 1: the run has diverged."
                            + " Try a smaller --learning-rate.");
        }
    }

    @Test
    void anExercisesOwnCurvesAreDrawn() throws Exception {
        RunFolder run = run("curves");
        Fit.Exercise exercise = exercise((epoch, step) -> Figures.of(1, "loss", epoch + step));
        try (Stop stop = Stop.after(null)) {
            new Fit(3, 2, 0, run, new Checkpoint(), stop, Progress.SILENT).start(exercise);
        }
        assertThat(ImageFile.size(run.path().resolve("curves.png"))).isEqualTo(new ImageFile.Size(3, 7));
    }

    /** An exercise whose curves are 7 pixels wide and one high for each epoch. */
    private static Fit.Exercise exercise(BiFunction<Integer, Integer, Figures> figures) {
        return new Diverging() {
            @Override
            public Steps begin(int epoch, int firstStep) {
                AtomicInteger step = new AtomicInteger(firstStep);
                return scope -> figures.apply(epoch, step.getAndIncrement());
            }

            @Override
            public BufferedImage curves(History history) {
                return new BufferedImage(7, history.epochs(), BufferedImage.TYPE_INT_RGB);
            }
        };
    }

    @Test
    void aRunLeavesNoArraysBehind() throws Exception {
        NDManager root = NDManager.newBaseManager().getParentManager();
        int before = root.getManagedArrays().size();
        uninterrupted(run("whole"));
        assertThat(root.getManagedArrays()).hasSize(before);
    }

    private static class Diverging implements Fit.Exercise {
        private int steps;

        @Override
        public Steps begin(int epoch, int firstStep) {
            return scope ->
                    Figures.of(1, "trainLoss", steps++ == 1 ? Double.NaN : 1).with("learningRate", 0.4);
        }

        @Override
        public Figures validate(int epoch) {
            return Figures.NONE;
        }

        @Override
        public double score(Map<String, Double> row) {
            return 0;
        }

        @Override
        public void saveBest(RunFolder run) {}
    }
}
