package org.visioncourse.data;

import java.awt.Graphics2D;
import java.awt.Point;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** JPEG files for tests, of kinds that cameras and printers write and Java does not. */
final class JpegFiles {

    /** The marker APP1. */
    static final int EXIF = 0xe1;

    private static final int ADOBE = 0xee; // APP14

    private JpegFiles() {}

    /**
     * A JPEG of 8x8 equal pixels whose four channels are kept as they are.
     *
     * @param transform what Adobe's segment says of them: 0 for CMYK, 2 for YCCK
     */
    static byte[] fourChannels(int transform, int... values) throws IOException {
        WritableRaster raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 8, 8, 4, new Point());
        for (int i = 0; i < 64; i++) {
            raster.setPixel(i % 8, i / 8, values);
        }
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(written)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(raster, null, null), null);
        } finally {
            writer.dispose();
        }
        ByteBuffer adobe = ByteBuffer.allocate(12);
        adobe.put("Adobe".getBytes(StandardCharsets.US_ASCII)).putShort((short) 100);
        return insert(
                written.toByteArray(), ADOBE, adobe.put(11, (byte) transform).array());
    }

    /** A JPEG with a segment more after its first marker. */
    static byte[] insert(byte[] jpeg, int marker, byte[] content) {
        return ByteBuffer.allocate(jpeg.length + 4 + content.length)
                .put(jpeg, 0, 2)
                .putShort((short) (0xff00 | marker))
                .putShort((short) (2 + content.length))
                .put(content)
                .put(jpeg, 2, jpeg.length - 2)
                .array();
    }

    /** A JPEG, 16 wide and 24 high, of squares with the grey values 0, 50 / 100, 150 / 200, 250. */
    static byte[] sixSquares() throws IOException {
        BufferedImage image = new BufferedImage(16, 24, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < 16 * 24; i++) {
            int square = i / 16 / 8 * 2 + i % 16 / 8;
            image.getRaster().setSample(i % 16, i / 16, 0, 50 * square);
        }
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", written);
        return written.toByteArray();
    }

    /** A directory of one entry: the tag Orientation (0x112), of type SHORT (3), once. */
    static byte[] exif(int orientation, ByteOrder order) {
        ByteBuffer exif = ByteBuffer.allocate(32);
        exif.put("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
        exif.put((order == ByteOrder.BIG_ENDIAN ? "MM" : "II").getBytes(StandardCharsets.US_ASCII));
        exif.order(order).putShort((short) 42).putInt(8);
        exif.putShort((short) 1).putShort((short) 0x112).putShort((short) 3).putInt(1);
        return exif.putShort((short) orientation).putShort((short) 0).putInt(0).array();
    }

    /** A drawing as JPEG. */
    static byte[] drawing(int type, boolean progressive) throws IOException {
        BufferedImage image = new BufferedImage(37, 23, type);
        Graphics2D graphics = image.createGraphics();
        graphics.drawImage(GeneratedImages.draw(1, 1).image(0), 0, 0, 37, 23, null);
        graphics.dispose();
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        ImageWriteParam parameters = writer.getDefaultWriteParam();
        parameters.setProgressiveMode(progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
        try (ImageOutputStream out = ImageIO.createImageOutputStream(written)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } finally {
            writer.dispose();
        }
        return written.toByteArray();
    }
}
