package org.visioncourse.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final Map<String, Double> ROW = new LinkedHashMap<>();

    static {
        ROW.put("trainLoss", 1.23456);
        ROW.put("validAccuracy", 0.8712);
        ROW.put(Fit.SECONDS, 61.2);
    }

    private static String shown(boolean terminal) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        AtomicLong clock = new AtomicLong();
        Progress progress = new ConsoleProgress(
                new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal, Progress.Count.EPOCHS, clock::get);
        clock.addAndGet(Duration.ofSeconds(1).toNanos());
        progress.step(1, 5, 2, 10, new Figures(8, ROW), 92.4, Duration.ofSeconds(3725));
        progress.epoch(1, 5, ROW, Duration.ofSeconds(125));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void withoutATerminalThereIsOnePlainLineAnEpoch() {
        assertThat(shown(false))
                .isEqualTo("epoch 1/5  train loss 1.235  valid accuracy 87.1 %  seconds 61  2:05 left"
                        + System.lineSeparator());
    }

    @Test
    void withoutATerminalALongEpochTellsOfItsStepsOnceAMinute() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        AtomicLong clock = new AtomicLong();
        Progress progress = new ConsoleProgress(
                new PrintStream(bytes, true, StandardCharsets.UTF_8), false, Progress.Count.EPOCHS, clock::get);
        for (int step = 1; step <= 8; step++) {
            clock.addAndGet(Duration.ofSeconds(20).toNanos());
            progress.step(1, 5, step, 8, new Figures(8, ROW), 92.4, Duration.ofSeconds(3725));
        }
        progress.epoch(1, 5, ROW, Duration.ofSeconds(125));

        assertThat(bytes.toString(StandardCharsets.UTF_8).lines())
                .hasSize(3)
                .anyMatch(line -> line.startsWith("epoch 1/5  step 4/8  92/s  1:02:05 left  train loss 1.235"))
                .anyMatch(line -> line.startsWith("epoch 1/5  step 8/8  "));
    }

    @Test
    void aTerminalAlsoSeesTheStepsAndTheTimeLeft() {
        assertThat(shown(true)).contains("epoch 1/5  step 2/10  92/s  1:02:05 left  train loss 1.235");
    }

    @Test
    void aLineForTheStepsFitsATerminalAndIsEndedWhenTheRunIs() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Progress progress =
                new ConsoleProgress(new PrintStream(bytes, true, StandardCharsets.UTF_8), true, Progress.Count.EPOCHS);
        Figures many = new Figures(1, ROW).with("aFigureWithALongName", 1).with("another", 2);
        progress.step(100, 200, 3000, 4000, many, 1234, Duration.ofHours(20));
        progress.end();
        progress.end();
        String text = bytes.toString(StandardCharsets.UTF_8);
        assertThat(text).endsWith(System.lineSeparator());
        assertThat(text.replace("\r\u001B[K", "").strip()).hasSize(79);
    }

    @Test
    void aSlowTrainingsSpeedHasItsDigits() {
        assertThat(Progress.format(Map.of(Fit.EXAMPLES_PER_SECOND, 0.1234))).isEqualTo("examples per second 0.12");
        assertThat(Progress.format(Map.of(Fit.EXAMPLES_PER_SECOND, 1234.6))).isEqualTo("examples per second 1235");
    }

    /** What is said of two epochs of 20 steps whose steps alone count. */
    private static String iterations(boolean terminal) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        AtomicLong clock = new AtomicLong();
        Progress progress = new ConsoleProgress(
                new PrintStream(bytes, true, StandardCharsets.UTF_8), terminal, Progress.Count.ITERATIONS, clock::get);
        for (int step = 1; step <= 20; step++) {
            clock.addAndGet(Duration.ofSeconds(9).toNanos());
            progress.step(2, 25, step, 20, new Figures(8, ROW), 92.4, Duration.ofSeconds(3725));
        }
        progress.epoch(2, 25, ROW, Duration.ofSeconds(125));
        return bytes.toString(StandardCharsets.UTF_8);
    }

    @Test
    void iterationsAreCountedFromTheStartOverAllEpochs() {
        assertThat(iterations(false).lines())
                .containsExactly(
                        "iteration 27/500  1:02:05 left  train loss 1.235  valid accuracy 87.1 %  seconds 61",
                        "iteration 34/500  1:02:05 left  train loss 1.235  valid accuracy 87.1 %  seconds 61",
                        "iteration 40/500  train loss 1.235  valid accuracy 87.1 %  seconds 61  2:05 left");
        assertThat(iterations(true))
                .contains("iteration 21/500  1:02:05 left", "iteration 40/500  train loss")
                .doesNotContain("epoch", "step");
    }
}
