package org.visioncourse.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class EvaluationTest {

    private static final Evaluation THREE = new Evaluation(
            new float[][] {{0.7f, 0.2f, 0.1f}, {0.1f, 0.3f, 0.6f}, {0.2f, 0.5f, 0.3f}}, new int[] {0, 1, 1});

    @Test
    void accuracyIsTheShareOfRightAnswers() {
        assertThat(THREE.accuracy()).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(THREE.predicted(1)).isEqualTo(2);
    }

    @Test
    void lossIsTheMeanNegativeLogarithmOfTheRightClass() {
        double expected = -(Math.log(0.7) + Math.log(0.3) + Math.log(0.5)) / 3;
        assertThat(THREE.loss()).isCloseTo(expected, within(1e-6));
        assertThat(THREE.figures("valid").get("validLoss")).isCloseTo(expected, within(1e-6));
    }
}
