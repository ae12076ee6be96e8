package org.visioncourse.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.training.dataset.Batch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.visioncourse.data.Epochs;
import org.visioncourse.engine.Constants;
import org.visioncourse.engine.ForwardPass;
import org.visioncourse.engine.GradMode;

/**
 * What a classifier says of labelled examples.
 *
 * @param probabilities of the classes, (N, C), rows sum to 1
 * @param labels the right classes, (N)
 */
public record Evaluation(float[][] probabilities, int[] labels) {

    /**
     * Runs a network over a data set.
     *
     * @param network returns logits (N, C); BatchNorm uses its running statistics
     * @param examples the data set, not shuffled
     * @param flip whether each example, a picture (C, H, W) then, is also looked at mirrored, and the mean of both logits
     *     counts
     */
    public static Evaluation of(Block network, Epochs examples, boolean flip) {
        List<float[]> probabilities = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        try (GradMode off = GradMode.off();
                NDManager manager = NDManager.newBaseManager();
                Epochs.Batches batches = examples.epoch(manager, 0, 0)) {
            while (batches.hasNext()) {
                try (Batch batch = batches.next()) {
                    NDArray logits = logits(network, batch.getData().singletonOrThrow(), flip); // (N, C)
                    addRows(logits.softmax(1), probabilities);
                    for (long label : batch.getLabels().singletonOrThrow().toLongArray()) {
                        labels.add((int) label);
                    }
                }
            }
        }
        return new Evaluation(
                probabilities.toArray(float[][]::new),
                labels.stream().mapToInt(Integer::intValue).toArray());
    }

    /** Logits (N, C); with flip, the mean with those of the mirrored pictures (N, 3, H, W). */
    private static NDArray logits(Block network, NDArray examples, boolean flip) {
        NDArray logits = ForwardPass.inference(network, examples);
        if (!flip) {
            return logits;
        }
        NDArray sum = logits.add(ForwardPass.inference(network, examples.flip(3)));
        return Constants.multiply(sum, 0.5f);
    }

    /**
     * One opinion of several on the same examples, of other views of them say: the weighted mean of their log probabilities,
     * which is that of their logits.
     *
     * @param evaluations one or more, of the same examples in the same order
     * @param weights one for each, positive, with the sum 1
     */
    public static Evaluation mean(List<Evaluation> evaluations, double... weights) {
        int[] labels = evaluations.get(0).labels();
        float[][] rows = new float[labels.length][];
        for (int i = 0; i < labels.length; i++) {
            int row = i;
            double[] logits = new double[evaluations.get(0).probabilities()[i].length];
            for (int c = 0; c < logits.length; c++) {
                int column = c;
                logits[c] = IntStream.range(0, weights.length)
                        .mapToDouble(k -> weights[k]
                                * Math.log(Math.max(evaluations.get(k).probabilities()[row][column], Float.MIN_VALUE)))
                        .sum();
            }
            rows[i] = softmax(logits);
        }
        return new Evaluation(rows, labels);
    }

    private static float[] softmax(double[] logits) {
        double most = Arrays.stream(logits).max().orElseThrow();
        double sum = Arrays.stream(logits).map(z -> Math.exp(z - most)).sum();
        float[] row = new float[logits.length];
        for (int c = 0; c < row.length; c++) {
            row[c] = (float) (Math.exp(logits[c] - most) / sum);
        }
        return row;
    }

    private static void addRows(NDArray matrix, List<float[]> rows) {
        float[] values = matrix.toFloatArray();
        int width = (int) matrix.getShape().get(1);
        for (int start = 0; start < values.length; start += width) {
            rows.add(Arrays.copyOfRange(values, start, start + width));
        }
    }

    /** The most probable class of picture i. */
    public int predicted(int i) {
        float[] row = probabilities[i];
        return IntStream.range(0, row.length)
                .reduce((best, c) -> row[c] > row[best] ? c : best)
                .orElseThrow();
    }

    /**
     * The most probable classes of example i, a line each with its probability in per cent, the most probable first.
     *
     * @param classNames the classes' names, by label
     * @param count the most lines
     */
    public String top(int i, List<String> classNames, int count) {
        float[] row = probabilities[i];
        return IntStream.range(0, row.length)
                .boxed()
                .sorted(Comparator.comparingDouble(c -> -row[c]))
                .limit(count)
                .map(c -> String.format(Locale.ROOT, "  %5.1f %%  %s%n", 100 * row[c], classNames.get(c)))
                .collect(Collectors.joining());
    }

    /** Share of pictures whose most probable class is the right one, in [0, 1]. */
    public double accuracy() {
        return IntStream.range(0, labels.length)
                        .filter(i -> predicted(i) == labels[i])
                        .count()
                / (double) labels.length;
    }

    /** Numbers of pictures by right class (row) and most probable class (column). */
    public int[][] confusion() {
        int classes = probabilities[0].length;
        int[][] counts = new int[classes][classes];
        for (int i = 0; i < labels.length; i++) {
            counts[labels[i]][predicted(i)]++;
        }
        return counts;
    }

    /** Share of a class's pictures that are taken for it, NaN if it has none. */
    public static double recall(int[][] confusion, int c) {
        return confusion[c][c] / (double) IntStream.of(confusion[c]).sum();
    }

    /** The wrongly classified pictures, those first of which the network is surest. */
    public int[] mistakes() {
        return IntStream.range(0, labels.length)
                .filter(i -> predicted(i) != labels[i])
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -probabilities[i][predicted(i)]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** Mean cross entropy, the negative logarithm of the right class's probability. */
    public double loss() {
        return IntStream.range(0, labels.length)
                .mapToDouble(i -> -Math.log(Math.max(probabilities[i][labels[i]], Float.MIN_NORMAL)))
                .average()
                .orElseThrow();
    }

    /** Loss and accuracy by name: {@code valid} gives validLoss and validAccuracy. */
    public Figures figures(String prefix) {
        return Figures.of(labels.length, prefix + "Loss", loss()).with(prefix + "Accuracy", accuracy());
    }

    /** Share of rows of logits (N, C) whose largest value is at the label, in [0, 1]. */
    static double accuracy(NDArray logits, NDList labels) {
        try (GradMode off = GradMode.off()) {
            NDArray right = logits.argMax(1).eq(labels.singletonOrThrow()); // (N)
            return right.countNonzero().getLong() / (double) right.size();
        }
    }
}
