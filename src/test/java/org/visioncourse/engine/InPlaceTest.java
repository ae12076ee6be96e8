package org.visioncourse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InPlaceTest {

    @AutoClose
    private final NDManager manager = Torch.start().newBaseManager();

    @Test
    void aCopyKeepsTheGradientFlagAndReachesEveryHandle() throws Exception {
        NDArray weight = manager.zeros(new Shape(2, 3));
        weight.setRequiresGradient(true);
        NDArray handle = weight.reshape(6);
        NDArray bias = manager.zeros(new Shape());
        NDArray values = manager.arange(6f).reshape(2, 3);

        FreshThread.run(() -> InPlace.copy(List.of(weight, bias), List.of(values, manager.create(7f))));

        assertThat(weight.toFloatArray()).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(handle.toFloatArray()).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(bias.getFloat()).isEqualTo(7);
        assertThat(weight.hasGradient()).isTrue();
    }

    @Test
    void djlsCopyLeavesOtherHandlesBehind() {
        NDArray weight = manager.zeros(new Shape(2));
        NDArray handle = weight.reshape(2, 1);

        manager.ones(new Shape(2)).copyTo(weight);

        assertThat(weight.toFloatArray()).containsExactly(1, 1);
        assertThat(handle.toFloatArray()).as("DJL's fault").containsExactly(0, 0);
    }

    @Test
    void aCopyOutlivesItsSource() throws InterruptedException {
        NDArray weight = manager.zeros(new Shape(3));
        try (NDArray source = manager.create(new float[] {1, 2, 3})) {
            InPlace.copy(List.of(weight), List.of(source));
        }
        MemoryStress.run();

        assertThat(weight.toFloatArray()).containsExactly(1, 2, 3);
    }

    @Test
    void layoutsMayDiffer() {
        NDArray whole = manager.zeros(new Shape(3, 2));
        NDArray transposed = whole.transpose(); // (2, 3)
        NDArray everySecond = manager.arange(12f).reshape(2, 6).get(":, ::2"); // (2, 3)

        InPlace.copy(List.of(transposed), List.of(everySecond));

        assertThat(transposed.toFloatArray()).containsExactly(0, 2, 4, 6, 8, 10);
        assertThat(whole.toFloatArray()).containsExactly(0, 6, 2, 8, 4, 10);
    }

    @Test
    void aBlendMovesTargetsTowardsSources() {
        NDArray first = manager.create(new float[] {0, 10});
        NDArray second = manager.create(new float[] {4});
        List<NDArray> targets = List.of(first, second);
        List<NDArray> sources = List.of(manager.create(new float[] {1, 20}), manager.create(new float[] {0}));

        InPlace.blend(targets, sources, 0.25);
        assertThat(first.toFloatArray()).containsExactly(0.25f, 12.5f);
        assertThat(second.toFloatArray()).containsExactly(3);

        InPlace.blend(targets, sources, 0);
        assertThat(first.toFloatArray()).containsExactly(0.25f, 12.5f);

        InPlace.blend(targets, sources, 1);
        assertThat(first.toFloatArray()).containsExactly(1, 20);
    }

    @Test
    void anAverageOfASmallShareConvergesToItsSource() {
        NDArray average = manager.create(new float[] {1});
        List<NDArray> source = List.of(manager.create(new float[] {0}));

        for (int step = 0; step < 1000; step++) {
            InPlace.blend(List.of(average), source, 0.001);
        }

        assertThat(average.getFloat(0)).isCloseTo((float) Math.pow(0.999, 1000), within(1e-4f));
    }

    @Test
    void noArraysAtAllIsFine() {
        InPlace.copy(List.of(), List.of());
        InPlace.blend(List.of(), List.of(), 0.5);
    }

    @Test
    void nothingStaysOnTheTargetsManager() {
        NDArray target = manager.zeros(new Shape(3));
        NDArray source = manager.ones(new Shape(3));
        int before = manager.getManagedArrays().size();

        for (int call = 0; call < 100; call++) {
            InPlace.copy(List.of(target), List.of(source));
            InPlace.blend(List.of(target), List.of(source), 0.5);
        }

        assertThat(manager.getManagedArrays()).hasSize(before);
    }

    @Test
    void otherShapesAreRefusedAndNothingIsChanged() {
        NDArray first = manager.zeros(new Shape(3));
        NDArray second = manager.zeros(new Shape(3));
        List<NDArray> targets = List.of(first, second);
        NDArray right = manager.ones(new Shape(3));
        NDArray one = manager.ones(new Shape(1)); // ATen would broadcast it

        assertThatThrownBy(() -> InPlace.copy(targets, List.of(right, one)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sources have the shapes [(3), (1)], but must have [(3), (3)]");
        assertThatThrownBy(() -> InPlace.blend(targets, List.of(right), 0.5))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(first.toFloatArray()).containsOnly(0);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void aShareOutsideOfZeroToOneIsRefused(double share) {
        assertThatThrownBy(() -> InPlace.blend(List.of(), List.of(), share))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("share is " + share + ", but must be in [0, 1]");
    }
}
