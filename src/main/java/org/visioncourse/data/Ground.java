package org.visioncourse.data;

import java.awt.Color;
import java.util.random.RandomGenerator;

/** What generated fruit lies on: two colours and a pattern that mixes them. */
enum Ground {
    WOOD {
        @Override
        Pattern pattern(RandomGenerator random) {
            double plank = random.nextDouble(28, 70);
            long key = random.nextLong();
            return (x, y) -> {
                double row = Math.floor(y / plank);
                double shade = Noise.cell((long) row, 0, key);
                double seam = y / plank - row < 1.6 / plank ? -0.5 : 0;
                double from = shade * Noise.SIZE;
                double rings = Noise.clouds(from + x * 0.12, y * 1.1 + from);
                return 0.25 * shade + 0.5 * rings + 0.25 * Noise.grain(x * 0.15 + from, y * 1.3) + seam;
            };
        }
    },
    GINGHAM {
        @Override
        Pattern pattern(RandomGenerator random) {
            double cell = random.nextDouble(12, 36);
            return (x, y) -> {
                double across = stripe(x, cell);
                double down = stripe(y, cell);
                double thread = Noise.grain(x * 1.7, y * 0.4) + Noise.grain(x * 0.4, y * 1.7) - 1;
                return 0.5 * (across + down) + 0.18 * thread;
            };
        }
    },
    GRASS {
        @Override
        Pattern pattern(RandomGenerator random) {
            double lean = random.nextDouble(-0.5, 0.5);
            return (x, y) -> {
                double blades = Noise.grain(x + lean * y, y * 0.22) * Noise.grain(x - 0.6 * y + 90, y * 0.3);
                return 0.35 * Noise.clouds(x * 0.8, y * 0.8) + 1.5 * blades - 0.15;
            };
        }
    },
    STONE {
        @Override
        Pattern pattern(RandomGenerator random) {
            double size = random.nextDouble(0.4, 1.6);
            double speckles = random.nextDouble(0.1, 0.5);
            return (x, y) ->
                    (1 - speckles) * Noise.clouds(x * size, y * size) + speckles * Noise.grain(x * 0.9, y * 0.9);
        }
    },
    TILES {
        @Override
        Pattern pattern(RandomGenerator random) {
            double height = random.nextDouble(24, 64);
            double width = height * random.nextDouble(1, 2.4);
            double shift = random.nextInt(3) * 0.25;
            long key = random.nextLong();
            return (x, y) -> {
                double row = Math.floor(y / height);
                double column = x / width + shift * row;
                double edge = Math.min(y / height - row, (column - Math.floor(column)) * width / height);
                double shade = Noise.cell((long) Math.floor(column), (long) row, key);
                double joint = edge < 2.5 / height ? -0.6 : 0;
                return 0.45 * shade + 0.4 * Noise.clouds(x + 60 * shade, y) + 0.1 + joint;
            };
        }
    },
    STRIPES {
        @Override
        Pattern pattern(RandomGenerator random) {
            double width = random.nextDouble(5, 32);
            double wave = random.nextDouble(0, 14);
            return (x, y) -> {
                double t = stripe(x + wave * Math.sin(y * 0.04), width);
                return 0.15 + 0.65 * t + 0.2 * Noise.grain(x * 0.5, y * 1.8);
            };
        }
    },
    BLUR {
        @Override
        Pattern pattern(RandomGenerator random) {
            double size = random.nextDouble(0.08, 0.2);
            return (x, y) -> 1.6 * Noise.clouds(x * size, y * size) - 0.3;
        }
    },
    PEBBLES {
        @Override
        Pattern pattern(RandomGenerator random) {
            double cell = random.nextDouble(14, 30);
            long key = random.nextLong();
            return (x, y) -> pebble(x / cell, y / cell, key) + 0.15 * Noise.grain(x, y);
        }
    };

    /** How two colours are mixed. */
    @FunctionalInterface
    interface Pattern {

        /** The share of the second colour at a place, in pixels: below 0 as 0, above 1 as 1. */
        double at(double x, double y);
    }

    private static final double NEARER = 0.22; // how much brighter the side of the lamp is

