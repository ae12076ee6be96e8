package org.visioncourse.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.awt.Point;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageFileTest {

    @TempDir
    private Path folder;

    @Test
    void readsAPictureInItsOwnSizeOrInAnother() throws Exception {
        Picture picture = Pictures.random(1, 6, 9).picture(0);
        Path file = write("1.png", picture.toImage());
        assertThat(ImageFile.read(file)).usingRecursiveComparison().isEqualTo(picture);
        assertThat(ImageFile.read(file, 2, 3)).usingRecursiveComparison().isEqualTo(Resampling.resize(picture, 2, 3));
    }

    @Test
    void readsColoursOf16Bits() throws Exception {
        assertThat(ImageFile.read(write("1.png", of16Bits(false, 200, 100, 50))).pixels())
                .containsExactly(200, 100, 50);
    }

    @Test
    void laysTransparentColoursOf16BitsOnWhite() throws Exception {
        Picture picture = ImageFile.read(write("1.png", of16Bits(true, 200, 100, 50, 128)));
        int[] expected = {227, 177, 152}; // 128/255 of the colour, 127/255 of white
        for (int c = 0; c < 3; c++) {
            assertThat(picture.value(0, 0, c)).isBetween(expected[c] - 2, expected[c] + 2);
        }
    }

    @Test
    void readsGreyOf16BitsAndGreyThatIsTransparent() throws Exception {
        BufferedImage deep = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_GRAY);
        deep.getRaster().setSample(0, 0, 0, 100 * 257);
        assertThat(ImageFile.read(write("1.png", deep)).pixels()).containsExactly(100, 100, 100);

        BufferedImage transparent = image(ColorSpace.CS_GRAY, DataBuffer.TYPE_BYTE, true, 60, 0);
        assertThat(ImageFile.read(write("2.png", transparent)).pixels()).containsExactly(255, 255, 255);
    }

    @Test
    void readsAPaletteWithATransparentColour() throws Exception {
        byte[] ramp = {0, 100};
        IndexColorModel palette = new IndexColorModel(1, 2, ramp, ramp, new byte[2], 0); // the first one is transparent
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_BINARY, palette);
        image.getRaster().setSample(1, 0, 0, 1);
        assertThat(ImageFile.read(write("1.png", image)).pixels()).containsExactly(255, 255, 255, 100, 100, 0);
    }

    /**
     * A JPEG of four channels holds inverted inks: (c, m, y, k) shows red c * k / 255, and so on. A system that has a
     * profile for CMYK shows its inks' colours instead, some way off.
     */
    @Test
    void readsJpegInCmyk() throws Exception {
        Path file = Files.write(folder.resolve("1.jpg"), JpegFiles.fourChannels(0, 200, 50, 100, 230));
        assertColour(ImageFile.read(file), 180, 45, 90);
    }

    /** YCCK holds brightness and colour instead of c, m and y: red is (255 - y - 1.402 (cr - 128)) * k / 255. */
    @Test
    void readsJpegInYcck() throws Exception {
        Path file = Files.write(folder.resolve("1.jpg"), JpegFiles.fourChannels(2, 150, 100, 160, 230));
        assertColour(ImageFile.read(file), 54, 107, 139);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 0 50 100 150 200 250, 2",
        "2, 50 0 150 100 250 200, 2",
        "3, 250 200 150 100 50 0, 2",
        "4, 200 250 100 150 0 50, 2",
        "5, 0 100 200 50 150 250, 3",
        "6, 200 100 0 250 150 50, 3",
        "7, 250 150 50 200 100 0, 3",
        "8, 50 150 250 0 100 200, 3"
    })
    void turnsAPhotographUpright(int orientation, String expected, int columns) throws Exception {
        for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
            Path file = Files.write(
                    folder.resolve("1.jpg"),
                    JpegFiles.insert(JpegFiles.sixSquares(), JpegFiles.EXIF, JpegFiles.exif(orientation, order)));
            Picture picture = ImageFile.read(file);
            assertThat(picture.width()).isEqualTo(8 * columns);
            assertThat(picture.height()).isEqualTo(8 * 6 / columns);
            assertThat(ImageFile.size(file)).isEqualTo(new ImageFile.Size(picture.height(), picture.width()));
            int[] shown = new int[6];
            for (int i = 0; i < 6; i++) {
                int value = picture.value(8 * (i / columns) + 4, 8 * (i % columns) + 4, 0);
                shown[i] = Math.round(value / 50f) * 50;
            }
            assertThat(shown)
                    .containsExactly(Arrays.stream(expected.split(" "))
                            .mapToInt(Integer::parseInt)
                            .toArray());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, 65535})
    void leavesAPhotographWhoseOrientationMeansNothing(int orientation) throws Exception {
        byte[] jpeg = JpegFiles.insert(
                JpegFiles.sixSquares(), JpegFiles.EXIF, JpegFiles.exif(orientation, ByteOrder.BIG_ENDIAN));
        assertThat(ImageFile.read(Files.write(folder.resolve("1.jpg"), jpeg)).width())
                .isEqualTo(16);
    }

    @Test
    void readsAPhotographWhoseExifIsCut() throws Exception {
        byte[] exif = JpegFiles.exif(6, ByteOrder.BIG_ENDIAN);
        for (int length = 0; length < exif.length; length++) {
            byte[] jpeg = JpegFiles.insert(JpegFiles.sixSquares(), JpegFiles.EXIF, Arrays.copyOf(exif, length));
            assertThat(ImageFile.read(Files.write(folder.resolve("1.jpg"), jpeg))
                            .pixels())
                    .hasSize(16 * 24 * 3);
        }
    }

    @Test
    void namesAFileThatIsNotThere() {
        assertThatIOException()
                .isThrownBy(() -> ImageFile.read(folder.resolve("none.png")))
                .withMessageContaining(folder.resolve("none.png").toString());
        assertThatIOException()
                .isThrownBy(() -> ImageFile.size(folder.resolve("none.png")))
                .withMessageContaining(folder.resolve("none.png").toString());
    }

    private Path write(String name, BufferedImage image) throws IOException {
        Path file = folder.resolve(name);
        assertThat(ImageIO.write(image, name.substring(name.indexOf('.') + 1), file.toFile()))
                .isTrue();
        return file;
    }

    /** A pixel of 16 bits a channel from its values as bytes. */
    private static BufferedImage of16Bits(boolean alpha, int... values) {
        int[] deep = Arrays.stream(values).map(value -> value * 257).toArray();
        return image(ColorSpace.CS_sRGB, DataBuffer.TYPE_USHORT, alpha, deep);
    }

    private static BufferedImage image(int colours, int type, boolean alpha, int... values) {
        ComponentColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(colours),
                alpha,
                false,
                alpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE,
                type);
        WritableRaster raster = Raster.createInterleavedRaster(type, 1, 1, values.length, new Point());
        raster.setPixel(0, 0, values);
        return new BufferedImage(model, raster, false, null);
    }

    private static void assertColour(Picture picture, int red, int green, int blue) {
        assertThat(picture.value(4, 4, 0)).isBetween(red - 40, red + 40);
        assertThat(picture.value(4, 4, 1)).isBetween(green - 40, green + 40);
        assertThat(picture.value(4, 4, 2)).isBetween(blue - 40, blue + 40);
    }
}
