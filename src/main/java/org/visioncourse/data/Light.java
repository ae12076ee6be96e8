package org.visioncourse.data;

import java.util.random.RandomGenerator;

/**
 * The light of a generated scene: one lamp from above, and what comes from everywhere.
 *
 * @param x direction to the lamp, to the right; (x, y, z) has length 1
 * @param y direction to the lamp, downwards
 * @param z direction to the lamp, towards the viewer
 * @param gain how bright it is: 1 is usual
 * @param warmth how much more red than blue there is, as a share of the gain
 */
record Light(double x, double y, double z, double gain, double warmth) {

    private static final double FROM_EVERYWHERE = 0.42;
    private static final double FROM_LAMP = 0.72;

    static Light draw(RandomGenerator random) {
        double turn = random.nextDouble(-2.4, -0.7); // y points down: from the upper left to the upper right
        double height = random.nextDouble(0.5, 0.8);
        double across = Math.sqrt(1 - height * height);
        return new Light(
                across * Math.cos(turn),
                across * Math.sin(turn),
                height,
                random.nextDouble(0.78, 1.12),
                random.nextDouble(-0.06, 0.1));
    }

    /** How much light a surface with this normal reflects, which is turned to the viewer by nz. */
    double on(double nx, double ny, double nz) {
        double lamp = Math.max(0, nx * x + ny * y + nz * z);
        return gain * (FROM_EVERYWHERE * (0.7 + 0.3 * nz) + FROM_LAMP * lamp);
    }

    /** How much of the lamp the surface mirrors to the viewer, in [0, 1]: the 24th power of a cosine (Blinn and Phong). */
    double gloss(double nx, double ny, double nz) {
        double between = Math.sqrt(x * x + y * y + (z + 1) * (z + 1));
        double cosine = Math.max(0, (nx * x + ny * y + nz * (z + 1)) / between);
        double eighth = cosine * cosine * cosine * cosine * cosine * cosine * cosine * cosine;
        return eighth * eighth * eighth;
    }

    /** The colour of the light on one of the channels red, green and blue. */
    double tint(int channel) {
        return 1 + warmth * (1 - channel);
    }
}
