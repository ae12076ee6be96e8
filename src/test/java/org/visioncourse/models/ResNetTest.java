package org.visioncourse.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Model;
import ai.djl.basicmodelzoo.cv.classification.ResNetV1;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import ai.djl.training.loss.Loss;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.visioncourse.engine.Torch;
import org.visioncourse.models.ResNet.Stem;

class ResNetTest {

    private static final Shape CIFAR_IMAGE = new Shape(1, 3, 32, 32);

    /** The counts of 1000 classes are torchvision's documented ones ({@code num_params} of its weights). */
    static Stream<Arguments> networks() {
        return Stream.of(
                network(() -> ResNet.resnet18(Stem.CIFAR, 10), 32, 10, 11_173_962),
                network(() -> ResNet.resnet18(Stem.IMAGENET, 1000), 224, 1000, 11_689_512),
                network(() -> ResNet.resnet34(Stem.IMAGENET, 1000), 224, 1000, 21_797_672),
                network(() -> ResNet.resnet50(Stem.IMAGENET, 1000), 224, 1000, 25_557_032));
    }

    private static Arguments network(Supplier<Block> network, int side, int classes, long parameters) {
        return Arguments.of(network.get(), side, classes, parameters);
    }

    @ParameterizedTest
    @MethodSource("networks")
    void everyNetworkHasTorchvisionsNumberOfParametersAndGivesLogits(Block network, int side, int classes, long count) {
        network.setInitializer(Initializer.ZEROS, parameter -> true);
        try (NDManager manager = NDManager.newBaseManager()) {
            network.initialize(manager, DataType.FLOAT32, new Shape(1, 3, side, side));
            Summary summary = Summary.of(network, new Shape(2, 3, side, side));
            assertThat(summary.trainableParameters()).isEqualTo(count);
            assertThat(summary.layers().get(0).output()).containsExactly(new Shape(2, classes));
            NDArray logits = forward(network, manager.zeros(new Shape(2, 3, side, side)), false);
            assertThat(logits.getShape()).isEqualTo(new Shape(2, classes));
        }
    }

    @Test
    void imagesOfOtherSizesThanTheInitialOneGiveLogitsToo() {
        try (NDManager manager = NDManager.newBaseManager()) {
            Block network = started(ResNet.resnet18(Stem.CIFAR, 10), 1, manager);
            NDArray logits = forward(network, manager.zeros(new Shape(2, 3, 40, 24)), false);
            assertThat(logits.getShape()).isEqualTo(new Shape(2, 10));
        }
    }

    @Test
    void fewerClassesThanOneAreRefused() {
        assertThatThrownBy(() -> ResNet.resnet18(Stem.CIFAR, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("numClasses is 0, expected at least 1");
    }

    @Test
    void djlsResNetOf18LayersIsAnotherNetworkWithAnEighthOfTheParameters() {
        Block djl = ResNetV1.builder()
                .setNumLayers(18)
                .setOutSize(1000)
                .setImageShape(new Shape(3, 224, 224))
                .build();
        try (NDManager manager = NDManager.newBaseManager()) {
            djl.initialize(manager, DataType.FLOAT32, new Shape(1, 3, 224, 224));
            long parameters = Summary.of(djl, new Shape(1, 3, 224, 224)).trainableParameters();
            assertThat(parameters).isLessThan(11_689_512 / 5);
        }
    }

    @Test
    void theFirstLossIsNearTheLogarithmOfTenAndWithDjlsStartFarAboveIt() {
        try (NDManager manager = NDManager.newBaseManager()) {
            double ours = 0;
            double djls = 0;
            int runs = 3;
            for (int seed = 0; seed < runs; seed++) {
                ours += firstLoss(StartValues.torchvision(ResNet.resnet18(Stem.CIFAR, 10), seed), seed, manager) / runs;
                Torch.seed(seed, 0, 0); // DJL draws its start values from libtorch's generator
                djls += firstLoss(ResNet.resnet18(Stem.CIFAR, 10), seed, manager) / runs;
            }
            assertThat(ours).isCloseTo(Math.log(10), within(0.25));
            assertThat(djls).isGreaterThan(Math.log(10) + 0.3);
        }
    }

    private static double firstLoss(Block network, long seed, NDManager manager) {
        int size = 32;
        network.initialize(manager, DataType.FLOAT32, CIFAR_IMAGE);
        DeterministicValues.Batch batch = DeterministicValues.batch(seed, 0, size, 32, 10);
        NDArray logits = forward(network, manager.create(batch.images(), new Shape(size, 3, 32, 32)), true);
        return Loss.softmaxCrossEntropyLoss()
                .evaluate(new NDList(manager.create(batch.labels())), new NDList(logits))
                .getFloat();
    }

    @Test
    void aSavedNetworkLoadsIntoANewOneAndGivesTheSameLogits(@TempDir Path folder) throws Exception {
        try (Model saved = Model.newInstance("resnet18");
                Model loaded = Model.newInstance("resnet18")) {
            NDManager manager = saved.getNDManager();
            saved.setBlock(started(ResNet.resnet18(Stem.CIFAR, 10), 1, manager));
            NDArray images = images(manager, 4);
            forward(saved.getBlock(), images, true); // moves the running statistics off their start
            saved.save(folder, "resnet18");

            loaded.setBlock(ResNet.resnet18(Stem.CIFAR, 10));
            loaded.load(folder, "resnet18");

            assertThat(forward(loaded.getBlock(), images, false).toFloatArray())
                    .isEqualTo(forward(saved.getBlock(), images, false).toFloatArray());
            assertThat(Summary.of(loaded.getBlock(), CIFAR_IMAGE).trainableParameters())
                    .isEqualTo(11_173_962);
        }
    }

    @Test
    void inEvaluationTheLogitsOfAnImageDoNotDependOnTheRestOfTheBatch() {
        try (NDManager manager = NDManager.newBaseManager()) {
            Block network = started(ResNet.resnet18(Stem.CIFAR, 10), 1, manager);
            NDArray images = images(manager, 6);
            float[] together = forward(network, images, false).get("2:3").toFloatArray();
            float[] alone = forward(network, images.get("2:3"), false).toFloatArray();
            assertThat(alone).containsExactly(together, within(1e-4f));
        }
    }

    @Test
    void anotherHeadFitsOnTheFeatures() {
        SequentialBlock network = ResNet.resnet18(Stem.CIFAR, 10);
        network.removeLastBlock();
        try (NDManager manager = NDManager.newBaseManager()) {
            started(network, 1, manager);
            NDArray features = forward(network, images(manager, 2), false);
            assertThat(features.getShape()).isEqualTo(new Shape(2, 512));
        }
    }

    private static Block started(Block network, long seed, NDManager manager) {
        StartValues.torchvision(network, seed).initialize(manager, DataType.FLOAT32, CIFAR_IMAGE);
        return network;
    }

    private static NDArray images(NDManager manager, int size) {
        return manager.create(DeterministicValues.batch(1, 0, size, 32, 10).images(), new Shape(size, 3, 32, 32));
    }

    private static NDArray forward(Block network, NDArray images, boolean training) {
        return network.forward(new ParameterStore(images.getManager(), false), new NDList(images), training)
                .singletonOrThrow();
    }
}
