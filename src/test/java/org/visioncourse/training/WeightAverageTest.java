package org.visioncourse.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import org.junit.jupiter.api.Test;
import org.visioncourse.engine.GradMode;
import org.visioncourse.engine.Torch;

class WeightAverageTest {

    @Test
    void theAverageFollowsTheWeightsAndStandsInForThemWhileInUse() {
        Torch.start();
        try (NDManager manager = NDManager.newBaseManager();
                GradMode off = GradMode.off()) {
            Linear layer = Linear.builder().setUnits(1).optBias(false).build();
            layer.initialize(manager, DataType.FLOAT32, new Shape(1, 1));
            NDArray weight = layer.getParameters().get(0).getValue().getArray();
            weight.set(new float[] {1});
            try (WeightAverage average = new WeightAverage(layer, 0.9)) {
                weight.set(new float[] {3});
                average.update(1_000); // far into a run: the decay holds
                try (WeightAverage.InUse used = average.inUse()) {
                    assertThat(weight.getFloat(0, 0)).isCloseTo(0.9f * 1 + 0.1f * 3, within(1e-6f));
                }
                assertThat(weight.getFloat(0, 0)).isEqualTo(3f);
                average.update(0); // the first update of a run: 9/10 of the new value
                try (WeightAverage.InUse used = average.inUse()) {
                    assertThat(weight.getFloat(0, 0)).isCloseTo(0.1f * 1.2f + 0.9f * 3, within(1e-6f));
                }
            }
        }
    }

    @Test
    void useLeavesNoArraysBehind() {
        Torch.start();
        try (NDManager manager = NDManager.newBaseManager()) {
            Linear layer = Linear.builder().setUnits(2).build();
            layer.initialize(manager, DataType.FLOAT32, new Shape(1, 3));
            try (WeightAverage average = new WeightAverage(layer, 0.9)) {
                average.inUse().close();
                int before = manager.getManagedArrays().size();
                for (int i = 0; i < 10; i++) {
                    average.update(i);
                    average.inUse().close();
                }
                assertThat(manager.getManagedArrays()).hasSize(before);
            }
        }
    }
}
