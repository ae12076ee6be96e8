package org.visioncourse.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.ParameterStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.visioncourse.engine.GradMode;
import org.visioncourse.engine.Safetensors;
import org.visioncourse.engine.Torch;
import org.visioncourse.models.PublishedNames;
import org.visioncourse.models.StartValues;

class SsdBackboneTest {

    private static final Shape INPUT = new Shape(1, 3, 96, 64);

    private NDManager manager;

    @BeforeEach
    void start() {
        Torch.start();
        manager = NDManager.newBaseManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    private <B extends Block> B started(B block, long seed) {
        StartValues.torchvision(block, seed).initialize(manager, DataType.FLOAT32, INPUT);
        return block;
    }

    private NDList forward(Block block, NDArray pictures) {
        try (GradMode off = GradMode.off()) {
            return block.forward(new ParameterStore(manager, false), new NDList(pictures), false);
        }
    }

    @ParameterizedTest
    @EnumSource
    void itsMapsHaveTinySsdsAnchors(SsdBackbone backbone) {
        Ssd network = backbone.network(3);

        assertThat(network.anchors(256, 256).corners())
                .containsExactly(TinySsd.network(3).anchors(256, 256).corners());
    }

    @ParameterizedTest
    @EnumSource
    void itPredictsClassesAndOffsetsForEveryAnchor(SsdBackbone backbone) {
        Ssd network = started(backbone.network(3), 1);
        long anchors = network.anchors(96, 64).size();

        assertThat(forward(network, manager.randomNormal(new Shape(2, 3, 96, 64)))
                        .getShapes())
                .containsExactly(new Shape(2, anchors, 4), new Shape(2, 4 * anchors));
    }

    @ParameterizedTest
    @EnumSource
    void publishedWeightsOfTheClassifierMakeItsFeatures(SsdBackbone backbone, @TempDir Path folder) throws IOException {
        SequentialBlock classifier = started(backbone.classifier(), 1);
        Path file = folder.resolve("weights.safetensors");
        Safetensors.write(file, tensors(names(backbone), classifier), Map.of());
        Ssd network = started(backbone.network(3), 2);
        NDArray pictures = manager.randomNormal(INPUT);

        backbone.load(file, network);

        List<Block> layers = classifier.getChildren().values();
        SequentialBlock expected = new SequentialBlock().addAll(layers.subList(0, layers.size() - 2));
        SequentialBlock loaded = new SequentialBlock().addAll(network.features().subList(0, 3));
        assertThat(forward(loaded, pictures)
                        .get(0)
                        .allClose(forward(expected, pictures).get(0)))
                .isTrue();
    }

    private static List<String> names(SsdBackbone backbone) {
        return backbone == SsdBackbone.RESNET18 ? PublishedNames.resnet18() : PublishedNames.mobilenet();
    }

    private static Map<String, NDArray> tensors(List<String> names, Block classifier) {
        Map<String, NDArray> tensors = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            tensors.put(
                    names.get(i), classifier.getParameters().get(i).getValue().getArray());
        }
        return tensors;
    }

    @Test
    void weightsOfAnotherNetworkAreRefused(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("weights.safetensors");
        Safetensors.write(
                file, tensors(PublishedNames.mobilenet(), started(SsdBackbone.MOBILENET.classifier(), 1)), Map.of());
        Ssd network = started(SsdBackbone.RESNET18.network(1), 1);

        assertThatThrownBy(() -> SsdBackbone.RESNET18.load(file, network))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("does not fit the network");
    }
}
