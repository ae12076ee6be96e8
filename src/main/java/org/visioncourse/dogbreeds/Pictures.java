package org.visioncourse.dogbreeds;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.SplittableRandom;
import org.visioncourse.data.Augmentation;
import org.visioncourse.data.ImageDataset;
import org.visioncourse.data.Picture;
import org.visioncourse.data.PictureSource;
import org.visioncourse.plots.ImageGrid;
import org.visioncourse.plots.LineChart;
import org.visioncourse.training.Fit;
import org.visioncourse.training.History;
import org.visioncourse.training.RunFolder;

/** Pictures of the photographs, of what training makes of them, and of how the modes compare. */
public final class Pictures {

    private static final int CAPTIONED_COLUMNS = 4;
    private static final int EXAMPLES = 12;
    private static final int COLUMNS = 6;
    private static final int AUGMENTED = 3;

    private Pictures() {}

    /**
     * Photographs from all over a set, with their breeds.
     *
     * @param middle what of a photograph a network sees
     */
    public static BufferedImage examples(PictureSource photos, Augmentation middle) {
        ImageGrid grid = new ImageGrid(CAPTIONED_COLUMNS);
        for (int i : ImageGrid.spread(EXAMPLES, photos.size())) {
            grid.add(Tiles.of(photos, i, middle), Tiles.breed(photos, i));
        }
        return grid.image();
    }

    /** One photograph by each augmentation alone, a row for each: the photograph itself, then five draws. */
    public static BufferedImage apart(Picture photo, List<Augmentation> augmentations) {
        ImageGrid grid = new ImageGrid(COLUMNS);
        for (Augmentation augmentation : augmentations) {
            grid.add(Tiles.of(photo));
            for (int draw = 1; draw < COLUMNS; draw++) {
                grid.add(Tiles.of(augmentation.apply(photo, new SplittableRandom(draw))));
            }
        }
        return grid.image();
    }

    /** Some photographs as they look in six epochs, a row for each. */
    public static BufferedImage augmented(ImageDataset training) {
        ImageGrid grid = new ImageGrid(COLUMNS);
        for (int i : ImageGrid.spread(AUGMENTED, training.size())) {
            for (int epoch = 0; epoch < COLUMNS; epoch++) {
                grid.add(Tiles.of(training.picture(epoch, i)));
            }
        }
        return grid.image();
    }

    /**
     * The validation accuracy of runs over the time that they have trained for, in one chart: an epoch of one mode takes a
     * hundred times as long as one of another. Features are computed before the training, and their time is not in it.
     *
     * @param parent the folder that holds a folder of each run
     * @param names of the runs' folders
     */
    public static BufferedImage modes(RunFolder parent, Collection<String> names) throws IOException {
        LineChart chart = new LineChart("What transfer is worth", "seconds of training", "validation accuracy")
                .logX()
                .yRange(0, 1);
        for (String name : names) {
            History history = History.read(new RunFolder(parent.path().resolve(name)).metrics());
            chart.line(name, history.series(Fit.SECONDS), history.series("validAccuracy"));
        }
        return chart.image();
    }
}
