package org.visioncourse.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.visioncourse.data.Picture;

class AnchorPicturesTest {

    private static final int HEIGHT = 561; // of D2L's photograph
    private static final int WIDTH = 728;

    private static AnchorPictures white(int height, int width) {
        byte[] pixels = new byte[height * width * 3];
        Arrays.fill(pixels, (byte) 255);
        return new AnchorPictures(new Picture(pixels, height, width, 3));
    }

    private static int at(BufferedImage image, double x, double y) {
        return image.getRGB((int) (x * image.getWidth()), (int) (y * image.getHeight()));
    }

    private static long count(BufferedImage image, Color colour) {
        int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        return Arrays.stream(pixels).filter(pixel -> pixel == colour.getRGB()).count();
    }

    /** Golden: multibox_prior_561x728, the five boxes of pixel (250, 250). */
    @Test
    void thePixelsFiveAnchorsLieWhereD2lsDo() {
        BufferedImage drawn = white(HEIGHT, WIDTH).aroundPixel(250, 250);

        float[] corners = Golden.floats("multibox_prior_561x728/recomputed/boxes_250_250_all5");
        for (int i = 0; i < 5; i++) {
            double bottom = Math.min(corners[4 * i + 3], 0.995); // the last ends just within the picture
            double right = corners[4 * i + 2];
            assertThat(at(drawn, right, bottom - 0.02))
                    .as("right edge of anchor " + i)
                    .isEqualTo(BoxPicture.colour(i).getRGB());
        }
        assertThat(at(drawn, 250.5 / WIDTH, 250.5 / HEIGHT)).isEqualTo(Color.BLACK.getRGB());
    }

    @ParameterizedTest
    @CsvSource({"561, 728, 493, 640", "256, 256, 640, 640", "2000, 1, 640, 1"})
    void picturesOfAnySizeAreDrawnInOne(int height, int width, int drawnHeight, int drawnWidth) {
        BufferedImage drawn = white(height, width).aroundPixel(height - 1, width - 1);

        assertThat(drawn.getHeight()).isEqualTo(drawnHeight);
        assertThat(drawn.getWidth()).isEqualTo(drawnWidth);
    }

    @ParameterizedTest
    @CsvSource({"-1, 0", "0, -1", "561, 0", "0, 728"})
    void aPixelOutsideOfThePictureIsRefused(int row, int column) {
        AnchorPictures pictures = white(HEIGHT, WIDTH);

        assertThatThrownBy(() -> pictures.aroundPixel(row, column))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no pixel (" + row + ", " + column + ") in a picture of 561 rows and 728 columns");
    }

    @Test
    void anAnchorHasTheColourOfWhatItHasToPredict() {
        BufferedImage drawn = white(HEIGHT, WIDTH).labelled(AnchorExample.d2l());

        Color dog = BoxPicture.colour(0);
        Color cat = BoxPicture.colour(1);
        assertThat(at(drawn, 0.4, 0.3)).isEqualTo(dog.getRGB());
        assertThat(at(drawn, 0.88, 0.97)).isEqualTo(cat.getRGB());
        assertThat(at(drawn, 0.92, 0.6)).isEqualTo(cat.getRGB());
        assertThat(at(drawn, 0.75, 0.8)).as("of background").isEqualTo(0xff777777);
        assertThat(at(drawn, 0.1, 0.7)).isEqualTo(Color.BLACK.getRGB());
    }

    @Test
    void ofANetworksAnchorsOnlyThoseWithATruthAreDrawn() {
        List<LabelledBox> truth = List.of(new LabelledBox(0, new Box(0.5, 0.5, 0.7, 0.7)));
        Boxes anchors = Boxes.of(List.of(new Box(0, 0.125, 0.25, 0.375), new Box(0.5, 0.5, 0.75, 0.7)));

        BufferedImage drawn = white(256, 256).positives(truth, List.of("apple"), anchors);

        assertThat(at(drawn, 0.75, 0.6)).isEqualTo(BoxPicture.colour(0).getRGB());
        assertThat(at(drawn, 0.25, 0.2)).isEqualTo(Color.WHITE.getRGB());
    }

    @Test
    void theSurestOfEachClassStay() {
        AnchorExample example = AnchorExample.d2l();

        BufferedImage drawn = white(HEIGHT, WIDTH).suppression(example.candidates(), example.classNames(), 0.5);
        BufferedImage before = drawn.getSubimage(0, 0, drawn.getWidth() / 2, drawn.getHeight());
        BufferedImage after = drawn.getSubimage(drawn.getWidth() / 2, 0, drawn.getWidth() / 2, drawn.getHeight());

        assertThat(count(after, BoxPicture.colour(0))).isLessThan(count(before, BoxPicture.colour(0)) / 2);
        assertThat(count(after, BoxPicture.colour(1)))
                .isGreaterThan(0)
                .isCloseTo(count(before, BoxPicture.colour(1)), withinPercentage(15));
    }

    @Test
    void threeMapsStandSideBySide() {
        BufferedImage drawn = white(HEIGHT, WIDTH).multiscale();

        assertThat(drawn.getWidth()).isBetween(1200, 1300);
        int third = drawn.getWidth() / 3;
        long[] lines = new long[3];
        for (int i = 0; i < 3; i++) {
            lines[i] = count(drawn.getSubimage(i * third, 0, third, drawn.getHeight()), BoxPicture.colour(0));
        }
        assertThat(lines[0]).isGreaterThan(lines[1]);
        assertThat(lines[1]).isGreaterThan(lines[2]).isPositive();
    }
}
