package org.visioncourse.training;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** Progress as text. */
final class ConsoleProgress implements Progress {

    private static final long NANOS_BETWEEN_UPDATES = 200_000_000;
    private static final String CLEAR_LINE = "\r\u001B[K";

    private final PrintStream out;
    private final boolean terminal;
    private long lastUpdate = Long.MIN_VALUE / 2;

    ConsoleProgress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public void step(int epoch, int epochs, int step, int steps, Figures soFar, Duration left) {
        long now = System.nanoTime();
        if (terminal && (now - lastUpdate > NANOS_BETWEEN_UPDATES || step == steps)) {
            lastUpdate = now;
            out.printf(
                    Locale.ROOT,
                    "%sepoch %d/%d  step %d/%d  %s  %s left",
                    CLEAR_LINE,
                    epoch,
                    epochs,
                    step,
                    steps,
                    Progress.format(soFar.means()),
                    Progress.format(left));
            out.flush();
        }
    }

    @Override
    public void epoch(int epoch, int epochs, Map<String, Double> row, Duration left) {
        out.printf(
                Locale.ROOT,
                "%sepoch %d/%d  %s  %s left%n",
                terminal ? CLEAR_LINE : "",
                epoch,
                epochs,
                Progress.format(row),
                Progress.format(left));
    }
}
