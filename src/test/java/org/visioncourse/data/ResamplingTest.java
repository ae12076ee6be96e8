package org.visioncourse.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ResamplingTest {

    @Test
    void keepsAPictureOfTheRightSize() {
        Picture picture = Pictures.random(1, 3, 4).picture(0);
        assertThat(Resampling.resize(picture, 3, 4)).isSameAs(picture);
    }

    @Test
    void interpolatesBetweenPixelCentresWhenItEnlarges() {
        Picture two = Pictures.grey(new int[] {0, 200});
        assertThat(Pictures.rows(Resampling.resize(two, 1, 4))).isDeepEqualTo(new int[][] {{0, 50, 150, 200}});
    }

    @Test
    void weighsPixelsByATriangleWhenItReduces() {
        Picture eight = Pictures.grey(new int[] {0, 0, 0, 160, 0, 0, 0, 0});
        // Centres 1, 3, 5, 7, reach 2: the pixel at 3.5 counts 3/4 for the second and 1/4 for the third, of a sum of 2.
        assertThat(Pictures.rows(Resampling.resize(eight, 1, 4))).isDeepEqualTo(new int[][] {{0, 60, 20, 0}});
    }

    @Test
    void turnsAFineCheckerboardGreyInsteadOfPickingPixels() {
        byte[] pixels = new byte[64 * 64];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) ((i / 64 + i) % 2 * 255);
        }
        Picture small = Resampling.resize(new Picture(pixels, 64, 64, 1), 8, 8);
        assertThat(Arrays.stream(Pictures.rows(small)).flatMapToInt(Arrays::stream))
                .allSatisfy(value -> assertThat(value).isBetween(126, 129));
    }

    @Test
    void keepsOneColourAtEverySize() {
        byte[] pixels = new byte[7 * 5 * 3];
        Arrays.fill(pixels, (byte) 201);
        Picture picture = new Picture(pixels, 7, 5, 3);
        for (int size = 1; size < 12; size++) {
            assertThat(Resampling.resize(picture, size, 12 - size).pixels()).containsOnly(201);
        }
    }

    @Test
    void resizesRowsAndColumnsAlike() {
        Picture picture = Pictures.grey(new int[] {10, 20, 30}, new int[] {40, 50, 60});
        Picture turned = Pictures.grey(new int[] {10, 40}, new int[] {20, 50}, new int[] {30, 60});
        Picture resized = Resampling.resize(picture, 5, 2);
        Picture turnedResized = Resampling.resize(turned, 2, 5);
        for (int y = 0; y < 5; y++) {
            for (int x = 0; x < 2; x++) {
                assertThat(resized.value(y, x, 0)).isEqualTo(turnedResized.value(x, y, 0));
            }
        }
    }
}
