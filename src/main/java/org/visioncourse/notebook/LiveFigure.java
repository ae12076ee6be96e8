package org.visioncourse.notebook;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
import javax.imageio.ImageIO;
import org.visioncourse.training.Figures;
import org.visioncourse.training.Progress;
import org.visioncourse.training.RunFolder;

/**
 * A run's picture in a notebook, such as its curves, shown anew in the same place after each epoch, and a line an epoch
 * below it.
 *
 * <p>A notebook hands in its kernel's functions:
 *
 * <pre>{@code
 * Progress live = LiveFigure.of(folder, "curves.png", image -> display(image), (id, image) -> updateDisplay(id, image));
 * }</pre>
 */
public final class LiveFigure implements Progress {

    private final File picture;
    private final Function<BufferedImage, String> display;
    private final BiConsumer<String, BufferedImage> update;
    private final Progress lines;
    private String id; // of the picture shown; null while there is none

    private LiveFigure(
            File picture,
            Progress lines,
            Function<BufferedImage, String> display,
            BiConsumer<String, BufferedImage> update) {
        this.picture = picture;
        this.lines = lines;
        this.display = display;
        this.update = update;
    }

    /**
     * A figure of a run.
     *
     * @param run whose picture it is
     * @param picture its name in the run's folder; each epoch writes it
     * @param display shows a picture and gives the id of the place
     * @param update shows another one there
     */
    public static Progress of(
            RunFolder run,
            String picture,
            Function<BufferedImage, String> display,
            BiConsumer<String, BufferedImage> update) {
        return of(run, picture, Progress.console(), display, update);
    }

    /**
     * A figure of a run, with lines that are not counted in epochs: {@link Progress#iterations()}, say.
     *
     * @param run whose picture it is
     * @param picture its name in the run's folder; each epoch writes it
     * @param lines what is said below it
     * @param display shows a picture and gives the id of the place
     * @param update shows another one there
     */
    public static Progress of(
            RunFolder run,
            String picture,
            Progress lines,
            Function<BufferedImage, String> display,
            BiConsumer<String, BufferedImage> update) {
        Path file = run.path().resolve(picture);
        return new LiveFigure(file.toFile(), lines, display, update);
    }

    @Override
    public void step(int epoch, int epochs, int step, int steps, Figures soFar, double rate, Duration left) {
        lines.step(epoch, epochs, step, steps, soFar, rate, left);
    }

    @Override
    public void epoch(int epoch, int epochs, Map<String, Double> row, Duration left) {
        show();
        lines.epoch(epoch, epochs, row, left);
    }

    private void show() {
        try {
            BufferedImage image = picture.isFile() ? ImageIO.read(picture) : null;
            if (image != null && id == null) {
                id = display.apply(image);
            } else if (image != null) {
                update.accept(id, image);
            }
        } catch (IOException e) { // a figure is for looking at: a run does not end for it
            System.err.println("warning: " + picture + " cannot be shown: " + e.getMessage());
        }
    }

    @Override
    public void end() {
        lines.end();
    }
}
