package org.visioncourse.plots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BarChartTest {
    private static final int BLUE = ChartStyle.COLOURS.get(0).getRGB();

    @Test
    void barsAreAsLongAsTheirSharesAndInTheirOrder() {
        BufferedImage image =
                new BarChart("Test").bar("a", 0.5).bar("b", 1).bar("c", 0).image();

        int half = length(image, 0);
        assertThat(length(image, 1)).isCloseTo(2 * half, within(1));
        assertThat(length(image, 2)).isZero();
        assertThat(half).isGreaterThan(150);
    }

    @Test
    void aBarMoreMakesTheChartHigherAndNotWider() {
        BufferedImage one = new BarChart("Test").bar("a", 0.5).image();
        BufferedImage two = new BarChart("Test").bar("a", 0.5).bar("b", 0.5).image();

        assertThat(one.getWidth()).isEqualTo(640);
        assertThat(two.getWidth()).isEqualTo(640);
        assertThat(two.getHeight()).isGreaterThan(one.getHeight());
    }

    @Test
    void aShareThatIsMissingHasNoBar() {
        assertThat(length(new BarChart("Test").bar("a", Double.NaN).image(), 0)).isZero();
    }

    @Test
    void longNamesLeaveRoomForTheBars() {
        String name = "soft-coated wheaten terrier, and then some more of its name";
        BufferedImage image = new BarChart("Test").bar(name, 1).image();

        assertThat(length(image, 0)).isGreaterThan(300);
        assertThat(IntStream.range(0, image.getHeight()).map(y -> image.getRGB(639, y)))
                .containsOnly(Color.WHITE.getRGB());
        assertThat(IntStream.range(0, image.getHeight()).map(y -> image.getRGB(0, y)))
                .containsOnly(Color.WHITE.getRGB());
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.01, 1.01, 93, Double.NEGATIVE_INFINITY})
    void aShareOutsideOfZeroToOneIsRefused(double share) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BarChart("Test").bar("cat", share))
                .withMessage("a share lies in [0, 1], but that of \"cat\" is " + share);
    }

    @Test
    void aChartWithoutBarsIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BarChart("Test").image())
                .withMessage("a bar chart needs a bar");
    }

    /** The number of blue pixels in the middle of a bar. */
    private static int length(BufferedImage image, int bar) {
        int y = ChartStyle.HEADER + bar * 26 + 13;
        return (int) IntStream.range(0, image.getWidth())
                .filter(x -> image.getRGB(x, y) == BLUE)
                .count();
    }
}
