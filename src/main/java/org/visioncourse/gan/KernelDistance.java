package org.visioncourse.gan;

import org.visioncourse.data.ImageSet;

/**
 * How far two sets of features are from having one distribution: the squared maximum mean discrepancy with the kernel
 * (x y / d + 1)^3, in the unbiased form (Binkowski et al. 2018, <a
 * href="https://arxiv.org/abs/1801.01401">arXiv:1801.01401</a>).
 *
 * <p>On Inception's features it is known as the kernel inception distance. On other features its figures can be compared with
 * one another and with nothing else. Of two sets from one distribution it is 0 in the mean, so that it may be below 0.
 */
public final class KernelDistance {

    private KernelDistance() {}

    /**
     * The distance of two sets of pictures in {@link FeatureSpace}.
     *
     * @param a two pictures or more, from 32 pixels a side
     * @param b as large ones
     */
    public static double of(ImageSet a, ImageSet b) {
        try (FeatureSpace space = new FeatureSpace()) {
            return of(DcganGallery.features(a, space), DcganGallery.features(b, space));
        }
    }

    /**
     * The distance.
     *
     * @param a features (M, d), M at least 2
     * @param b features (N, d), N at least 2
     * @throws IllegalArgumentException if a set has fewer than two rows, or rows differ in length
     */
    public static double of(float[][] a, float[][] b) {
        if (a.length < 2 || b.length < 2) {
            throw new IllegalArgumentException(
                    "a distance is of sets of two or more, not of " + a.length + " and " + b.length);
        }
        return within(a) + within(b) - 2 * between(a, b);
    }

    /** Mean kernel of all pairs of two different rows. */
    private static double within(float[][] rows) {
        double sum = 0;
        for (int i = 0; i < rows.length; i++) {
            for (int j = 0; j < i; j++) {
                sum += kernel(rows[i], rows[j]);
            }
        }
        return 2 * sum / ((double) rows.length * (rows.length - 1));
    }

    private static double between(float[][] a, float[][] b) {
        double sum = 0;
        for (float[] x : a) {
            for (float[] y : b) {
                sum += kernel(x, y);
            }
        }
        return sum / ((double) a.length * b.length);
    }

    private static double kernel(float[] x, float[] y) {
        if (x.length != y.length) {
            throw new IllegalArgumentException("features of " + x.length + " and of " + y.length + " numbers");
        }
        double product = 0;
        for (int i = 0; i < x.length; i++) {
            product += (double) x[i] * y[i];
        }
        double base = product / x.length + 1;
        return base * base * base;
    }
}
