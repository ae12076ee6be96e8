package org.visioncourse.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageTreeTest {

    @TempDir
    private Path folder;

    /** An image file of some width with these pixels, 0xaarrggbb. */
    private Path write(String name, int type, int width, int... pixels) throws IOException {
        BufferedImage image = new BufferedImage(width, pixels.length / width, type);
        image.setRGB(0, 0, width, image.getHeight(), pixels, 0, width);
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        assertThat(ImageIO.write(image, name.substring(name.lastIndexOf('.') + 1), file.toFile()))
                .isTrue();
        return file;
    }

    private Path write(String name, int red) throws IOException {
        return write(name, BufferedImage.TYPE_INT_RGB, 1, red << 16);
    }

    @Test
    void imagesComeFolderByFolderAndByName() throws Exception {
        write("pear/deep/deeper/5.png", 5);
        write("pear/deep/4.png", 4);
        write("pear/3.bmp", 3);
        write("apple/2.PNG", 2);
        write("z.png", 1);
        write("b.gif", 0);
        ImageTree tree = ImageTree.of(folder);
        ImageSet images = tree.read(1, Color.WHITE);

        assertThat(images.pixels()).containsExactly(0, 0, 0, 1, 0, 0, 2, 0, 0, 3, 0, 0, 4, 0, 0, 5, 0, 0);
        assertThat(images.labels()).containsExactly(0, 0, 1, 2, 2, 2);
        assertThat(images.classNames()).containsExactly(folder.getFileName().toString(), "apple", "pear");
        assertThat(ImageTree.of(folder)).usingRecursiveComparison().isEqualTo(tree);
    }

    @Test
    void oneImageIsASet() throws Exception {
        write("only.png", 7);
        ImageSet images = ImageTree.of(folder).read(2, Color.WHITE);

        assertThat(images.size()).isEqualTo(1);
        assertThat(images.pixels()).containsExactly(7, 0, 0, 7, 0, 0, 7, 0, 0, 7, 0, 0);
    }

    @Test
    void foldersWithoutImagesAreNoClasses() throws Exception {
        write("full/1.png", 1);
        Files.createDirectory(folder.resolve("bare"));
        Files.createDirectories(folder.resolve("text/only"));
        Files.writeString(folder.resolve("text/only/a.txt"), "");

        assertThat(ImageTree.of(folder).photos().classNames()).containsExactly("full");
    }

    @Test
    void aFolderInsideOneOfTheSameNameIsTheSameClass() throws Exception {
        Path outer = folder.resolve("pokemon");
        write("pokemon/1.png", 1);
        write("pokemon/pokemon/2.png", 2);
        ImageSet images = ImageTree.of(outer).read(1, Color.WHITE);

        assertThat(images.labels()).containsExactly(0, 0);
        assertThat(images.classNames()).containsExactly("pokemon");
    }

    @Test
    void otherFilesAreCountedAndHiddenOnesAreNot() throws Exception {
        write("1.png", 1);
        write(".hidden/2.png", 2);
        Files.writeString(folder.resolve("notes.txt"), "no image");
        Files.writeString(folder.resolve("png"), "a name without an ending, of three letters");
        Files.writeString(folder.resolve("._1.png"), "no image either");
        ImageTree tree = ImageTree.of(folder);

        assertThat(tree.photos().size()).isEqualTo(1);
        assertThat(tree.passedOver()).isEqualTo(2);
    }

    @Test
    void aTransparentPixelIsMixedWithTheBackground() throws Exception {
        write("1.png", BufferedImage.TYPE_INT_ARGB, 1, 0x80ff0000); // 128/255 red
        write("2.png", BufferedImage.TYPE_INT_ARGB, 1, 0x00ff0000);
        write("3.png", BufferedImage.TYPE_INT_ARGB, 1, 0xffff0000);

        assertThat(ImageTree.of(folder).read(1, Color.BLUE).pixels())
                .containsExactly(128, 0, 127, 0, 0, 255, 255, 0, 0);
    }

    /** Were colours scaled before they are laid on the background, the white that nobody sees would give 255, 127, 127. */
    @Test
    void theColourOfTransparentPixelsDoesNotBleed() throws Exception {
        write("1.png", BufferedImage.TYPE_INT_ARGB, 2, 0xffff0000, 0x00ffffff, 0xffff0000, 0x00ffffff);

        assertThat(ImageTree.of(folder).read(1, Color.BLACK).pixels()).containsExactly(128, 0, 0);
        assertThat(ImageTree.of(folder).read(2, Color.BLACK).pixels())
                .containsExactly(255, 0, 0, 0, 0, 0, 255, 0, 0, 0, 0, 0);
    }

    @Test
    void aWideImageLiesInTheMiddle() throws Exception {
        write("1.png", BufferedImage.TYPE_INT_RGB, 4, 0xff0000, 0xff0000, 0xff0000, 0xff0000);
        Picture picture = ImageTree.of(folder).read(4, Color.GREEN).picture(0);
        for (int y = 0; y < 4; y++) {
            for (int x = 0; x < 4; x++) {
                assertThat(picture.value(y, x, 0)).isEqualTo(y == 1 ? 255 : 0);
                assertThat(picture.value(y, x, 1)).isEqualTo(y == 1 ? 0 : 255);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 300", "300, 1", "7, 5", "5, 7", "31, 32", "33, 33"})
    void imagesOfAnySizeFillTheSquareOneWay(int height, int width) throws Exception {
        write("1.png", BufferedImage.TYPE_INT_RGB, width, new int[height * width]);
        Picture picture = ImageTree.of(folder).read(32, Color.WHITE).picture(0);
        int rows = 0;
        int columns = 0;
        for (int i = 0; i < 32; i++) {
            rows += picture.value(i, 15, 0) == 0 ? 1 : 0;
            columns += picture.value(15, i, 0) == 0 ? 1 : 0;
        }
        int longer = Math.max(height, width);
        assertThat(rows).isEqualTo(Math.max(1, Math.round(32f * height / longer)));
        assertThat(columns).isEqualTo(Math.max(1, Math.round(32f * width / longer)));
    }

    @Test
    void aTextWithTheNameOfAnImageIsRefusedOrLeftOut() throws Exception {
        write("a/1.png", 1);
        Path text = Files.writeString(folder.resolve("a/2.png"), "no image");
        write("b/3.png", 3);
        Path empty = Files.createFile(folder.resolve("b/4.jpg"));
        ImageTree tree = ImageTree.of(folder);

        assertThatIOException()
                .isThrownBy(() -> tree.read(1, Color.WHITE))
                .withMessageMatching("The image .* cannot be read .*: replace or remove it\\.");
        ImageTree.Readable readable = tree.readWithoutBroken(1, Color.WHITE);
        assertThat(readable.images().pixels()).containsExactly(1, 0, 0, 3, 0, 0);
        assertThat(readable.images().labels()).containsExactly(0, 1);
        assertThat(readable.leftOut()).hasSize(2);
        assertThat(readable.leftOut().get(0)).contains(text.toString(), "its content is no png, jpg, bmp or gif");
        assertThat(readable.leftOut().get(1)).contains(empty.toString());
    }

    @Test
    void whereNothingIsBrokenBothWaysOfReadingGiveTheSame() throws Exception {
        write("1.png", 1);
        write("a/2.png", 2);
        ImageTree tree = ImageTree.of(folder);
        ImageTree.Readable readable = tree.readWithoutBroken(3, Color.WHITE);

        assertThat(readable.images()).usingRecursiveComparison().isEqualTo(tree.read(3, Color.WHITE));
        assertThat(readable.leftOut()).isEmpty();
    }

    @Test
    void aFolderOfBrokenImagesOnlyIsRefused() throws Exception {
        Path text = Files.writeString(folder.resolve("1.png"), "no image");

        assertThatIOException()
                .isThrownBy(() -> ImageTree.of(folder).readWithoutBroken(1, Color.WHITE))
                .withMessageStartingWith("None of the 1 images can be read. The first says: The image " + text);
    }

    @Test
    void aFolderWithoutImagesIsRefused() throws Exception {
        assertThatIOException()
                .isThrownBy(() -> ImageTree.of(folder))
                .withMessage("There is no image (png, jpg, bmp or gif) below " + folder
                        + ": name a folder with images in it.");
        Files.writeString(folder.resolve("a.txt"), "");
        Files.writeString(folder.resolve("b.txt"), "");
        assertThatIOException()
                .isThrownBy(() -> ImageTree.of(folder))
                .withMessageContaining("below " + folder + ", but 2 other files: name");
    }

    @Test
    void whatIsNoFolderIsRefused() throws Exception {
        Path file = write("1.png", 1);
        assertThatIOException()
                .isThrownBy(() -> ImageTree.of(file))
                .withMessage(file + " is a file: name a folder with images in it.");
        assertThatIOException()
                .isThrownBy(() -> ImageTree.of(folder.resolve("none")))
                .withMessage("There is no folder " + folder.resolve("none") + ": name a folder with images in it.");
    }

    @ParameterizedTest
    @CsvSource({"0", "-3"})
    void aSideBelowOneIsRefused(int side) throws Exception {
        write("1.png", 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageTree.of(folder).read(side, Color.WHITE))
                .withMessageContaining(side + "x" + side);
    }

    @Test
    void linksThatLeadBackAreFollowedOnce() throws Exception {
        write("a/1.png", 1);
        write("b/2.png", 2);
        Files.createSymbolicLink(folder.resolve("a/up"), folder);
        Files.createSymbolicLink(folder.resolve("a/b"), folder.resolve("b"));
        Files.createSymbolicLink(folder.resolve("b/a"), folder.resolve("a"));
        Files.createSymbolicLink(folder.resolve("self"), folder.resolve("self"));
        ImageSet images = ImageTree.of(folder).read(1, Color.WHITE);

        assertThat(images.pixels()).containsExactly(1, 0, 0, 2, 0, 0);
    }

    @Test
    void moreThanTwoGigabytesAreRefusedBeforeTheyAreRead() throws Exception {
        Path file = write("1.png", 1);
        PhotoSet many = new PhotoSet(Collections.nCopies(50_000, file), new int[50_000], List.of("a"));

        assertThatIOException()
                .isThrownBy(() -> new ImageTree(many, 0).read(128, Color.WHITE))
                .withMessage("50000 images of 128x128 need more than 2 GB: read them smaller, or fewer.");
        assertThatIOException()
                .isThrownBy(() -> ImageTree.of(folder).read(40_000, Color.WHITE))
                .withMessageContaining("need more than 2 GB");
    }
}
