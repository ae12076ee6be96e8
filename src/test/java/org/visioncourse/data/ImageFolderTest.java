package org.visioncourse.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFolderTest {

    @TempDir
    private Path folder;

    /** An image file of one colour. */
    private Path write(String name, int type, int rgb, int width, int height) throws IOException {
        BufferedImage image = new BufferedImage(width, height, type);
        for (int i = 0; i < width * height; i++) {
            image.setRGB(i % width, i / width, rgb);
        }
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        String format = name.substring(name.lastIndexOf('.') + 1);
        assertThat(ImageIO.write(image, format, file.toFile())).isTrue();
        return file;
    }

    @Test
    void readsClassesAndFilesInSortedOrder() throws Exception {
        write("pear/2.png", BufferedImage.TYPE_INT_RGB, 0x020000, 3, 3);
        write("pear/1.bmp", BufferedImage.TYPE_INT_RGB, 0x010000, 3, 3);
        write("apple/9.PNG", BufferedImage.TYPE_INT_RGB, 0x090000, 5, 2);
        ImageSet images = ImageFolder.read(folder, 1, 1);
        assertThat(images.classNames()).containsExactly("apple", "pear");
        assertThat(images.labels()).containsExactly(0, 1, 1);
        assertThat(images.pixels()).containsExactly(9, 0, 0, 1, 0, 0, 2, 0, 0);
    }

    @Test
    void findsPhotographsWithoutReadingThem() throws Exception {
        for (String name : new String[] {"pear/2.jpg", "pear/1.png", "apple/9.jpg"}) {
            Files.createDirectories(folder.resolve(name).getParent());
            Files.createFile(folder.resolve(name));
        }
        PhotoSet photos = ImageFolder.photos(folder);
        assertThat(photos.classNames()).containsExactly("apple", "pear");
        assertThat(photos.labels()).containsExactly(0, 1, 1);
        assertThat(photos.files())
                .containsExactly(
                        folder.resolve("apple/9.jpg"), folder.resolve("pear/1.png"), folder.resolve("pear/2.jpg"));
    }

    @Test
    void scalesEveryImageToTheSameSize() throws Exception {
        write("a/wide.png", BufferedImage.TYPE_INT_RGB, 0x102030, 40, 7);
        write("a/small.png", BufferedImage.TYPE_INT_RGB, 0x102030, 2, 2);
        ImageSet images = ImageFolder.read(folder, 4, 6);
        assertThat(images.height()).isEqualTo(4);
        assertThat(images.width()).isEqualTo(6);
        assertThat(images.picture(0).pixels()).isEqualTo(images.picture(1).pixels());
    }

    @Test
    void readsGreyPaletteAndTransparentImages() throws Exception {
        write("a/1.png", BufferedImage.TYPE_BYTE_GRAY, 0xffffffff, 2, 2);
        write("a/2.gif", BufferedImage.TYPE_BYTE_INDEXED, 0xffff0000, 8, 8);
        write("a/3.png", BufferedImage.TYPE_INT_ARGB, 0x000000ff, 2, 2); // nothing to be seen of its blue
        write("a/4.jpg", BufferedImage.TYPE_BYTE_GRAY, 0xffffffff, 2, 2);
        ImageSet images = ImageFolder.read(folder, 1, 1);
        assertThat(images.pixels()).containsExactly(255, 255, 255, 255, 0, 0, 255, 255, 255, 255, 255, 255);
    }

    @Test
    void passesOverOtherFilesAndHiddenOnes() throws Exception {
        write("a/1.png", BufferedImage.TYPE_INT_RGB, 0, 2, 2);
        Files.writeString(folder.resolve("a/notes.txt"), "no image");
        Files.writeString(folder.resolve("a/._1.png"), "no image either");
        Files.writeString(folder.resolve("labels.csv"), "beside the classes");
        Files.createDirectory(folder.resolve(".thumbnails"));
        assertThat(ImageFolder.read(folder, 2, 2).size()).isEqualTo(1);
    }

    @Test
    void readsTheSameEachTime() throws Exception {
        for (int i = 0; i < 40; i++) {
            write("a/" + i + ".png", BufferedImage.TYPE_INT_RGB, i * 1234567, 4, 4);
        }
        byte[] pixels = ImageFolder.read(folder, 4, 4).pixels();
        assertThat(ImageFolder.read(folder, 4, 4).pixels()).isEqualTo(pixels);
    }

    @Test
    void saysThatThereIsNoClass() throws Exception {
        Files.writeString(folder.resolve("1.png"), "");
        assertRefused(folder.toString(), "holds no class folders");
        assertThatThrownBy(() -> ImageFolder.read(folder.resolve("nowhere"), 2, 2))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("There is no folder " + folder.resolve("nowhere"));
    }

    @Test
    void saysWhichClassIsEmpty() throws Exception {
        write("full/1.png", BufferedImage.TYPE_INT_RGB, 0, 2, 2);
        Files.createDirectory(folder.resolve("bare"));
        assertRefused(folder.resolve("bare").toString(), "holds no image");
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "bmp", "gif"})
    void saysWhichImageWasCut(String format) throws Exception {
        write("a/1.png", BufferedImage.TYPE_INT_RGB, 0, 2, 2);
        BufferedImage noise = Pictures.random(1, 60, 60).image(0);
        Path file = folder.resolve("a/2." + format);
        assertThat(ImageIO.write(noise, format, file.toFile())).isTrue();
        byte[] whole = Files.readAllBytes(file);
        for (int percent : new int[] {0, 1, 20, 50, 90}) {
            Files.write(file, Arrays.copyOf(whole, whole.length * percent / 100));
            assertRefused(file.toString(), "cannot be read");
        }
    }

    @Test
    void saysWhichFileIsNoImage() throws Exception {
        Path file = Files.createDirectory(folder.resolve("a")).resolve("page.jpg");
        Files.writeString(file, "<html>404</html>");
        assertRefused(file.toString(), "its content is no png, jpg, bmp or gif");
    }

    @Test
    void refusesAnImageThatClaimsToBeEnormous() throws Exception {
        Path file = write("a/1.png", BufferedImage.TYPE_INT_RGB, 0, 2, 2);
        byte[] bytes = Files.readAllBytes(file);
        ByteBuffer.wrap(bytes).putInt(16, 1 << 20).putInt(20, 1 << 20); // IHDR: width, height, and then its checksum
        CRC32 checksum = new CRC32();
        checksum.update(bytes, 12, 17);
        ByteBuffer.wrap(bytes).putInt(29, (int) checksum.getValue());
        Files.write(file, bytes);
        assertRefused(file.toString(), "claims to have 1099511627776 pixels");
    }

    @Test
    void neverFailsWithoutASentenceOnDamagedImages() throws Exception {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        ImageIO.write(Pictures.random(1, 20, 20).image(0), "jpg", written);
        Path file = Files.createDirectory(folder.resolve("a")).resolve("1.jpg");
        for (int at = 0; at < written.size(); at += 7) {
            byte[] damaged = written.toByteArray();
            damaged[at] ^= 0x7f;
            Files.write(file, damaged);
            try {
                assertThat(ImageFolder.read(folder, 2, 2).size()).isEqualTo(1); // wrong colours cannot be noticed
            } catch (IOException e) {
                assertThat(e.getMessage()).startsWith("The image " + file).endsWith(".");
            }
        }
    }

    @Test
    void refusesASizeWithoutPixels() throws Exception {
        write("a/1.png", BufferedImage.TYPE_INT_RGB, 0, 2, 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageFolder.read(folder, 0, 2))
                .withMessageContaining("0x2");
    }

    @Test
    void readsPhotographs() throws Exception {
        Path set = DataFolder.root().resolve("raccoons");
        Assumptions.assumeTrue(Files.isDirectory(set.resolve("images")), "needs the raccoons in COURSE_DATA");
        ImageSet images = ImageFolder.read(set, 32, 48);
        assertThat(images.size()).isEqualTo(160);
        assertThat(images.classNames()).containsExactly("images");
    }

    private void assertRefused(String... words) {
        assertThatThrownBy(() -> ImageFolder.read(folder, 2, 2))
                .isInstanceOf(IOException.class)
                .message()
                .contains(words)
                .doesNotContain("\n")
                .endsWith(".");
    }
}
