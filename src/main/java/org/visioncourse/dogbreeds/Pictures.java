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

    private static final int SIDE = 128;
    private static final int CAPTIONED_SIDE = 160;
    private static final int CAPTION_LENGTH = 24; // characters; breeds have long names
    private static final int COLUMNS = 6;
    private static final int CAPTIONED_COLUMNS = 4;
    private static final int SHOWN = 16;
    private static final int EXAMPLES = 12;
    private static final int AUGMENTED = 3;
    private static final int NEIGHBOURS = 4;
    private static final int PAIRS = 6;
    private static final int OF_A_PAIR = 2;

    private static final RandomGenerator NOTHING_DRAWN = new SplittableRandom(0);

    private Pictures() {}

    /**
     * Photographs from all over a set, with their breeds.
     *
     * @param middle what of a photograph a network sees
     */
    public static BufferedImage examples(PictureSource photos, Augmentation middle) {
        ImageGrid grid = new ImageGrid(CAPTIONED_COLUMNS);
        for (int i : spread(EXAMPLES, photos.size())) {
            grid.add(captioned(photos, i, middle), breed(photos, i));
        }
        return grid.image();
    }

    /**
     * Held-out photographs with the probability of the breed that they are taken for, and below, after "not", the right
     * one.
     *
     * @param middle what of a photograph the network saw
     */
    public static BufferedImage predictions(PictureSource photos, Evaluation evaluation, Augmentation middle) {
        ImageGrid grid = new ImageGrid(CAPTIONED_COLUMNS);
        List<String> names = photos.classNames();
        for (int i : spread(SHOWN, photos.size())) {
            int predicted = evaluation.predicted(i);
            int label = photos.labels()[i];
            String caption = String.format(
                    Locale.ROOT,
                    "%.0f %% %s",
                    100 * evaluation.probabilities()[i][predicted],
                    shown(names.get(predicted)));
            boolean right = predicted == label;
            grid.add(
                    captioned(photos, i, middle),
                    wrapped(caption) + (right ? "" : "\n" + wrapped("not " + shown(names.get(label)))),
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
                    grid.add(captioned(photos, i, middle), breed(photos, i));
                }
            }
        }
        return grid.image();
    }

    /**
     * The pairs (a, b), a before b, with most photographs of the one taken for the other, those with most first. Breeds
     * without a photograph, of which a small part of the data may have some, are left out.
     */
    static List<int[]> pairs(int[][] confusion) {
        int[] shown = IntStream.range(0, confusion.length)
                .filter(breed -> IntStream.of(confusion[breed]).sum() > 0)
                .toArray();
        return IntStream.range(0, shown.length)
                .boxed()
                .flatMap(b -> IntStream.range(0, b).mapToObj(a -> new int[] {shown[a], shown[b]}))
                .filter(pair -> mixed(confusion, pair) > 0)
                .sorted((one, other) -> mixed(confusion, other) - mixed(confusion, one))
                .limit(PAIRS)
                .toList();
    }

    private static int mixed(int[][] confusion, int[] pair) {
        return confusion[pair[0]][pair[1]] + confusion[pair[1]][pair[0]];
    }

    /**
     * Some photographs, a row for each, and beside it those whose features are most like its own by the cosine of the
     * angle between them; their breed is green where it is the same.
     *
     * @param features of the photographs, (N, D)
     * @param middle what of a photograph the network saw
     */
    public static BufferedImage neighbours(PictureSource photos, float[][] features, Augmentation middle) {
        ImageGrid grid = new ImageGrid(1 + NEIGHBOURS);
        for (int i : spread(AUGMENTED, photos.size())) {
            grid.add(captioned(photos, i, middle), breed(photos, i));
            for (int j : Features.nearest(features, i, NEIGHBOURS)) {
                boolean same = photos.labels()[i] == photos.labels()[j];
                ImageGrid.Tone tone = same ? ImageGrid.Tone.RIGHT : ImageGrid.Tone.WRONG;
                grid.add(captioned(photos, j, middle), breed(photos, j), tone);
            }
        }
        return grid.image();
    }

    /** One photograph by each augmentation alone, a row for each: the photograph itself, then five draws. */
    public static BufferedImage apart(Picture photo, List<Augmentation> augmentations) {
        ImageGrid grid = new ImageGrid(COLUMNS);
        for (Augmentation augmentation : augmentations) {
            grid.add(tile(photo));
            for (int draw = 1; draw < COLUMNS; draw++) {
                grid.add(tile(augmentation.apply(photo, new SplittableRandom(draw))));
            }
        }
        return grid.image();
    }

    /** Some photographs as they look in six epochs, a row for each. */
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

    private static BufferedImage captioned(PictureSource photos, int i, Augmentation middle) {
        return tile(middle.apply(photos.picture(i), NOTHING_DRAWN), CAPTIONED_SIDE);
    }

    private static BufferedImage tile(Picture picture) {
        return tile(picture, SIDE);
    }

    private static BufferedImage tile(Picture picture, int side) {
        return Augmentation.resize(side, side).apply(picture, NOTHING_DRAWN).toImage();
    }

    private static String breed(PictureSource photos, int i) {
        return wrapped(shown(photos.classNames().get(photos.labels()[i])));
    }

    /** Kaggle's file writes names with underlines. */
    private static String shown(String breed) {
        return breed.replace('_', ' ');
    }

    private static String wrapped(String caption) {
        return caption.replaceAll("(.{1," + CAPTION_LENGTH + "})( +|$)", "$1\n").strip();
    }

    /** Indices at even distances: a set may be sorted by class. */
    private static int[] spread(int count, int size) {
        int shown = Math.min(count, size);
        return IntStream.range(0, shown)
                .map(i -> (int) ((long) i * size / shown))
                .toArray();
    }
}
