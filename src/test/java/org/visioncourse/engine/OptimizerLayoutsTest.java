package org.visioncourse.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Blocks;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.loss.Loss;
import ai.djl.training.tracker.Tracker;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Updates are right whatever the strides of weights and gradients are. */
class OptimizerLayoutsTest {

    private static final float RATE = 0.1f;
    private static final float DECAY = 0.05f;
    private static final float MOMENTUM = 0.9f;
    private static final float BETA2 = 0.999f;

    @AutoClose
    private final NDManager manager = Torch.start().newBaseManager();

    static Stream<Named<UpdateRule>> rules() {
        return Stream.of(
                        UpdateRule.sgd(),
                        UpdateRule.sgd(0.9, true),
                        UpdateRule.adam(0.9, 0.999, 1e-8),
                        UpdateRule.adamW(0.9, 0.999, 1e-8))
                .map(rule -> Named.of(rule.name(), rule));
    }

    @BeforeEach
    void open() {
        Torch.seed(1, 0, 0);
    }

    @Test
    void atensFusedKernelsTakeMemoryForTheOrderOfIndices() {
        TorchScript fused = TorchScript.function(
                """
                def forward(self, w: List[Tensor], g: List[Tensor]) -> Tensor:
                  torch._fused_sgd_(w, g, annotate(List[Tensor], []), weight_decay=0., momentum=0., lr=1., dampening=0., nesterov=False, maximize=False, is_first_step=False)
                  return w[0]
                """);
        NDArray weight = manager.zeros(new Shape(2, 2));
        NDArray gradient = manager.arange(4f).reshape(2, 2).transpose(); // 0, 2, 1, 3

        fused.apply(manager, List.of(List.of(weight), List.of(gradient)));

        assertThat(weight.toFloatArray()).as("ATen's fault").containsExactly(0, -1, -2, -3);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theLayoutOfWeightAndGradientMakesNoDifference(UpdateRule rule) {
        NDArray whole = manager.full(new Shape(3, 8), 7f);
        List<Function<NDArray, NDArray>> layouts =
                List.of(this::transposed, this::channelsLast, values -> everySecondColumn(values, whole.duplicate()));
        NDArray start = manager.randomNormal(new Shape(1, 4, 3, 1));
        float[] expected = train(rule, start.duplicate(), Function.identity());

        for (Function<NDArray, NDArray> layout : layouts) {
            assertThat(train(rule, layout.apply(start), Function.identity())).isEqualTo(expected);
            assertThat(train(rule, start.duplicate(), layout)).isEqualTo(expected);
            assertThat(train(rule, layout.apply(start), layout)).isEqualTo(expected);
        }
    }

    /** Two steps and two updates through DJL's door, with gradients in the given layout. */
    private float[] train(UpdateRule rule, NDArray weight, Function<NDArray, NDArray> layout) {
        GivenGradients block = new GivenGradients(weight, manager.zeros(new Shape(1)));
        try (GroupedOptimizer optimizer =
                GroupedOptimizer.of(rule, Tracker.fixed(RATE), List.of(ParameterGroup.all(block, DECAY)))) {
            for (int step = 0; step < 4; step++) {
                NDArray gradient =
                        layout.apply(manager.arange(12f).reshape(1, 4, 3, 1).add(step));
                if (step < 2) {
                    block.backward(gradient);
                    optimizer.step();
                } else {
                    optimizer.update(block.weight.getId(), weight, gradient);
                }
            }
        }
        return weight.toFloatArray();
    }

    private NDArray transposed(NDArray values) {
        return values.transpose().duplicate().transpose();
    }

    private NDArray channelsLast(NDArray values) {
        NDArray last = manager.zeros(new Shape(1, 3, 1, 4)); // (N, H, W, C)
        NDArray first = last.transpose(0, 3, 1, 2);
        InPlace.copy(List.of(first), List.of(values));
        return first;
    }

    private NDArray everySecondColumn(NDArray values, NDArray whole) {
        NDArray part = whole.get(":, ::2").transpose().reshape(1, 4, 3, 1); // gaps between its entries
        InPlace.copy(List.of(part), List.of(values));
        return part;
    }

    @Test
    void theNeighboursOfAWeightThatIsAPartOfAnArrayStayAsTheyAre() {
        NDArray whole = manager.full(new Shape(3, 8), 7f);
        NDArray weight = everySecondColumn(manager.zeros(new Shape(1, 4, 3, 1)), whole);

        train(UpdateRule.sgd(0.9, true), weight, Function.identity());

        assertThat(whole.get(":, 1::2").toFloatArray()).containsOnly(7);
        assertThat(whole.get("0, 2").getFloat()).isNotIn(0f, 7f);
    }

    @Test
    void aChannelsLastNetworkIsUpdatedByTheFormulaOfNesterovMomentum() {
        compareOnNetwork(UpdateRule.sgd(MOMENTUM, true), (weight, gradient, states, count) -> {
            NDArray g = gradient.add(weight.mul(DECAY));
            states[0] = states[0].mul(MOMENTUM).add(g);
            return weight.sub(g.add(states[0].mul(MOMENTUM)).mul(RATE));
        });
    }

    @Test
    void aChannelsLastNetworkIsUpdatedByTheFormulaOfAdamW() {
        compareOnNetwork(UpdateRule.adamW(MOMENTUM, BETA2, 1e-8), (weight, gradient, states, count) -> {
            states[0] = states[0].mul(MOMENTUM).add(gradient.mul(1 - MOMENTUM));
            states[1] = states[1].mul(BETA2).add(gradient.square().mul(1 - BETA2));
            NDArray mean = states[0].div(1 - (float) Math.pow(MOMENTUM, count));
            NDArray variance = states[1].div(1 - (float) Math.pow(BETA2, count));
            return weight.mul(1 - RATE * DECAY)
                    .sub(mean.div(variance.sqrt().add(1e-8f)).mul(RATE));
        });
    }

    /** One update in plain arithmetic. */
    private interface Formula {
        NDArray update(NDArray weight, NDArray gradient, NDArray[] states, int count);
    }

    private void compareOnNetwork(UpdateRule rule, Formula formula) {
        SequentialBlock network = network();
        network.initialize(manager, DataType.FLOAT32, new Shape(4, 3, 8, 8));
        Map<String, NDArray[]> states = new LinkedHashMap<>();
        try (GroupedOptimizer optimizer =
                GroupedOptimizer.of(rule, Tracker.fixed(RATE), List.of(ParameterGroup.all(network, DECAY)))) {
            for (int step = 1; step <= 3; step++) {
                backward(network);
                Map<Parameter, NDArray> expected = new LinkedHashMap<>();
                for (var entry : network.getParameters()) {
                    Parameter parameter = entry.getValue();
                    NDArray weight = parameter.getArray();
                    try (GradMode off = GradMode.off()) {
                        NDArray[] own = states.computeIfAbsent(
                                entry.getKey(), name -> new NDArray[] {weight.zerosLike(), weight.zerosLike()});
                        expected.put(
                                parameter,
                                parameter.requiresGradient()
                                        ? formula.update(weight, weight.getGradient(), own, step)
                                        : weight.duplicate());
                    }
                }
                optimizer.step();
                expected.forEach(
                        (parameter, array) -> assertThat(parameter.getArray().toFloatArray())
                                .as(parameter.getName())
                                .usingComparatorWithPrecision(2e-5f)
                                .containsExactly(array.toFloatArray()));
            }
        }
    }

    private static SequentialBlock network() {
        return new SequentialBlock()
                .add(Conv2d.builder()
                        .setKernelShape(new Shape(3, 3))
                        .setFilters(4)
                        .build())
                .add(BatchNorm.builder().build())
                .add(Activation.reluBlock())
                .add(Conv2d.builder()
                        .setKernelShape(new Shape(1, 1))
                        .setFilters(5)
                        .build())
                .add(Conv2d.builder()
                        .setKernelShape(new Shape(3, 3))
                        .setFilters(6)
                        .build())
                .add(Blocks.batchFlattenBlock())
                .add(Linear.builder().setUnits(3).build());
    }

    private void backward(SequentialBlock network) {
        try (GradientCollector collector = Engine.getInstance().newGradientCollector();
                NDManager scope = manager.newSubManager()) {
            NDArray images = scope.randomNormal(new Shape(4, 8, 8, 3)).transpose(0, 3, 1, 2); // (N, C, H, W)
            NDArray labels = scope.create(new float[] {0, 1, 2, 0});
            NDList logits = network.forward(new ParameterStore(scope, false), new NDList(images), true);
            collector.backward(Loss.softmaxCrossEntropyLoss().evaluate(new NDList(labels), logits));
        }
    }
}
