package org.visioncourse.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.visioncourse.engine.ForwardPass;
import org.visioncourse.engine.Safetensors;
import org.visioncourse.engine.Torch;

class BackboneTest {

    private static final Shape INPUT = new Shape(1, 3, 64, 64);

    @TempDir
    private Path folder;

    @AutoClose
    private final NDManager manager = Torch.start().newBaseManager();

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("weights.safetensors");
    }

    private SequentialBlock started(Backbone backbone, long seed) {
        SequentialBlock network = backbone.network(5);
        StartValues.torchvision(network, seed).initialize(manager, DataType.FLOAT32, INPUT);
        return network;
    }

    private static SequentialBlock trunk(SequentialBlock network) {
        List<Block> children = network.getChildren().values();
        return new SequentialBlock().addAll(children.subList(0, children.size() - 1));
    }

    private static Map<String, NDArray> tensors(List<String> names, Block network) {
        Map<String, NDArray> tensors = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            tensors.put(names.get(i), network.getParameters().get(i).getValue().getArray());
        }
        return tensors;
    }

    @Test
    void weightsOfTheWholeNetworkFillAllBelowItsLinearLayer() throws IOException {
        SequentialBlock published = started(Backbone.MOBILENET, 1);
        Safetensors.write(file, tensors(PublishedNames.mobilenet(), published), Map.of());
        SequentialBlock trunk = trunk(started(Backbone.MOBILENET, 2));
        NDArray pictures = manager.randomNormal(INPUT);

        Backbone.MOBILENET.load(file, trunk);

        assertThat(ForwardPass.inference(trunk, pictures).toFloatArray())
                .containsExactly(
                        ForwardPass.inference(trunk(published), pictures).toFloatArray());
    }

    @ParameterizedTest
    @EnumSource
    void savedWeightsComeBackBitForBit(Backbone backbone) throws IOException {
        backbone.save(trunk(started(backbone, 1)), file);
        SequentialBlock trunk = trunk(started(backbone, 2));
        Path again = folder.resolve("again.safetensors");

        backbone.load(file, trunk);
        backbone.save(trunk, again);

        assertThat(Files.mismatch(again, file)).isEqualTo(-1);
    }

    @Test
    void weightsOfAnotherNetworkAreRefused() throws IOException {
        Backbone.MOBILENET.save(trunk(started(Backbone.MOBILENET, 1)), file);
        SequentialBlock trunk = trunk(started(Backbone.RESNET18, 1));

        assertThatThrownBy(() -> Backbone.RESNET18.load(file, trunk))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("does not fit the network");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "MOBILENET")
    void itsNameIsThatOfThePublishedWeights(Backbone backbone) {
        assertThat(PublishedWeights.KNOWN).extracting(PublishedWeights::name).contains(backbone.toString());
    }

    @Test
    void aFileOfWeightsIsTakenAsItIs() throws IOException {
        Files.writeString(file, "weights");

        assertThat(Backbone.RESNET18.weights(file.toString())).isEqualTo(file);
    }

    @Test
    void mobileNetsOwnWeightsAreLookedForAndNotFetched() throws IOException {
        String before = System.getProperty("course.data");
        System.setProperty("course.data", folder.toString());
        try {
            Path place = folder.resolve("weights/mobilenet_v1_0.75_224/model.safetensors");
            assertThatThrownBy(() -> Backbone.MOBILENET.weights(null))
                    .isInstanceOf(FileNotFoundException.class)
                    .hasMessageContaining("There are no weights " + place);
            Files.createDirectories(place.getParent());
            Files.writeString(place, "weights");
            assertThat(Backbone.MOBILENET.weights(null)).isEqualTo(place);
        } finally {
            if (before == null) {
                System.clearProperty("course.data");
            } else {
                System.setProperty("course.data", before);
            }
        }
    }
}
