package org.visioncourse.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import com.google.gson.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.visioncourse.engine.ForwardPass;
import org.visioncourse.engine.GradMode;
import org.visioncourse.engine.Torch;
import org.visioncourse.models.StartValues;
import org.visioncourse.models.Summary;

class SsdTest {

    private static final String GOLDEN = "tiny_ssd_shapes/";

    @AutoClose
    private final NDManager manager = Torch.start().newBaseManager();

    private Ssd started(Ssd network, int height, int width) {
        StartValues.torchvision(network, 1).initialize(manager, DataType.FLOAT32, new Shape(1, 3, height, width));
        return network;
    }

    private NDList forward(Block network, Shape pictures) {
        try (GradMode off = GradMode.off()) {
            return network.forward(
                    new ParameterStore(manager, false), new NDList(manager.randomNormal(pictures)), false);
        }
    }

    private static Shape shape(String path) {
        return new Shape(
                Arrays.stream(Golden.numbers(path)).mapToLong(d -> (long) d).toArray());
    }

    /** Golden: tiny_ssd_shapes, here with two pictures. */
    @Test
    void tinySsdHasD2lsParametersAnchorsAndShapes() {
        Ssd network = started(TinySsd.network(1), 256, 256);
        Boxes anchors = network.anchors(256, 256);

        assertThat(Summary.of(network, new Shape(32, 3, 256, 256)).trainableParameters())
                .isEqualTo(Golden.at(GOLDEN + "recomputed/total_parameters_trainable")
                        .getAsLong());
        assertThat(new Shape(1, anchors.size(), 4)).isEqualTo(shape(GOLDEN + "published/anchors"));
        assertThat(network.getOutputShapes(new Shape[] {new Shape(32, 3, 256, 256)}))
                .containsExactly(shape(GOLDEN + "published/class_preds"), shape(GOLDEN + "published/bbox_preds"));
        assertThat(forward(network, new Shape(2, 3, 256, 256)).getShapes())
                .containsExactly(new Shape(2, 5444, 2), new Shape(2, 21776));
    }

    /** Golden: tiny_ssd_shapes, the section's small examples. */
    @Test
    void headsBlocksAndTheirConcatenationHaveD2lsShapes() {
        Shape[] twoMaps = {new Shape(2, 8, 20, 20), new Shape(2, 16, 10, 10)};
        Shape first = Ssd.classHead(5, 10).getOutputShapes(new Shape[] {twoMaps[0]})[0];
        Shape second = Ssd.classHead(3, 10).getOutputShapes(new Shape[] {twoMaps[1]})[0];
        Shape offsets = Ssd.offsetHead(5).getOutputShapes(new Shape[] {twoMaps[0]})[0];
        Shape halved = TinySsd.downSampling(10).getOutputShapes(new Shape[] {new Shape(2, 3, 20, 20)})[0];

        assertThat(first).isEqualTo(shape(GOLDEN + "published/Y1"));
        assertThat(second).isEqualTo(shape(GOLDEN + "published/Y2"));
        assertThat(offsets).isEqualTo(new Shape(2, 20, 20, 20));
        assertThat(halved).isEqualTo(new Shape(2, 10, 10, 10));
        NDArray all = Ssd.concat(List.of(manager.zeros(first), manager.zeros(second)), 11);
        assertThat(all.getShape()).isEqualTo(new Shape(2, 5 * 20 * 20 + 3 * 10 * 10, 11));
        assertThat(all.reshape(2, -1).getShape()).isEqualTo(shape(GOLDEN + "published/concat"));
    }

    /** Golden: tiny_ssd_shapes. */
    @Test
    void tinySsdsAnchorsAreD2ls() {
        Boxes anchors = TinySsd.network(1).anchors(256, 256);

        assertThat(anchors.select(IntStream.range(0, 8).toArray()).corners())
                .containsExactly(Golden.floats(GOLDEN + "recomputed/first_8_anchors"), within(1e-6f));
        assertThat(anchors.select(IntStream.range(5440, 5444).toArray()).corners())
                .containsExactly(Golden.floats(GOLDEN + "recomputed/last_4_anchors"), within(1e-6f));
        double sum = 0;
        for (float corner : anchors.corners()) {
            sum += corner;
        }
        assertThat(sum).isCloseTo(Golden.at(GOLDEN + "recomputed/anchor_sum").getAsDouble(), within(1e-2));
    }

    /** Golden: tiny_ssd_shapes, the parameters of each stage and of its heads. */
    @Test
    void tinySsdsStagesHaveD2lsParametersInD2lsOrder() {
        Ssd network = started(TinySsd.network(1), 256, 256);
        List<Block> children = network.getChildren().values();

        Golden.at(GOLDEN + "recomputed/stages").getAsJsonArray().forEach(element -> {
            JsonObject stage = element.getAsJsonObject();
            int first = 3 * stage.get("stage").getAsInt();
            assertThat(IntStream.range(first, first + 3).mapToLong(i -> trainable(children.get(i))))
                    .containsExactly(
                            stage.get("block_params").getAsLong(),
                            stage.get("cls_params").getAsLong(),
                            stage.get("bbox_params").getAsLong());
        });
    }

    private static long trainable(Block block) {
        return block.getParameters().values().stream()
                .filter(Parameter::requiresGradient)
                .mapToLong(parameter -> parameter.getArray().size())
                .sum();
    }

