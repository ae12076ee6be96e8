package org.visioncourse.plots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.visioncourse.plots.ImageGrid.Tone;

class ImageGridTest {
    private static final int WHITE = Color.WHITE.getRGB();
    private static final int MARGIN = 8;

    @Test
    void picturesFillTheRowsWithMarginsBetween() {
        ImageGrid grid = new ImageGrid(2)
                .add(filled(10, 6, Color.RED))
                .add(filled(10, 6, Color.GREEN))
                .add(filled(10, 6, Color.BLUE));
        BufferedImage image = grid.image();

        assertThat(image.getWidth()).isEqualTo(8 + 10 + 8 + 10 + 8);
        assertThat(image.getHeight()).isEqualTo(8 + 6 + 8 + 6 + 8);
        assertThat(image.getRGB(8, 8)).isEqualTo(Color.RED.getRGB());
        assertThat(image.getRGB(26, 8)).isEqualTo(Color.GREEN.getRGB());
        assertThat(image.getRGB(8, 22)).isEqualTo(Color.BLUE.getRGB());
        assertThat(image.getRGB(7, 7)).isEqualTo(WHITE);
        assertThat(image.getRGB(26, 22)).isEqualTo(WHITE);
    }

    @Test
    void enlargedPixelsStaySharp() {
        BufferedImage picture = filled(2, 1, Color.BLACK);
        picture.setRGB(1, 0, Color.YELLOW.getRGB());
        BufferedImage image = new ImageGrid(1).scale(5).add(picture).image();

        assertThat(image.getRGB(MARGIN + 4, MARGIN + 4)).isEqualTo(Color.BLACK.getRGB());
        assertThat(image.getRGB(MARGIN + 5, MARGIN)).isEqualTo(Color.YELLOW.getRGB());
    }

    @Test
    void theColourOfACaptionSaysWhetherItIsRight() {
        assertThat(redder(Tone.WRONG)).isTrue();
        assertThat(redder(Tone.RIGHT)).isFalse();
    }

    @Test
    void aRowWithoutCaptionsHasNoRoomForThem() {
        int without = new ImageGrid(1).add(filled(10, 10, Color.RED)).image().getHeight();
        int with =
                new ImageGrid(1).add(filled(10, 10, Color.RED), "cat").image().getHeight();

        assertThat(with).isGreaterThan(without + 10);
    }

    @Test
    void aSmallerPictureStandsInTheMiddleOfItsColumnAboveItsCaption() {
        BufferedImage image = new ImageGrid(2)
                .add(filled(10, 10, Color.RED))
                .add(filled(4, 4, Color.BLUE))
                .image();

        assertThat(image.getRGB(26 + 3, 14)).isEqualTo(Color.BLUE.getRGB());
        assertThat(image.getRGB(26 + 2, 14)).isEqualTo(WHITE);
        assertThat(image.getRGB(26 + 3, 13)).isEqualTo(WHITE);
    }

    @Test
    void aLongCaptionEndsWithAnEllipsisAndFits() {
        FontMetrics metrics =
                filled(1, 1, Color.RED).createGraphics().getFontMetrics(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
        String cut = ImageGrid.cut("Chesapeake Bay retriever", metrics, 80);

        assertThat(cut).startsWith("Ches").endsWith("…");
        assertThat(metrics.stringWidth(cut)).isLessThanOrEqualTo(80);
        assertThat(ImageGrid.cut("cat", metrics, 80)).isEqualTo("cat");
        assertThat(ImageGrid.cut("cat", metrics, 1)).isEqualTo("…");
    }

    @Test
    void someOfManyAreSpreadOverAllOfThem() {
        assertThat(ImageGrid.spread(4, 10)).containsExactly(0, 2, 5, 7);
        assertThat(ImageGrid.spread(5, 3)).containsExactly(0, 1, 2);
        assertThat(ImageGrid.spread(2, Integer.MAX_VALUE)).containsExactly(0, 1073741823);
    }

    @Test
    void badSizesAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new ImageGrid(0)).withMessageContaining("0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ImageGrid(1).scale(0))
                .withMessageContaining("0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ImageGrid(1).image())
                .withMessage("a grid needs a picture");
    }

    private static boolean redder(Tone tone) {
        BufferedImage image = new ImageGrid(1)
                .add(filled(60, 10, Color.WHITE), "caption", tone)
                .image();
        int darkest = Arrays.stream(image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()))
                .reduce((a, b) -> brightness(a) < brightness(b) ? a : b)
                .orElseThrow();
        return new Color(darkest).getRed() > new Color(darkest).getGreen();
    }

    private static int brightness(int pixel) {
        Color colour = new Color(pixel);
        return colour.getRed() + colour.getGreen() + colour.getBlue();
    }

    private static BufferedImage filled(int width, int height, Color colour) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, colour.getRGB());
            }
        }
        return image;
    }
}
