package org.visioncourse.plots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScatterChartTest {

    private static final Color FIRST = ChartStyle.COLOURS.get(0);
    private static final Color SECOND = ChartStyle.COLOURS.get(1);
    private static final float[][] TRIANGLE = {{0, 0}, {1, 0}, {0, 1}};

    @Test
    void aChartIs400By430OnWhite() {
        BufferedImage image = chart().points("real", TRIANGLE).image();

        assertThat(image.getWidth()).isEqualTo(400);
        assertThat(image.getHeight()).isEqualTo(430);
        assertThat(image.getRGB(0, 0)).isEqualTo(Color.WHITE.getRGB());
        assertThat(image.getRGB(399, 429)).isEqualTo(Color.WHITE.getRGB());
    }

    @Test
    void eachCloudHasItsOwnColour() {
        BufferedImage one = chart().points("real", TRIANGLE).image();
        BufferedImage two = chart().points("real", TRIANGLE)
                .points("generated", new float[][] {{0.5f, 0.5f}, {0.2f, 0.7f}})
                .image();

        assertThat(places(one, FIRST)).hasSizeGreaterThan(30);
        assertThat(places(one, SECOND)).isEmpty();
        assertThat(places(two, FIRST)).hasSizeGreaterThan(30);
        assertThat(places(two, SECOND)).hasSizeGreaterThan(20);
    }

    @Test
    void aSinglePointIsSeen() {
        assertThat(places(chart().points("real", new float[][] {{1, 2}}).image(), FIRST))
                .hasSizeGreaterThan(10);
    }

    @Test
    void pointsAreDotsWithoutLinesBetweenThem() {
        float[][] corners = {{-1, -1}, {1, 1}};
        int[] places =
                places(chart().range(-2, 2, -2, 2).points("real", corners).image(), FIRST);

        assertThat(places).hasSizeBetween(20, 150);
    }

    @Test
    void aFixedRangeShowsAPointAtItsPlace() {
        ScatterChart low = chart().range(0, 10, 0, 10).points("real", new float[][] {{2, 2}});
        ScatterChart high = chart().range(0, 10, 0, 10).points("real", new float[][] {{8, 8}});

        int[] first = places(low.image(), FIRST);
        int[] second = places(high.image(), FIRST);

        assertThat(mean(second, i -> i % 400)).isGreaterThan(mean(first, i -> i % 400) + 100);
        assertThat(mean(second, i -> i / 400)).isLessThan(mean(first, i -> i / 400) - 100);
    }

    @Test
    void aPointOutsideTheRangeIsNotSeen() {
        BufferedImage image = chart().range(0, 1, 0, 1)
                .points("real", new float[][] {{5, 5}, {-5, 0.5f}})
                .image();

        assertThat(places(image, FIRST)).isEmpty();
    }

    @Test
    void aPointThatIsNoNumberIsPassedOver() {
        float[][] missing = {
            {0, 0}, {Float.NaN, 1}, {1, Float.NaN}, {Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY}, {1, 1}
        };
        int[] some = places(chart().points("real", missing).image(), FIRST);
        int[] whole =
                places(chart().points("real", new float[][] {{0, 0}, {1, 1}}).image(), FIRST);

        assertThat(some).isEqualTo(whole);
    }

    @Test
    void pointsOfWhichNoneIsANumberLeaveTheChartEmpty() {
        float[][] missing = {{Float.NaN, Float.NaN}, {Float.NaN, Float.NaN}};

        assertThat(places(chart().points("generated", missing).image(), FIRST)).isEmpty();
    }

    @Test
    void aChartWithoutPointsIsEmpty() {
        assertThat(places(chart().image(), FIRST)).isEmpty();
    }

    @Test
    void noPointsAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> chart().points("real", new float[0][]))
                .withMessage("there are no points of real");
    }

    @Test
    void pointsOutsideThePlaneAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> chart().points("real", new float[][] {{1, 2}, {1, 2, 3}}))
                .withMessage("a point has 2 coordinates, not 3");
    }

    @Test
    void aNameCannotBeTakenTwice() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> chart().points("real", TRIANGLE).points("real", TRIANGLE))
                .withMessage("there are points of real already");
    }

    @ParameterizedTest
    @CsvSource({"1,1", "2,1", "NaN,1", "0,Infinity"})
    void anEmptyRangeIsRefused(double low, double high) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> chart().range(low, high, 0, 1))
                .withMessage("the x range [" + low + ", " + high + "] is empty or not finite");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> chart().range(0, 1, low, high))
                .withMessage("the y range [" + low + ", " + high + "] is empty or not finite");
    }

    private static ScatterChart chart() {
        return new ScatterChart("Points");
    }

    /** Pixels above the legend that show a cloud's see-through colour on white, as row * 400 + column. */
    private static int[] places(BufferedImage image, Color colour) {
        return IntStream.range(0, 370 * 400)
                .filter(i -> isOnWhite(new Color(image.getRGB(i % 400, i / 400)), colour))
                .toArray();
    }

    private static boolean isOnWhite(Color pixel, Color colour) {
        return isMixed(pixel.getRed(), colour.getRed())
                && isMixed(pixel.getGreen(), colour.getGreen())
                && isMixed(pixel.getBlue(), colour.getBlue());
    }

    private static boolean isMixed(int seen, int pure) {
        return Math.abs(seen - (255 + (pure - 255) * 160 / 255.0)) < 4;
    }

    private static double mean(int[] places, IntUnaryOperator coordinate) {
        return IntStream.of(places).map(coordinate).average().orElseThrow();
    }
}
