package org.visioncourse.data;

import java.util.Arrays;

/**
 * A square on which a sprite is painted part by part. It knows a place only by its distance from the vertical axis, so
 * that whatever is painted is painted on both sides.
 *
 * <p>A unit is a 32nd of the side: x is in [0, 16], from the axis outward, and y in [-16, 16], downward.
 */
final class SpriteCanvas {

    /** Of outlines, pupils and mouths. */
    static final int INK = 0x211c33;

    static final int WHITE = 0xffffff;

    private static final int UNITS = 32;
    private static final int EMPTY = -1;
    private static final double LIGHT_RIM = 1.5; // the depth of the lit upper edge, in units
    private static final double DARK_RIM = 2; // of the shaded lower edge

    private final int side;
    private final double step; // units a pixel
    private final double pen; // the width of an outline, in units: whole pixels
    private final int columns; // of the half that is kept, from the axis outward
    private final int[] colours; // of shape (side, columns): 0xrrggbb, or EMPTY

    SpriteCanvas(int side) {
        this.side = side;
        step = (double) UNITS / side;
        pen = step * Math.max(1, Math.round((float) side / UNITS));
        columns = (side + 1) / 2;
        colours = new int[side * columns];
        Arrays.fill(colours, EMPTY);
    }

    /** Paints a part with a dark outline around it, lit from above: over what is there. */
    void paint(Form form, Ramp ramp) {
        for (int i = 0; i < colours.length; i++) {
            double x = x(i);
            double y = y(i);
            if (form.holds(x, y)) {
                colours[i] = shade(form, ramp, x, y);
            } else if (touches(form, x, y)) {
                colours[i] = INK;
            }
        }
    }

    /** Paints a part in one colour, without an outline. */
    void fill(Form form, int colour) {
        for (int i = 0; i < colours.length; i++) {
            if (form.holds(x(i), y(i))) {
                colours[i] = colour;
            }
        }
    }

    /** What was painted and its mirror image, moved up or down into the middle, on white. */
    Picture picture() {
        int shift = shift();
        byte[] pixels = new byte[side * side * 3];
        Arrays.fill(pixels, (byte) 255);
        for (int y = Math.max(0, shift); y < Math.min(side, side + shift); y++) {
            for (int x = 0; x < side; x++) {
                int colour = colours[(y - shift) * columns + Math.abs(2 * x - side + 1) / 2];
                if (colour != EMPTY) {
                    int at = 3 * (y * side + x);
                    pixels[at] = (byte) (colour >> 16);
                    pixels[at + 1] = (byte) (colour >> 8);
                    pixels[at + 2] = (byte) colour;
                }
            }
        }
        return new Picture(pixels, side, side, 3);
    }

    private int shade(Form form, Ramp ramp, double x, double y) {
        if (!form.holds(x, y - LIGHT_RIM)) {
            return ramp.light();
        }
        return form.holds(x + DARK_RIM / 2, y + DARK_RIM) ? ramp.base() : ramp.dark();
    }

    private boolean touches(Form form, double x, double y) {
        return form.holds(x + pen, y)
                || form.holds(Math.abs(x - pen), y)
                || form.holds(x, y + pen)
                || form.holds(x, y - pen);
    }

    private double x(int i) {
        return (i % columns + (side % 2 == 0 ? 0.5 : 0)) * step;
    }

    private double y(int i) {
        return (i / columns + 0.5) * step - UNITS / 2;
    }

    /** By how many rows the painted ones have to move, to leave as many free above as below. */
    private int shift() {
        int first = 0;
        while (first < colours.length && colours[first] == EMPTY) {
            first++;
        }
        int last = colours.length - 1;
        while (last > first && colours[last] == EMPTY) {
            last--;
        }
        return (side - 1 - last / columns - first / columns) / 2;
    }
}
