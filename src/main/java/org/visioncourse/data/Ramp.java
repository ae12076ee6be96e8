package org.visioncourse.data;

import java.util.random.RandomGenerator;

/**
 * A colour of a sprite in three shades, each 0xrrggbb.
 *
 * @param light where light falls on it
 * @param base of most of it
 * @param dark in the shade
 */
record Ramp(int light, int base, int dark) {

    static final Ramp STEEL = new Ramp(0xe3e9f1, 0xa9b4c6, 0x6b7690);
    static final Ramp CREAM = new Ramp(0xfff4dc, 0xf5dfb8, 0xcfa67c);
    static final Ramp WOOD = new Ramp(0xd69c66, 0xa4673a, 0x6b3d28);
    static final Ramp GOLD = new Ramp(0xffef8f, 0xf7c531, 0xc27f1b);
    static final Ramp PAPER = new Ramp(0xffffff, 0xeef1f8, 0xb9c1d6);

    private static final Ramp[] WHEEL = {
        new Ramp(0xff8675, 0xe53b3f, 0x9e1f3f), // red
        new Ramp(0xffb967, 0xf28a2c, 0xb4541f), // orange
        new Ramp(0xffec80, 0xf5c22e, 0xc07e1c), // yellow
        new Ramp(0xc9ee6f, 0x80c93c, 0x3f8a37), // lime
        new Ramp(0x85e08f, 0x32a853, 0x1d6c4c), // green
        new Ramp(0x86ebdb, 0x24b5a6, 0x177275), // teal
        new Ramp(0xa5e0ff, 0x3ba4ee, 0x2465b3), // sky
        new Ramp(0x8ba5ff, 0x3c5de2, 0x273592), // blue
        new Ramp(0xcaa4ff, 0x8b53e1, 0x55309d), // violet
        new Ramp(0xffb6d8, 0xf064a8, 0xaa3074), // pink
    };

    /** A point of the colour wheel: 0 and 1 are red. */
    static Ramp hue(double turn) {
        double place = (turn - Math.floor(turn)) * WHEEL.length;
        int before = (int) place % WHEEL.length;
        return WHEEL[before].mixed(WHEEL[(before + 1) % WHEEL.length], place - (int) place);
    }

    /** A point of the wheel that goes well with another one: opposite, at a third of a turn, or near. */
    static double partner(double turn, RandomGenerator random) {
        double[] away = {0.5, 0.36, -0.36, 0.2, -0.2};
        return turn + away[random.nextInt(away.length)];
    }

    /** This colour with a share of another one in it. */
    Ramp mixed(Ramp other, double share) {
        return new Ramp(
                mixed(light, other.light, share), mixed(base, other.base, share), mixed(dark, other.dark, share));
    }

    private static int mixed(int first, int second, double share) {
        int sum = 0;
        for (int shift = 0; shift <= 16; shift += 8) {
            int from = first >> shift & 0xff;
            int to = second >> shift & 0xff;
            sum |= (int) (from + share * (to - from) + 0.5) << shift;
        }
        return sum;
    }
}
