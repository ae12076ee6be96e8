package org.visioncourse.data;

import java.util.random.RandomGenerator;

/** The skins of the generated fruit: colours, patterns and gloss. */
final class FruitSkin {

    private static final double[] BROWN = {92, 64, 36};
    private static final double[] DARK_BROWN = {58, 42, 30};

    private FruitSkin() {}

    /** Yellow, greener towards its ends, with ridges, brown ends, and brown spots where it is ripe. */
    static Tube.Skin banana(RandomGenerator random) {
        double[] yellow = {random.nextDouble(236, 252), random.nextDouble(198, 220), random.nextDouble(48, 92)};
        double[] green = {168, 188, 62};
        double unripe = random.nextDouble(0, 0.75);
        double ripe = random.nextDouble(0.62, 1.05); // above it a cloud is a spot
        double ridge = random.nextDouble(-0.15, 0.15);
        double from = random.nextDouble(Noise.SIZE);
        return (u, across, rgb) -> {
            set(rgb, yellow, 0.35);
            mix(rgb, green, unripe * Math.min(1, 1.2 * u * u));
            double edge = Math.exp(-squared((across - ridge - 0.3) / 0.07))
                    + Math.exp(-squared((across - ridge + 0.5) / 0.07));
            mix(rgb, BROWN, 0.2 * edge);
            double spots = Noise.clouds(from + 70 * u, 34 * Math.asin(clamped(across)));
            mix(rgb, BROWN, 0.8 * ramp(spots, ripe - 0.02, ripe + 0.06));
            mix(rgb, BROWN, 0.85 * ramp(u, 0.9, 1.02));
            mix(rgb, DARK_BROWN, 0.9 * ramp(-u, 0.86, 0.92));
        };
    }

    /** Red over yellow, or green, streaked from the stem on, and darker around it. */
    static Tube.Skin apple(RandomGenerator random) {
        boolean isGreen = random.nextInt(4) == 0;
        double[] ground = {random.nextDouble(170, 225), random.nextDouble(180, 205), random.nextDouble(60, 90)};
        double[] blush = {random.nextDouble(165, 205), random.nextDouble(18, 48), random.nextDouble(24, 52)};
        double red = isGreen ? random.nextDouble(0, 0.15) : random.nextDouble(0.75, 1.3);
        double from = random.nextDouble(Noise.SIZE);
        return (u, across, rgb) -> {
            set(rgb, ground, 0.6);
            double side = Math.asin(clamped(across));
            double streaks = Noise.grain(from + 26 * side, 5 * u) + Noise.clouds(from + 20 * side, 18 * u);
            mix(rgb, blush, clamped(red * (0.45 + 0.6 * streaks) + (isGreen ? -0.1 : 0)));
            mix(rgb, DARK_BROWN, 0.55 * Math.exp(-squared((u - 0.9) / 0.1) - squared(across / 0.5)));
        };
    }

    /** Orange with pores and, on most, the place of the stem. */
    static Tube.Skin orange(RandomGenerator random) {
        double[] orange = {random.nextDouble(238, 252), random.nextDouble(122, 152), random.nextDouble(16, 40)};
        double[] green = {86, 110, 50};
        double stem = random.nextDouble(0.3, 1.3);
        double from = random.nextDouble(Noise.SIZE);
        return (u, across, rgb) -> {
            set(rgb, orange, 0.4);
            pores(rgb, u, across, from);
            double away = Math.hypot(u - stem, 0.8 * across);
            mix(rgb, green, 0.85 * ramp(-away, -0.12, -0.07));
            mix(rgb, BROWN, 0.25 * ramp(-away, -0.3, -0.1));
        };
    }

