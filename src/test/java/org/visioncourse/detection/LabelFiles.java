package org.visioncourse.detection;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Small pictures and labels in files, for tests. */
final class LabelFiles {

    private LabelFiles() {}

    /** Writes a black picture. */
    static Path picture(Path file, int width, int height) throws IOException {
        Files.createDirectories(file.getParent());
        ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", file.toFile());
        return file;
    }

    static Path text(Path file, String... lines) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, String.join("\n", lines) + "\n");
    }

    static LabelledBox box(int label, double xmin, double ymin, double xmax, double ymax) {
        return new LabelledBox(label, new Box(xmin, ymin, xmax, ymax));
    }
}
