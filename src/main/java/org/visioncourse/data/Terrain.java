package org.visioncourse.data;

import java.util.random.RandomGenerator;

/**
 * The land of a generated landscape: its height over the lake at x to the right of the viewer and z before them. All in
 * the same unit, about a kilometre.
 */
final class Terrain {

    /** Where the land ends. */
    static final double END = 30;

    /** The lake ends nowhere nearer than here. */
    static final double NEAREST = 3.2;

    private static final double HILLS_END = 8; // from here on, the shore makes no difference

    /** The octaves of its ridges that are seen. */
    static final int DETAIL = 8;

    private static final double COSINE = 0.8; // each octave is turned, which hides the lattice of its noise
    private static final double SINE = 0.6;
    private static final double BLUNT = 0.3; // the square of a summit's radius: without it, summits are needles
    private static final int SHADOW_DETAIL = 3; // shadows are soft
    private static final double[] SUN = {-0.74, 0.53, -0.41}; // towards it, of length 1: from the left and behind

    /** A mountain. */
    private record Peak(double x, double z, double height, double reach) {}

    private final long key;
    private final Peak[] peaks = new Peak[16];

    Terrain(long seed) {
        RandomGenerator random = Draws.random(seed, 3);
        key = random.nextLong();
        peaks[0] = new Peak(random.nextDouble(-2.2, 2.2), 12.5, random.nextDouble(4.1, 4.7), 6.2);
        for (int i = 1; i < peaks.length; i++) {
            double x = (i - 8) * 2.6 + random.nextDouble(-1, 1);
            boolean far = i % 2 == 0;
            double z = far ? random.nextDouble(19, 25) : random.nextDouble(9.5, 14);
            double height = far ? random.nextDouble(3.4, 5.6) : random.nextDouble(1.5, 2.9);
            peaks[i] = new Peak(x, z, height, height * 1.75);
        }
    }

    /** The height over the lake; below 0 in it. */
    double height(double x, double z, int octaves) {
        double rise = z < HILLS_END ? z - shore(x) : HILLS_END;
        if (rise < 0) {
            return -1;
        }
        double bentX = x + 0.6 * (noise(x * 0.7, z * 0.7) - 0.5) + 0.16 * (noise(x * 2.1 + 9, z * 2.1) - 0.5);
        double bentZ = z + 0.6 * (noise(x * 0.7 + 50, z * 0.7) - 0.5);
        double mountain = 0;
        for (Peak peak : peaks) {
            double awayX = bentX - peak.x;
            double awayZ = bentZ - peak.z;
            double square = awayX * awayX + awayZ * awayZ + BLUNT;
            if (square < peak.reach * peak.reach) {
                double slope = 1 - Math.sqrt(square) / peak.reach;
                mountain = Math.max(mountain, peak.height * slope * (0.8 + 0.2 * slope));
            }
        }
        double hills = 0.62 * eased(rise / 3.2) * noise(x * 0.45 + 20, z * 0.45) + 0.07 * eased(rise * 2.5);
        double fine = 0.02 * eased(rise) * noise(x * 5, z * 5);
        if (mountain == 0 && z < 7) {
            return hills + fine;
        }
        double ridges = ridges(bentX * 0.55, bentZ * 0.55, octaves);
        return hills + fine + mountain * (0.78 + 0.36 * ridges) + 0.25 * eased((z - 7) / 4) * ridges;
    }

    /** Where the lake ends. */
    double shore(double x) {
        return 4 + 0.9 * (noise(x * 0.8, 3) - 0.5) + 0.12 * noise(x * 5, 8);
    }

    /** How much of the sun a place gets, from 0 to 1: by its slope, and by what stands before the sun. */
    double sun(double[] normal, double x, double z, double height) {
        double facing = normal[0] * SUN[0] + normal[1] * SUN[1] + normal[2] * SUN[2];
        if (facing <= 0) {
            return 0;
        }
        double clear = 1;
        for (double step = 0.12; step < 2.2; step *= 1.6) {
            double over = height + step * SUN[1] - height(x + step * SUN[0], z + step * SUN[2], SHADOW_DETAIL);
            clear = Math.min(clear, 0.5 + 3 * over / step);
        }
        return facing * Math.max(0, clear);
    }

    /** The direction upwards from the ground, of length 1. */
    double[] normal(double x, double z, double height, double step) {
        double right = (height(x + step, z, DETAIL) - height) / step;
        double back = (height(x, z + step, DETAIL) - height) / step;
        double length = Math.sqrt(right * right + back * back + 1);
        return new double[] {-right / length, 1 / length, -back / length};
    }

    /** Noise of several sizes folded at its middle, so that it has crests (Musgrave's ridged multifractal); 0 to about 1. */
    private double ridges(double x, double z, int octaves) {
        double sum = 0;
        double strength = 0.55;
        double weight = 1;
        double atX = x;
        double atZ = z;
        for (int i = 0; i < octaves; i++) {
            double crest = 1 - Math.abs(2 * noise(atX + 17 * i, atZ) - 1);
            crest *= crest * weight;
            sum += strength * crest;
            weight = Math.min(1, 1.7 * crest);
            strength *= 0.52;
            double turned = 2.03 * (COSINE * atX - SINE * atZ);
            atZ = 2.03 * (SINE * atX + COSINE * atZ);
            atX = turned;
        }
        return sum;
    }

    double noise(double x, double z) {
        return Noise.smooth(x, z, key);
    }

    static double eased(double t) {
        double part = Math.max(0, Math.min(1, t));
        return part * part * (3 - 2 * part);
    }
}
