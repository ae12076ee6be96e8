package org.visioncourse.data;

import static org.visioncourse.data.Form.box;
import static org.visioncourse.data.Form.circle;
import static org.visioncourse.data.Form.dome;
import static org.visioncourse.data.Form.ellipse;
import static org.visioncourse.data.Form.line;
import static org.visioncourse.data.Form.softBox;
import static org.visioncourse.data.Form.triangle;

import java.util.random.RandomGenerator;

/** Draws ghosts, monsters, mushrooms and beetles. */
final class SpriteCreatures {

    private SpriteCreatures() {}

    static void ghost(SpriteCanvas canvas, RandomGenerator random) {
        double turn = random.nextDouble();
        Ramp sheet = Ramp.hue(turn).mixed(Ramp.PAPER, random.nextDouble(0.35, 0.8));
        int half = random.nextInt(9, 12);
        int top = -13;
        int hem = random.nextInt(8, 11);
        Form body = dome(top + half, half, half).or(box(0, top + half, half, hem + 4));
        double tail = half / (random.nextBoolean() ? 1.5 : 2); // from one to the next
        for (double x = random.nextBoolean() ? 0 : tail / 2; x < half; x += tail) {
            body = body.minus(triangle(x - 2.2, hem + 4, x, hem - 1, x + 2.2, hem + 4));
        }
        if (random.nextBoolean()) {
            canvas.paint(ellipse(half, 3, 3, 2.5), sheet);
        }
        canvas.paint(body, sheet);
        int eyeX = random.nextInt(4, 6);
        int eyeY = random.nextInt(-5, -2);
        face(canvas, eyeX, eyeY, random);
        if (random.nextBoolean()) {
            canvas.fill(ellipse(eyeX + 2.5, eyeY + 6, 1.6, 1.1), 0xff8fa8);
        }
        if (random.nextInt(3) == 0) {
            crown(canvas, top + 3, random);
        }
    }

    static void monster(SpriteCanvas canvas, RandomGenerator random) {
        double turn = random.nextDouble();
        Ramp fur = Ramp.hue(turn);
        Ramp accent = Ramp.hue(Ramp.partner(turn, random));
        int half = random.nextInt(10, 13);
        int top = random.nextInt(-10, -7);
        int bottom = random.nextInt(9, 11);
        horns(canvas, half, top, random);
        int foot = random.nextInt(4, 7);
        canvas.paint(ellipse(foot, bottom + 1, 3.5, 2.6), accent);
        canvas.paint(ellipse(half - 1, 3, 2.6, 4), fur);
        Form body = random.nextBoolean()
                ? softBox(top, half, bottom, 5)
                : ellipse(0, (top + bottom) / 2.0, half, (bottom - top) / 2.0);
        canvas.paint(body, fur);
        if (random.nextBoolean()) {
            canvas.fill(ellipse(0, bottom - 3, half - 5, 4).and(body), fur.light());
        }
        int eyeY = top + random.nextInt(6, 8);
        if (random.nextInt(3) == 0) {
            eye(canvas, 0, eyeY, 4, accent.base());
        } else {
            eye(canvas, random.nextInt(4, 6), eyeY, 3, SpriteCanvas.INK);
        }
        int mouth = random.nextInt(4, 8);
        int mouthY = eyeY + 6;
        canvas.fill(box(0, mouthY, mouth, mouthY + 3), SpriteCanvas.INK);
        int tooth = random.nextInt(1, mouth - 1);
        canvas.fill(box(tooth, mouthY, tooth + 2, mouthY + 2), SpriteCanvas.WHITE);
    }

    private static void horns(SpriteCanvas canvas, int half, int top, RandomGenerator random) {
        switch (random.nextInt(4)) {
            case 0 -> canvas.paint(triangle(half - 7, top + 4, half - 1, top + 6, half, top - 4), Ramp.CREAM);
            case 1 -> canvas.paint(circle(half - 4, top + 2, 4), Ramp.CREAM);
            case 2 -> {
                canvas.paint(line(1.5, 2, top + 2, 5, top - 2), Ramp.WOOD);
                canvas.paint(circle(5, top - 2, 2), Ramp.GOLD);
            }
            default -> canvas.paint(triangle(0, top - 4, 0, top + 4, 4, top + 4), Ramp.CREAM);
        }
    }

