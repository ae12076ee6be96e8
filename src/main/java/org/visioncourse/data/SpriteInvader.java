package org.visioncourse.data;

import java.util.random.RandomGenerator;

/** Draws invaders from space, of square cells. */
final class SpriteInvader {

    private static final int CELL = 2; // units
    private static final int COLUMNS = 7; // of a half

    // right halves from the axis outward: # is the body, o an eye
    private static final String[][] ANTENNAE = {
        {"...#...", "..#...."},
        {"....#..", "...#..."},
        {".#.....", ".#....."},
        {"..#.#..", "..###.."},
        {".......", "......."},
    };
    private static final String[][] HEADS = {
        {"####...", "#####..", "#oo##..", "######."},
        {"##.....", "####...", "#oo###.", "######."},
        {"#####..", "######.", "##oo##.", "######."},
        {"###....", "#####..", "oo####.", "######."},
        {"#####..", "#oo##..", "#oo##..", "#####.."},
    };
    private static final String[][] ARMS = {
        {"#####.#", "#####.."},
        {"#######", "####..#"},
        {"####...", "####..."},
        {"######.", "#####.#"},
        {"######.", "#######"},
    };
    private static final String[][] LEGS = {
        {"..#....", ".#.#...", "#...#.."},
        {"...#...", "..##...", ".##...."},
        {".##.#..", ".#...#.", ".#...##"},
        {"..##...", "...##..", "....#.."},
        {"#..#...", "#..#...", "...##.."},
    };

    private SpriteInvader() {}

    static void draw(SpriteCanvas canvas, RandomGenerator random) {
        double turn = random.nextDouble();
        String cells = String.join("", one(ANTENNAE, random))
                + String.join("", one(HEADS, random))
                + String.join("", one(ARMS, random))
                + String.join("", one(LEGS, random));
        canvas.paint((x, y) -> cell(cells, x, y) != '.', Ramp.hue(turn));
        int eyes = random.nextBoolean() ? SpriteCanvas.INK : SpriteCanvas.WHITE;
        canvas.fill((x, y) -> cell(cells, x, y) == 'o', eyes);
        if (random.nextBoolean()) { // a stripe across the belly
            int stripe = Ramp.hue(Ramp.partner(turn, random)).base();
            canvas.fill((x, y) -> y >= 0 && y < CELL && x < 4 * CELL && cell(cells, x, y) == '#', stripe);
        }
    }

    private static char cell(String cells, double x, double y) {
        int rows = cells.length() / COLUMNS;
        int row = (int) Math.floor(y / CELL + rows / 2.0);
        int column = (int) (x / CELL);
        return row < 0 || row >= rows || column >= COLUMNS ? '.' : cells.charAt(row * COLUMNS + column);
    }

    private static String[] one(String[][] choices, RandomGenerator random) {
        return choices[random.nextInt(choices.length)];
    }
}
