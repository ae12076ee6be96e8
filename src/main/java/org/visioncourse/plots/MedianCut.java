package org.visioncourse.plots;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Chooses a few colours for many (Heckbert, Color Image Quantization for Frame Buffer Display, SIGGRAPH 1982): cuts the box
 * of all colours in two, then the worst of the boxes, and so on; the mean of a box stands for it.
 *
 * <p>Where Heckbert cuts the longest box at its median, this cuts the one with the largest sum of squares at its mean, which
 * leaves fewer boxes to what is frequent and alike.
 */
final class MedianCut {

    /** How much a difference in red, green and blue counts, after the eye. */
    static final int[] WEIGHTS = {3, 5, 2};

    private static final int BITS = 6; // of each channel that are told apart
    private static final int CELLS = 1 << (3 * BITS);

    private final int[] counts = new int[CELLS];
    private final long[][] sums = new long[3][CELLS];

    /** Some cells, and of the pixels in them the mean colour and on each channel the weighted sum of squares about it. */
    private record Box(int[] cells, double[] mean, double[] squares) {

        /** The channel on which the colours differ most. */
        int side() {
            return squares[1] >= squares[0] && squares[1] >= squares[2] ? 1 : squares[0] >= squares[2] ? 0 : 2;
        }

        double worst() {
            return cells.length < 2 ? 0 : squares[side()];
        }
    }

    /** Counts the colours of pixels, 8 bits each of red, green and blue. */
    void add(int[] pixels) {
        for (int pixel : pixels) {
            int cell = pixel >> 18 & 63;
            cell = cell << BITS | pixel >> 10 & 63;
            cell = cell << BITS | pixel >> 2 & 63;
            counts[cell]++;
            for (int c = 0; c < 3; c++) {
                sums[c][cell] += pixel >> (16 - 8 * c) & 0xff;
            }
        }
    }

    /** The chosen colours: as many as that, or fewer if no more are told apart. */
    int[] colours(int most) {
        List<Box> boxes = new ArrayList<>();
        boxes.add(box(IntStream.range(0, CELLS).filter(i -> counts[i] > 0).toArray()));
        while (boxes.size() < most) {
            Box worst =
                    boxes.stream().max(Comparator.comparingDouble(Box::worst)).orElseThrow();
            if (worst.worst() == 0) {
                break;
            }
            boxes.remove(worst);
            int side = worst.side();
            boxes.add(box(IntStream.of(worst.cells)
                    .filter(i -> value(i, side) <= worst.mean[side])
                    .toArray()));
            boxes.add(box(IntStream.of(worst.cells)
                    .filter(i -> value(i, side) > worst.mean[side])
                    .toArray()));
        }
        return boxes.stream().mapToInt(MedianCut::colour).toArray();
    }

    private Box box(int[] cells) {
        double[] mean = new double[3];
        double[] squares = new double[3];
        for (int c = 0; c < 3; c++) {
            long pixels = 0;
            for (int cell : cells) {
                pixels += counts[cell];
                mean[c] += sums[c][cell];
            }
            mean[c] /= pixels;
            for (int cell : cells) {
                double away = value(cell, c) - mean[c];
                squares[c] += WEIGHTS[c] * counts[cell] * away * away;
            }
        }
        return new Box(cells, mean, squares);
    }

    /** The mean of a channel in a cell. */
    private double value(int cell, int channel) {
        return (double) sums[channel][cell] / counts[cell];
    }

    private static int colour(Box box) {
        int colour = 0;
        for (double mean : box.mean) {
            colour = colour << 8 | (int) Math.round(mean);
        }
        return colour;
    }
}
