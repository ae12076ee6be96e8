package org.visioncourse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The faults of DJL's optimizers on PyTorch that {@link GroupedOptimizer} stands in for. */
class DjlOptimizersTest {

    @AutoClose
    private final NDManager manager = Torch.start().newBaseManager();

    private NDArray weight;

    @BeforeEach
    void open() {
        weight = manager.create(new float[] {0, 0});
        weight.setRequiresGradient(true);
    }

    static Stream<Named<Optimizer>> missing() {
        return Stream.of(
                Named.of("RmsProp", Optimizer.rmsprop().build()),
                Named.of(
                        "Nag",
                        Optimizer.nag()
                                .setLearningRateTracker(Tracker.fixed(1))
                                .setMomentum(0.9f)
                                .build()),
                Named.of("Adagrad", Optimizer.adagrad().build()),
                Named.of("Adadelta", Optimizer.adadelta().build()));
    }

    @ParameterizedTest
    @MethodSource("missing")
    void djlHasOptimizersThatOnlyThrow(Optimizer optimizer) {
        NDArray gradient = manager.create(new float[] {1, 1});

        assertThatThrownBy(() -> optimizer.update("w", weight, gradient))
                .as("DJL's fault")
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void djlClipsGradientsFromAboveOnly() {
        Optimizer sgd = Optimizer.sgd()
                .setLearningRateTracker(Tracker.fixed(1))
                .optClipGrad(1)
                .build();

        update(sgd, 10, -10);

        assertThat(weight.toFloatArray()).as("DJL's fault").containsExactly(-1, 10);
    }

    @Test
    void djlsMomentumGoesOnAtTheRateOfThePast() {
        Optimizer sgd = Optimizer.sgd()
                .setLearningRateTracker((Tracker) update -> update == 1 ? 1 : 0)
                .optMomentum(0.5f)
                .build();

        update(sgd, 1, 1);
        update(sgd, 1, 1); // at a rate of 0

        assertThat(weight.toFloatArray()).as("DJL's fault").containsExactly(-1.5f, -1.5f);
    }

    @Test
    void oursStandsStillAtARateOfZero() {
        GivenGradients block = new GivenGradients(weight, manager.create(new float[] {0}));
        Tracker oneThenZero = update -> update == 0 ? 1 : 0;
        try (GroupedOptimizer optimizer = ours(block, UpdateRule.sgd(0.5, false), oneThenZero)) {
            for (int step = 0; step < 2; step++) {
                block.backward(manager.create(new float[] {1, 1}));
                optimizer.step();
            }
        }

        assertThat(weight.toFloatArray()).containsExactly(-1, -1);
    }

    @Test
    void oursClipsBothSigns() {
        GivenGradients block = new GivenGradients(weight, manager.create(new float[] {0}));
        try (GroupedOptimizer optimizer =
                ours(block, UpdateRule.sgd(), Tracker.fixed(1)).clippedTo(1)) {
            block.backward(manager.create(new float[] {10, -10}));
            optimizer.step();
        }

        float share = (float) Math.sqrt(0.5);
        assertThat(weight.toFloatArray()).usingComparatorWithPrecision(1e-6f).containsExactly(-share, share);
    }

    private static GroupedOptimizer ours(GivenGradients block, UpdateRule rule, Tracker learningRate) {
        return GroupedOptimizer.of(rule, learningRate, List.of(ParameterGroup.all(block, 0)));
    }

    private void update(Optimizer optimizer, float... gradient) {
        try (GradMode off = GradMode.off()) {
            optimizer.update("w", weight, manager.create(gradient));
        }
    }
}
