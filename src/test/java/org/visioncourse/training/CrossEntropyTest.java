package org.visioncourse.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.visioncourse.engine.Torch;

class CrossEntropyTest {

    private static final float[] LOGITS = {2f, -1f, 0.5f, 0.1f, 0.2f, 0.3f};
    private static final long[] LABELS = {0, 2};

    @AutoClose
    private final NDManager manager = Torch.start().newBaseManager();

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.1, 0.5})
    void valueAndGradientFollowTheDefinition(double smoothing) {
        NDArray logits = manager.create(LOGITS, new Shape(2, 3));
        logits.setRequiresGradient(true);
        NDArray loss;
        try (GradientCollector collector = manager.getEngine().newGradientCollector()) {
            loss = new CrossEntropy(smoothing).evaluate(new NDList(manager.create(LABELS)), new NDList(logits));
            collector.backward(loss);
        }
        assertThat(loss.getShape()).isEqualTo(new Shape());
        assertThat(loss.getFloat()).isCloseTo((float) byHand(LOGITS, smoothing), within(1e-6f));
        float[] gradient = logits.getGradient().toFloatArray();
        for (int i = 0; i < LOGITS.length; i++) {
            assertThat(gradient[i]).isCloseTo((float) difference(i, smoothing), within(1e-5f));
        }
    }

    @Test
    void equalLogitsCostTheLogarithmOfTheNumberOfClasses() {
        NDArray loss = new CrossEntropy(0.1)
                .evaluate(new NDList(manager.create(new long[] {3})), new NDList(manager.zeros(new Shape(1, 10))));
        assertThat(loss.getFloat()).isCloseTo((float) Math.log(10), within(1e-6f));
    }

    @Test
    void smoothingOutOfRangeIsNamed() {
        assertThatThrownBy(() -> new CrossEntropy(1)).hasMessage("labelSmoothing is 1.0, but must be in [0, 1)");
    }

    private static double difference(int i, double smoothing) {
        double step = 1e-4;
        float[] up = LOGITS.clone();
        float[] down = LOGITS.clone();
        up[i] += (float) step;
        down[i] -= (float) step;
        return (byHand(up, smoothing) - byHand(down, smoothing)) / (up[i] - down[i]);
    }

    private static double byHand(float[] logits, double smoothing) {
        double sum = 0;
        for (int row = 0; row < 2; row++) {
            double normaliser = 0;
            for (int c = 0; c < 3; c++) {
                normaliser += Math.exp(logits[3 * row + c]);
            }
            for (int c = 0; c < 3; c++) {
                double target = smoothing / 3 + (c == LABELS[row] ? 1 - smoothing : 0);
                sum -= target * (logits[3 * row + c] - Math.log(normaliser));
            }
        }
        return sum / 2;
    }
}
