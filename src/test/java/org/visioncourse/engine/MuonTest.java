package org.visioncourse.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.tracker.Tracker;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MuonTest {

    private static final int FILTERS = 8;
    private static final TorchScript SINGULAR_VALUES = TorchScript.function(
            """
            def forward(self, matrix: Tensor) -> Tensor:
              return torch.linalg_svdvals(matrix)
            """);

    @AutoClose
    private final NDManager manager = Torch.start().newBaseManager();

    @BeforeEach
    void seed() {
        manager.getEngine().setRandomSeed(0); // by chance a square matrix may be all but singular
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 3, 1}) // 36, 27 and 9 columns
    void aStepOfFiltersIsNearlyOrthogonalAndHasTheGradientsDirections(int channels) {
        NDArray gradient = random(new Shape(FILTERS, channels, 3, 3)).mul(1e-4); // its scale must not matter

        NDArray step = firstStep(gradient);

        NDArray matrix = step.reshape(FILTERS, -1);
        for (float value : SINGULAR_VALUES.apply(matrix).toFloatArray()) {
            assertThat(value).isBetween(0.65f, 1.25f);
        }
        NDArray product = matrix.matMul(gradient.reshape(FILTERS, -1).transpose());
        assertThat(product.sub(product.transpose()).norm().getFloat())
                .isLessThan(1e-4f * product.norm().getFloat());
        assertThat(product.get("0, 0").getFloat()).isPositive();
    }

    @Test
    void moreFiltersThanColumnsAreAsGood() {
        NDArray step = firstStep(random(new Shape(FILTERS, 1, 2, 2)));

        for (float value : SINGULAR_VALUES.apply(step.reshape(FILTERS, -1)).toFloatArray()) {
            assertThat(value).isBetween(0.65f, 1.25f);
        }
    }

    /** What one update at a rate of 0.5 takes from filters of norm sqrt(out), by unit of the rate. */
    private NDArray firstStep(NDArray gradient) {
        NDArray before = random(gradient.getShape());
        NDArray scaled = before.mul(Math.sqrt(FILTERS) / before.norm().getFloat());
        GivenGradients block = new GivenGradients(before, manager.zeros(new Shape(2)));
        try (GroupedOptimizer optimizer = muon(block)) {
            block.backward(gradient, manager.zeros(new Shape(2)));
            optimizer.step();
        }
        return scaled.sub(block.weights()).mul(2);
    }

    @Test
    void otherArraysMoveByNesterovMomentum() {
        GivenGradients muon = new GivenGradients(random(new Shape(3, 5)), random(new Shape(2)));
        GivenGradients nesterov =
                new GivenGradients(muon.weights().duplicate(), muon.biases().duplicate());
        try (GroupedOptimizer one = muon(muon);
                GroupedOptimizer other = GroupedOptimizer.of(
                        UpdateRule.sgd(0.6, true), Tracker.fixed(0.5f), List.of(ParameterGroup.all(nesterov, 0.01f)))) {
            for (int i = 0; i < 3; i++) {
                NDArray gradient = random(new Shape(3, 5));
                NDArray ofBias = random(new Shape(2));
                muon.backward(gradient, ofBias);
                nesterov.backward(gradient, ofBias);
                one.step();
                other.step();
            }
        }

        assertThat(muon.weights().allClose(nesterov.weights())).isTrue();
        assertThat(muon.biases().allClose(nesterov.biases())).isTrue();
    }

    private GroupedOptimizer muon(GivenGradients block) {
        return GroupedOptimizer.of(
                UpdateRule.muon(0.6), Tracker.fixed(0.5f), List.of(ParameterGroup.all(block, 0.01f)));
    }

    private NDArray random(Shape shape) {
        return manager.randomNormal(0, 1, shape, DataType.FLOAT32);
    }
}
