package org.visioncourse.data;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Random textures; those from tables that are made once repeat every {@link #SIZE} units. */
final class Noise {

    static final int SIZE = 256;

    private static final int MASK = SIZE - 1;
    private static final float[] CLOUDS = clouds(64, 0.6);
    private static final float[] GRAIN = clouds(4, 0.8);
    private static final byte[] SENSOR = sensor();

    private Noise() {}

    /** Clouds of all sizes up to 64 units, in [0, 1]. */
    static double clouds(double x, double y) {
        return at(CLOUDS, x, y);
    }

    /** Grains of up to 4 units, in [0, 1]. */
    static double grain(double x, double y) {
        return at(GRAIN, x, y);
    }

    /** What a camera adds to a byte: about normal, of standard deviation 3.5. */
    static int sensor(int i) {
        return SENSOR[i & (SENSOR.length - 1)];
    }

    /** A number in [0, 1) for each cell of a plane. */
    static double cell(long x, long y, long key) {
        long hash = (x * 0x9E3779B97F4A7C15L) ^ (y * 0xC2B2AE3D27D4EB4FL) ^ (key * 0x165667B19E3779F9L);
        hash = (hash ^ (hash >>> 32)) * 0xD6E8FEB86659FD93L;
        return ((hash ^ (hash >>> 32)) >>> 11) * 0x1p-53;
    }

    /** Random values at whole places and smooth between them, in [0, 1]; it does not repeat. */
    static double smooth(double x, double y, long key) {
        long column = (long) Math.floor(x);
        long row = (long) Math.floor(y);
        double right = soft(x - column);
        double below = soft(y - row);
        double top = cell(column, row, key) * (1 - right) + cell(column + 1, row, key) * right;
        double bottom = cell(column, row + 1, key) * (1 - right) + cell(column + 1, row + 1, key) * right;
        return top * (1 - below) + bottom * below;
    }

    private static double at(float[] table, double x, double y) {
        int column = (int) Math.floor(x);
        int row = (int) Math.floor(y);
        double right = x - column;
        double below = y - row;
        int upper = (row & MASK) * SIZE;
        int lower = (row + 1 & MASK) * SIZE;
        int left = column & MASK;
        int next = column + 1 & MASK;
        double top = table[upper + left] * (1 - right) + table[upper + next] * right;
        double bottom = table[lower + left] * (1 - right) + table[lower + next] * right;
        return top * (1 - below) + bottom * below;
    }

    /**
     * Octaves of random values on grids, halved from {@code coarsest} down to 1.
     *
     * @param fade an octave's strength in that of the one before
     */
    private static float[] clouds(int coarsest, double fade) {
        float[] sum = new float[SIZE * SIZE];
        RandomGenerator random = new SplittableRandom(coarsest);
        double strength = 1;
        for (int step = coarsest; step >= 1; step /= 2, strength *= fade) {
            add(sum, step, strength, random);
        }
        float low = Float.MAX_VALUE;
        float high = -Float.MAX_VALUE;
        for (float value : sum) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] = (sum[i] - low) / (high - low);
        }
        return sum;
    }

    private static void add(float[] sum, int step, double strength, RandomGenerator random) {
        int cells = SIZE / step;
        double[] lattice = random.doubles((long) cells * cells).toArray();
        for (int y = 0; y < SIZE; y++) {
            for (int x = 0; x < SIZE; x++) {
                double right = eased(x % step / (double) step);
                double below = eased(y % step / (double) step);
                int upper = y / step * cells;
                int lower = (y / step + 1) % cells * cells;
                int left = x / step;
                int next = (left + 1) % cells;
                double top = lattice[upper + left] * (1 - right) + lattice[upper + next] * right;
                double bottom = lattice[lower + left] * (1 - right) + lattice[lower + next] * right;
                sum[y * SIZE + x] += (float) (strength * (top * (1 - below) + bottom * below));
            }
        }
    }

    private static double eased(double t) {
        return t * t * (3 - 2 * t);
    }

    /** From 0 to 1 with neither slope nor bend at the ends, so that a surface made of it shows no seams. */
    private static double soft(double t) {
        return t * t * t * (t * (6 * t - 15) + 10);
    }

    private static byte[] sensor() {
        RandomGenerator random = new SplittableRandom(1);
        byte[] values = new byte[1 << 16];
        for (int i = 0; i < values.length; i++) {
            values[i] = (byte) Math.round(3.5 * Math.max(-3, Math.min(3, random.nextGaussian())));
        }
        return values;
    }
}
