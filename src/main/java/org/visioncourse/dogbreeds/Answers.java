package org.visioncourse.dogbreeds;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.visioncourse.data.Augmentation;
import org.visioncourse.data.PictureSource;
import org.visioncourse.plots.ImageGrid;
import org.visioncourse.training.Evaluation;
import org.visioncourse.training.RunFolder;

/** Pictures of what a network makes of photographs. */
public final class Answers {

    private static final int COLUMNS = 4;
    private static final int SHOWN = 16;
    private static final int ROWS_OF_NEIGHBOURS = 3;
    private static final int NEIGHBOURS = 4;
    private static final int PAIRS = 6;
    private static final int OF_A_BREED = 2;

    private Answers() {}

    /**
     * Some photographs, a row for each, and beside it those whose features are most like its own by the cosine of the
     * angle between them; their breed is green where it is the same.
     *
     * @param features of the photographs, (N, D)
     * @param middle what of a photograph the network saw
     */
    public static BufferedImage neighbours(PictureSource photos, float[][] features, Augmentation middle) {
        ImageGrid grid = new ImageGrid(1 + NEIGHBOURS);
        for (int i : ImageGrid.spread(ROWS_OF_NEIGHBOURS, photos.size())) {
            grid.add(Tiles.of(photos, i, middle), Tiles.breed(photos, i));
            for (int j : Features.nearest(features, i, NEIGHBOURS)) {
                boolean same = photos.labels()[i] == photos.labels()[j];
                grid.add(Tiles.of(photos, j, middle), Tiles.breed(photos, j), tone(same));
            }
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
        ImageGrid grid = new ImageGrid(COLUMNS);
        List<String> names = photos.classNames();
        for (int i : ImageGrid.spread(SHOWN, photos.size())) {
            int predicted = evaluation.predicted(i);
            boolean right = predicted == photos.labels()[i];
            String answer = String.format(
                    Locale.ROOT,
                    "%.0f %% %s",
                    100 * evaluation.probabilities()[i][predicted],
                    Tiles.shown(names.get(predicted)));
            String caption = Tiles.wrapped(answer)
                    + (right ? "" : "\n" + Tiles.wrapped("not " + Tiles.shown(names.get(photos.labels()[i]))));
            grid.add(Tiles.of(photos, i, middle), caption, tone(right));
        }
        return grid.image();
    }

    private static ImageGrid.Tone tone(boolean right) {
        return right ? ImageGrid.Tone.RIGHT : ImageGrid.Tone.WRONG;
    }

    /**
     * The pairs of breeds that are most often taken for one another, a row each: two photographs of the one, two of the
     * other, and how many of all photographs of a breed were taken for the other.
     *
     * @param middle what of a photograph the network saw
     */
    public static BufferedImage confused(PictureSource photos, Evaluation evaluation, Augmentation middle) {
        ImageGrid grid = new ImageGrid(2 * OF_A_BREED);
        int[][] confusion = evaluation.confusion();
        for (int[] pair : pairs(confusion)) {
            addBreed(grid, photos, middle, pair[0], taken(photos.classNames(), confusion, pair[0], pair[1]));
            addBreed(grid, photos, middle, pair[1], taken(photos.classNames(), confusion, pair[1], pair[0]));
        }
        return grid.image();
    }

    /** How many photographs of a breed are taken for another one. */
    static String taken(List<String> names, int[][] confusion, int breed, int other) {
        return String.format(
                Locale.ROOT,
                "%,d of %,d taken for %s",
                confusion[breed][other],
                IntStream.of(confusion[breed]).sum(),
                Tiles.shown(names.get(other)));
    }

    private static void addBreed(ImageGrid grid, PictureSource photos, Augmentation middle, int breed, String taken) {
        int[] examples = IntStream.range(0, photos.size())
                .filter(i -> photos.labels()[i] == breed)
                .limit(OF_A_BREED)
                .toArray();
        for (int j = 0; j < OF_A_BREED; j++) {
            int i = examples[Math.min(j, examples.length - 1)];
            grid.add(Tiles.of(photos, i, middle), j == 0 ? Tiles.breed(photos, i) : Tiles.wrapped(taken));
        }
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

    /** Writes the pictures of an evaluation into a run's folder. */
    static void write(RunFolder run, PictureSource photos, Evaluation evaluation, Augmentation middle)
            throws IOException {
        run.picture("predictions.png", predictions(photos, evaluation, middle));
        if (!pairs(evaluation.confusion()).isEmpty()) {
            run.picture("confused.png", confused(photos, evaluation, middle));
        }
    }
}
