package org.visioncourse.training;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;

/** Progress as text. */
final class ConsoleProgress implements Progress {

    private static final long NANOS_BETWEEN_UPDATES = 200_000_000;
    private static final int COLUMNS = 79; // a longer line would scroll a terminal at each update
    private static final String CLEAR_LINE = "\r\u001B[K";

    private final PrintStream out;
    private final boolean terminal;
    private long lastUpdate = Long.MIN_VALUE / 2;
    private boolean lineIsOpen;

    ConsoleProgress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public void step(int epoch, int epochs, int step, int steps, Figures soFar, double rate, Duration left) {
        long now = System.nanoTime();
        if (terminal && (now - lastUpdate > NANOS_BETWEEN_UPDATES || step == steps)) {
            lastUpdate = now;
            String line = String.format(
                    Locale.ROOT,
                    "epoch %d/%d  step %d/%d  %.0f/s  %s left  %s",
                    epoch,
                    epochs,
                    step,
                    steps,
                    rate,
                    Progress.format(left),
                    Progress.format(soFar.means()));
            out.print(CLEAR_LINE + line.substring(0, Math.min(COLUMNS, line.length())));
            out.flush();
            lineIsOpen = true;
        }
    }

    @Override
    public void epoch(int epoch, int epochs, Map<String, Double> row, Duration left) {
        out.printf(
                Locale.ROOT,
                "%sepoch %d/%d  %s  %s left%n",
                lineIsOpen ? CLEAR_LINE : "",
                epoch,
                epochs,
                Progress.format(row),
                Progress.format(left));
        lineIsOpen = false;
    }

    @Override
    public void end() {
        if (lineIsOpen) {
            out.println();
            lineIsOpen = false;
        }
    }
}
