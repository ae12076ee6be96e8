package org.visioncourse.gan;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.visioncourse.data.ImageFile;
import org.visioncourse.plots.AnimatedGif;
import org.visioncourse.training.RunFolder;

/**
 * A run's pictures by epoch, and an animated GIF of them.
 *
 * @param folder of the pictures, in the run's
 */
record Film(String folder) {

    private static final int MOST_FRAMES = 100;
    private static final Duration PER_FRAME = Duration.ofMillis(250);
    private static final Duration LAST = Duration.ofSeconds(3);

    /** Adds the picture after so many epochs. */
    void add(BufferedImage picture, int epochs, RunFolder run) throws IOException {
        run.picture(name(epochs), picture);
    }

    private String name(int epochs) {
        return String.format(Locale.ROOT, "%s/%04d.png", folder, epochs);
    }

    /** Writes {@code <folder>.gif}: the last picture, and those before it at even distances. */
    void write(RunFolder run, int epochs) throws IOException {
        int each = (epochs + MOST_FRAMES - 1) / MOST_FRAMES;
        List<BufferedImage> frames = new ArrayList<>();
        for (int epoch = 1 + (epochs - 1) % each; epoch <= epochs; epoch += each) {
            Path file = run.path().resolve(name(epoch));
            if (Files.exists(file)) { // somebody may have removed one
                frames.add(ImageFile.read(file).toImage());
            }
        }
        AnimatedGif.write(run.path().resolve(folder + ".gif"), frames, PER_FRAME, LAST);
    }
}
