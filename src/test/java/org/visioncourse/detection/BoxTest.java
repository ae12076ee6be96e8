package org.visioncourse.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoxTest {

    private static final Box SQUARE = new Box(0, 0, 2, 2);

    /** Golden: box_corner_center, D2L's dog and cat. */
    @ParameterizedTest
    @CsvSource({"60, 45, 378, 516, 219, 280.5, 318, 471", "400, 112, 655, 493, 527.5, 302.5, 255, 381"})
    void theCentreFormIsD2lsAndTheWayBackGivesTheBox(
            double xmin, double ymin, double xmax, double ymax, double x, double y, double width, double height) {
        Box box = new Box(xmin, ymin, xmax, ymax);

        assertThat(box.toCentre()).isEqualTo(new Box.Centre(x, y, width, height));
        assertThat(Box.fromCentre(box.toCentre())).isEqualTo(box);
    }

    @RepeatedTest(20)
    void iouIsSymmetricAndOneOnlyWithItself(RepetitionInfo repetition) {
        RandomBoxes random = new RandomBoxes(repetition.getCurrentRepetition());
        Box a = random.box();
        Box b = random.box();

        assertThat(a.iou(a)).isEqualTo(1);
        assertThat(a.iou(b)).isEqualTo(b.iou(a)).isBetween(0.0, 1.0).isNotEqualTo(1);
        assertThat(a.intersection(b)).isLessThanOrEqualTo(Math.min(a.area(), b.area()) + 1e-12);
    }

    @Test
    void iouIsTheSharedPartOfTheWhole() {
        assertThat(SQUARE.iou(new Box(1, 0, 3, 2))).isCloseTo(1 / 3.0, within(1e-15));
        assertThat(SQUARE.iou(new Box(0.5, 0.5, 1.5, 1.5))).isEqualTo(0.25);
    }

    @Test
    void boxesThatAreApartOrOnlyTouchShareNothing() {
        assertThat(SQUARE.iou(new Box(3, 0, 4, 2))).isZero();
        assertThat(SQUARE.iou(new Box(3, 3, 4, 4))).isZero(); // both differences are negative
        assertThat(SQUARE.iou(new Box(2, 0, 4, 2))).isZero();
    }

    @Test
    void aBoxWithoutAreaSharesNothingWithAnyEvenItself() {
        Box line = new Box(1, 0, 1, 2);

        assertThat(line.area()).isZero();
        assertThat(line.iou(SQUARE)).isZero();
        assertThat(line.iou(line)).isZero();
    }

    @Test
    void clippingKeepsThePartWithinThePicture() {
        assertThat(new Box(-0.1, 0.2, 0.5, 1.3).clip()).isEqualTo(new Box(0, 0.2, 0.5, 1));
        assertThat(new Box(0.1, 0.2, 0.3, 0.4).clip()).isEqualTo(new Box(0.1, 0.2, 0.3, 0.4));
        assertThat(new Box(1.5, 0.2, 2, 0.4).clip()).isEqualTo(new Box(1, 0.2, 1, 0.4));
    }

    @ParameterizedTest
    @CsvSource({"1, 0, 0, 1", "0, 1, 1, 0", "NaN, 0, 1, 1", "0, 0, NaN, 1", "0, 0, 1, Infinity", "0, -Infinity, 1, 1"})
    void edgesOnTheWrongSideOrNotFiniteAreNamed(double xmin, double ymin, double xmax, double ymax) {
        assertThatThrownBy(() -> new Box(xmin, ymin, xmax, ymax))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(" + xmin + ", " + ymin + ", " + xmax + ", " + ymax + ")");
    }
}
