package org.visioncourse.data;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What a generated painting shows, and how its strokes run: whirls and stars over hills and a field, and a cypress.
 *
 * <p>Places are in units of the picture's height, x to the right and y downwards. Each part has a stream function: strokes
 * run along the lines on which it is constant, and light and dark change across them.
 */
final class StarryNight {

    /** What is seen at a place. */
    enum Part {
        SKY(0x0b1c4d, 0x173a86, 0x2a63ae, 0x3f93bd, 0x86c5bd, 0xe9dc92, 0xffd23f, 0xf79a1c),
        HILLS(0x0d1f3f, 0x17436b, 0x1f6a7d, 0x3f8f84, 0x8aa967, 0xd0a93c),
        FIELD(0x5c2a17, 0xa9471a, 0xd38a20, 0xeeb72c, 0xf9d45a, 0xfbe79a),
        CYPRESS(0x08131f, 0x0e2a2b, 0x1d4232, 0x3a5a2c, 0x7c5a1e, 0xb3611c);

        private final int[] ramp;

        Part(int... ramp) {
            this.ramp = ramp;
        }

        /** A colour of this part, red, green and blue of 0 to 255; tone 0 is the darkest, 1 the lightest. */
        float[] colour(double tone) {
            double place = Math.max(0, Math.min(1, tone)) * (ramp.length - 1);
            int from = Math.min((int) place, ramp.length - 2);
            float[] colour = new float[3];
            for (int c = 0; c < 3; c++) {
                int low = ramp[from] >> (16 - 8 * c) & 0xff;
                int high = ramp[from + 1] >> (16 - 8 * c) & 0xff;
                colour[c] = (float) (low + (place - from) * (high - low));
            }
            return colour;
        }
    }

    /** A star, or a whirl, which is larger and turns inwards; wind is the stream at its centre without it. */
    private record Whirl(double x, double y, double radius, double turn, boolean star, double wind) {

        double distance(double atX, double atY) {
            return Math.sqrt((atX - x) * (atX - x) + (atY - y) * (atY - y)) / radius;
        }
    }

    private static final double STEP = 1e-3; // of the differences that give a direction

    private final long key;
    private final double cypress;
    private final double phase;
    private final List<Whirl> whirls = new ArrayList<>();

    /** @param width of the picture, in its heights */
    StarryNight(double width, long seed) {
        RandomGenerator random = Draws.random(seed, 2);
        key = random.nextLong();
        phase = random.nextDouble(2 * Math.PI);
        cypress = width * random.nextDouble(0.1, 0.2);
        double room = Math.min(1, width / 1.1); // a narrow sky has smaller whirls
        double middle = width * random.nextDouble(0.42, 0.55);
        whirls.add(whirl(middle, random.nextDouble(0.3, 0.38), 0.21 * room, 1, false));
        if (room == 1) { // else it would run into the moon
            whirls.add(whirl(middle + 0.36, random.nextDouble(0.4, 0.46), 0.14, -1, false));
        }
        whirls.add(whirl(width * 0.87, random.nextDouble(0.14, 0.2), 0.15 * room, 1, true)); // the moon
        for (int i = 0; i < 400 && whirls.size() < 4 + 6 * width; i++) {
            Whirl star = whirl(
                    random.nextDouble(width),
                    random.nextDouble(0.04, 0.5),
                    random.nextDouble(0.045, 0.085),
                    random.nextBoolean() ? 1 : -1,
                    true);
            if (whirls.stream().allMatch(other -> other.distance(star.x, star.y) > 1 + star.radius / other.radius)) {
                whirls.add(star);
            }
        }
    }

    private Whirl whirl(double x, double y, double radius, double turn, boolean star) {
        return new Whirl(x, y, radius, turn, star, wind(x, y));
    }

    /** What is at a place. */
    Part part(double x, double y) {
        double up = (0.96 - y) / 0.9; // along the cypress, from its foot to its tip
        double half = 0.11 * Math.pow(Math.max(0, 1 - up), 0.8) * (0.9 + 0.12 * Math.sin(17 * y + phase));
        if (up > -0.1 && up < 1 && Math.abs(x - cypress - 0.012 * Math.sin(11 * y + phase)) < half) {
            return Part.CYPRESS;
        }
        if (y > field(x)) {
            return Part.FIELD;
        }
        return y > ridge(x) ? Part.HILLS : Part.SKY;
    }

