package org.visioncourse.styletransfer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.visioncourse.data.Picture;

class LuminanceTest {

    private static Picture row(int... values) {
        byte[] pixels = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            pixels[i] = (byte) values[i];
        }
        return new Picture(pixels, 1, values.length / 3, 3);
    }

    private static Picture greys(int... values) {
        int[] all = new int[3 * values.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = values[i / 3];
        }
        return row(all);
    }

    private static void assertSame(Picture actual, Picture expected) {
        assertThat(actual.pixels()).isEqualTo(expected.pixels());
        assertThat(actual.height()).isEqualTo(expected.height());
        assertThat(actual.width()).isEqualTo(expected.width());
        assertThat(actual.channels()).isEqualTo(3);
    }

    /** 0.299 255 = 76.2, 0.587 255 = 149.7, 0.114 255 = 29.1, and 0.299 10 + 0.587 20 + 0.114 30 = 18.15. */
    @Test
    void lightAndDarkOfAColour() {
        Picture colours = row(255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255, 0, 0, 0, 10, 20, 30);
        assertSame(Luminance.grey(colours), greys(76, 150, 29, 255, 0, 18));
    }

    /** The painting's mean is 20 and its deviation 10; the photograph's 100 and 50. */
    @Test
    void aPaintingBecomesAsLightAndAsRichInContrastAsThePhotograph() {
        Picture painting = greys(10, 30, 10, 30);
        Picture photograph = greys(50, 150);
        assertSame(Luminance.grey(painting, photograph), greys(50, 150, 50, 150));
    }

    @Test
    void aPaintingOfOneGreyGetsThePhotographsMeanAndNoContrast() {
        assertSame(Luminance.grey(greys(7, 7, 7), greys(50, 150)), greys(100, 100, 100));
        assertSame(Luminance.grey(greys(0, 0), greys(200)), greys(200, 200));
    }

    /** Outside of [0, 255] values are clipped: mean 127.5 and deviation 127.5 of the photograph, a peak in the painting. */
    @Test
    void peaksAreClipped() {
        assertSame(Luminance.grey(greys(0, 0, 0, 100), greys(0, 255)), greys(54, 54, 54, 255));
    }

    /** The light of the colour is 18.15, so that 50 is 31.85 more; 255 is more than the pixel can take. */
    @Test
    void toEachColourTheSameIsAdded() {
        assertSame(Luminance.coloured(greys(50), row(10, 20, 30)), row(42, 52, 62));
        assertSame(Luminance.coloured(greys(0), row(10, 20, 30)), row(0, 2, 12));
        assertSame(Luminance.coloured(greys(255), row(10, 20, 30)), row(247, 255, 255));
    }

    @Test
    void aPictureInItsOwnLightIsAsItWas() {
        Picture picture = Small.picture(1, 5, 7);
        Picture back = Luminance.coloured(picture, picture);
        assertSame(back, picture);
    }
}