    /** Green to yellow with small dots, and on some a red cheek. */
    static Tube.Skin pear(RandomGenerator random) {
        double[] ground = {random.nextDouble(165, 215), random.nextDouble(182, 200), random.nextDouble(58, 92)};
        double[] cheek = {198, 92, 50};
        double red = random.nextDouble(-0.4, 0.6);
        double from = random.nextDouble(Noise.SIZE);
        return (u, across, rgb) -> {
            set(rgb, ground, 0.35);
            mix(rgb, cheek, clamped(red * (0.5 + across) * Noise.clouds(from + 20 * u, 15 * across) * 2));
            mix(rgb, BROWN, 0.4 * ramp(Noise.grain(from + 45 * u, 40 * Math.asin(clamped(across))), 0.68, 0.8));
            mix(rgb, BROWN, 0.8 * ramp(-u, 0.93, 0.98));
        };
    }

    /** Pale yellow with pores, its tips a little green. */
    static Tube.Skin lemon(RandomGenerator random) {
        double[] yellow = {random.nextDouble(240, 254), random.nextDouble(218, 236), random.nextDouble(50, 96)};
        double[] green = {172, 186, 60};
        double from = random.nextDouble(Noise.SIZE);
        return (u, across, rgb) -> {
            set(rgb, yellow, 0.5);
            pores(rgb, u, across, from);
            mix(rgb, green, 0.7 * ramp(Math.abs(u), 0.75, 1));
        };
    }

    /** Red, paler towards the leaves, with rows of yellow seeds in dimples. */
    static Tube.Skin strawberry(RandomGenerator random) {
        double[] red = {random.nextDouble(196, 226), random.nextDouble(20, 44), random.nextDouble(32, 50)};
        double[] pale = {232, 120, 84};
        double[] seed = {242, 206, 110};
        double[] dimple = {128, 10, 26};
        return (u, across, rgb) -> {
            set(rgb, red, 0.6);
            mix(rgb, pale, 0.7 * ramp(u, 0.6, 1));
            double row = u * 4.5;
            double column = Math.asin(clamped(across)) * 3.2 + (Math.floor(row) % 2 == 0 ? 0.25 : 0.75);
            double away = Math.hypot((row - Math.floor(row) - 0.5) * 0.8, column - Math.floor(column) - 0.5);
            mix(rgb, dimple, 0.6 * ramp(-away, -0.3, -0.2));
            mix(rgb, seed, ramp(-away, -0.2, -0.12));
        };
    }

    static Tube.Skin stem(RandomGenerator random) {
        double[] colour = {random.nextDouble(84, 110), random.nextDouble(66, 92), random.nextDouble(30, 48)};
        return (u, across, rgb) -> set(rgb, colour, 0.1);
    }

    /** Green with a paler rib. */
    static Tube.Skin leaf(RandomGenerator random) {
        double[] green = {random.nextDouble(48, 90), random.nextDouble(118, 152), random.nextDouble(34, 60)};
        double[] rib = {150, 190, 104};
        return (u, across, rgb) -> {
            set(rgb, green, 0.15);
            mix(rgb, rib, 0.7 * Math.exp(-squared(across / 0.12)));
        };
    }

    private static void pores(double[] rgb, double u, double across, double from) {
        double pore = Noise.grain(from + 42 * u, 42 * Math.asin(clamped(across))) - 0.5;
        for (int c = 0; c < 3; c++) {
            rgb[c] *= 1 + 0.22 * pore;
        }
    }

    private static void set(double[] rgb, double[] colour, double gloss) {
        System.arraycopy(colour, 0, rgb, 0, 3);
        rgb[3] = gloss;
    }

    /** Moves the colour towards another by a share in [0, 1]. */
    private static void mix(double[] rgb, double[] other, double share) {
        for (int c = 0; c < 3; c++) {
            rgb[c] += share * (other[c] - rgb[c]);
        }
    }

    /** From 0 below {@code from} to 1 above {@code to}. */
    private static double ramp(double value, double from, double to) {
        return Math.max(0, Math.min(1, (value - from) / (to - from)));
    }

    private static double clamped(double value) {
        return Math.max(-1, Math.min(1, value));
    }

    private static double squared(double value) {
        return value * value;
    }
}
