package org.visioncourse.data;

import static org.visioncourse.data.Form.box;
import static org.visioncourse.data.Form.circle;
import static org.visioncourse.data.Form.ellipse;
import static org.visioncourse.data.Form.softBox;
import static org.visioncourse.data.Form.taper;
import static org.visioncourse.data.Form.triangle;

import java.util.random.RandomGenerator;

/** Draws robots, rockets and bottles of potion. */
final class SpriteThings {

    private static final Ramp FLAME = new Ramp(0xffd23e, 0xffa02e, 0xf0562c);
    private static final Ramp GLASS = new Ramp(0xffffff, 0xe4f1fa, 0xb4cfe4);

    private SpriteThings() {}

    static void robot(SpriteCanvas canvas, RandomGenerator random) {
        double turn = random.nextDouble();
        Ramp metal = Ramp.STEEL.mixed(Ramp.hue(turn), random.nextBoolean() ? 0.15 : 0.85);
        Ramp accent = Ramp.hue(Ramp.partner(turn, random));
        int head = random.nextInt(7, 10);
        int neck = random.nextInt(0, 3);
        int chest = random.nextInt(6, 9);
        int top = neck - random.nextInt(10, 12);
        antenna(canvas, head, top, accent, random);
        canvas.paint(box(2, 9, random.nextInt(5, 7), 14), metal);
        canvas.paint(box(chest + 1, neck + 2, chest + 4, neck + random.nextInt(8, 11)), accent);
        canvas.paint(softBox(neck, chest, 11, 1), metal);
        canvas.paint(softBox(top, head, neck, random.nextInt(1, 4)), metal);
        int eyeY = top + 3;
        if (random.nextInt(3) == 0) {
            canvas.fill(box(0, eyeY, head - 2, eyeY + 3), SpriteCanvas.INK);
            canvas.fill(box(2, eyeY + 1, 4, eyeY + 2), accent.light());
        } else {
            int glow = random.nextBoolean() ? 0xfff27a : 0x9df3ff;
            canvas.fill(box(2, eyeY, 6, eyeY + 4), SpriteCanvas.INK);
            canvas.fill(box(3, eyeY + 1, 5, eyeY + 3), glow);
        }
        switch (random.nextInt(3)) {
            case 0 -> canvas.fill(box(0, neck + 3, 3, neck + 6), accent.base());
            case 1 -> canvas.fill(circle(0, neck + 5, 2.2), accent.base());
            default -> canvas.fill(box(0, neck + 3, 4, neck + 4).or(box(0, neck + 5, 4, neck + 6)), SpriteCanvas.INK);
        }
    }

    private static void antenna(SpriteCanvas canvas, int head, int top, Ramp accent, RandomGenerator random) {
        switch (random.nextInt(3)) {
            case 0 -> canvas.paint(box(0, top - 3, 2, top - 1), accent);
            case 1 -> canvas.paint(box(head - 3, top - 3, head - 1, top), accent);
            default -> canvas.paint(box(head, top + 2, head + 2, top + 6), accent);
        }
    }

    static void rocket(SpriteCanvas canvas, RandomGenerator random) {
        double turn = random.nextDouble();
        Ramp hull = random.nextInt(3) == 0 ? Ramp.hue(turn + 0.5) : Ramp.PAPER;
        Ramp accent = Ramp.hue(turn);
        int half = random.nextInt(6, 9);
        int bottom = random.nextInt(6, 9);
        int flame = random.nextInt(4, 7);
        canvas.paint(
                triangle(0, bottom + flame, 0, bottom - 2, half - 1, bottom - 2),
                new Ramp(0xffd23e, 0xff9a2e, 0xf0562c));
        int span = random.nextInt(11, 14);
        int fin = random.nextInt(6, 9);
        canvas.paint(triangle(half - 2, bottom - fin, half - 2, bottom, span, bottom + 3), accent);
        Form body = ellipse(0, 2, half, 16).and(box(0, -16, 16, bottom));
        canvas.paint(body, hull);
        canvas.fill(body.and(box(0, -16, 16, random.nextInt(-10, -7))), accent.base());
        canvas.fill(body.and(box(0, bottom - 2, 16, bottom)), accent.dark());
        int window = random.nextInt(2, 4);
        canvas.fill(circle(0, -2, window + 1), SpriteCanvas.INK);
        canvas.fill(circle(0, -2, window), 0x8fe3ff);
    }

    static void potion(SpriteCanvas canvas, RandomGenerator random) {
        Ramp liquid = Ramp.hue(random.nextDouble());
        int half = random.nextInt(10, 13);
        int neck = random.nextInt(3, 5);
        int shoulder = random.nextInt(-5, -2);
        Form belly =
                switch (random.nextInt(3)) {
                    case 0 -> ellipse(0, 13 - half * 0.9, half, half * 0.9);
                    case 1 -> taper(shoulder, neck, 13, half);
                    default -> softBox(shoulder, half - 1, 13, 3);
                };
        Form bottle = belly.or(box(0, -10, neck, 4));
        canvas.paint(box(0, -14, neck - 1, -8), Ramp.WOOD);
        canvas.paint(bottle, GLASS);
        canvas.paint(box(0, -11, neck + 1, -9), GLASS);
        int level = random.nextInt(-2, 5);
        Form full = bottle.and(box(0, level, 16, 12));
        canvas.fill(full, liquid.base());
        canvas.fill(full.and(box(0, level, 16, level + 1)), liquid.light());
        canvas.fill(full.and(box(0, 10, 16, 12)), liquid.dark());
        int bubble = random.nextInt(2, 5);
        canvas.fill(circle(bubble, 7, 1.2), liquid.light());
    }
}
