package org.visioncourse.cifar10;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.visioncourse.plots.LineChart;
import org.visioncourse.training.Fit;
import org.visioncourse.training.History;
import org.visioncourse.training.RunFolder;
import org.visioncourse.training.SavedRun;

/**
 * How good runs are after how much time.
 *
 * @param lines the runs, in their order
 */
public record Comparison(List<Line> lines) {

    private static final String ACCURACY = "validAccuracy";

    /**
     * A run's accuracies, one after each epoch.
     *
     * @param name network, recipe and precision, and the folder where another run has these, too
     * @param minutes since the run's beginning
     * @param accuracies on the validation pictures, in [0, 1]
     */
    public record Line(String name, double[] minutes, double[] accuracies) {

        /** The last epoch's accuracy. */
        public double last() {
            return accuracies[accuracies.length - 1];
        }

        /** Minutes to the end of the last epoch. */
        public double duration() {
            return minutes[minutes.length - 1];
        }
    }

    /**
     * Reads what runs have written, whether they have ended or not.
     *
     * @throws IOException if a folder is no run of this chapter, or one that measures nothing between its epochs
     */
    public static Comparison of(List<RunFolder> runs) throws IOException {
        Map<String, Line> lines = new LinkedHashMap<>();
        for (RunFolder run : runs) {
            Cifar10Config config = SavedRun.read(run, Cifar10Config.class).options();
            String name = config.network() + ", " + config.recipe() + " recipe, " + config.precision();
            String free = Stream.of(name, name + ", " + run.path().getFileName(), name + ", " + run.path())
                    .filter(candidate -> !lines.containsKey(candidate))
                    .findFirst()
                    .orElse(name); // the same run once more
            lines.put(free, line(free, run));
        }
        return new Comparison(List.copyOf(lines.values()));
    }

    private static Line line(String name, RunFolder run) throws IOException {
        History history = History.read(run.metrics());
        double[] accuracies = history.series(ACCURACY);
        if (accuracies.length == 0 || Arrays.stream(accuracies).anyMatch(Double::isNaN)) {
            throw new IOException("the run in " + run.path()
                    + " has no accuracies on held-out pictures after its epochs: train with --valid-ratio 0.1");
        }
        double[] minutes =
                Arrays.stream(history.series(Fit.SECONDS)).map(s -> s / 60).toArray();
        return new Line(name, minutes, accuracies);
    }

    /** Accuracy against time, a line for each run. */
    public BufferedImage chart() {
        LineChart chart = new LineChart("Accuracy against time", "minutes", "validation accuracy");
        lines.forEach(line -> chart.line(line.name, line.minutes, line.accuracies));
        return chart.image();
    }
}
