package org.visioncourse.models;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.initializer.Initializer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.visioncourse.engine.GoldenFile;
import org.visioncourse.engine.Torch;

class VggTest {

    private static final Shape INPUT = new Shape(1, 3, 64, 96);

    /** Of torchvision's vgg19: {@code src/test/python/style_golden.py}. */
    private record Published(String name, long[] shape) {}

    private record Golden(List<Published> parameters) {}

    private static final List<Published> PUBLISHED =
            GoldenFile.read("style.json", Golden.class).parameters();

    @AutoClose
    private final NDManager manager = Torch.start().newBaseManager();

    /** With a byte for each parameter, since only shapes are asked for. */
    private <T extends Block> T initialised(T block) {
        block.freezeParameters(true); // bytes have no gradient
        block.setInitializer(Initializer.ZEROS, parameter -> true);
        block.initialize(manager, DataType.INT8, INPUT);
        return block;
    }

    private static List<Shape> shapes(Block block) {
        return block.getParameters().values().stream().map(Parameter::getShape).toList();
    }

    private static long size(List<Shape> shapes) {
        return shapes.stream().mapToLong(Shape::size).sum();
    }

    /** torchvision's documented number ({@code num_params} of its weights). */
    @Test
    void parametersHaveTorchvisionsNumberNamesShapesAndOrder() {
        Block vgg = initialised(Vgg.vgg19(1000));

        assertThat(size(shapes(vgg))).isEqualTo(143_667_240);
        assertThat(PublishedNames.vgg19())
                .isEqualTo(PUBLISHED.stream().map(Published::name).toList());
        assertThat(shapes(vgg))
                .isEqualTo(PUBLISHED.stream()
                        .map(parameter -> new Shape(parameter.shape()))
                        .toList());
        assertThat(vgg.getOutputShapes(new Shape[] {INPUT})).containsExactly(new Shape(1, 1000));
    }

    @Test
    void featuresAreNumberedAsInTorchvision() {
        SequentialBlock features = initialised(Vgg.vgg19Features());
        List<Block> layers = features.getChildren().values();
        List<String> numbers = IntStream.range(0, layers.size())
                .filter(i -> !layers.get(i).getParameters().isEmpty())
                .mapToObj(i -> "features." + i + ".weight")
                .toList();

        assertThat(size(shapes(features))).isEqualTo(20_024_384);
        assertThat(layers).hasSize(37);
        assertThat(PUBLISHED).extracting(Published::name).containsSubsequence(numbers);
        assertThat(numbers).hasSize(16);
    }

    @Test
    void eachStageHasItsChannelsAndEndsInHalfTheSides() {
        int[] layers = {4, 4, 8, 8, 8}; // of convolutions and ReLUs
        long[] channels = {64, 128, 256, 512, 512};
        List<Shape> expected = new ArrayList<>();
        for (int stage = 0; stage < layers.length; stage++) {
            for (int i = 0; i <= layers[stage]; i++) {
                int halvings = i < layers[stage] ? stage : stage + 1;
                expected.add(new Shape(1, channels[stage], 64 >> halvings, 96 >> halvings));
            }
        }

        Summary summary = Summary.of(initialised(Vgg.vgg19Features()), INPUT);

        assertThat(summary.layers().subList(1, 38))
                .extracting(layer -> layer.output().get(0))
                .isEqualTo(expected);
    }
}
