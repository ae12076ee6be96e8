package org.visioncourse.plots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LineChartTest {
    private static final int FIRST = ChartStyle.COLOURS.get(0).getRGB();
    private static final int SECOND = ChartStyle.COLOURS.get(1).getRGB();

    @Test
    void aChartIs640By400OnWhite() {
        BufferedImage image = chart().line("train", 3, 2, 1).image();

        assertThat(image.getWidth()).isEqualTo(640);
        assertThat(image.getHeight()).isEqualTo(400);
        assertThat(image.getRGB(0, 0)).isEqualTo(Color.WHITE.getRGB());
        assertThat(image.getRGB(639, 399)).isEqualTo(Color.WHITE.getRGB());
    }

    @Test
    void eachLineHasItsOwnColour() {
        BufferedImage image =
                chart().line("train", 3, 2, 1).line("valid", 3.5, 3, 2.5).image();

        assertThat(count(image, FIRST)).isGreaterThan(100);
        assertThat(count(image, SECOND)).isGreaterThan(100);
    }

    @Test
    void aSinglePointIsSeen() {
        assertThat(count(chart().line("train", 2.3).image(), FIRST)).isGreaterThan(10);
    }

    @Test
    void aMissingPointIsPassedOver() {
        BufferedImage whole = chart().line("train", 3, 2, 1).image();
        BufferedImage withGap = chart().line("train", 3, Double.NaN, 1).image();

        assertThat(count(withGap, FIRST)).isCloseTo(count(whole, FIRST), withinPercentage(20));
    }

    @Test
    void aLineWithoutAnyPointLeavesTheChartEmpty() {
        double missing = Double.POSITIVE_INFINITY;

        assertThat(count(chart().image(), FIRST)).isZero();
        assertThat(count(chart().line("train", missing, Double.NaN).image(), FIRST))
                .isZero();
        assertThat(count(chart().logY().line("train", 0, -1).image(), FIRST)).isZero();
    }

    @Test
    void aLineMayBeShorterThanItsAxis() {
        BufferedImage image = chart().line("train", new double[] {10, 20, 30}, new double[] {3, 2})
                .image();

        assertThat(count(image, FIRST)).isGreaterThan(100);
    }

    @Test
    void namesTooLongForOneRowStandBelowEachOther() {
        String name = "ResNet-18 by a recipe of many words, ";
        BufferedImage image = chart().line(name + "a", 3, 2, 1)
                .line(name + "b", 3.5, 3, 2.5)
                .line(name + "c", 4, 3.5, 3)
                .image();

        for (int y = 0; y < image.getHeight(); y++) {
            assertThat(image.getRGB(image.getWidth() - 1, y)).isEqualTo(Color.WHITE.getRGB());
        }
    }

    @Test
    void aFixedRangeMovesALine() {
        BufferedImage free = chart().line("accuracy", 0.50, 0.51).image();
        BufferedImage fixed = chart().yRange(0, 1).line("accuracy", 0.50, 0.51).image();

        assertThat(height(free)).isGreaterThan(200);
        assertThat(height(fixed)).isLessThan(40);
    }

    @Test
    void aLogarithmicAxisMakesAnExponentialStraight() {
        double[] x = IntStream.range(0, 200).asDoubleStream().toArray();
        double[] y = DoubleStream.of(x).map(i -> Math.pow(10, -i / 50)).toArray();
        BufferedImage image = chart().logY().line("rate", x, y).image();

        assertThat(middleOf(image, 320)).isCloseTo((middleOf(image, 200) + middleOf(image, 440)) / 2, within(3));
    }

    @Test
    void aLogarithmicXAxisMakesALogarithmStraightAndHasNoPlaceForZero() {
        double[] x =
                IntStream.range(0, 200).mapToDouble(i -> Math.pow(10, i / 50.0)).toArray();
        double[] y = DoubleStream.of(x).map(Math::log10).toArray();
        BufferedImage image = chart().logX().line("accuracy", x, y).image();

        assertThat(middleOf(image, 320)).isCloseTo((middleOf(image, 200) + middleOf(image, 440)) / 2, within(3));
        assertThat(count(
                        chart().logX()
                                .line("accuracy", new double[] {0, -1}, new double[] {1, 2})
                                .image(),
                        FIRST))
                .isZero();
    }

    @Test
    void moreValuesThanPlacesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> chart().line("train", new double[1], new double[2]))
                .withMessage("line \"train\" has 2 values for 1 places");
    }

    @Test
    void aNameCannotBeTakenTwice() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> chart().line("train", 1).line("train", 2))
                .withMessageContaining("train");
    }

    @ParameterizedTest
    @CsvSource({"1,1", "2,1", "NaN,1", "0,Infinity"})
    void anEmptyRangeIsRefused(double low, double high) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> chart().yRange(low, high))
                .withMessageContaining("" + low);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "0.25,0.25", "0.30000000000000004,0.3", "5000,5000", "0.0001,0.0001", "0.00001,1e-05", "-2,-2"})
    void ticksAreShort(double value, String shown) {
        assertThat(ChartStyle.tick(value)).isEqualTo(shown);
    }

    private static LineChart chart() {
        return new LineChart("Loss", "epoch", "loss");
    }

    private static int count(BufferedImage image, int colour) {
        return (int) Arrays.stream(image.getRGB(0, 0, 640, 340, null, 0, 640))
                .filter(pixel -> pixel == colour)
                .count();
    }

    /** Rows between the highest and the lowest pixel of the first line, above the legend. */
    private static int height(BufferedImage image) {
        int[] rows = IntStream.range(0, 340)
                .filter(y -> IntStream.range(0, 640).anyMatch(x -> image.getRGB(x, y) == FIRST))
                .toArray();
        return rows[rows.length - 1] - rows[0];
    }

    /** The first line's mean row around a column; in a single one all its pixels may be mixed with the white. */
    private static int middleOf(BufferedImage image, int column) {
        return (int) IntStream.rangeClosed(column - 3, column + 3)
                .flatMap(x -> IntStream.range(0, 340).filter(y -> image.getRGB(x, y) == FIRST))
                .average()
                .orElseThrow();
    }
}
