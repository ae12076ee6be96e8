package org.visioncourse.plots;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.visioncourse.engine.AtomicFile;

/** Pictures as PNG files. */
public final class Png {
    private Png() {}

    /**
     * Writes a picture so that a reader sees the old file or the whole new one. Folders that are missing are made.
     *
     * @throws IOException if the file cannot be written; nothing half-written stays behind
     */
    public static void write(Path file, BufferedImage image) throws IOException {
        AtomicFile.write(file, out -> {
            if (!ImageIO.write(image, "png", out)) {
                throw new IOException("pictures of this type cannot be PNG files");
            }
        });
    }
}
