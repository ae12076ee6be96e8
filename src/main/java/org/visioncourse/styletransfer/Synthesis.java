package org.visioncourse.styletransfer;

import ai.djl.ndarray.NDManager;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.visioncourse.data.Picture;
import org.visioncourse.engine.Torch;
import org.visioncourse.training.Checkpoint;
import org.visioncourse.training.Figures;
import org.visioncourse.training.Fit;
import org.visioncourse.training.History;
import org.visioncourse.training.RunFolder;
import org.visioncourse.training.Steps;

/**
 * The training of the image, level by level; an epoch is the iterations between two pictures of the progress.
 *
 * <p>All levels are there from the start, so that a checkpoint has the same parts whenever it is written.
 */
final class Synthesis implements Fit.Exercise, AutoCloseable {

    private final StyleConfig config;
    private final NDManager manager = NDManager.newBaseManager("PyTorch");
    private final List<Level> levels = new ArrayList<>();
    private final Checkpoint checkpoint = new Checkpoint();
    private Level current;
    private int epochsDone;

    /**
     * Loads the network and starts the image.
     *
     * @throws IOException if the network's weights cannot be had or read
     */
    Synthesis(StyleConfig config, StylePair pictures) throws IOException {
        this.config = config;
        Torch.seed(config.seed(), 0, 0);
        try {
            FeatureNetwork network = config.network().open(config.weights(), config.seed(), config.reading(), manager);
            for (int i = 0; i < config.levels(); i++) {
                levels.add(new Level(network, config, pictures.atLevel(i, config), manager));
                levels.get(i).keep(checkpoint, i);
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** What must survive a stop. */
    Checkpoint checkpoint() {
        return checkpoint;
    }

    @Override
    public Steps begin(int epoch, int firstStep) {
        int number = levelAt(epoch);
        if (current != levels.get(number)) {
            levels.forEach(Level::leave);
            current = levels.get(number);
            current.enter();
        }
        if (number > 0 && firstStep == 0 && levelAt(epoch - 1) < number) {
            current.startFrom(levels.get(number - 1));
        }
        return current::step;
    }

    private int levelAt(int epoch) {
        return epoch * config.levels() / config.epochs();
    }

    @Override
    public Figures validate(int epoch) {
        epochsDone = epoch + 1;
        return Figures.NONE;
    }

    /** The newest picture is the one to look at. */
    @Override
    public double score(Map<String, Double> row) {
        return row.get(Fit.SECONDS);
    }

    @Override
    public void saveBest(RunFolder run) throws IOException {
        BufferedImage image = picture().toImage();
        run.picture(StylePictures.progress(epochsDone * config.every()), image);
        run.picture(StylePictures.RESULT, image);
    }

    @Override
    public BufferedImage curves(History history) {
        return StylePictures.training(history, config.every(), picture());
    }

    /** The image as it is now, of the last level's size or a coarser one's. */
    Picture picture() {
        return (current != null ? current : levels.get(levels.size() - 1)).picture();
    }

    @Override
    public void close() {
        levels.forEach(Level::close);
        manager.close();
    }
}