    static void mushroom(SpriteCanvas canvas, RandomGenerator random) {
        Ramp cap = Ramp.hue(random.nextInt(3) == 0 ? random.nextDouble() : random.nextDouble(-0.12, 0.12));
        int half = random.nextInt(12, 15);
        int rim = random.nextInt(0, 3);
        int stem = random.nextInt(5, 8);
        int foot = random.nextInt(11, 14);
        canvas.paint(softBox(rim - 3, stem, foot, 2).or(softBox(foot - 4, stem + 1, foot, 2)), Ramp.CREAM);
        Form hat = dome(rim, half, rim + 13).or(softBox(rim - 3, half, rim + 2, 2));
        canvas.paint(hat, cap);
        int dot = random.nextInt(2, 5);
        Form dots = ellipse(0, rim - 8, dot + 0.5, dot).or(ellipse(half - 3, rim - 2, dot - 0.5, dot));
        if (random.nextBoolean()) {
            dots = dots.or(circle(half / 2.0, rim - 1, 1.6));
        }
        canvas.fill(dots.and(hat), 0xfff4dc);
        int eyeX = random.nextInt(2, 4);
        canvas.fill(box(eyeX, rim + 4, eyeX + 1, rim + 7), SpriteCanvas.INK);
        if (random.nextBoolean()) {
            canvas.fill(box(0, rim + 8, 1, rim + 9), SpriteCanvas.INK);
        }
    }

    static void beetle(SpriteCanvas canvas, RandomGenerator random) {
        double turn = random.nextDouble();
        Ramp shell = Ramp.hue(turn);
        int spots = random.nextInt(3) == 0
                ? SpriteCanvas.INK
                : Ramp.hue(Ramp.partner(turn, random)).light();
        Ramp black = new Ramp(0x6a6486, 0x463f61, 0x332d4a);
        int half = random.nextInt(9, 12);
        int reach = random.nextInt(13, 15);
        for (int pair = -1; pair <= 1; pair++) {
            double y = 3 + 5 * pair;
            canvas.fill(line(2, half - 3, y, reach, y + 3 * pair), SpriteCanvas.INK);
        }
        feelers(canvas, random);
        canvas.paint(ellipse(0, -8, 5, 4), black);
        canvas.fill(box(2, -10, 4, -8), SpriteCanvas.WHITE);
        Form wings = ellipse(0, 4, half, 10);
        canvas.paint(wings, shell);
        canvas.fill(dome(-1, 8, 5).and(wings), black.base());
        canvas.fill(box(0, -2, 1, 14), SpriteCanvas.INK);
        switch (random.nextInt(3)) {
            case 0 -> canvas.fill(circle(4.5, 1.5, 2).or(circle(4, 8.5, 2)).and(wings), spots);
            case 1 -> canvas.fill(box(2, 4, 16, 7).and(wings), spots);
            default -> canvas.fill(circle(5, 5, random.nextInt(2, 4)).and(wings), spots);
        }
    }

    private static void feelers(SpriteCanvas canvas, RandomGenerator random) {
        switch (random.nextInt(3)) {
            case 0 -> canvas.fill(line(1.5, 2, -10, 6, -14), SpriteCanvas.INK);
            case 1 -> canvas.paint(box(0, -14, 1, -9).or(box(0, -14, 3, -12)), Ramp.WOOD);
            default -> canvas.paint(circle(3, -11, 3).minus(circle(1, -12, 2)), Ramp.WOOD);
        }
    }

    private static void crown(SpriteCanvas canvas, int y, RandomGenerator random) {
        int half = random.nextInt(4, 6);
        Form points = triangle(0, y - 4, 0, y, 2.5, y).or(triangle(half, y - 4, half - 3, y, half, y));
        canvas.paint(box(0, y - 1, half, y + 2).or(points), Ramp.GOLD);
    }

    /** An eye with a pupil, or a pair of them. */
    private static void eye(SpriteCanvas canvas, double x, double y, double radius, int pupil) {
        canvas.paint(circle(x, y, radius), new Ramp(0xffffff, 0xffffff, 0xffffff));
        canvas.fill(circle(x, y, radius / 2), pupil);
    }

    private static void face(SpriteCanvas canvas, int x, int y, RandomGenerator random) {
        int height = random.nextInt(2, 4);
        canvas.fill(ellipse(x, y, 2, height), SpriteCanvas.INK);
        canvas.fill(box(x - 1, y - height + 1, x, y - height + 2), SpriteCanvas.WHITE);
        switch (random.nextInt(3)) {
            case 0 -> canvas.fill(ellipse(0, y + 6, 2, 2), SpriteCanvas.INK);
            case 1 -> canvas.fill(box(0, y + 5, 2, y + 6).or(box(2, y + 4, 3, y + 5)), SpriteCanvas.INK);
            default -> canvas.fill(ellipse(0, y + 5, 3, 3).and(box(0, y + 5, 4, y + 9)), SpriteCanvas.INK);
        }
    }
}
