package org.visioncourse.gan;

import java.util.Random;

/** Points of a Gaussian in the plane: X A + b, with X standard normal (D2L's real data). */
public final class GaussianPoints {

    /** D2L's A, whose points have the covariance Aᵀ A = ((1.01, 1.95), (1.95, 4.25)). */
    private static final float[][] A = {{1, 2}, {-0.1f, 0.5f}};

    /** The mean. */
    private static final float[] B = {1, 2};

    private GaussianPoints() {}

    /**
     * An entry of the Gaussian's mean, b.
     *
     * @param i 0 or 1
     */
    public static double trueMean(int i) {
        return B[i];
    }

    /**
     * An entry of the Gaussian's covariance matrix, Aᵀ A.
     *
     * @param i row, 0 or 1
     * @param j column, 0 or 1
     */
    public static double trueCovariance(int i, int j) {
        return A[0][i] * A[0][j] + A[1][i] * A[1][j];
    }

    /**
     * Draws points.
     *
     * @param count at least 1
     * @param seed any number
     * @return (count, 2)
     */
    public static float[][] draw(int count, long seed) {
        Random random = new Random(seed);
        float[][] points = new float[count][2];
        for (float[] point : points) {
            double x = random.nextGaussian();
            double y = random.nextGaussian();
            for (int i = 0; i < 2; i++) {
                point[i] = (float) (x * A[0][i] + y * A[1][i] + B[i]);
            }
        }
        return points;
    }

    /** The mean of points (N, 2). */
    public static double[] mean(float[][] points) {
        double[] mean = new double[2];
        for (float[] point : points) {
            mean[0] += point[0] / points.length;
            mean[1] += point[1] / points.length;
        }
        return mean;
    }

    /** The covariance matrix of points (N, 2), divided by N. */
    public static double[][] covariance(float[][] points) {
        double[] mean = mean(points);
        double[][] covariance = new double[2][2];
        for (float[] point : points) {
            for (int i = 0; i < 2; i++) {
                for (int j = 0; j < 2; j++) {
                    covariance[i][j] += (point[i] - mean[i]) * (point[j] - mean[j]) / points.length;
                }
            }
        }
        return covariance;
    }
}
