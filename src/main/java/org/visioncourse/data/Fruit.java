package org.visioncourse.data;

import java.awt.geom.AffineTransform;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;

/** The kinds of generated fruit; each lies about in [-1, 1] along the x axis, the stem at the right. */
enum Fruit {
    BANANA("banana") {
        @Override
        List<Tube> parts(RandomGenerator random) {
            double thick = random.nextDouble(0.21, 0.27);
            double bend = random.nextDouble(0.85, 1.25);
            DoubleUnaryOperator outline = u -> {
                double t = (u + 0.1) / (u < -0.1 ? 0.84 : 0.92);
                double body = thick * thick * (1 - (t < 0 ? fourth(t) : t * t * (0.7 + 0.3 * t * t)));
                double stem = squared(0.085) * (1 - fourth(squared((u - 0.84) / 0.24)));
                double tip = squared(0.075) * (1 - fourth((u + 0.88) / 0.12));
                return Math.max(body, Math.max(stem, tip));
            };
            return List.of(new Tube(outline, bend, 1, new AffineTransform(), FruitSkin.banana(random)));
        }
    },
    APPLE("apple") {
        @Override
        List<Tube> parts(RandomGenerator random) {
            double flat = random.nextDouble(0.82, 0.92);
            DoubleUnaryOperator outline = u -> {
                double t = u / flat;
                return 0.94 * (1 - t * t * (0.55 + 0.45 * t * t)) * (1 + 0.16 * u);
            };
            List<Tube> parts = new ArrayList<>();
            parts.add(new Tube(outline, 0, 1, new AffineTransform(), FruitSkin.apple(random)));
            parts.add(stem(0.9, 0, random));
            if (random.nextInt(3) > 0) {
                parts.add(leaf(0.98, 0.03, random.nextDouble(0.5, 1.1), 0.34, random));
            }
            return parts;
        }
    },
    ORANGE("orange") {
        @Override
        List<Tube> parts(RandomGenerator random) {
            double flat = random.nextDouble(0.92, 1);
            Tube body = new Tube(
                    u -> 0.95 - u * u / flat / flat * 0.95, 0, 1, new AffineTransform(), FruitSkin.orange(random));
            return random.nextInt(3) > 0
                    ? List.of(body)
                    : List.of(body, leaf(0.9, 0.1, random.nextDouble(-0.9, 0.9), 0.4, random));
        }
    },
    PEAR("pear") {
        @Override
        List<Tube> parts(RandomGenerator random) {
            double belly = random.nextDouble(0.9, 1.05);
            DoubleUnaryOperator outline =
                    u -> (1 - u * u) * squared(belly * (0.72 - 0.36 * u - 0.1 * u * u + 0.28 * u * u * u));
            return List.of(
                    stem(1.06, random.nextDouble(-0.5, 0.5), random),
                    new Tube(outline, random.nextDouble(0.01, 0.12), 1, new AffineTransform(), FruitSkin.pear(random)));
        }
    },
    LEMON("lemon") {
        @Override
        List<Tube> parts(RandomGenerator random) {
            double thick = random.nextDouble(0.6, 0.7);
            DoubleUnaryOperator outline = u -> {
                double body = thick * thick * (1 - squared(u / 0.88));
                double tip = 0.032 * (1 - fourth((Math.abs(u) - 0.78) / 0.22));
                return Math.max(body, tip);
            };
            return List.of(new Tube(outline, 0, 1, new AffineTransform(), FruitSkin.lemon(random)));
        }
    },
    STRAWBERRY("strawberry") {
        @Override
        List<Tube> parts(RandomGenerator random) {
            double wide = random.nextDouble(0.9, 1.05);
            DoubleUnaryOperator outline = u -> (1 - u * u) * squared(wide * (0.7 + 0.26 * u));
            List<Tube> parts = new ArrayList<>();
            parts.add(new Tube(outline, 0, 1, new AffineTransform(), FruitSkin.strawberry(random)));
            parts.add(stem(1, random.nextDouble(-0.4, 0.4), random));
            for (int i = -3; i <= 3; i++) {
                parts.add(leaf(0.86, 0.1 * i, 0.6 * i + Math.PI * (i % 2 == 0 ? 1 : 0.9), 0.24, random));
            }
            return parts;
        }
    };

    private final String title;

    Fruit(String title) {
        this.title = title;
    }

    /** Its name in plain words. */
    String title() {
        return title;
    }

    /** One fruit of this kind: its parts, from the back to the front. */
    abstract List<Tube> parts(RandomGenerator random);

    private static double squared(double value) {
        return value * value;
    }

    private static double fourth(double value) {
        return squared(squared(value));
    }

    private static Tube stem(double x, double turn, RandomGenerator random) {
        DoubleUnaryOperator outline = u -> squared(0.2 + 0.06 * u) * (1 - fourth(u * u));
        return new Tube(outline, random.nextDouble(0.1, 0.6), 1, at(x, 0, turn, 0.22), FruitSkin.stem(random));
    }

    /** A leaf that grows from (x, y) in a direction. */
    private static Tube leaf(double x, double y, double turn, double size, RandomGenerator random) {
        DoubleUnaryOperator outline = u -> u * u < 1 ? 0.16 * squared(1 - u * u) * (1 - 0.4 * u) : 0.16 * (1 - u * u);
        AffineTransform place = at(x, y, turn, size);
        place.translate(0.95, 0);
        return new Tube(outline, random.nextDouble(0.01, 0.5), 0.4, place, FruitSkin.leaf(random));
    }

    private static AffineTransform at(double x, double y, double turn, double size) {
        AffineTransform place = AffineTransform.getTranslateInstance(x, y);
        place.rotate(turn);
        place.scale(size, size);
        return place;
    }
}
