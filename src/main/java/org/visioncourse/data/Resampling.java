package org.visioncourse.data;

/**
 * Changes the size of pictures with a triangle filter as wide as the step between output pixels, first along rows, then
 * along columns: bilinear interpolation when it enlarges, and a weighted mean of all pixels when it reduces, so that
 * fine patterns turn grey instead of into other patterns.
 */
final class Resampling {

    private Resampling() {}

    /** The input pixels that make one output pixel: from {@code first} on, one weight each, with sum 1. */
    private record Taps(int first, float[] weights) {}

    /** The picture at another size; the picture itself where that is its size. */
    static Picture resize(Picture picture, int height, int width) {
        if (picture.height() == height && picture.width() == width) {
            return picture;
        }
        int channels = picture.channels();
        float[] narrow = rows(picture, width);
        Taps[] taps = taps(picture.height(), height);
        byte[] pixels = new byte[height * width * channels];
        int row = width * channels;
        for (int y = 0; y < height; y++) {
            for (int i = 0; i < row; i++) {
                float sum = 0;
                for (int k = 0; k < taps[y].weights.length; k++) {
                    sum += taps[y].weights[k] * narrow[(taps[y].first + k) * row + i];
                }
                pixels[y * row + i] = (byte) Math.round(sum);
            }
        }
        return new Picture(pixels, height, width, channels);
    }

    /** The picture at another width, not rounded: values of shape (H, width, C). */
    private static float[] rows(Picture picture, int width) {
        int channels = picture.channels();
        Taps[] taps = taps(picture.width(), width);
        float[] values = new float[picture.height() * width * channels];
        int at = 0;
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < width; x++) {
                for (int c = 0; c < channels; c++) {
                    float sum = 0;
                    for (int k = 0; k < taps[x].weights.length; k++) {
                        sum += taps[x].weights[k] * picture.value(y, taps[x].first + k, c);
                    }
                    values[at++] = sum;
                }
            }
        }
        return values;
    }

    private static Taps[] taps(int from, int to) {
        double step = (double) from / to;
        double reach = Math.max(1, step);
        Taps[] taps = new Taps[to];
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
            float[] shares = new float[weights.length];
            for (int k = 0; k < shares.length; k++) {
                shares[k] = (float) (weights[k] / sum);
            }
            taps[i] = new Taps(first, shares);
        }
        return taps;
    }
}
