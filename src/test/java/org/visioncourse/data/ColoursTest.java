package org.visioncourse.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ColoursTest {

    private static final double[] WEIGHTS = {0.299, 0.587, 0.114};

    private static byte[] random() {
        return Pictures.random(1, 20, 30).picture(0).pixels();
    }

    /** ITU-R BT.601, in doubles. */
    private static double grey(byte[] pixels, int pixel) {
        double grey = 0;
        for (int c = 0; c < 3; c++) {
            grey += WEIGHTS[c] * (pixels[3 * pixel + c] & 0xff);
        }
        return grey;
    }

    private static double meanGrey(byte[] pixels) {
        double sum = 0;
        for (int i = 0; i < pixels.length / 3; i++) {
            sum += grey(pixels, i);
        }
        return sum / (pixels.length / 3);
    }

    private static byte moved(double centre, byte value, double factor) {
        return (byte) Math.round(Math.max(0, Math.min(255, centre + factor * ((value & 0xff) - centre))));
    }

    private static void awayFrom(double centre, byte[] pixels, double factor) {
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = moved(centre, pixels[i], factor);
        }
    }

    private static void saturate(byte[] pixels, double factor) {
        for (int i = 0; i < pixels.length / 3; i++) {
            double grey = grey(pixels, i);
            for (int c = 0; c < 3; c++) {
                pixels[3 * i + c] = moved(grey, pixels[3 * i + c], factor);
            }
        }
    }

    /** Almost: near a half, float and double may round to different sides, and later changes enlarge that. */
    private static void assertAlike(byte[] pixels, byte[] expected) {
        assertThat(pixels).hasSameSizeAs(expected);
        int different = 0;
        for (int i = 0; i < pixels.length; i++) {
            assertThat(pixels[i] & 0xff).isCloseTo(expected[i] & 0xff, within(3));
            different += pixels[i] == expected[i] ? 0 : 1;
        }
        assertThat(different).isLessThan(pixels.length / 200);
    }

    @Test
    void changesAsOneAfterTheOtherOnEveryPixel() {
        byte[] expected = random();
        awayFrom(0, expected, 1.25);
        awayFrom(meanGrey(expected), expected, 0.75);
        saturate(expected, 1.5);
        awayFrom(meanGrey(expected), expected, 1.25);
        Colours colours = new Colours(random());
        colours.awayFrom(0, 1.25f);
        colours.awayFrom(colours.meanGrey(), 0.75f);
        colours.saturate(1.5f);
        colours.awayFrom(colours.meanGrey(), 1.25f);
        assertAlike(colours.pixels(), expected);
    }

    @Test
    void saturatesWithoutAChangeBefore() {
        byte[] expected = random();
        saturate(expected, 0.6);
        Colours colours = new Colours(random());
        colours.saturate(0.6f);
        assertAlike(colours.pixels(), expected);
    }

    @Test
    void countsAChangeThatIsPendingIntoTheMean() {
        Colours colours = new Colours(random());
        assertThat((double) colours.meanGrey()).isCloseTo(meanGrey(random()), within(1e-3));
        colours.awayFrom(0, 0);
        assertThat(colours.meanGrey()).isZero();
        assertThat(colours.pixels()).containsOnly(0);
    }
}
