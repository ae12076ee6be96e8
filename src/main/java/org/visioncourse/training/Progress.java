package org.visioncourse.training;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.StringJoiner;

/** Shows how a run goes. Epochs and steps count from 1 here. */
public interface Progress {

    /**
     * A step is over.
     *
     * @param epoch the epoch under way
     * @param epochs epochs in all
     * @param step steps done in this epoch
     * @param steps steps of an epoch
     * @param soFar the epoch's figures so far
     * @param rate examples a second in this epoch
     * @param left estimate of the time to the end of the run
     */
    void step(int epoch, int epochs, int step, int steps, Figures soFar, double rate, Duration left);

    /** An epoch is over, its validation included. */
    void epoch(int epoch, int epochs, Map<String, Double> row, Duration left);

    /** The run has ended, well or not. */
    void end();

    /** Nothing. */
    Progress SILENT = new Progress() {
        @Override
        public void step(int epoch, int epochs, int step, int steps, Figures soFar, double rate, Duration left) {}

        @Override
        public void epoch(int epoch, int epochs, Map<String, Double> row, Duration left) {}

        @Override
        public void end() {}
    };

    /** A line an epoch on System.out, and a line for the steps: on a terminal one that moves, elsewhere one a minute. */
    static Progress console() {
        return new ConsoleProgress(System.out, System.console() != null, Count.EPOCHS);
    }

    /** The same for a training whose steps are all of one kind: its epochs are so many steps, and only these are counted. */
    static Progress iterations() {
        return new ConsoleProgress(System.out, System.console() != null, Count.ITERATIONS);
    }

    /** What the lines say how far a run is by. */
    enum Count {
        /** Epochs, and the steps of each. */
        EPOCHS,
        /** Steps since the start. */
        ITERATIONS
    }

    /** Figures in one line: accuracies in percent, others with four digits. */
    static String format(Map<String, Double> figures) {
        StringJoiner line = new StringJoiner("  ");
        figures.forEach((name, value) -> line.add(label(name) + " " + number(name, value)));
        return line.toString();
    }

    /** A duration as 1:02:03 or 2:03. */
    static String format(Duration duration) {
        long s = Math.max(0, duration.toSeconds());
        return s < 3600
                ? String.format(Locale.ROOT, "%d:%02d", s / 60, s % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60);
    }

    /** trainLoss as "train loss". */
    static String label(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    private static String number(String name, double value) {
        if (name.endsWith("Accuracy")) {
            return String.format(Locale.ROOT, "%.1f %%", 100 * value);
        }
        if (name.equals(Fit.SECONDS) || name.endsWith("PerSecond")) {
            boolean slow = name.endsWith("PerSecond") && value < 10; // an image that is trained, say
            return String.format(Locale.ROOT, slow ? "%.2f" : "%.0f", value);
        }
        return String.format(Locale.ROOT, "%.4g", value);
    }
}
