package org.visioncourse.detection;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.visioncourse.engine.GradMode;
import org.visioncourse.engine.Torch;
import org.visioncourse.models.Backbone;
import org.visioncourse.models.StartValues;

class SsdBackboneTest {

    private static final Shape INPUT = new Shape(1, 3, 96, 64);

    @AutoClose
    private final NDManager manager = Torch.start().newBaseManager();

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
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void weightsOfTheClassifierMakeItsFeatures(SsdBackbone backbone, @TempDir Path folder) throws IOException {
        Backbone classifier = Backbone.valueOf(backbone.name());
        List<Block> layers = classifier.network(1).getChildren().values();
        SequentialBlock expected = started(new SequentialBlock().addAll(layers.subList(0, layers.size() - 2)), 1);
        Path file = folder.resolve("weights.safetensors");
        classifier.save(expected, file);
        Ssd network = started(backbone.network(3), 2);
        NDArray pictures = manager.randomNormal(INPUT);

        backbone.load(backbone.weights(file.toString()), network);

        SequentialBlock loaded = new SequentialBlock().addAll(network.features().subList(0, 3));
        assertThat(forward(loaded, pictures)
                        .get(0)
                        .allClose(forward(expected, pictures).get(0)))
                .isTrue();
    }
}
