package org.visioncourse.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.ParameterStore;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.visioncourse.data.Augmentation;
import org.visioncourse.data.DataFolder;
import org.visioncourse.data.ImageDataset;
import org.visioncourse.data.ImageFile;
import org.visioncourse.data.ImageSet;
import org.visioncourse.data.Normalisation;
import org.visioncourse.data.Picture;
import org.visioncourse.engine.GradMode;
import org.visioncourse.engine.Torch;
import org.visioncourse.models.MobileNet.Padding;

class MobileNetTest {

    private static final int SIDE = 224;
    private static final Shape INPUT = new Shape(1, 3, SIDE, SIDE);

    @AutoClose
    private final NDManager manager = Torch.start().newBaseManager();

    /** The paper's count, in millions, is 4.2 and 2.6 (table 7): with weights and biases of the classifier. */
    @Test
    void theNumberOfParametersIsThePapers() {
        assertThat(parameters(1)).isEqualTo(4_231_976);
        assertThat(parameters(0.75)).isEqualTo(2_585_560);
    }

    private long parameters(double width) {
        Block block = MobileNet.v1(width, Padding.SYMMETRIC, 1000);
        block.initialize(manager, DataType.FLOAT32, INPUT);
        return block.getParameters().values().stream()
                .filter(parameter -> parameter.requiresGradient())
                .mapToLong(parameter -> parameter.getArray().size())
                .sum();
    }

    @Test
    void bothPaddingsHalveEvenAndOddSidesFiveTimes() {
        for (Padding padding : Padding.values()) {
            SequentialBlock block = MobileNet.v1(0.25, padding, 3);
            for (int side : new int[] {64, 65}) {
                Block fresh = MobileNet.v1(0.25, padding, 3);
                fresh.initialize(manager, DataType.FLOAT32, new Shape(1, 3, side, side));
                NDArray logits = forward(fresh, manager.ones(new Shape(2, 3, side, side)));
                assertThat(logits.getShape()).isEqualTo(new Shape(2, 3));
            }
            assertThat(block.getChildren().size()).isEqualTo(3 + 13 + 2 + (padding == Padding.SAME ? 1 : 0));
        }
    }

    @Test
    void anImpossibleWidthIsNamed() {
        assertThatThrownBy(() -> MobileNet.v1(0, Padding.SAME, 10)).hasMessageContaining("width is 0.0");
    }

    private NDArray forward(Block block, NDArray images) {
        try (GradMode off = GradMode.off()) {
            return block.forward(new ParameterStore(manager, false), new NDList(images), false)
                    .singletonOrThrow();
        }
    }

    private static Path published() {
        Path folder = DataFolder.root().resolve("weights/mobilenet_v1_0.75_224");
        assumeTrue(Files.isDirectory(folder), "MobileNet's published weights are not here");
        return folder;
    }

    private Block pretrained(Path folder) throws Exception {
        SequentialBlock block = MobileNet.v1(0.75, Padding.SAME, 1000);
        block.initialize(manager, DataType.FLOAT32, INPUT);
        try (TensorFile file = TensorFile.open(folder.resolve("model.safetensors"))) {
            Weights.of(file).into(block, PublishedNames.mobilenet());
        }
        return block;
    }

    private static JsonObject golden(Path folder) throws Exception {
        return JsonParser.parseString(Files.readString(folder.resolve("golden.json")))
                .getAsJsonObject();
    }

    @Test
    void publishedWeightsGiveThePublishedLogits() throws Exception {
        Path folder = published();
        JsonObject expected = golden(folder).getAsJsonObject("linspace_input");
        NDArray images = manager.linspace(-1f, 1f, SIDE * SIDE * 3)
                .reshape(1, SIDE, SIDE, 3)
                .transpose(0, 3, 1, 2);
        float[] logits = forward(pretrained(folder), images).toFloatArray();
        JsonArray first = expected.getAsJsonArray("logits_first10");
        for (int i = 0; i < first.size(); i++) {
            assertThat(logits[i]).isCloseTo(first.get(i).getAsFloat(), within(1e-3f));
        }
        double sum =
                IntStream.range(0, logits.length).mapToDouble(i -> logits[i]).sum();
        assertThat(sum).isCloseTo(expected.get("logit_sum").getAsDouble(), within(0.05));
        assertThat(best(logits).get(0)).isEqualTo(expected.get("argmax").getAsInt());
    }

    @Test
    void publishedWeightsKnowThePhotos() throws Exception {
        Path folder = published();
        Block block = pretrained(folder);
        for (Map.Entry<String, JsonElement> photo :
                golden(folder).getAsJsonObject("images_top5").entrySet()) {
            Path file = find(photo.getKey());
            float[] probabilities =
                    forward(block, prepared(ImageFile.read(file))).softmax(1).toFloatArray();
            List<Integer> expected = StreamSupport.stream(
                            photo.getValue().getAsJsonArray().spliterator(), false)
                    .map(entry -> entry.getAsJsonArray().get(0).getAsInt())
                    .toList();
            assertThat(best(probabilities).subList(0, 5)).as(photo.getKey()).containsExactlyElementsOf(expected);
        }
    }

    private static Path find(String name) throws Exception {
        try (var files = Files.walk(DataFolder.root().resolve("photos"))) {
            return files.filter(file -> file.endsWith(name)).findFirst().orElseThrow();
        }
    }

    /** As the golden file's preprocessing: the shorter side 256, the middle 224, and x / 127.5 - 1. */
    private NDArray prepared(Picture photo) {
        Picture crop = Augmentation.centreCrop(256, SIDE).apply(photo, null);
        ImageSet one = new ImageSet(crop.pixels(), SIDE, SIDE, 3, new int[1], List.of("photo"));
        ImageDataset dataset = ImageDataset.builder(one)
                .batchSize(1)
                .normalisation(new Normalisation(List.of(0.5f, 0.5f, 0.5f), List.of(0.5f, 0.5f, 0.5f)))
                .build();
        return dataset.epoch(manager, 0, 0).next().getData().singletonOrThrow();
    }

    private static List<Integer> best(float[] values) {
        Integer[] order = IntStream.range(0, values.length).boxed().toArray(Integer[]::new);
        Arrays.sort(order, Comparator.comparingDouble(i -> -values[i]));
        return List.of(order);
    }
}
