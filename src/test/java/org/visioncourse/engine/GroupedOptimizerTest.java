package org.visioncourse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.training.tracker.Tracker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GroupedOptimizerTest {

    private static final UpdateRule ADAM = UpdateRule.adam(0.9, 0.999, 1e-8);
    private static final UpdateRule ADAM_W = UpdateRule.adamW(0.9, 0.999, 1e-8);
    private static final UpdateRule MOMENTUM = UpdateRule.sgd(0.9, false);

    @AutoClose
    private final NDManager manager = Torch.start().newBaseManager();

    private GivenGradients block;

    static Stream<Named<UpdateRule>> rules() {
        return Stream.of(UpdateRule.sgd(), MOMENTUM, UpdateRule.sgd(0.9, true), ADAM, ADAM_W)
                .map(rule -> Named.of(rule.name(), rule));
    }

    @BeforeEach
    void open() {
        block = newBlock();
    }

    private GivenGradients newBlock() {
        return new GivenGradients(
                manager.create(new float[] {1, 2, 3, 4}, new Shape(2, 2)), manager.create(new float[] {5, 6}));
    }

    private GroupedOptimizer optimizer(UpdateRule rule, float weightDecay) {
        return GroupedOptimizer.of(rule, Tracker.fixed(0.5f), List.of(ParameterGroup.all(block, weightDecay)));
    }

    private void backward(GivenGradients block, float scale) {
        block.backward(
                manager.create(new float[] {scale, 0, -scale, 2 * scale}, new Shape(2, 2)),
                manager.create(new float[] {scale, -scale}));
    }

    // groups

    @Test
    void aGroupHasItsShareOfTheLearningRate() {
        List<ParameterGroup> groups = List.of(
                ParameterGroup.of(block, parameter -> parameter == block.weight, 0)
                        .withLearningRateScale(0.1f),
                ParameterGroup.of(block, parameter -> parameter == block.bias, 0)
                        .withLearningRateScale(2));
        try (GroupedOptimizer optimizer = GroupedOptimizer.of(UpdateRule.sgd(), Tracker.fixed(0.5f), groups)) {
            backward(block, 1);
            optimizer.step();
        }

        assertThat(block.weights().toFloatArray())
                .usingComparatorWithPrecision(1e-6f)
                .containsExactly(0.95f, 2, 3.05f, 3.9f);
        assertThat(block.biases().toFloatArray()).containsExactly(4, 7);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void onlyWeightsDecayInTheUsualGroups(boolean throughDjlsDoor) {
        NDArray zero = manager.zeros(new Shape(2, 2));
        NDArray zeroBias = manager.zeros(new Shape(2));
        try (GroupedOptimizer optimizer = GroupedOptimizer.of(
                UpdateRule.sgd(), Tracker.fixed(0.5f), ParameterGroup.decayWeightsOnly(block, 0.5f))) {
            if (throughDjlsDoor) {
                optimizer.update(block.weight.getId(), block.weights(), zero);
                optimizer.update(block.bias.getId(), block.biases(), zeroBias);
            } else {
                block.backward(zero, zeroBias);
                optimizer.step();
            }
        }

        assertThat(block.weights().toFloatArray()).containsExactly(0.75f, 1.5f, 2.25f, 3);
        assertThat(block.biases().toFloatArray()).containsExactly(5, 6);
    }

    @Test
    void aParameterInTwoGroupsIsRefused() {
        ParameterGroup all = ParameterGroup.all(block, 0);

        assertThatThrownBy(() -> GroupedOptimizer.of(ADAM, Tracker.fixed(1), List.of(all, all)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("parameter weight is in two groups");
    }

    /** Their states would go by one name in a checkpoint. */
    @Test
    void twoParametersOfOneNameAreRefused() {
        List<ParameterGroup> groups = List.of(ParameterGroup.all(block, 0), ParameterGroup.all(newBlock(), 0));

        assertThatThrownBy(() -> GroupedOptimizer.of(ADAM, Tracker.fixed(1), groups))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("two parameters have the name weight");
    }

    // what a step touches

    @ParameterizedTest
    @MethodSource("rules")
    void frozenParametersStayAsTheyAre(UpdateRule rule) {
        try (GroupedOptimizer optimizer = optimizer(rule, 0.1f)) {
            backward(block, 1);
            optimizer.step();
            float[] before = block.biases().toFloatArray();
            backward(block, 1);
            block.bias.freeze(true);
            optimizer.step();

            assertThat(block.biases().toFloatArray()).isEqualTo(before);
            assertThat(block.weights().getFloat(0, 0)).isLessThan(1);
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void parametersThatNoBackwardPassReachedStayAsTheyAre(UpdateRule rule) {
        try (GroupedOptimizer optimizer = optimizer(rule, 0.1f)) {
            optimizer.step();
            assertThat(optimizer.state()).isEmpty();
            assertThat(block.weights().toFloatArray()).containsExactly(1, 2, 3, 4);

            block.backward(manager.ones(new Shape(2, 2)));
            optimizer.step();

            assertThat(block.biases().toFloatArray()).containsExactly(5, 6);
            assertThat(optimizer.state().keySet()).allMatch(name -> name.startsWith("weight/"));
            assertThat(block.weights().getFloat(0, 0)).isLessThan(1);
        }
    }

    @ParameterizedTest
    @MethodSource("rules")
    void gradientsAreZeroAfterAStepAndWeightsKeepTheirFlag(UpdateRule rule) {
        try (GroupedOptimizer optimizer = optimizer(rule, 0.1f)) {
            backward(block, 1);
            optimizer.step();
        }

        assertThat(block.weights().getGradient().toFloatArray()).containsOnly(0);
        assertThat(block.biases().getGradient().toFloatArray()).containsOnly(0);
        assertThat(block.weights().hasGradient()).isTrue();
    }

    @Test
    void gradientsOfTwoBackwardPassesAddUp() {
        try (GroupedOptimizer optimizer = optimizer(UpdateRule.sgd(), 0)) {
            backward(block, 1);
            backward(block, 2);
            optimizer.step();
        }

        assertThat(block.biases().toFloatArray()).containsExactly(3.5f, 7.5f);
    }

    /** PyTorch counts the updates of each parameter: Adam's bias correction starts when the parameter does. */
    @ParameterizedTest
    @MethodSource("rules")
    void aParameterThatJoinsLateMovesLikeOneThatJoinsAtTheStart(UpdateRule rule) {
        GivenGradients late = block;
        GivenGradients early = newBlock();
        late.bias.freeze(true);
        try (GroupedOptimizer optimizer = optimizer(rule, 0.1f);
                GroupedOptimizer reference =
                        GroupedOptimizer.of(rule, Tracker.fixed(0.5f), List.of(ParameterGroup.all(early, 0.1f)))) {
            for (int step = 0; step < 5; step++) {
                late.backward(manager.ones(new Shape(2, 2)));
                optimizer.step();
            }
            late.bias.freeze(false);
            for (int step = 0; step < 3; step++) {
                backward(late, 1);
                optimizer.step();
                backward(early, 1);
                reference.step();
            }
        }

        assertThat(late.biases().toFloatArray()).isEqualTo(early.biases().toFloatArray());
    }

    // DJL's door

    @Test
    void updateReadsItsGradientAndZeroesTheWeightsOwn() {
        NDArray gradient = manager.create(new float[] {1, -1});
        try (GroupedOptimizer optimizer = optimizer(UpdateRule.sgd(), 0)) {
            backward(block, 8);
            optimizer.update(block.bias.getId(), block.biases(), gradient);
        }

        assertThat(block.biases().toFloatArray()).containsExactly(4.5f, 6.5f);
        assertThat(gradient.toFloatArray()).containsExactly(1, -1);
        assertThat(block.biases().getGradient().toFloatArray()).containsOnly(0);
        assertThat(block.weights().getGradient().getFloat(0, 0)).isEqualTo(8);
    }

    @Test
    void updateRefusesAParameterOfAnotherModel() {
        try (GroupedOptimizer optimizer = optimizer(UpdateRule.sgd(), 0)) {
            assertThatThrownBy(() -> optimizer.update("another", block.biases(), manager.zeros(new Shape(2))))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("parameter another is in none of the optimizer's groups");
        }
    }

    // clipping

    @Test
    void gradientsWithinTheNormAreLeftAsTheyAre() {
        try (GroupedOptimizer optimizer = optimizer(UpdateRule.sgd(), 0).clippedTo(100)) {
            backward(block, 1);
            optimizer.step();
        }

        assertThat(block.weights().toFloatArray()).containsExactly(0.5f, 2, 3.5f, 3);
    }

    @Test
    void theNormIsThatOfAllGroupsTogether() {
        List<ParameterGroup> groups = ParameterGroup.decayWeightsOnly(block, 0);
        try (GroupedOptimizer optimizer =
                GroupedOptimizer.of(UpdateRule.sgd(), Tracker.fixed(1), groups).clippedTo(1)) {
            backward(block, 1); // squares sum to 6 and 2
            optimizer.step();
        }

        float share = (float) (1 / Math.sqrt(8));
        assertThat(block.biases().toFloatArray())
                .usingComparatorWithPrecision(1e-6f)
                .containsExactly(5 - share, 6 + share);
    }

    @Test
    void clippingIsSetBeforeTheFirstUpdateToAPositiveNorm() {
        try (GroupedOptimizer optimizer = optimizer(UpdateRule.sgd(), 0)) {
            for (float norm : new float[] {0, -1, Float.NaN}) {
                assertThatThrownBy(() -> optimizer.clippedTo(norm))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessage("maxNorm is " + norm + ", but must be positive");
            }
            optimizer.step();
            assertThatThrownBy(() -> optimizer.clippedTo(1)).isInstanceOf(IllegalStateException.class);
        }
    }

    // state

    @TempDir
    private Path folder;

    @ParameterizedTest
    @MethodSource("rules")
    void aResumedOptimizerGoesOnBitForBit(UpdateRule rule) throws IOException {
        resume(rule, false);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void throughDjlsDoorAResumedOptimizerGoesOnBitForBit(UpdateRule rule) throws IOException {
        resume(rule, true);
    }

    private void resume(UpdateRule rule, boolean throughDjlsDoor) throws IOException {
        Tracker falling = update -> 0.5f / (1 + update);
        GivenGradients resumed = newBlock();
        try (GroupedOptimizer optimizer =
                        GroupedOptimizer.of(rule, falling, ParameterGroup.decayWeightsOnly(block, 0.1f));
                GroupedOptimizer second =
                        GroupedOptimizer.of(rule, falling, ParameterGroup.decayWeightsOnly(resumed, 0.1f))) {
            for (int step = 0; step < 3; step++) {
                advance(optimizer, block, step, throughDjlsDoor);
            }
            Path file = folder.resolve("optimizer.safetensors");
            Safetensors.write(file, optimizer.state(), Map.of());
            try (NDManager scope = manager.newSubManager()) {
                second.restore(Safetensors.read(file, scope).arrays(), optimizer.updates());
            }
            InPlace.copy(List.of(resumed.weights(), resumed.biases()), List.of(block.weights(), block.biases()));

            for (int step = 3; step < 6; step++) {
                advance(optimizer, block, step, throughDjlsDoor);
                advance(second, resumed, step, throughDjlsDoor);
                assertThat(resumed.weights().toFloatArray())
                        .isEqualTo(block.weights().toFloatArray());
                assertThat(resumed.biases().toFloatArray())
                        .isEqualTo(block.biases().toFloatArray());
            }
            assertThat(second.updates()).isEqualTo(6);
        }
    }

    private void advance(GroupedOptimizer optimizer, GivenGradients block, int step, boolean throughDjlsDoor) {
        float scale = (float) Math.cos(step) + 0.3f;
        if (throughDjlsDoor) {
            optimizer.update(block.weight.getId(), block.weights(), manager.full(new Shape(2, 2), scale));
            optimizer.update(block.bias.getId(), block.biases(), manager.full(new Shape(2), -scale));
        } else {
            backward(block, scale);
            optimizer.step();
        }
    }

    @Test
    void restoringAnEarlyStateFreesWhatCameLater() {
        try (GroupedOptimizer optimizer = optimizer(ADAM, 0)) {
            backward(block, 1);
            optimizer.step();
            NDArray moment = optimizer.state().get("weight/0");

            optimizer.restore(Map.of(), 0);

            assertThat(optimizer.state()).isEmpty();
            assertThat(optimizer.updates()).isZero();
            assertThat(((PtNDArray) moment).isReleased()).isTrue();
        }
    }

    @Test
    void aStateThatDoesNotFitIsRefusedAndNothingIsChanged() {
        try (GroupedOptimizer optimizer = optimizer(ADAM, 0)) {
            backward(block, 1);
            optimizer.step();
            Map<String, NDArray> right = copy(optimizer.state());
            right.values().forEach(array -> array.addi(1));
            Map<String, float[]> before = values(optimizer.state());

            assertRefused(optimizer, with(right, "weights/0", manager.zeros(new Shape(2, 2))), "7 arrays, of which 6");
            assertRefused(optimizer, with(right, "bias/3", manager.zeros(new Shape(2))), "7 arrays, of which 6");
            assertRefused(optimizer, without(right, "bias/1"), "5 arrays, of which 3");
            assertRefused(optimizer, without(right, "bias/0"), "5 arrays, of which 3");
            assertRefused(
                    optimizer,
                    with(right, "bias/1", manager.zeros(new Shape(1))),
                    "optimizer state bias/1 has shape (1), but must have (2)");
            assertRefused(
                    optimizer,
                    with(right, "bias/2", manager.zeros(new Shape(2))),
                    "optimizer state bias/2 has shape (2), but must have ()");

            assertThat(optimizer.updates()).isEqualTo(1);
            assertThat(values(optimizer.state())).usingRecursiveComparison().isEqualTo(before);
        }
    }

    private static void assertRefused(GroupedOptimizer optimizer, Map<String, NDArray> state, String reason) {
        assertThatThrownBy(() -> optimizer.restore(state, 9))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void theStateOfAnotherRuleIsRefused() {
        try (GroupedOptimizer momentum = optimizer(MOMENTUM, 0);
                GroupedOptimizer adam = optimizer(ADAM, 0);
                GroupedOptimizer sgd = optimizer(UpdateRule.sgd(), 0)) {
            for (GroupedOptimizer optimizer : List.of(momentum, adam, sgd)) {
                backward(block, 1);
                optimizer.step();
            }
            for (GroupedOptimizer target : List.of(momentum, adam, sgd)) {
                for (GroupedOptimizer source : List.of(momentum, adam, sgd)) {
                    if (target != source) {
                        assertThatThrownBy(() -> target.restore(source.state(), 1))
                                .isInstanceOf(IllegalArgumentException.class);
                    }
                }
            }
        }
    }

    @Test
    void closingFreesTheState() {
        GroupedOptimizer optimizer = optimizer(ADAM, 0);
        backward(block, 1);
        optimizer.step();
        Map<String, NDArray> state = optimizer.state();

        optimizer.close();

        assertThat(state).hasSize(6);
        assertThat(state.values()).allMatch(array -> ((PtNDArray) array).isReleased());
    }

    @Test
    void theStateOutlivesAScopeOfTheCallers() {
        try (GroupedOptimizer optimizer = optimizer(ADAM, 0)) {
            try (NDScope scope = new NDScope()) {
                scope.suppressNotUsedWarning();
                backward(block, 1);
                optimizer.step();
            }
            assertThat(optimizer.state().values()).noneMatch(array -> ((PtNDArray) array).isReleased());
        }
    }

    @Test
    void manyStepsLeaveNothingBehind() throws Exception {
        FreshThread.run(() -> {
            try (GroupedOptimizer optimizer = optimizer(ADAM, 0.1f).clippedTo(1)) {
                int[] live = new int[2];
                for (int step = 0; step < 200; step++) {
                    try (NDManager scope = manager.newSubManager()) {
                        block.backward(scope.ones(new Shape(2, 2)), scope.ones(new Shape(2)));
                        optimizer.step();
                    }
                    live[step == 0 ? 0 : 1] = liveArrays(optimizer);
                }
                assertThat(live[1]).isEqualTo(live[0]);
            }
        });
    }

    @Test
    void manyUpdatesThroughDjlsDoorLeaveNothingBehind() {
        NDArray gradient = manager.ones(new Shape(2));
        try (GroupedOptimizer optimizer = optimizer(ADAM, 0.1f)) {
            backward(block, 1);
            int[] live = new int[2];
            for (int step = 0; step < 200; step++) {
                optimizer.update(block.bias.getId(), block.biases(), gradient);
                live[step == 0 ? 0 : 1] = liveArrays(optimizer);
            }
            assertThat(live[1]).isEqualTo(live[0]);
        }
    }

    private int liveArrays(GroupedOptimizer optimizer) {
        NDManager own = optimizer.state().values().iterator().next().getManager();
        return manager.getManagedArrays().size() + own.getManagedArrays().size();
    }

    // rules

    @Test
    void aFurtherRuleIsItsFormula() {
        UpdateRule adagrad = new UpdateRule(
                "adagrad",
                1,
                """
                torch._foreach_addcmul_(s0, g, g, 1)
                steps = torch._foreach_div(g, torch._foreach_add(torch._foreach_sqrt(s0), 1e-10))
                torch._foreach_add_(w, steps, alpha=-lr)
                """);
        try (GroupedOptimizer optimizer = optimizer(adagrad, 0)) {
            for (int step = 0; step < 2; step++) {
                backward(block, 3);
                optimizer.step();
            }
        }

        float moved = (float) (0.5 * (1 + 1 / Math.sqrt(2)));
        assertThat(block.biases().toFloatArray())
                .usingComparatorWithPrecision(1e-6f)
                .containsExactly(5 - moved, 6 + moved);
    }

    @Test
    void weightsOfDoublePrecisionAreUpdatedInIt() {
        GivenGradients precise =
                new GivenGradients(manager.create(new double[] {1, 2}), manager.create(new double[] {3}));
        try (GroupedOptimizer optimizer =
                GroupedOptimizer.of(ADAM_W, Tracker.fixed(0.5f), List.of(ParameterGroup.all(precise, 0)))) {
            precise.backward(manager.create(new double[] {1, -1}), manager.create(new double[] {1}));
            optimizer.step();

            assertThat(optimizer.state().get("weight/0").getDataType()).isEqualTo(DataType.FLOAT64);
        }

        assertThat(precise.weights().toDoubleArray())
                .usingComparatorWithPrecision(1e-7)
                .containsExactly(0.5, 2.5);
    }

    @Test
    void optionsOutOfRangeAreRefused() {
        assertThatThrownBy(() -> UpdateRule.sgd(1, false)).hasMessage("momentum is 1.0, but must be in [0, 1)");
        assertThatThrownBy(() -> UpdateRule.adam(-1, 0.9, 1)).hasMessage("beta1 is -1.0, but must be in [0, 1)");
        assertThatThrownBy(() -> UpdateRule.adamW(0.9, Double.NaN, 1))
                .hasMessage("beta2 is NaN, but must be in [0, 1)");
        assertThatThrownBy(() -> new UpdateRule("rule", -1, "")).hasMessage("states is -1, but must not be negative");
        assertThatThrownBy(() -> ParameterGroup.all(block, -1))
                .hasMessage("weightDecay is -1.0, but must not be negative");
        assertThatThrownBy(() -> ParameterGroup.all(block, 0).withLearningRateScale(0))
                .hasMessage("learningRateScale is 0.0, but must be positive");
    }

    @Test
    void aGroupKeepsTheBlocksOrderAndIsNotChangedFromOutside() {
        Map<String, Parameter> parameters = new LinkedHashMap<>(Map.of("w", block.weight));
        ParameterGroup group = new ParameterGroup(parameters, 1, 0);
        parameters.clear();

        assertThat(group.parameters()).containsOnlyKeys("w");
        assertThat(ParameterGroup.all(block, 0).parameters().keySet()).containsExactly("weight", "bias");
        assertThatThrownBy(() -> group.parameters().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    private Map<String, NDArray> copy(Map<String, NDArray> state) {
        Map<String, NDArray> copy = new HashMap<>();
        state.forEach((name, array) -> copy.put(name, manager.create(array.toFloatArray(), array.getShape())));
        return copy;
    }

    private static Map<String, float[]> values(Map<String, NDArray> state) {
        Map<String, float[]> values = new HashMap<>();
        state.forEach((name, array) -> values.put(name, array.toFloatArray()));
        return values;
    }

    private static Map<String, NDArray> with(Map<String, NDArray> state, String name, NDArray array) {
        Map<String, NDArray> changed = new HashMap<>(state);
        changed.put(name, array);
        return changed;
    }

    private static Map<String, NDArray> without(Map<String, NDArray> state, String name) {
        Map<String, NDArray> changed = new HashMap<>(state);
        changed.remove(name);
        return changed;
    }
}
