package org.visioncourse.data;

import java.io.EOFException;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;

/**
 * JPEG as nearly every photograph in a data set is: YCbCr or grey, of 8 bits, without a colour profile or what a camera
 * notes of its position. Java's own reader gives the pixels that TwelveMonkeys gives, in two thirds of the time.
 */
final class PlainJpeg {

    private static final int START_OF_IMAGE = 0xffd8;
    private static final int START_OF_SCAN = 0xda;
    private static final int FIRST_FRAME = 0xc0; // baseline
    private static final int LAST_FRAME = 0xc2; // progressive
    private static final int HUFFMAN_TABLES = 0xc4;
    private static final int LAST_OTHER_FRAME = 0xcf;
    /** Exif, a colour profile, and Adobe's statement that the colours are others. */
    private static final List<Integer> NOT_PLAIN = List.of(0xe1, 0xe2, 0xee);

    private static final ImageReaderSpi JAVAS_OWN = IIORegistry.getDefaultInstance()
            .getServiceProviders(ImageReaderSpi.class, PlainJpeg::isJavasOwn, true)
            .next();

    private PlainJpeg() {}

    /** Whether a file is such a JPEG, as its header says; leaves the stream where it is. */
    static boolean matches(ImageInputStream file) throws IOException {
        file.mark();
        try {
            return file.readUnsignedShort() == START_OF_IMAGE && isPlainHeader(file);
        } catch (EOFException e) {
            return false;
        } finally {
            file.reset();
        }
    }

    /** Java's own reader, whichever others there are. */
    static ImageReader reader() throws IOException {
        return JAVAS_OWN.createReaderInstance();
    }

    private static boolean isJavasOwn(Object provider) {
        return provider.getClass().getModule() == ImageIO.class.getModule()
                && List.of(((ImageReaderSpi) provider).getFormatNames()).contains("jpeg");
    }

    /** Segments up to the first scan: a marker, and the length of what follows, which counts itself. */
    private static boolean isPlainHeader(ImageInputStream file) throws IOException {
        boolean plainFrame = false;
        while (file.readUnsignedByte() == 0xff) {
            int marker = file.readUnsignedByte();
            if (marker == START_OF_SCAN) {
                return plainFrame;
            }
            if (NOT_PLAIN.contains(marker)) {
                return false;
            }
            long end = file.getStreamPosition() + file.readUnsignedShort();
            if (marker >= FIRST_FRAME && marker <= LAST_OTHER_FRAME && marker != HUFFMAN_TABLES) {
                plainFrame = marker <= LAST_FRAME && isPlainFrame(file);
            }
            file.seek(end);
        }
        return false;
    }

    /** Bits, height, width, number of channels, and three bytes for each channel, its number first. */
    private static boolean isPlainFrame(ImageInputStream file) throws IOException {
        if (file.readUnsignedByte() != 8) {
            return false;
        }
        file.skipBytes(4);
        int channels = file.readUnsignedByte();
        for (int c = 1; channels == 3 && c <= 3; c++) {
            if (file.readUnsignedByte() != c) {
                return false;
            }
            file.skipBytes(2);
        }
        return channels == 1 || channels == 3;
    }
}
