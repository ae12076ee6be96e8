package org.visioncourse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule, through every door, moves two parameters as torch.optim does (golden/optimizers.json). */
class GoldenOptimizersTest {

    /** float32 here, float64 there: absolute for entries below 1, relative above. */
    private static final double TOLERANCE = 1e-6;

    private static final Golden GOLDEN = GoldenFile.read("optimizers.json", Golden.class);

    @AutoClose
    private final NDManager manager = Torch.start().newBaseManager();

    private GivenGradients block;

    /** A weight (3, 2) and a bias (4), or their gradients. */
    record Pair(float[] weight, float[] bias) {}

    /** One optimizer's run. */
    record Series(
            String rule,
            String name,
            double momentum,
            boolean nesterov,
            double beta1,
            double beta2,
            double eps,
            float weightDecay,
            boolean decayBias,
            Float maxNorm,
            float[] learningRates,
            List<Pair> parameters) {

        GroupedOptimizer optimizer(GivenGradients block) {
            UpdateRule updateRule =
                    switch (rule) {
                        case "sgd" -> UpdateRule.sgd(momentum, nesterov);
                        case "adam" -> UpdateRule.adam(beta1, beta2, eps);
                        case "adamw" -> UpdateRule.adamW(beta1, beta2, eps);
                        default -> throw new IllegalArgumentException(rule);
                    };
            List<ParameterGroup> groups = decayBias
                    ? List.of(ParameterGroup.all(block, weightDecay))
                    : ParameterGroup.decayWeightsOnly(block, weightDecay);
            return GroupedOptimizer.of(updateRule, step -> learningRates[step], groups);
        }
    }

    private record Golden(Pair start, List<Pair> gradients, List<Series> series) {}

    static Stream<Named<Series>> unclipped() {
        return named(GOLDEN.series.stream().filter(series -> series.maxNorm == null));
    }

    static Stream<Named<Series>> clipped() {
        return named(GOLDEN.series.stream().filter(series -> series.maxNorm != null));
    }

    private static Stream<Named<Series>> named(Stream<Series> series) {
        return series.map(one -> Named.of(one.name, one));
    }

    @BeforeEach
    void start() {
        block = new GivenGradients(weight(GOLDEN.start), bias(GOLDEN.start));
    }

    @ParameterizedTest
    @MethodSource("unclipped")
    void stepFollowsPyTorch(Series series) throws Exception {
        FreshThread.run(() -> {
            try (GroupedOptimizer optimizer = series.optimizer(block)) {
                step(optimizer, series);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("clipped")
    void stepWithClippingFollowsPyTorch(Series series) {
        try (GroupedOptimizer optimizer = series.optimizer(block).clippedTo(series.maxNorm)) {
            step(optimizer, series);
        }
    }

    private void step(GroupedOptimizer optimizer, Series series) {
        for (int step = 0; step < series.parameters.size(); step++) {
            Pair gradients = GOLDEN.gradients.get(step);
            assertThat(optimizer.updates()).isEqualTo(step);
            assertThat(optimizer.nextLearningRate()).isEqualTo(series.learningRates[step]);
            block.backward(weight(gradients), bias(gradients));
            optimizer.step();
            assertParameters(series.parameters.get(step), step);
        }
    }

    @ParameterizedTest
    @MethodSource("unclipped")
    void updateFollowsPyTorch(Series series) throws Exception {
        FreshThread.run(() -> {
            try (GroupedOptimizer optimizer = series.optimizer(block)) {
                for (int step = 0; step < series.parameters.size(); step++) {
                    Pair gradients = GOLDEN.gradients.get(step);
                    assertThat(optimizer.nextLearningRate()).isEqualTo(series.learningRates[step]);
                    optimizer.update(block.weight.getId(), block.weights(), weight(gradients));
                    optimizer.update(block.bias.getId(), block.biases(), bias(gradients));
                    assertThat(optimizer.updates()).isEqualTo(step + 1);
                    assertParameters(series.parameters.get(step), step);
                }
            }
        });
    }

    @ParameterizedTest
    @MethodSource("clipped")
    void updateRefusesToClipOneGradientByTheNormOfAll(Series series) {
        try (GroupedOptimizer optimizer = series.optimizer(block).clippedTo(series.maxNorm)) {
            NDArray gradient = weight(GOLDEN.gradients.get(0));

            assertThatThrownBy(() -> optimizer.update(block.weight.getId(), block.weights(), gradient))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("call step()");
        }
    }

    @ParameterizedTest
    @MethodSource("unclipped")
    void djlsTrainerFollowsPyTorch(Series series) throws Exception {
        FreshThread.run(() -> {
            try (Model model = Model.newInstance("golden", "PyTorch");
                    GroupedOptimizer optimizer = series.optimizer(block)) {
                model.setBlock(block);
                try (Trainer trainer =
                        model.newTrainer(new DefaultTrainingConfig(new TheOutput()).optOptimizer(optimizer))) {
                    trainer.initialize(new Shape(3, 2), new Shape(4));
                    for (int step = 0; step < series.parameters.size(); step++) {
                        Pair gradients = GOLDEN.gradients.get(step);
                        try (GradientCollector collector = trainer.newGradientCollector()) {
                            NDList output = trainer.forward(new NDList(weight(gradients), bias(gradients)));
                            collector.backward(trainer.getLoss().evaluate(new NDList(), output));
                        }
                        trainer.step();
                        assertParameters(series.parameters.get(step), step);
                    }
                }
            }
        });
    }

    private static final class TheOutput extends Loss {
        TheOutput() {
            super("output");
        }

        @Override
        public NDArray evaluate(NDList labels, NDList predictions) {
            return predictions.singletonOrThrow();
        }
    }

    private void assertParameters(Pair expected, int step) {
        assertClose(block.weights(), expected.weight, step);
        assertClose(block.biases(), expected.bias, step);
    }

    private static void assertClose(NDArray actual, float[] expected, int step) {
        float[] values = actual.toFloatArray();
        for (int i = 0; i < values.length; i++) {
            assertThat(Math.abs(values[i] - expected[i]))
                    .as("step %d, entry %d: %s, expected %s", step, i, values[i], expected[i])
                    .isLessThan((float) (TOLERANCE * Math.max(1, Math.abs(expected[i]))));
        }
    }

    private NDArray weight(Pair pair) {
        return manager.create(pair.weight, new Shape(3, 2));
    }

    private NDArray bias(Pair pair) {
        return manager.create(pair.bias);
    }
}
