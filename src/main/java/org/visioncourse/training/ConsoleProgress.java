package org.visioncourse.training;

import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/** Progress as text. */
final class ConsoleProgress implements Progress {

    private static final long NANOS_BETWEEN_UPDATES = 200_000_000;
    private static final long NANOS_BETWEEN_LINES = 60_000_000_000L; // where there is no terminal
    private static final int COLUMNS = 79; // a longer line would scroll a terminal at each update
    private static final String CLEAR_LINE = "\r\u001B[K";

    private final PrintStream out;
    private final boolean terminal;
    private final Progress.Count count;
    private final LongSupplier clock;
    private long lastUpdate;
    private boolean lineIsOpen;
    private int stepsPerEpoch;

    ConsoleProgress(PrintStream out, boolean terminal, Progress.Count count) {
        this(out, terminal, count, System::nanoTime);
    }

    /** With a clock that counts nanoseconds. */
    ConsoleProgress(PrintStream out, boolean terminal, Progress.Count count, LongSupplier clock) {
        this.out = out;
        this.terminal = terminal;
        this.count = count;
        this.clock = clock;
        lastUpdate = clock.getAsLong() - (terminal ? 2 * NANOS_BETWEEN_UPDATES : 0); // a terminal sees the first step
    }

    @Override
    public void step(int epoch, int epochs, int step, int steps, Figures soFar, double rate, Duration left) {
        stepsPerEpoch = steps;
        long sinceUpdate = clock.getAsLong() - lastUpdate;
        if (sinceUpdate <= (terminal ? NANOS_BETWEEN_UPDATES : NANOS_BETWEEN_LINES) && !(terminal && step == steps)) {
            return;
        }
        lastUpdate += sinceUpdate;
        String line = place(epoch, epochs, step)
                + (count == Count.EPOCHS ? String.format(Locale.ROOT, "  step %d/%d  %.0f/s", step, steps, rate) : "")
                + "  " + Progress.format(left) + " left  " + Progress.format(soFar.means());
        if (terminal) {
            out.print(CLEAR_LINE + line.substring(0, Math.min(COLUMNS, line.length())));
            out.flush();
            lineIsOpen = true;
        } else {
            out.println(line);
        }
    }

    @Override
    public void epoch(int epoch, int epochs, Map<String, Double> row, Duration left) {
        out.printf(
                Locale.ROOT,
                "%s%s  %s  %s left%n",
                lineIsOpen ? CLEAR_LINE : "",
                place(epoch, epochs, stepsPerEpoch),
                Progress.format(shown(row)),
                Progress.format(left));
        lineIsOpen = false;
        lastUpdate = clock.getAsLong();
    }

    /** Where only iterations are counted, an example is one. */
    private Map<String, Double> shown(Map<String, Double> row) {
        Map<String, Double> shown = new LinkedHashMap<>();
        row.forEach((name, value) -> shown.put(
                count == Count.ITERATIONS && name.equals(Fit.EXAMPLES_PER_SECOND) ? "iterationsPerSecond" : name,
                value));
        return shown;
    }

    /** How far the run is, with so many steps of an epoch done. */
    private String place(int epoch, int epochs, int step) {
        return count == Count.EPOCHS
                ? "epoch " + epoch + "/" + epochs
                : "iteration " + ((long) (epoch - 1) * stepsPerEpoch + step) + "/" + (long) epochs * stepsPerEpoch;
    }

    @Override
    public void end() {
        if (lineIsOpen) {
            out.println();
            lineIsOpen = false;
        }
    }
}
