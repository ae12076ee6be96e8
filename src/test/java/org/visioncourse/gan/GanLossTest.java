package org.visioncourse.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.visioncourse.engine.Gradients;
import org.visioncourse.engine.Torch;

class GanLossTest {

    private static final Offset<Float> CLOSE = within(1e-6f);
    private static final double LN_2 = Math.log(2);
    private static final double LN_3 = Math.log(3);

    @AutoClose
    private final NDManager manager = Torch.start().newBaseManager();

    private NDArray logits(double... values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return manager.create(floats, new Shape(values.length, 1));
    }

    /** sigmoid(0) = 1 / 2 and sigmoid(ln 3) = 3 / 4. */
    @Test
    void crossEntropyOfTheDiscriminatorIsTheMeanOfItsTwoHalves() {
        NDArray loss = GanLoss.BCE.discriminator(logits(0, LN_3), logits(LN_3), 0);

        double real = (LN_2 + Math.log(4.0 / 3)) / 2;
        double generated = Math.log(4);
        assertThat(loss.getShape()).isEqualTo(new Shape());
        assertThat(loss.getFloat()).isCloseTo((float) ((real + generated) / 2), CLOSE);
    }

    /** At ln 3 the answer "real" with 0.9 costs 0.9 ln(4 / 3) + 0.1 ln 4. */
    @Test
    void smoothingChangesTheAnswerForRealPicturesAlone() {
        NDArray loss = GanLoss.BCE.discriminator(logits(LN_3), logits(LN_3), 0.1f);

        double real = 0.9 * Math.log(4.0 / 3) + 0.1 * Math.log(4);
        assertThat(loss.getFloat()).isCloseTo((float) ((real + Math.log(4)) / 2), CLOSE);
    }

    @Test
    void crossEntropyOfTheGeneratorIsThatOfBeingTakenForReal() {
        NDArray loss = GanLoss.BCE.generator(logits(0, LN_3, -LN_3));

        assertThat(loss.getShape()).isEqualTo(new Shape());
        assertThat(loss.getFloat()).isCloseTo((float) ((LN_2 + Math.log(4.0 / 3) + Math.log(4)) / 3), CLOSE);
    }

    @ParameterizedTest
    @CsvSource({"0", "0.1", "0.5"})
    void crossEntropyOfOneWhoKnowsNothingIsLn2(float smoothing) {
        NDArray zeros = logits(0, 0, 0);

        assertThat(GanLoss.BCE.discriminator(zeros, zeros, smoothing).getFloat())
                .isCloseTo((float) LN_2, CLOSE);
        assertThat(GanLoss.BCE.generator(zeros).getFloat()).isCloseTo((float) LN_2, CLOSE);
    }

    @Test
    void crossEntropyOfLargeLogitsIsTheirDistanceFromTheRightSide() {
        NDArray high = logits(1000);
        NDArray low = logits(-1000);

        assertThat(GanLoss.BCE.discriminator(high, low, 0).getFloat()).isZero();
        assertThat(GanLoss.BCE.discriminator(low, high, 0).getFloat()).isEqualTo(1000);
        assertThat(GanLoss.BCE.generator(high).getFloat()).isZero();
        assertThat(GanLoss.BCE.generator(low).getFloat()).isEqualTo(1000);
    }

    @Test
    void gradientsOfCrossEntropyAreFiniteAtLargeLogits() {
        NDArray outputs = logits(-1000, 1000);
        outputs.setRequiresGradient(true);
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            collector.backward(GanLoss.BCE.generator(outputs));
        }
        assertThat(outputs.getGradient().toFloatArray()).containsExactly(-0.5f, 0);
    }

    /** The distances from 1 are 0 and 2, that from 0 is 2. */
    @Test
    void leastSquaresAreHalfTheMeanSquaredDistanceFromTheAnswers() {
        NDArray loss = GanLoss.LEAST_SQUARES.discriminator(logits(1, 3), logits(2), 0);

        assertThat(loss.getShape()).isEqualTo(new Shape());
        assertThat(loss.getFloat()).isEqualTo((0 + 4) / 2f / 2 + 4 / 2f);
    }

    @Test
    void leastSquaresWithSmoothingAskForLessOfRealPicturesAlone() {
        NDArray loss = GanLoss.LEAST_SQUARES.discriminator(logits(1, 3), logits(2), 0.5f);

        assertThat(loss.getFloat()).isEqualTo((0.25f + 6.25f) / 2 / 2 + 4 / 2f);
    }

    @Test
    void leastSquaresOfTheGeneratorAreHalfTheMeanSquaredDistanceFromOne() {
        NDArray loss = GanLoss.LEAST_SQUARES.generator(logits(2, -1));

        assertThat(loss.getShape()).isEqualTo(new Shape());
        assertThat(loss.getFloat()).isEqualTo((1 + 4) / 2f / 2);
    }

    @ParameterizedTest
    @EnumSource
    void theShapeOfTheOutputsDoesNotMatter(GanLoss loss) {
        NDArray flat = logits(0.5, -1, 2, 3);
        NDArray pictures = flat.reshape(4, 1, 1, 1);

        assertThat(loss.discriminator(pictures, pictures, 0.1f).getFloat())
                .isEqualTo(loss.discriminator(flat, flat, 0.1f).getFloat());
        assertThat(loss.generator(pictures).getFloat())
                .isEqualTo(loss.generator(flat).getFloat());
    }

    @ParameterizedTest
    @EnumSource
    void gradientsAgreeWithFiniteDifferences(GanLoss loss) {
        NDArray outputs = manager.create(new double[] {-3, -0.5, 0, 0.25, 4});
        NDArray others = manager.create(new double[] {1, -2, 0.5});

        Gradients.assertRight(loss::generator, outputs, 1e-7);
        Gradients.assertRight(x -> loss.discriminator(x, others, 0.1f), outputs, 1e-7);
        Gradients.assertRight(x -> loss.discriminator(others, x, 0.1f), outputs, 1e-7);
    }

    @Test
    void lossesAreNamedAsOnTheCommandLine() {
        assertThat(GanLoss.values()).extracting(GanLoss::toString).containsExactly("bce", "least-squares");
    }
}
