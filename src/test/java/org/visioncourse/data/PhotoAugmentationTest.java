package org.visioncourse.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PhotoAugmentationTest {

    /** A picture whose red is its row and whose green its column. */
    private static Picture grid(int height, int width) {
        byte[] pixels = new byte[height * width * 3];
        for (int i = 0; i < height * width; i++) {
            pixels[3 * i] = (byte) (i / width);
            pixels[3 * i + 1] = (byte) (i % width);
        }
        return new Picture(pixels, height, width, 3);
    }

    private static Picture plain(int red, int green, int blue) {
        return new Picture(new byte[] {(byte) red, (byte) green, (byte) blue}, 1, 1, 3);
    }

    @Test
    void aCropIsThePartAtItsPlace() {
        Picture part = grid(5, 7).crop(1, 2, 3, 4);
        assertThat(part.height()).isEqualTo(3);
        assertThat(part.width()).isEqualTo(4);
        assertThat(part.value(0, 0, 0)).isEqualTo(1);
        assertThat(part.value(2, 3, 1)).isEqualTo(5);
        assertThatThrownBy(() -> grid(5, 7).crop(3, 0, 3, 1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void theCentreCropKeepsProportionsAndTheMiddle() {
        Picture unscaled = Augmentation.centreCrop(10, 4).apply(grid(10, 20), Draws.random(0));
        assertThat(unscaled.height()).isEqualTo(4);
        assertThat(unscaled.width()).isEqualTo(4);
        assertThat(unscaled.value(0, 0, 0)).isEqualTo(3);
        assertThat(unscaled.value(0, 0, 1)).isEqualTo(8);
        Picture halved = Augmentation.centreCrop(20, 20).apply(grid(40, 100), Draws.random(0));
        assertThat(halved.value(10, 10, 1)).isBetween(49, 51);
        assertThatThrownBy(() -> Augmentation.centreCrop(10, 11)).hasMessageContaining("11 pixels does not fit");
    }

    @Test
    void withoutStrengthColoursStay() {
        Picture picture = grid(6, 6);
        assertThat(Augmentation.colourJitter(0, 0, 0)
                        .apply(picture, Draws.random(0))
                        .pixels())
                .isEqualTo(picture.pixels());
    }

    @Test
    void brightnessScalesAllChannelsWithinItsStrength() {
        Set<Integer> seen = new HashSet<>();
        for (int i = 0; i < 500; i++) {
            Picture changed = Augmentation.colourJitter(0.4, 0, 0).apply(plain(100, 50, 200), Draws.random(i));
            int red = changed.value(0, 0, 0);
            assertThat(red).isBetween(60, 140);
            assertThat(changed.value(0, 0, 1)).isBetween(red / 2 - 1, red / 2 + 1);
            assertThat(changed.value(0, 0, 2)).isBetween(Math.min(255, 2 * red - 1), Math.min(255, 2 * red + 1));
            seen.add(red);
        }
        assertThat(seen).hasSizeGreaterThan(70); // of 81
    }

    @Test
    void contrastLeavesAPlainGreyPictureAndSaturationLeavesGrey() {
        for (int i = 0; i < 50; i++) {
            Picture changed = Augmentation.colourJitter(0, 1, 1).apply(plain(90, 90, 90), Draws.random(i));
            assertThat(changed.pixels()).containsOnly(90);
        }
    }

    @Test
    void withoutSaturationOnlyGreyIsLeft() {
        int least = 255;
        for (int i = 0; i < 500; i++) {
            Picture changed = Augmentation.colourJitter(0, 0, 1).apply(plain(200, 100, 0), Draws.random(i));
            least = Math.min(least, changed.value(0, 0, 0) - changed.value(0, 0, 2));
        }
        assertThat(least).isBetween(0, 4); // a factor near 0 among 500
    }

    @Test
    void impossibleStrengthsAreNamed() {
        assertThatThrownBy(() -> Augmentation.colourJitter(0.4, 1.5, 0.4)).hasMessageContaining("contrast 1.5");
    }
}
