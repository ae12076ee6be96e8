package org.visioncourse.cifar10;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.IntStream;
import org.visioncourse.data.ImageDataset;
import org.visioncourse.data.ImageSet;
import org.visioncourse.plots.ImageGrid;

/** The chapter's pictures. */
public final class Pictures {

    private static final int COLUMNS = 10;
    private static final int SHOWN = 40;
    private static final int AUGMENTED = 4;
    private static final int SCALE = 3;

    private Pictures() {}

    /** Pictures from all over a set, with their classes. */
    public static BufferedImage examples(ImageSet pictures) {
        ImageGrid grid = new ImageGrid(COLUMNS).scale(SCALE);
        for (int i : spread(SHOWN, pictures.size())) {
            grid.add(pictures.image(i), pictures.classNames().get(pictures.labels()[i]));
        }
        return grid.image();
    }

    /** Some pictures as they look in ten epochs, a row for each picture. */
    public static BufferedImage augmented(ImageDataset training) {
        ImageGrid grid = new ImageGrid(COLUMNS).scale(SCALE);
        for (int i : spread(AUGMENTED, training.size())) {
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
        for (int i : spread(SHOWN, pictures.size())) {
            boolean right = evaluation.predicted(i) == pictures.labels()[i];
            grid.add(
                    pictures.image(i),
                    names.get(evaluation.predicted(i)),
                    right ? ImageGrid.Tone.RIGHT : ImageGrid.Tone.WRONG);
        }
        return grid.image();
    }

    /** Indices at even distances: a set may be sorted by class. */
    private static int[] spread(int count, int size) {
        int shown = Math.min(count, size);
        return IntStream.range(0, shown)
                .map(i -> (int) ((long) i * size / shown))
                .toArray();
    }
}
