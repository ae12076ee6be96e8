package org.visioncourse.plots;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.awt.image.DataBufferInt;
import java.awt.image.IndexColorModel;
import java.util.List;

/**
 * The 256 colours that stand for all colours of some pictures.
 *
 * <p>A colour that is missing is mixed of the nearest one and one on the far side of it, so that an area has the right mean.
 * Which of the two a pixel gets depends on its colour and its place alone, hence what stands still does not flicker.
 */
final class Palette {
    static final int SIZE = 256;

    private static final int SLOTS = 1 << 16;
    private static final int SHARES = 256;

    private final int[] colours;
    private final long[] answers = new long[SLOTS]; // remembered: 1 and the colour, then what mixed gives

    private Palette(int[] colours) {
        this.colours = colours;
    }

    static Palette of(List<BufferedImage> images) {
        MedianCut cut = new MedianCut();
        images.forEach(image -> cut.add(pixels(image)));
        return new Palette(cut.colours(SIZE));
    }

    /** The picture in colours of the palette. */
    BufferedImage reduce(BufferedImage image) {
        int width = image.getWidth();
        BufferedImage reduced = new BufferedImage(width, image.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, model());
        byte[] indices = ((DataBufferByte) reduced.getRaster().getDataBuffer()).getData();
        int[] pixels = pixels(image);
        for (int i = 0; i < pixels.length; i++) {
            long answer = answer(pixels[i]);
            boolean other = (answer & 0xff) > SHARES * threshold(i % width, i / width);
            indices[i] = (byte) (other ? answer >> 8 : answer >> 16);
        }
        return reduced;
    }

    /** Red, green and blue of all pixels, row by row, without alpha. */
    private static int[] pixels(BufferedImage image) {
        BufferedImage plain = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = plain.createGraphics();
        graphics.drawImage(image, 0, 0, Color.WHITE, null);
        graphics.dispose();
        return ((DataBufferInt) plain.getRaster().getDataBuffer()).getData();
    }

    private IndexColorModel model() {
        byte[][] channels = new byte[3][SIZE];
        for (int i = 0; i < SIZE; i++) {
            for (int c = 0; c < 3; c++) {
                channels[c][i] = (byte) channel(colours[Math.min(i, colours.length - 1)], c);
            }
        }
        return new IndexColorModel(8, SIZE, channels[0], channels[1], channels[2]);
    }

    /** A number in [0, 1) for each place, evenly spread over any few neighbours (Roberts, 2018, the sequence R2). */
    private static double threshold(int x, int y) {
        double place = 0.7548776662466927 * x + 0.5698402909980532 * y;
        double part = place - Math.floor(place);
        return part < 0.5 ? 2 * part : 2 - 2 * part;
    }

    private long answer(int colour) {
        long key = 1L << 24 | colour; // not 0, as an empty slot is
        int slot = (colour * 0x9E3779B1) >>> 16;
        if (answers[slot] >>> 24 != key) {
            answers[slot] = key << 24 | mixed(colour);
        }
        return answers[slot];
    }

    /** Index of the nearest colour, index of one on the far side, and the share of that one, which is at most a half. */
    private int mixed(int colour) {
        int[] asked = {channel(colour, 0), channel(colour, 1), channel(colour, 2)};
        int nearest = nearest(asked);
        int[] beyond = new int[3];
        for (int c = 0; c < 3; c++) {
            beyond[c] = 2 * asked[c] - channel(colours[nearest], c);
        }
        int other = nearest(beyond);
        double along = 0;
        double length = 0;
        for (int c = 0; c < 3; c++) {
            int step = channel(colours[other], c) - channel(colours[nearest], c);
            along += step * (asked[c] - channel(colours[nearest], c));
            length += step * step;
        }
        double share = length == 0 ? 0 : Math.max(0, Math.min(0.5, along / length));
        return nearest << 16 | other << 8 | (int) Math.round(share * (SHARES - 1));
    }

    private int nearest(int[] asked) {
        int nearest = 0;
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < colours.length; i++) {
            int distance = 0;
            for (int c = 0; c < 3; c++) {
                int step = channel(colours[i], c) - asked[c];
                distance += MedianCut.WEIGHTS[c] * step * step;
            }
            if (distance < least) {
                least = distance;
                nearest = i;
            }
        }
        return nearest;
    }

    private static int channel(int colour, int c) {
        return colour >> (16 - 8 * c) & 0xff;
    }
}
