package org.visioncourse.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.visioncourse.data.GeneratedFruit;
import org.visioncourse.data.ImageFile;
import org.visioncourse.plots.Png;
import org.visioncourse.training.Said;

class AnchorsCommandTest {

    private static final List<String> NAMES = List.of("pixel.png", "multiscale.png", "labelled.png", "suppression.png");

    @TempDir
    private Path folder;

    private Said anchors(Object... args) {
        return Said.by(new AnchorsCommand(), args);
    }

    private Path photo() throws IOException {
        Path photo = folder.resolve("photo.png");
        Png.write(photo, GeneratedFruit.draw(1, 1, 0, 0).picture().toImage());
        return photo;
    }

    @Test
    void withoutAnImageFourPicturesShowFruit() throws IOException {
        Said said = anchors("--out", folder.resolve("drawn"));

        assertThat(said.err()).isEmpty();
        assertThat(said.exitCode()).isZero();
        assertThat(said.out().lines()).hasSize(4);
        for (String name : NAMES) {
            Path file = folder.resolve("drawn").resolve(name);
            assertThat(ImageFile.size(file).width()).isGreaterThanOrEqualTo(640);
            assertThat(said.out()).contains(file + ": ");
        }
    }

    @Test
    void anImageShowsD2lsBoxes() throws IOException {
        Said said = anchors(photo(), "--out", folder, "--pixel", 25, 50);

        assertThat(said.exitCode()).isZero();
        assertThat(said.out())
                .contains("pixel (25, 50)")
                .endsWith("The boxes of a dog and a cat are those of D2L's example, whatever the image shows.\n");
        assertThat(NAMES).allMatch(name -> Files.exists(folder.resolve(name)));
    }

    @Test
    void anImageThatIsMissingOrBrokenIsNamed() throws IOException {
        Path missing = folder.resolve("missing.jpg");
        Path broken = Files.writeString(folder.resolve("broken.jpg"), "no picture");

        assertThat(anchors(missing, "--out", folder))
                .isEqualTo(new Said(1, "", "error: There is no image " + missing + "."));
        Said said = anchors(broken, "--out", folder);
        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.err())
                .startsWith("error: The image " + broken + " cannot be read")
                .hasLineCount(1);
    }

    @Test
    void aPixelOutsideOfTheImageIsRefusedBeforeAnythingIsWritten() throws IOException {
        Said said = anchors(photo(), "--out", folder.resolve("drawn"), "--pixel", 256, 0);

        assertThat(said)
                .isEqualTo(
                        new Said(1, "", "error: there is no pixel (256, 0) in a picture of 256 rows and 256 columns"));
        assertThat(folder.resolve("drawn")).doesNotExist();
    }

    @Test
    void aFileInTheFoldersPlaceIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        Said said = anchors("--out", file);

        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.err()).startsWith("error: ").contains(file.toString()).hasLineCount(1);
    }
}
