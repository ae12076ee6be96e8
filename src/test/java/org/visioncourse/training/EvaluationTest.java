package org.visioncourse.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.nn.LambdaBlock;
import org.junit.jupiter.api.Test;
import org.visioncourse.data.FeatureSet;
import org.visioncourse.engine.Torch;

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

    /** A wrong answer of which the network is sure costs more than two right ones gain: log loss punishes pride. */
    @Test
    void aWrongConfidentAnswerDominatesTheLoss() {
        Evaluation proud = new Evaluation(
                new float[][] {{0.9f, 0.05f, 0.05f}, {0.01f, 0.98f, 0.01f}, {0.001f, 0.001f, 0.998f}},
                new int[] {0, 1, 0});
        assertThat(proud.loss()).isCloseTo((0.1053605 + 0.0202027 + 6.9077553) / 3, within(1e-5));
        assertThat(proud.accuracy()).isCloseTo(2 / 3.0, within(1e-12));
    }

    @Test
    void aProbabilityOfZeroCostsMuchButNotEverything() {
        Evaluation sure = new Evaluation(new float[][] {{1, 0, 0}, {0, 1, 0}}, new int[] {0, 2});
        assertThat(sure.loss()).isCloseTo(-Math.log(Float.MIN_NORMAL) / 2, within(1e-9));
    }

    @Test
    void probabilitiesAreTheSoftmaxOfTheLogitsAndSumToOne() {
        Torch.start();
        float[][] logits = {{0, (float) Math.log(2), (float) Math.log(5)}, {-80, 0, 90}, {3, 3, 3}};
        Evaluation evaluation = Evaluation.of(
                new LambdaBlock(list -> list), new FeatureSet(logits, new int[] {2, 2, 0}, 2, false, 0), false);
        assertThat(evaluation.labels()).containsExactly(2, 2, 0);
        assertThat(evaluation.probabilities()[0]).containsExactly(new float[] {0.125f, 0.25f, 0.625f}, within(1e-6f));
        for (float[] row : evaluation.probabilities()) {
            assertThat((double) row[0] + row[1] + row[2]).isCloseTo(1, within(1e-6));
        }
    }
}
