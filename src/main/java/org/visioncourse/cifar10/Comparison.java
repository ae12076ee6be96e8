package org.visioncourse.cifar10;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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
     * @param name network, recipe, precision and what was left out, and the folder where another run has these, too
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
     * @throws IOException if a folder is no run of this chapter, or one that measures nothing between its epochs, or if the runs
     *     name different data; runs of other seeds or shares held out have other validation pictures of the same data
     */
    public static Comparison of(List<RunFolder> runs) throws IOException {
        Map<RunFolder, Cifar10Config> configs = new LinkedHashMap<>();
        for (RunFolder run : runs) {
            configs.put(run, SavedRun.read(run, Cifar10Config.class).options());
        }
        requireSameData(configs);
        List<Line> lines = new ArrayList<>();
        for (RunFolder run : configs.keySet()) {
            lines.add(line(name(run, configs), run));
        }
        return new Comparison(List.copyOf(lines));
    }

    private static void requireSameData(Map<RunFolder, Cifar10Config> configs) throws IOException {
        RunFolder first = configs.keySet().iterator().next();
        for (RunFolder run : configs.keySet()) {
            if (!configs.get(run).data().equals(configs.get(first).data())) {
                throw new IOException("accuracies on different data cannot be compared: " + first.path() + " is of "
                        + configs.get(first).data() + ", " + run.path() + " of "
                        + configs.get(run).data());
            }
        }
    }

    /** What a run is, and where it lies if others are the same, by the folder's name if that is enough. */
    private static String name(RunFolder run, Map<RunFolder, Cifar10Config> configs) {
        String kind = kind(configs.get(run));
        List<RunFolder> same = configs.keySet().stream()
                .filter(other -> kind(configs.get(other)).equals(kind))
                .toList();
        if (same.size() == 1) {
            return kind;
        }
        Path folder = run.path().getFileName();
        long named = same.stream()
                .filter(other -> other.path().getFileName().equals(folder))
                .count();
        return kind + ", " + (named == 1 ? folder : run.path());
    }

    private static String kind(Cifar10Config config) {
        String kind = config.network() + ", " + config.recipe() + " recipe, " + config.precision();
        return config.without().isEmpty()
                ? kind
                : kind
                        + config.without().stream()
                                .map(FastPart::toString)
                                .collect(Collectors.joining(", ", ", without ", ""));
    }

    private static Line line(String name, RunFolder run) throws IOException {
        if (!Files.isRegularFile(run.metrics())) {
            throw new IOException("the run in " + run.path() + " has not finished an epoch yet");
        }
        History history = History.read(run.metrics());
        double[] accuracies = history.series(ACCURACY);
        if (Arrays.stream(accuracies).anyMatch(Double::isNaN)) {
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
