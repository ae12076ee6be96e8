package org.visioncourse.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class AveragePrecisionTest {

    private static final Box LEFT = new Box(0, 0, 0.4, 0.4);
    private static final Box RIGHT = new Box(0.5, 0.5, 0.9, 0.9);
    private static final Box NOWHERE = new Box(0.5, 0, 0.9, 0.4);

    private static LabelledBox truth(int label, Box box) {
        return new LabelledBox(label, box);
    }

    private static Detection found(int label, double confidence, Box box) {
        return new Detection(label, confidence, box);
    }

    /** A box whose IoU with the box is the share: as wide, and as much less high. */
    private static Box part(Box box, double share) {
        return new Box(box.xmin(), box.ymin(), box.xmax(), box.ymin() + share * box.height());
    }

    /** Of three objects two are found, surest first right, wrong, right, and the second one again. */
    private static AveragePrecision handWorked() {
        return AveragePrecision.of(
                List.of(List.of(truth(0, LEFT), truth(0, RIGHT)), List.of(truth(0, LEFT))),
                List.of(
                        List.of(found(0, 0.8, NOWHERE), found(0, 0.9, LEFT)),
                        List.of(found(0, 0.6, LEFT), found(0, 0.7, LEFT))),
                1);
    }

    @Test
    void theCurveIsTheHandWorkedOne() {
        PrecisionRecall curve = handWorked().curve(0, 0.5);

        assertThat(curve.confidence()).containsExactly(0.9, 0.8, 0.7, 0.6);
        assertThat(curve.precision()).containsExactly(1, 0.5, 2 / 3.0, 0.5);
        assertThat(curve.recall()).containsExactly(1 / 3.0, 1 / 3.0, 2 / 3.0, 2 / 3.0);
    }

    @Test
    void theAverageIsTheHandWorkedOne() {
        double expected = (34 + 33 * 2 / 3.0) / 101; // recalls to 0.33 at precision 1, to 0.66 at 2/3, then nothing

        assertThat(handWorked().map50()).isCloseTo(expected, within(1e-12));
        assertThat(handWorked().map()).isCloseTo(expected, within(1e-12)); // all boxes are exact
    }

    @Test
    void everyObjectFoundExactlyIsOneAndNothingFoundIsZero() {
        List<List<LabelledBox>> truths = List.of(List.of(truth(0, LEFT), truth(1, RIGHT)));

        assertThat(AveragePrecision.of(truths, List.of(List.of(found(1, 0.3, RIGHT), found(0, 0.2, LEFT))), 2)
                        .map())
                .isEqualTo(1);
        assertThat(AveragePrecision.of(truths, List.of(List.of()), 2).map()).isZero();
    }

    @Test
    void aLooseBoxCountsUpToItsIou() {
        AveragePrecision loose = AveragePrecision.of(
                List.of(List.of(truth(0, LEFT))), List.of(List.of(found(0, 0.9, part(LEFT, 0.72)))), 1);

        assertThat(loose.map50()).isEqualTo(1);
        assertThat(loose.map()).isCloseTo(0.5, within(1e-12)); // 0.5, 0.55, 0.6, 0.65 and 0.7 of ten
    }

    @Test
    void theRightBoxOfTheWrongClassIsWrong() {
        AveragePrecision confused =
                AveragePrecision.of(List.of(List.of(truth(0, LEFT))), List.of(List.of(found(1, 0.9, LEFT))), 2);

        assertThat(confused.map50()).isZero();
    }

    @Test
    void classesWithoutObjectsDoNotCount() {
        AveragePrecision one = AveragePrecision.of(
                List.of(List.of(truth(0, LEFT))), List.of(List.of(found(0, 0.9, LEFT), found(1, 0.9, RIGHT))), 2);

        assertThat(one.map50()).isEqualTo(1);
        assertThat(AveragePrecision.of(List.of(List.of()), List.of(List.of()), 1)
                        .map50())
                .isNaN();
    }

    @Test
    void theOrderOfPicturesAndDetectionsDoesNotMatter() {
        AveragePrecision turned = AveragePrecision.of(
                List.of(List.of(truth(0, LEFT)), List.of(truth(0, RIGHT), truth(0, LEFT))),
                List.of(
                        List.of(found(0, 0.7, LEFT), found(0, 0.6, LEFT)),
                        List.of(found(0, 0.9, LEFT), found(0, 0.8, NOWHERE))),
                1);

        assertThat(turned.map()).isEqualTo(handWorked().map());
    }

    @Test
    void truthsAndDetectionsOfDifferentPicturesAreRefused() {
        assertThatThrownBy(() -> AveragePrecision.of(List.of(List.of()), List.of(), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 pictures")
                .hasMessageContaining("1");
    }
}