    /** A pattern of this kind. */
    abstract Pattern pattern(RandomGenerator random);

    /**
     * Covers a picture.
     *
     * @param side its height and width
     * @return unsigned bytes of shape (side, side, 3)
     */
    static byte[] paint(int side, Light light, RandomGenerator random) {
        Ground ground = values()[random.nextInt(values().length)];
        Pattern pattern = ground.pattern(random);
        double[][] colours = ground.colours(random);
        for (int c = 0; c < 3; c++) {
            colours[0][c] *= light.gain() * light.tint(c);
            colours[1][c] *= light.gain() * light.tint(c);
        }
        double turn = random.nextInt(3) == 0 ? random.nextDouble(2 * Math.PI) : Math.PI / 2 * random.nextInt(4);
        double cos = Math.cos(turn);
        double sin = Math.sin(turn);
        double fromX = random.nextDouble(1000);
        double fromY = random.nextDouble(1000);
        byte[] pixels = new byte[side * side * 3];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                double value = pattern.at(fromX + cos * x + sin * y, fromY + cos * y - sin * x);
                double share = Math.max(0, Math.min(1, value));
                double near = 1 + (light.x() * (x - side / 2) + light.y() * (y - side / 2)) * NEARER / side;
                for (int c = 0; c < 3; c++) {
                    double colour = colours[0][c] + share * (colours[1][c] - colours[0][c]);
                    pixels[(y * side + x) * 3 + c] = (byte) Math.min(255, colour * near);
                }
            }
        }
        return pixels;
    }

    /** A dark and a light colour, those of wood and grass as they grow; 0 to 255. */
    private double[][] colours(RandomGenerator random) {
        double hue = random.nextDouble();
        double strength = random.nextDouble(0.05, 0.65);
        double dark = random.nextDouble(0.12, 0.5);
        double light = dark + random.nextDouble(0.18, 0.5);
        double other = hue + random.nextDouble(-0.15, 0.15);
        if (this == WOOD) {
            hue = random.nextDouble(0.05, 0.1);
            other = hue + 0.02;
            strength = random.nextDouble(0.3, 0.65);
        }
        if (this == GRASS) {
            hue = random.nextDouble(0.24, 0.33);
            other = hue - 0.06;
            strength = random.nextDouble(0.5, 0.75);
            dark *= 0.6;
        }
        return new double[][] {
            colour(hue, strength, dark), colour(other, strength * random.nextDouble(0.3, 1), Math.min(1, light))
        };
    }

    private static double[] colour(double hue, double strength, double value) {
        int rgb = Color.HSBtoRGB((float) hue, (float) strength, (float) value);
        return new double[] {rgb >> 16 & 0xff, rgb >> 8 & 0xff, rgb & 0xff};
    }

    /** 1 on every second stripe, 0 between, with soft edges. */
    private static double stripe(double x, double width) {
        double place = Math.abs(x / (2 * width) - Math.rint(x / (2 * width))) * 2 * width; // to a stripe's middle
        return Math.max(0, Math.min(1, width / 2 - place + 0.5));
    }

    /** A stone in each cell, its middle anywhere in it: how far the nearest is, and how bright. */
    private static double pebble(double x, double y, long key) {
        double nearest = 2;
        double second = 2;
        double shade = 0;
        for (long row = (long) Math.floor(y) - 1; row <= Math.floor(y) + 1; row++) {
            for (long column = (long) Math.floor(x) - 1; column <= Math.floor(x) + 1; column++) {
                double stone = Noise.cell(column, row, key);
                double stoneX = column + 0.2 + 0.6 * stone;
                double stoneY = row + 0.2 + 0.6 * Noise.cell(row, column, key);
                double away = (x - stoneX) * (x - stoneX) + (y - stoneY) * (y - stoneY);
                second = Math.min(second, Math.max(nearest, away));
                if (away < nearest) {
                    nearest = away;
                    shade = stone;
                }
            }
        }
        double edge = Math.min(1, 3 * (Math.sqrt(second) - Math.sqrt(nearest)));
        return edge * (0.35 + 0.5 * (shade * 7 % 1)) - 0.1;
    }
}
