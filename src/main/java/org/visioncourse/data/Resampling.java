package org.visioncourse.data;

import java.util.Arrays;

/**
 * Changes the size of pictures with a triangle filter as wide as the step between output pixels, first along rows, then
 * along columns: bilinear interpolation when it enlarges, and a weighted mean of all pixels when it reduces, so that
 * fine patterns turn grey instead of into other patterns.
 */
final class Resampling {

    private Resampling() {}

    /**
     * The input pixels that make each output pixel.
     *
     * @param first the first of them
     * @param weights of them from the first on, with sum 1
     */
    private record Taps(int[] first, float[][] weights) {}

    /** The picture at another size; the picture itself where that is its size. */
    static Picture resize(Picture picture, int height, int width) {
        if (picture.height() == height && picture.width() == width) {
            return picture;
        }
        int row = width * picture.channels();
        float[] narrow = narrow(picture, width);
        Taps taps = taps(picture.height(), height);
        byte[] pixels = new byte[height * row];
        float[] sums = new float[row];
        for (int y = 0; y < height; y++) {
            Arrays.fill(sums, 0);
            float[] weights = taps.weights[y];
            for (int k = 0; k < weights.length; k++) {
                add(weights[k], narrow, (taps.first[y] + k) * row, sums);
            }
            round(sums, pixels, y * row);
        }
        return new Picture(pixels, height, width, picture.channels());
    }

    /** A loop of its own, so that Java makes vector instructions of it. */
    private static void add(float weight, float[] values, int from, float[] sums) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += weight * values[from + i];
        }
    }

    private static void round(float[] sums, byte[] pixels, int from) {
        for (int i = 0; i < sums.length; i++) {
            pixels[from + i] = (byte) (sums[i] + 0.5f);
        }
    }

    /** The picture at another width, not rounded: values of shape (H, width, C). */
    private static float[] narrow(Picture picture, int width) {
        Taps taps = taps(picture.width(), width);
        float[] values = new float[picture.height() * width * picture.channels()];
        int length = picture.width() * picture.channels();
        for (int y = 0; y < picture.height(); y++) {
            int target = y * width * picture.channels();
            if (picture.channels() == 3) {
                narrowColours(picture.pixels(), y * length, taps, values, target);
            } else {
                narrowGrey(picture.pixels(), y * length, taps, values, target);
            }
        }
        return values;
    }

    private static void narrowColours(byte[] pixels, int source, Taps taps, float[] values, int target) {
        for (int x = 0; x < taps.first.length; x++) {
            float[] weights = taps.weights[x];
            int from = source + 3 * taps.first[x];
            float red = 0;
            float green = 0;
            float blue = 0;
            for (int k = 0; k < weights.length; k++) {
                red += weights[k] * (pixels[from + 3 * k] & 0xff);
                green += weights[k] * (pixels[from + 3 * k + 1] & 0xff);
                blue += weights[k] * (pixels[from + 3 * k + 2] & 0xff);
            }
            values[target + 3 * x] = red;
            values[target + 3 * x + 1] = green;
            values[target + 3 * x + 2] = blue;
        }
    }

    private static void narrowGrey(byte[] pixels, int source, Taps taps, float[] values, int target) {
        for (int x = 0; x < taps.first.length; x++) {
            float[] weights = taps.weights[x];
            float grey = 0;
            for (int k = 0; k < weights.length; k++) {
                grey += weights[k] * (pixels[source + taps.first[x] + k] & 0xff);
            }
            values[target + x] = grey;
        }
    }

    private static Taps taps(int from, int to) {
        double step = (double) from / to;
        double reach = Math.max(1, step);
        Taps taps = new Taps(new int[to], new float[to][]);
        for (int i = 0; i < to; i++) {
            double centre = (i + 0.5) * step;
            int first = Math.max(0, (int) Math.ceil(centre - reach - 0.5));
            int last = Math.min(from - 1, (int) Math.floor(centre + reach - 0.5));
            double[] weights = new double[last - first + 1];
            double sum = 0;
            for (int k = 0; k < weights.length; k++) {
                weights[k] = Math.max(0, 1 - Math.abs(first + k + 0.5 - centre) / reach);
                sum += weights[k];
            }
            taps.first[i] = first;
            taps.weights[i] = new float[weights.length];
            for (int k = 0; k < weights.length; k++) {
                taps.weights[i][k] = (float) (weights[k] / sum);
            }
        }
        return taps;
    }
}
