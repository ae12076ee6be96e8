package org.visioncourse.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.Trainer;
import ai.djl.training.loss.Loss;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.visioncourse.engine.Safetensors;
import org.visioncourse.engine.Torch;

class WeightsTest {

    private static final Shape INPUT = new Shape(1, 2);
    private static final List<String> NAMES = List.of("body.weight", "body.bias", "head.weight", "head.bias");

    @TempDir
    Path folder;

    @AutoClose
    private final NDManager manager = Torch.start().newBaseManager();

    /** Two linear layers, 2 -> 3 -> classes. */
    private Block network(int classes) {
        SequentialBlock network = new SequentialBlock()
                .add(Linear.builder().setUnits(3).build())
                .add(Linear.builder().setUnits(classes).build());
        network.initialize(manager, DataType.FLOAT32, INPUT);
        return network;
    }

    private TensorFile file(Map<String, Shape> shapes) throws IOException {
        Map<String, NDArray> arrays = new LinkedHashMap<>();
        shapes.forEach((name, shape) ->
                arrays.put(name, manager.full(shape, name.length()).toType(DataType.FLOAT32, true)));
        Path path = folder.resolve("weights.safetensors");
        Safetensors.write(path, arrays, Map.of());
        return TensorFile.open(path);
    }

    private static Map<String, Shape> shapes(int classes) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        shapes.put("head.bias", new Shape(classes));
        shapes.put("head.weight", new Shape(classes, 3));
        shapes.put("body.weight", new Shape(3, 2));
        shapes.put("body.bias", new Shape(3));
        return shapes;
    }

    private static float first(Block block, int parameter) {
        return block.getParameters().get(parameter).getValue().getArray().toFloatArray()[0];
    }

    @Test
    void eachParameterGetsTheTensorOfItsName() throws Exception {
        Block block = network(4);
        try (TensorFile file = file(shapes(4))) {
            Weights.of(file).into(block, NAMES);
        }
        for (int i = 0; i < NAMES.size(); i++) {
            assertThat(first(block, i)).isEqualTo(NAMES.get(i).length());
        }
    }

    @Test
    void aClassifierOfOtherClassesIsLeftOutAndKept() throws Exception {
        Block block = network(5);
        float kept = first(block, 2);
        try (TensorFile file = file(shapes(4))) {
            Weights.of(file).without("head.").into(block, NAMES);
        }
        assertThat(first(block, 0)).isEqualTo("body.weight".length());
        assertThat(first(block, 2)).isEqualTo(kept);
    }

    @Test
    void allThatDoesNotFitIsListedAndNothingIsChanged() throws Exception {
        Block block = network(5);
        float before = first(block, 0);
        Map<String, Shape> shapes = shapes(4);
        shapes.remove("body.bias");
        shapes.put("tail\n.weight", new Shape(1));
        shapes.put("bn.num_batches_tracked", new Shape(1));
        try (TensorFile file = file(shapes)) {
            assertThatThrownBy(() -> Weights.of(file).into(block, NAMES))
                    .isInstanceOf(IOException.class)
                    .hasMessage(file.path() + " does not fit the network; missing: body.bias; "
                            + "of another shape: head.weight (4, 3) for (5, 3), head.bias (4) for (5); "
                            + "unexpected: tail?.weight");
        }
        assertThat(first(block, 0)).isEqualTo(before);
    }

    @Test
    void gradientFlagsAndATrainersArraysAreKept() throws Exception {
        try (Model model = Model.newInstance("weights");
                TensorFile file = file(shapes(4))) {
            Block block = network(4);
            model.setBlock(block);
            block.getParameters().get(0).getValue().freeze(true);
            try (Trainer trainer = model.newTrainer(
                    new DefaultTrainingConfig(Loss.l2Loss()).optDevices(new Device[] {Device.cpu()}))) {
                trainer.initialize(INPUT);
                block.getParameters().get(0).getValue().freeze(true);
                NDArray array = block.getParameters().get(1).getValue().getArray();
                List<Boolean> flags = block.getParameters().values().stream()
                        .map(parameter -> parameter.getArray().hasGradient())
                        .toList();
                assertThat(flags).contains(true);
                Weights.of(file).into(block, NAMES);
                assertThat(block.getParameters().get(1).getValue().getArray()).isSameAs(array);
                assertThat(block.getParameters().values().stream()
                                .map(parameter -> parameter.getArray().hasGradient())
                                .toList())
                        .isEqualTo(flags);
            }
        }
    }

    @Test
    void aBlockWithoutShapesAndAWrongNumberOfNamesAreRefused() throws Exception {
        Block bare = new SequentialBlock().add(Linear.builder().setUnits(3).build());
        try (TensorFile file = file(shapes(4))) {
            assertThatThrownBy(() -> Weights.of(file).into(bare, NAMES.subList(0, 2)))
                    .hasMessageContaining("not initialised");
            assertThatThrownBy(() -> Weights.of(file).into(network(4), NAMES.subList(0, 2)))
                    .hasMessageContaining("4 parameters, but 2 names");
        }
    }
}