    /** The direction of a stroke at a place, of length 1. */
    double[] direction(Part part, double x, double y) {
        double acrossX = stream(part, x + STEP, y) - stream(part, x - STEP, y);
        double acrossY = stream(part, x, y + STEP) - stream(part, x, y - STEP);
        double length = Math.sqrt(acrossX * acrossX + acrossY * acrossY) + 1e-12;
        return new double[] {acrossY / length, -acrossX / length};
    }

    /** How light it is at a place, from 0 to 1. */
    double tone(Part part, double x, double y) {
        double bands = 0.5 + 0.5 * Math.sin(46 * stream(part, x, y) + 2.5 * noise(x * 3, y * 3));
        return switch (part) {
            case SKY -> sky(x, y, bands);
            case HILLS -> 0.05 + 0.55 * bands + 0.3 * noise(x * 5, y * 9);
            case FIELD -> 0.2 + 0.4 * bands + 0.5 * noise(x * 4 + 7, y * 10);
            case CYPRESS -> 0.45 * bands + 0.25 * noise(x * 9, y * 4);
        };
    }

    private double sky(double x, double y, double bands) {
        double tone = 0.06 + 0.36 * bands + 0.16 * noise(x * 4, y * 6) + 0.28 * Math.pow(y / ridge(x), 5);
        for (Whirl whirl : whirls) {
            double away = whirl.distance(x, y);
            if (whirl.star && away < 2) {
                double rings = 0.82 + 0.18 * Math.cos(away * 11);
                double glow = away < 0.34 ? 1 : Math.exp(-1.5 * (away - 0.34)) * rings;
                tone = Math.max(tone, glow * 1.02 * Math.min(1, 4 - 2 * away));
            } else if (!whirl.star && away < 1.3) {
                double angle = Math.atan2(y - whirl.y, x - whirl.x);
                double arm = 0.5 + 0.5 * Math.cos(2 * angle * whirl.turn - 11 * away);
                double inside = Math.min(1, (1.3 - away) * 3);
                tone += inside * (0.16 + 0.58 * arm * arm * (1.15 - 0.6 * away) - tone * 0.75);
            }
        }
        return tone;
    }

    private double stream(Part part, double x, double y) {
        return switch (part) {
            case SKY -> sky(x, y);
            case HILLS -> 0.9 * (y - ridge(x) * 0.7) + 0.05 * Math.sin(7 * x + phase) * Math.sin(9 * y) - 0.1 * x;
            case FIELD -> 0.55 * y - 0.32 * x + 0.05 * Math.sin(9 * x + 5 * y + phase);
            case CYPRESS -> 0.6 * (x - cypress) - 0.05 * Math.sin(11 * y + phase) + 0.03 * Math.sin(30 * x + 8 * y);
        };
    }

    private double sky(double x, double y) {
        double wind = wind(x, y);
        double stream = wind;
        for (Whirl whirl : whirls) {
            double away = whirl.distance(x, y);
            double hill = Math.exp(-0.75 * away * away);
            double calm = hill * hill * (whirl.wind - wind); // else the wind moves the rings aside
            stream += whirl.turn * whirl.radius * hill * 1.7 + calm;
        }
        return stream;
    }

    /** The stream of a sky without whirls. */
    private double wind(double x, double y) {
        return 0.55 * y + 0.05 * Math.sin(4.2 * x + phase) + 0.06 * noise(x * 2.2, y * 2.2);
    }

    /** Where the sky ends. */
    private double ridge(double x) {
        return 0.64 + 0.05 * Math.sin(3.1 * x + phase) + 0.035 * Math.sin(7.3 * x + 2 * phase);
    }

    /** Where the hills end. */
    private double field(double x) {
        return 0.81 + 0.025 * Math.sin(4.3 * x + 3 * phase);
    }

    private double noise(double x, double y) {
        return Noise.smooth(x, y, key);
    }
}
