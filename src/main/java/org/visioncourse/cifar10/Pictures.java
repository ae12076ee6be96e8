package org.visioncourse.cifar10;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.visioncourse.data.ImageDataset;
import org.visioncourse.data.ImageSet;
import org.visioncourse.plots.BarChart;
import org.visioncourse.plots.HeatMap;
import org.visioncourse.plots.ImageGrid;
import org.visioncourse.training.Evaluation;
import org.visioncourse.training.RunFolder;

/** The chapter's pictures. */
public final class Pictures {

    private static final int COLUMNS = 10;
    private static final int SHOWN = 40;
    private static final int AUGMENTED = 4;
    private static final int MISTAKE_COLUMNS = 8;
    private static final int MISTAKE_SCALE = 4;
    private static final int FILTER_COLUMNS = 16;
    private static final int FILTER_SCALE = 12;
    private static final int SCALE = 3;

    private Pictures() {}

    /** Pictures from all over a set, with their classes. */
    public static BufferedImage examples(ImageSet pictures) {
        ImageGrid grid = new ImageGrid(COLUMNS).scale(SCALE);
        for (int i : ImageGrid.spread(SHOWN, pictures.size())) {
            grid.add(pictures.image(i), pictures.classNames().get(pictures.labels()[i]));
        }
        return grid.image();
    }

    /** Some pictures as they look in ten epochs, a row for each picture. */
    public static BufferedImage augmented(ImageDataset training) {
        ImageGrid grid = new ImageGrid(COLUMNS).scale(SCALE);
        for (int i : ImageGrid.spread(AUGMENTED, training.size())) {
            for (int epoch = 0; epoch < COLUMNS; epoch++) {
                grid.add(training.picture(epoch, i).toImage());
            }
        }
        return grid.image();
    }

    /** Test pictures with what the classifier takes them for; wrong answers in the colour of wrong ones. */
    public static BufferedImage predictions(ImageSet pictures, Evaluation evaluation) {
        List<String> names = pictures.classNames();
        ImageGrid grid = new ImageGrid(COLUMNS).scale(SCALE);
        for (int i : ImageGrid.spread(SHOWN, pictures.size())) {
            boolean right = evaluation.predicted(i) == pictures.labels()[i];
            grid.add(
                    pictures.image(i),
                    names.get(evaluation.predicted(i)),
                    right ? ImageGrid.Tone.RIGHT : ImageGrid.Tone.WRONG);
        }
        return grid.image();
    }

    /** The wrongly classified pictures of which the network is surest: what it says, and after "not" what it is. */
    public static BufferedImage mistakes(ImageSet pictures, Evaluation evaluation) {
        List<String> names = pictures.classNames();
        int[] mistakes = evaluation.mistakes();
        ImageGrid grid = new ImageGrid(MISTAKE_COLUMNS).scale(MISTAKE_SCALE);
        for (int i : IntStream.of(mistakes).limit(SHOWN).toArray()) {
            String caption = String.format(
                    Locale.ROOT, "%s, not %s", names.get(evaluation.predicted(i)), names.get(pictures.labels()[i]));
            grid.add(pictures.image(i), caption, ImageGrid.Tone.WRONG);
        }
        return grid.image();
    }

    /** Rows of right classes, columns of what they are taken for. */
    public static BufferedImage confusion(List<String> names, Evaluation evaluation) {
        return new HeatMap("Confusion matrix", names, evaluation.confusion()).image();
    }

    /** The share of each class's pictures that are taken for it. */
    public static BufferedImage classes(List<String> names, Evaluation evaluation) {
        int[][] confusion = evaluation.confusion();
        BarChart chart = new BarChart("Accuracy by class");
        for (int c = 0; c < names.size(); c++) {
            chart.bar(names.get(c), Evaluation.recall(confusion, c));
        }
        return chart.image();
    }

    /** The first convolution's filters as colours: a weight of 0 is grey, and the largest of a filter full or dark. */
    public static BufferedImage filters(Model model) {
        NDArray weight = model.getBlock().getParameters().get(0).getValue().getArray(); // (filters, 3, side, side)
        int side = (int) weight.getShape().get(2);
        float[] values = weight.toFloatArray();
        int length = 3 * side * side;
        ImageGrid grid = new ImageGrid(FILTER_COLUMNS).scale(FILTER_SCALE);
        for (int start = 0; start < values.length; start += length) {
            grid.add(filter(Arrays.copyOfRange(values, start, start + length), side));
        }
        return grid.image();
    }

    private static BufferedImage filter(float[] values, int side) {
        float largest = Float.MIN_NORMAL;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < side * side; i++) {
            int rgb = 0;
            for (int channel = 0; channel < 3; channel++) {
                float value = values[channel * side * side + i] / largest; // in [-1, 1]
                rgb = rgb << 8 | Math.round(127.5f * (1 + value));
            }
            image.setRGB(i % side, i / side, rgb);
        }
        return image;
    }

    /** Writes the pictures of an evaluation into a run's folder. */
    static void write(RunFolder run, ImageSet pictures, Evaluation evaluation) throws IOException {
        run.picture("predictions.png", predictions(pictures, evaluation));
        run.picture("confusion.png", confusion(pictures.classNames(), evaluation));
        run.picture("classes.png", classes(pictures.classNames(), evaluation));
        if (evaluation.mistakes().length > 0) {
            run.picture("mistakes.png", mistakes(pictures, evaluation));
        }
    }
}
