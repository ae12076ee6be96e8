package org.visioncourse.plots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PngTest {
    @TempDir
    Path folder;

    @Test
    void aPictureIsWrittenIntoFoldersThatAreMadeForIt() throws IOException {
        Path file = folder.resolve("runs/first/curves.png");
        Png.write(file, picture(3));

        assertThat(ImageIO.read(file.toFile()).getWidth()).isEqualTo(3);
        assertThat(file.getParent()).isDirectoryContaining(path -> path.equals(file));
        assertThat(Files.list(file.getParent())).hasSize(1);
    }

    @Test
    void aPictureReplacesAnOlderOne() throws IOException {
        Path file = folder.resolve("curves.png");
        Png.write(file, picture(3));
        Png.write(file, picture(5));

        assertThat(ImageIO.read(file.toFile()).getWidth()).isEqualTo(5);
    }

    @Test
    void aPlaceThatCannotBeWrittenIsNamedAndNothingStaysBehind() throws IOException {
        Path occupied = Files.createDirectories(folder.resolve("curves.png/inside"));

        assertThatIOException()
                .isThrownBy(() -> Png.write(occupied.getParent(), picture(3)))
                .withMessageStartingWith("cannot write " + occupied.getParent());
        assertThat(Files.list(folder)).containsExactly(occupied.getParent());
    }

    @Test
    void panelsStandSideBySide() {
        BufferedImage row = Figure.row(picture(3), picture(4));

        assertThat(row.getWidth()).isEqualTo(7);
        assertThat(row.getHeight()).isEqualTo(2);
        assertThatIllegalArgumentException().isThrownBy(Figure::row).withMessage("a row needs a panel");
    }

    private static BufferedImage picture(int width) {
        return new BufferedImage(width, 2, BufferedImage.TYPE_INT_RGB);
    }
}
