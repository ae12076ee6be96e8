package org.visioncourse.plots;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import javax.imageio.ImageIO;

/** Pictures as PNG files. */
public final class Png {
    private Png() {}

    /**
     * Writes a picture so that a reader sees the old file or the whole new one: it is written beside and moved into place.
     * Folders that are missing are made.
     *
     * @throws IOException if the file cannot be written; nothing half-written stays behind
     */
    public static void write(Path file, BufferedImage image) throws IOException {
        Path target = file.toAbsolutePath();
        Path beside = target.resolveSibling("." + target.getFileName() + ".tmp");
        try {
            Files.createDirectories(target.getParent());
            try {
                ImageIO.write(image, "png", beside.toFile());
                Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(beside);
            }
        } catch (IOException e) {
            throw new IOException("cannot write the picture " + file + ": " + e, e);
        }
    }
}
