package org.visioncourse.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.JsonUtils;
import com.google.gson.reflect.TypeToken;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.visioncourse.engine.GradMode;
import org.visioncourse.engine.Torch;

class PublishedNamesTest {

    private static final Shape INPUT = new Shape(2, 3, 224, 224);

    static Stream<Arguments> networks() {
        return Stream.of(
                network("resnet18", () -> ResNet.resnet18(ResNet.Stem.IMAGENET, 1000), PublishedNames.resnet18()),
                network("resnet34", () -> ResNet.resnet34(ResNet.Stem.IMAGENET, 1000), PublishedNames.resnet34()),
                network("resnet50", () -> ResNet.resnet50(ResNet.Stem.IMAGENET, 1000), PublishedNames.resnet50()),
                network("vgg19", () -> Vgg.vgg19(1000), PublishedNames.vgg19()));
    }

    @Test
    void mobilenetHasANameForEachParameterToo() {
        Block mobilenet = MobileNet.v1(1, MobileNet.Padding.SYMMETRIC, 1000);
        assertThat(PublishedNames.mobilenet())
                .doesNotHaveDuplicates()
                .hasSize(mobilenet.getParameters().size());
    }

    private static Arguments network(String name, Supplier<Block> make, List<String> names) {
        return Arguments.of(name, make, names);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void everyParameterHasOneName(String name, Supplier<Block> make, List<String> names) {
        assertThat(names)
                .doesNotHaveDuplicates()
                .hasSize(make.get().getParameters().size());
    }

    /** With files as large as the published ones, which src/test/python/weights_files.py writes. */
    @ParameterizedTest
    @MethodSource("networks")
    void outputsAgreeWithTorchInBothFormats(String name, Supplier<Block> make, List<String> names) throws Exception {
        String given = System.getProperty("course.weights");
        assumeTrue(given != null, "-Dcourse.weights=FOLDER names what src/test/python/weights_files.py wrote");
        Path folder = Path.of(given);
        Map<String, float[]> outputs = JsonUtils.GSON.fromJson(
                Files.readString(folder.resolve("outputs.json")), new TypeToken<Map<String, float[]>>() {}.getType());
        Torch.start();
        for (String suffix : List.of(".pth", "-legacy.pth")) {
            try (NDManager manager = NDManager.newBaseManager();
                    TensorFile file = TensorFile.open(folder.resolve(name + suffix));
                    GradMode off = GradMode.off()) {
                Block block = make.get();
                block.initialize(manager, DataType.FLOAT32, INPUT);
                Weights.of(file).into(block, names);
                float[] logits = block.forward(new ParameterStore(manager, false), new NDList(images(manager)), false)
                        .singletonOrThrow()
                        .toFloatArray();
                assertThat(logits)
                        .usingComparatorWithPrecision(1e-5f * largest(outputs.get(name)))
                        .containsExactly(outputs.get(name));
            }
        }
    }

    private static float largest(float[] values) {
        float largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    private static NDArray images(NDManager manager) {
        float[] pixels = new float[(int) INPUT.size()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (float) (2 * DeterministicValues.unit(2, 0, i) - 1);
        }
        return manager.create(pixels, INPUT);
    }
}
