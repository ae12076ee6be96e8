package org.visioncourse.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.visioncourse.engine.InPlace;
import org.visioncourse.engine.Torch;

class LookaheadTest {

    @AutoClose
    private final NDManager manager = Torch.start().newBaseManager();

    private final Block block = Linear.builder().setUnits(1).optBias(false).build();

    LookaheadTest() {
        block.initialize(manager, DataType.FLOAT32, new Shape(1, 1));
        set(0);
    }

    private NDArray weight() {
        return block.getParameters().valueAt(0).getArray();
    }

    private void set(float value) {
        try (NDArray given = manager.full(new Shape(1, 1), value)) {
            InPlace.copy(List.of(weight()), List.of(given));
        }
    }

    private float value() {
        return weight().toFloatArray()[0];
    }

    @Test
    void everyFewUpdatesTheWeightsAreCalledBackPartOfTheWay() {
        try (Lookahead lookahead = new Lookahead(block, 2, 100, Schedules.constant(0.75f))) {
            set(4);
            lookahead.update(1);
            assertThat(value()).isEqualTo(4);
            lookahead.update(2);
            assertThat(value()).isEqualTo(1); // 0.75 * 0 + 0.25 * 4
            set(5);
            lookahead.update(3);
            lookahead.update(4);
            assertThat(value()).isEqualTo(2); // 0.75 * 1 + 0.25 * 5
        }
    }

    @Test
    void afterTheLastUpdateTheSlowWeightsAreLeft() {
        try (Lookahead lookahead = new Lookahead(block, 2, 3, Schedules.constant(0.5f))) {
            set(4);
            lookahead.update(2);
            set(100);
            lookahead.update(3);
            assertThat(value()).isEqualTo(2);
        }
    }

    @Test
    void theStatisticsOfBatchNormAreCalledBackToo() {
        Block norm = BatchNorm.builder().build();
        norm.initialize(manager, DataType.FLOAT32, new Shape(2, 1, 2, 2));
        NDArray mean = norm.getDirectParameters().get("runningMean").getArray();
        try (Lookahead lookahead = new Lookahead(norm, 1, 100, Schedules.constant(0.75f));
                NDArray four = mean.onesLike().muli(4)) {
            InPlace.copy(List.of(mean), List.of(four));
            lookahead.update(1);
            assertThat(mean.toFloatArray()).containsExactly(1);
        }
    }

    @Test
    void aPeriodOrAnEndBelowOneIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Lookahead(block, 0, 3, Schedules.constant(0.5f)))
                .withMessage("period is 0, but must be at least 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Lookahead(block, 2, 0, Schedules.constant(0.5f)))
                .withMessage("last is 0, but must be at least 1");
    }
}
