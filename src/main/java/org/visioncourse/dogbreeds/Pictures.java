package org.visioncourse.dogbreeds;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.visioncourse.data.Augmentation;
import org.visioncourse.data.ImageDataset;
import org.visioncourse.data.Picture;
import org.visioncourse.data.PictureSource;
import org.visioncourse.plots.ImageGrid;
import org.visioncourse.plots.LineChart;
import org.visioncourse.training.Evaluation;
import org.visioncourse.training.History;
import org.visioncourse.training.RunFolder;

/** The chapter's pictures. */
public final class Pictures {

    private static final int SIDE = 160;
    private static final int COLUMNS = 5;
    private static final int SHOWN = 20;
    private static final int AUGMENTED = 3;
    private static final int PAIRS = 6;
    private static final int OF_A_PAIR = 2;

    private static final RandomGenerator NOTHING_DRAWN = new SplittableRandom(0);

    private Pictures() {}

    /**
     * Held-out photographs with the breed that they are taken for, its probability, and after "not" the right one.
     *
     * @param middle what of a photograph the network saw
     */
    public static BufferedImage predictions(PictureSource photos, Evaluation evaluation, Augmentation middle) {
        ImageGrid grid = new ImageGrid(COLUMNS);
        List<String> names = photos.classNames();
        for (int i : spread(SHOWN, photos.size())) {
            int predicted = evaluation.predicted(i);
            int label = photos.labels()[i];
            String caption = String.format(
                    Locale.ROOT,
                    "%s %.0f %%",
                    shown(names.get(predicted)),
                    100 * evaluation.probabilities()[i][predicted]);
            boolean right = predicted == label;
            grid.add(
                    tile(photos, i, middle),
                    right ? caption : caption + ", not " + shown(names.get(label)),
                    right ? ImageGrid.Tone.RIGHT : ImageGrid.Tone.WRONG);
        }
        return grid.image();
    }

    /**
     * The pairs of breeds that are most often taken for one another, a row each: two photographs of the one, two of the
     * other.
     */
    public static BufferedImage confused(PictureSource photos, Evaluation evaluation, Augmentation middle) {
        ImageGrid grid = new ImageGrid(2 * OF_A_PAIR);
        for (int[] pair : pairs(evaluation.confusion())) {
            for (int breed : pair) {
                int[] examples = IntStream.range(0, photos.size())
                        .filter(i -> photos.labels()[i] == breed)
                        .limit(OF_A_PAIR)
                        .toArray();
                for (int j = 0; j < OF_A_PAIR; j++) {
                    int i = examples[Math.min(j, examples.length - 1)];
                    grid.add(tile(photos, i, middle), shown(photos.classNames().get(breed)));
                }
            }
        }
        return grid.image();
    }

    /** The pairs (a, b), a before b, with most photographs of the one taken for the other, those with most first. */
    static List<int[]> pairs(int[][] confusion) {
        return IntStream.range(0, confusion.length)
                .boxed()
                .flatMap(b -> IntStream.range(0, b).mapToObj(a -> new int[] {a, b}))
                .filter(pair -> mixed(confusion, pair) > 0)
                .sorted((one, other) -> mixed(confusion, other) - mixed(confusion, one))
                .limit(PAIRS)
                .toList();
    }

    private static int mixed(int[][] confusion, int[] pair) {
        return confusion[pair[0]][pair[1]] + confusion[pair[1]][pair[0]];
    }

    /** Some photographs as they look in five epochs, a row for each. */
    public static BufferedImage augmented(ImageDataset training) {
        ImageGrid grid = new ImageGrid(COLUMNS);
        for (int i : spread(AUGMENTED, training.size())) {
            for (int epoch = 0; epoch < COLUMNS; epoch++) {
                grid.add(tile(training.picture(epoch, i)));
            }
        }
        return grid.image();
    }

    /**
     * The validation accuracy of runs, by epoch, in one chart.
     *
     * @param parent the folder that holds a folder of each run
     * @param names of the runs' folders
     */
    public static BufferedImage modes(RunFolder parent, Collection<String> names) throws IOException {
        LineChart chart = new LineChart("What transfer is worth", "epoch", "validation accuracy").yRange(0, 1);
        for (String name : names) {
            chart.line(
                    name,
                    History.read(new RunFolder(parent.path().resolve(name)).metrics())
                            .series("validAccuracy"));
        }
        return chart.image();
    }

    /** Writes the pictures of an evaluation into a run's folder. */
    static void write(RunFolder run, PictureSource photos, Evaluation evaluation, Augmentation middle)
            throws IOException {
        run.picture("predictions.png", predictions(photos, evaluation, middle));
        if (!pairs(evaluation.confusion()).isEmpty()) {
            run.picture("confused.png", confused(photos, evaluation, middle));
        }
    }

    private static BufferedImage tile(PictureSource photos, int i, Augmentation middle) {
        return tile(middle.apply(photos.picture(i), NOTHING_DRAWN));
    }

    private static BufferedImage tile(Picture picture) {
        return Augmentation.resize(SIDE, SIDE).apply(picture, NOTHING_DRAWN).toImage();
    }

    /** Kaggle's file writes names with underlines. */
    private static String shown(String breed) {
        return breed.replace('_', ' ');
    }

    /** Indices at even distances: a set may be sorted by class. */
    private static int[] spread(int count, int size) {
        int shown = Math.min(count, size);
        return IntStream.range(0, shown)
                .map(i -> (int) ((long) i * size / shown))
                .toArray();
    }
}