    /** D2L, SSD, section 14.7.1.3: heads for 10 classes on two maps, with 5 and 3 anchors at a position. */
    @Test
    void predictionsOfTwoMapsStandOneAfterTheOther() {
        AnchorShapes five = new AnchorShapes(List.of(0.2, 0.3, 0.4), List.of(1.0, 2.0, 0.5));
        AnchorShapes three = new AnchorShapes(List.of(0.5), List.of(1.0, 2.0, 0.5));
        Ssd network = new Ssd(
                List.of(new Ssd.Scale(Blocks.identityBlock(), five), new Ssd.Scale(TinySsd.downSampling(16), three)),
                10);
        network.initialize(manager, DataType.FLOAT32, new Shape(2, 8, 20, 20));

        NDArray logits = forward(network, new Shape(2, 8, 20, 20)).get(0);

        assertThat(logits.reshape(2, -1).getShape()).isEqualTo(shape(GOLDEN + "published/concat"));
        assertThat(network.anchors(20, 20).size()).isEqualTo(5 * 400 + 3 * 100);
    }

    /** The biases of the heads alone: the value of a channel has to arrive at its anchor and its class or edge. */
    @Test
    void channelsAreAnchorByAnchor() {
        Ssd network = new Ssd(
                List.of(new Ssd.Scale(Blocks.identityBlock(), new AnchorShapes(List.of(0.5, 0.7), List.of(1.0)))), 2);
        network.setInitializer(Initializer.ZEROS, parameter -> true);
        network.initialize(manager, DataType.FLOAT32, new Shape(1, 3, 2, 2));
        for (Block head : network.getChildren().values()) {
            if (!head.getDirectParameters().isEmpty()) {
                NDArray bias = head.getDirectParameters().get("bias").getArray();
                float[] counted = new float[(int) bias.size()];
                IntStream.range(0, counted.length).forEach(i -> counted[i] = i);
                bias.set(counted);
            }
        }

        NDList predictions = forward(network, new Shape(1, 3, 2, 2));

        assertThat(predictions.get(0).get("0, 0:2").toFloatArray()).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(predictions.get(1).get("0, 0:16").toFloatArray())
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3, 4, 5, 6, 7);
    }

    @ParameterizedTest
    @CsvSource({"64, 64, 1", "128, 192, 3", "100, 150, 20"})
    void picturesOfOtherSizesAndOtherClassesFit(int height, int width, int classes) {
        Ssd network = started(TinySsd.network(classes), height, width);
        int anchors = network.anchors(height, width).size();

        assertThat(forward(network, new Shape(2, 3, height, width)).getShapes())
                .containsExactly(new Shape(2, anchors, classes + 1), new Shape(2, 4L * anchors))
                .containsExactly(network.getOutputShapes(new Shape[] {new Shape(2, 3, height, width)}));
    }

    @Test
    void theLossReachesTheFirstLayerAndAStepLeavesNothingBehind() {
        Ssd network = started(TinySsd.network(2), 64, 64);
        AnchorLabeller labeller = new AnchorLabeller(network.anchors(64, 64));
        Truths truths = new Truths(new RandomBoxes(1).boxes(3), new int[] {0, 1, 0});
        int before = manager.getManagedArrays().size();
        try (NDManager step = manager.newSubManager();
                GradientCollector collector = manager.getEngine().newGradientCollector()) {
            NDArray pictures = step.randomNormal(new Shape(2, 3, 64, 64));
            NDList predictions = network.forward(new ParameterStore(step, false), new NDList(pictures), true);
            NDList labels = labeller.label(step, List.of(truths, truths));
            collector.backward(DetectionLoss.overAllAnchors(ClassLoss.CROSS_ENTROPY, BoxLoss.L1)
                    .evaluate(labels, predictions));
        }

        assertThat(manager.getManagedArrays().size()).isEqualTo(before);
        for (Parameter parameter : network.getParameters().values()) {
            if (parameter.requiresGradient()) {
                try (NDArray gradient = parameter.getArray().getGradient()) {
                    assertThat(gradient.toFloatArray()).doesNotContain(Float.NaN);
                }
            }
        }
        Parameter first = network.getParameters().get(0).getValue();
        try (NDArray gradient = first.getArray().getGradient()) {
            assertThat(gradient.toFloatArray()).doesNotContain(0f);
        }
    }

    @Test
    void theForwardPassThatClosesWhatNobodyNeedsGivesTheSame() {
        Ssd network = started(TinySsd.network(1), 64, 64);
        NDArray pictures = manager.randomNormal(new Shape(2, 3, 64, 64));

        NDList outputs = ForwardPass.inference(network, new NDList(pictures));

        try (GradMode off = GradMode.off()) {
            NDList predictions = network.forward(new ParameterStore(manager, false), new NDList(pictures), false);
            assertThat(outputs.get(0)).isEqualTo(predictions.get(0));
            assertThat(outputs.get(1)).isEqualTo(predictions.get(1));
        }
    }

    @Test
    void aDetectorNeedsAScaleAndAClass() {
        assertThatThrownBy(() -> new Ssd(List.of(), 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a detector needs a scale and a class, but has 0 scales and 1 classes");
        assertThatThrownBy(() -> TinySsd.network(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a detector needs a scale and a class, but has 5 scales and 0 classes");
    }
}
