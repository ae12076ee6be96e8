package org.visioncourse.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

class PictureTest {

    @Test
    void keepsTheBytesOfAColourImageBothWays() {
        Picture picture = Pictures.random(1, 3, 5).picture(0);
        assertThat(Picture.of(picture.toImage()).pixels()).isEqualTo(picture.pixels());
    }

    @Test
    void ordersPixelsByRowColumnAndChannel() {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_BGR);
        image.setRGB(0, 0, 0x010203);
        image.setRGB(1, 0, 0xfdfeff);
        assertThat(Picture.of(image).pixels()).containsExactly(1, 2, 3, 0xfd, 0xfe, 0xff);
    }

    @Test
    void readsAWholeImageAndAPartOfItAlike() {
        BufferedImage image = new BufferedImage(3, 2, BufferedImage.TYPE_3BYTE_BGR);
        image.setRGB(0, 0, 0x010203);
        image.setRGB(2, 1, 0xfdfeff);
        Picture whole = Picture.of(image);
        assertThat(whole.pixels()).startsWith(1, 2, 3).endsWith(0xfd, 0xfe, 0xff);
        assertThat(Picture.of(image.getSubimage(1, 0, 2, 2)).pixels())
                .isEqualTo(whole.crop(0, 1, 2, 2).pixels());
        whole.pixels()[0] = 100;
        assertThat(image.getRGB(0, 0)).as("copied").isEqualTo(0xff010203);
    }

    @Test
    void aScaledPictureHasTheSizeThatIsAskedFor() {
        Picture scaled = new Picture(new byte[] {10, 20, 30, 40}, 2, 2, 1).resized(1, 3);

        assertThat(scaled.height()).isEqualTo(1);
        assertThat(scaled.width()).isEqualTo(3);
        assertThat(scaled.value(0, 1, 0)).as("the middle, the mean of all").isEqualTo(25);
    }

    @Test
    void showsWhiteWhereAnImageIsTransparent() {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 0x00ff0000);
        image.setRGB(1, 0, 0x80000000); // half transparent black
        Picture picture = Picture.of(image);
        assertThat(picture.value(0, 0, 0)).isEqualTo(255);
        assertThat(picture.value(0, 0, 1)).isEqualTo(255);
        assertThat(picture.value(0, 1, 0)).isEqualTo(127);
    }

    @Test
    void keepsGreyValuesAsTheyAre() {
        BufferedImage image = new BufferedImage(2, 1, BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setSample(0, 0, 0, 100);
        image.getRaster().setSample(1, 0, 0, 255);
        assertThat(Picture.of(image).pixels()).containsExactly(100, 100, 100, 255, 255, 255);
    }

    @Test
    void scalesGreyOf16BitsToBytes() {
        BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_GRAY);
        image.getRaster().setSample(0, 0, 0, 100 * 257);
        assertThat(Picture.of(image).pixels()).containsExactly(100, 100, 100);
    }

    @Test
    void looksUpThePaletteOfIndexedImages() {
        BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_BYTE_INDEXED);
        image.setRGB(0, 0, 0xff0000);
        assertThat(Picture.of(image).pixels()).containsExactly(255, 0, 0);
    }

    @Test
    void showsAGreyPictureInGrey() {
        assertThat(Pictures.grey(new int[] {200}).toImage().getRGB(0, 0)).isEqualTo(0xffc8c8c8);
    }

    @Test
    void isFittedInItsOwnProportions() {
        Picture flat = new Picture(new byte[10 * 40 * 3], 10, 40, 3).fitted(20);
        assertThat(flat.height()).isEqualTo(5);
        assertThat(flat.width()).isEqualTo(20);
        Picture line = new Picture(new byte[300], 100, 1, 3).fitted(20);
        assertThat(line.height()).isEqualTo(20);
        assertThat(line.width()).isEqualTo(1);
    }

    @Test
    void refusesBytesThatDoNotFillTheShape() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Picture(new byte[11], 2, 2, 3))
                .withMessage("a picture of 2x2x3 has 12 bytes, not 11");
        assertThatIllegalArgumentException().isThrownBy(() -> new Picture(new byte[8], 2, 2, 2));
        assertThatIllegalArgumentException().isThrownBy(() -> new Picture(new byte[0], 0, 2, 3));
    }
}
