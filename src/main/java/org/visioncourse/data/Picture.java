package org.visioncourse.data;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferInt;
import java.awt.image.Raster;
import java.util.Objects;

/**
 * One picture as bytes.
 *
 * @param pixels unsigned bytes of shape (H, W, C), not copied
 * @param height H, in pixels
 * @param width W, in pixels
 * @param channels C: 3 (red, green, blue) or 1 (grey)
 */
public record Picture(byte[] pixels, int height, int width, int channels) {

    /** @throws IllegalArgumentException if the number of bytes does not fit the shape */
    public Picture {
        if (height < 1 || width < 1 || (channels != 1 && channels != 3)) {
            throw new IllegalArgumentException("a picture has at least one pixel and 1 or 3 channels, not " + height
                    + "x" + width + " pixels of " + channels + " channels");
        }
        if (pixels.length != (long) height * width * channels) {
            throw new IllegalArgumentException("a picture of " + height + "x" + width + "x" + channels + " has "
                    + (long) height * width * channels + " bytes, not " + pixels.length);
        }
    }

    /** Converts an image of any type to red, green and blue; what is transparent shows white. */
    public static Picture of(BufferedImage image) {
        return of(image, Color.WHITE);
    }

    /**
     * Converts an image of any type to red, green and blue.
     *
     * @param background shows where the image is transparent; it is not transparent itself
     */
    public static Picture of(BufferedImage image, Color background) {
        byte[] pixels = image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_GRAY
                ? greyPixels(image, background)
                : colourPixels(image, background);
        return new Picture(pixels, image.getHeight(), image.getWidth(), 3);
    }

    /** The value of a channel of a pixel, 0 to 255. */
    public int value(int y, int x, int channel) {
        return pixels[(y * width + x) * channels + channel] & 0xff;
    }

    /**
     * A part of the picture.
     *
     * @throws IndexOutOfBoundsException if it does not lie within
     */
    public Picture crop(int top, int left, int height, int width) {
        Objects.checkFromIndexSize(top, height, this.height);
        Objects.checkFromIndexSize(left, width, this.width);
        int row = width * channels;
        byte[] part = new byte[height * row];
        for (int y = 0; y < height; y++) {
            System.arraycopy(pixels, ((top + y) * this.width + left) * channels, part, y * row, row);
        }
        return new Picture(part, height, width, channels);
    }

    /** The picture mirrored left to right. */
    public Picture mirrored() {
        int row = width * channels;
        byte[] mirrored = new byte[pixels.length];
        for (int start = 0; start < pixels.length; start += row) {
            int end = start + row - channels;
            for (int c = 0; c < channels; c++) { // the short loop outside: it is faster
                for (int x = 0; x < row; x += channels) {
                    mirrored[end + c - x] = pixels[start + c + x];
                }
            }
        }
        return new Picture(mirrored, height, width, channels);
    }

    /**
     * The picture scaled, without keeping its proportions.
     *
     * @param height in pixels, 1 or more
     * @param width in pixels, 1 or more
     */
    public Picture resized(int height, int width) {
        return Resampling.resize(this, height, width);
    }

    /** The picture in its own proportions, with a longer side of so many pixels. */
    public Picture fitted(int side) {
        double scale = (double) side / Math.max(height, width);
        return resized((int) Math.max(1, Math.round(scale * height)), (int) Math.max(1, Math.round(scale * width)));
    }

    /** The same picture for Java's drawing, of type {@code TYPE_INT_RGB}. */
    public BufferedImage toImage() {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int blue = channels - 1; // a grey picture has one channel for all three
                image.setRGB(x, y, value(y, x, 0) << 16 | value(y, x, channels / 2) << 8 | value(y, x, blue));
            }
        }
        return image;
    }

    private static byte[] colourPixels(BufferedImage image, Color background) {
        if (image.getType() == BufferedImage.TYPE_3BYTE_BGR && image.getRaster().getParent() == null) {
            return reversed(((DataBufferByte) image.getRaster().getDataBuffer()).getData());
        }
        int width = image.getWidth();
        int height = image.getHeight();
        BufferedImage rgb = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = rgb.createGraphics();
        graphics.drawImage(image, 0, 0, background, null);
        graphics.dispose();
        int[] packed = ((DataBufferInt) rgb.getRaster().getDataBuffer()).getData();
        byte[] pixels = new byte[packed.length * 3];
        for (int i = 0; i < packed.length; i++) {
            pixels[3 * i] = (byte) (packed[i] >> 16);
            pixels[3 * i + 1] = (byte) (packed[i] >> 8);
            pixels[3 * i + 2] = (byte) packed[i];
        }
        return pixels;
    }

    /** Red, green, blue from blue, green, red: what the reader of JPEG makes. */
    private static byte[] reversed(byte[] bgr) {
        byte[] pixels = new byte[bgr.length];
        for (int i = 0; i < pixels.length; i += 3) {
            pixels[i] = bgr[i + 2];
            pixels[i + 1] = bgr[i + 1];
            pixels[i + 2] = bgr[i];
        }
        return pixels;
    }

    /** Takes the samples as they stand: Java counts grey as linear light and would brighten it on conversion. */
    private static byte[] greyPixels(BufferedImage image, Color background) {
        int[] behind = {background.getRed(), background.getGreen(), background.getBlue()};
        Raster raster = image.getRaster();
        float scale = 255f / ((1 << image.getSampleModel().getSampleSize(0)) - 1);
        boolean transparent = raster.getNumBands() == 2;
        byte[] pixels = new byte[image.getWidth() * image.getHeight() * 3];
        int at = 0;
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                float grey = raster.getSample(x, y, 0) * scale;
                float alpha = transparent ? raster.getSample(x, y, 1) * scale / 255 : 1;
                for (int c = 0; c < 3; c++) {
                    pixels[at++] = (byte) Math.round(grey * alpha + behind[c] * (1 - alpha));
                }
            }
        }
        return pixels;
    }
}
