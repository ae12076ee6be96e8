package org.visioncourse.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainJpegTest {

    private static final int COLOUR = BufferedImage.TYPE_INT_RGB;

    private static ImageInputStream stream(byte[] file) {
        return new MemoryCacheImageInputStream(new ByteArrayInputStream(file));
    }

    private static boolean matches(byte[] file) throws IOException {
        return PlainJpeg.matches(stream(file));
    }

    /** Where a marker of a segment stands. */
    private static int find(byte[] jpeg, int marker) {
        int at = 0;
        while (jpeg[at] != (byte) 0xff || jpeg[at + 1] != (byte) marker) {
            at++;
        }
        return at;
    }

    @ParameterizedTest
    @CsvSource({"1, false", "1, true", "10, false"}) // in colours, in several scans, in grey
    void givesThePixelsThatTwelveMonkeysGives(int type, boolean progressive) throws Exception {
        byte[] jpeg = JpegFiles.drawing(type, progressive);
        assertThat(matches(jpeg)).isTrue();
        JPEGImageReaderSpi other = new JPEGImageReaderSpi();
        IIORegistry.getDefaultInstance().registerServiceProvider(other, ImageReaderSpi.class);
        assertThat(PlainJpeg.reader().getClass())
                .isNotEqualTo(other.createReaderInstance().getClass());
        assertThat(pixels(PlainJpeg.reader(), jpeg))
                .hasSize(37 * 23 * 3)
                .isEqualTo(pixels(other.createReaderInstance(), jpeg));
    }

    private static byte[] pixels(ImageReader reader, byte[] jpeg) throws IOException {
        reader.setInput(stream(jpeg));
        try {
            return Picture.of(reader.read(0)).pixels();
        } finally {
            reader.dispose();
        }
    }

    @Test
    void leavesTheStreamAtItsBeginning() throws Exception {
        ImageInputStream stream = stream(JpegFiles.drawing(COLOUR, false));
        assertThat(PlainJpeg.matches(stream)).isTrue();
        assertThat(stream.getStreamPosition()).isZero();
    }

    @Test
    void leavesOtherColoursAndPositionsToOthers() throws Exception {
        byte[] plain = JpegFiles.drawing(COLOUR, false);
        byte[] exif = JpegFiles.exif(6, ByteOrder.BIG_ENDIAN);
        assertThat(matches(JpegFiles.fourChannels(0, 1, 2, 3, 4))).isFalse();
        assertThat(matches(JpegFiles.insert(plain, JpegFiles.EXIF, exif))).isFalse();
        assertThat(matches(JpegFiles.insert(plain, 0xe2, "ICC_PROFILE".getBytes())))
                .isFalse();
        assertThat(matches(JpegFiles.insert(plain, 0xee, "Adobe".getBytes()))).isFalse();
        assertThat(matches(JpegFiles.insert(plain, 0xfe, "a comment".getBytes())))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 6, 9, 12}) // the bits, and the numbers of the three channels
    void leavesOtherFramesToOthers(int at) throws Exception {
        byte[] jpeg = JpegFiles.drawing(COLOUR, false);
        jpeg[find(jpeg, 0xc0) + 4 + at] = 'R';
        assertThat(matches(jpeg)).isFalse();
    }

    @Test
    void leavesDamagedHeadersToOthers() throws Exception {
        byte[] jpeg = JpegFiles.drawing(COLOUR, false);
        int scan = find(jpeg, 0xda);
        for (int length = 0; length < scan; length++) {
            assertThat(matches(Arrays.copyOf(jpeg, length))).isFalse();
        }
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 2000; i++) {
            byte[] damaged = jpeg.clone();
            damaged[random.nextInt(scan)] = (byte) random.nextInt(256);
            matches(damaged); // may be plain or not, but ends, without an exception
        }
    }
}
