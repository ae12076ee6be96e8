package org.visioncourse.styletransfer;

import java.util.Arrays;
import org.visioncourse.data.Picture;

/**
 * Light and dark apart from colour, to paint in a photograph's own colours (Gatys, Bethge, Hertzmann and Shechtman 2016, <a
 * href="https://arxiv.org/abs/1606.05897">arXiv:1606.05897</a>, luminance-only transfer).
 *
 * <p>Luminance is Y = 0.299 R + 0.587 G + 0.114 B, as of television's YIQ.
 */
final class Luminance {

    private static final double RED = 0.299;
    private static final double GREEN = 0.587;
    private static final double BLUE = 0.114;

    private Luminance() {}

    /** The picture without its colours, in three equal channels. */
    static Picture grey(Picture picture) {
        return of(values(picture), picture.height(), picture.width());
    }

    /** A painting without its colours, as light and as rich in contrast as a photograph: mean and deviation are its. */
    static Picture grey(Picture painting, Picture photograph) {
        double[] values = values(painting);
        Spread from = Spread.of(values);
        Spread to = Spread.of(values(photograph));
        double factor = from.deviation > 0 ? to.deviation / from.deviation : 0;
        for (int i = 0; i < values.length; i++) {
            values[i] = to.mean + (values[i] - from.mean) * factor;
        }
        return of(values, painting.height(), painting.width());
    }

    /**
     * One picture's light and dark in another one's colours: to each pixel's three colours the same is added, which in YIQ
     * changes Y alone.
     *
     * @param light of the same size as {@code colours}
     */
    static Picture coloured(Picture light, Picture colours) {
        double[] wanted = values(light);
        double[] present = values(colours);
        byte[] pixels = new byte[wanted.length * 3];
        for (int i = 0; i < pixels.length; i++) {
            int pixel = i / 3;
            double value = colours.value(pixel / colours.width(), pixel % colours.width(), i % 3);
            pixels[i] = clipped(value + wanted[pixel] - present[pixel]);
        }
        return new Picture(pixels, colours.height(), colours.width(), 3);
    }

    private record Spread(double mean, double deviation) {
        static Spread of(double[] values) {
            double mean = Arrays.stream(values).average().orElseThrow();
            double variance = Arrays.stream(values)
                    .map(value -> (value - mean) * (value - mean))
                    .average()
                    .orElseThrow();
            return new Spread(mean, Math.sqrt(variance));
        }
    }

    private static double[] values(Picture picture) {
        double[] values = new double[picture.height() * picture.width()];
        for (int i = 0; i < values.length; i++) {
            int y = i / picture.width();
            int x = i % picture.width();
            values[i] = RED * picture.value(y, x, 0) + GREEN * picture.value(y, x, 1) + BLUE * picture.value(y, x, 2);
        }
        return values;
    }

    private static Picture of(double[] values, int height, int width) {
        byte[] pixels = new byte[values.length * 3];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = clipped(values[i / 3]);
        }
        return new Picture(pixels, height, width, 3);
    }

    private static byte clipped(double value) {
        return (byte) Math.round(Math.max(0, Math.min(255, value)));
    }
}
