package org.visioncourse.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.loss.Loss;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.visioncourse.engine.GoldenFile;

/** Our networks against torchvision's, from the same weights: {@code src/test/python/resnet_golden.py}. */
class ResNetGoldenTest {

    private static final double LOGITS = 1e-4;
    private static final double GRADIENTS = 1e-3;

    private enum Layout {
        NCHW,
        CHANNELS_LAST
    }

    @ParameterizedTest
    @CsvSource({"18, NCHW", "18, CHANNELS_LAST", "34, NCHW", "34, CHANNELS_LAST", "50, NCHW", "50, CHANNELS_LAST"})
    void outputsAndGradientsAreTorchvisions(int depth, Layout layout) {
        Golden.Network golden = GoldenFile.read("resnet" + depth + ".json", Golden.Network.class);
        try (NDManager manager = NDManager.newBaseManager()) {
            SequentialBlock network = golden.build();
            network.initialize(manager, DataType.FLOAT32, new Shape(1, 3, golden.side(), golden.side()));
            DeterministicValues.fill(network, golden.seed());
            check(golden, golden.evaluation(), network, manager, layout);
            check(golden, golden.training(), network, manager, layout);
            assertRunningStatistics(network, golden.training().runningStatistics());
        }
    }

    @Test
    void theFirstLossOfTheGoldenTrainingIsMatched() {
        record Series(String name, double[] learningRates, double[] losses) {}
        record Training(long seed, int batch, int side, int classes, List<Series> series) {}
        Training golden = GoldenFile.read("resnet18-training.json", Training.class);
        try (NDManager manager = NDManager.newBaseManager()) {
            SequentialBlock network = ResNet.resnet18(ResNet.Stem.CIFAR, golden.classes());
            network.initialize(manager, DataType.FLOAT32, new Shape(1, 3, golden.side(), golden.side()));
            DeterministicValues.fill(network, golden.seed());
            DeterministicValues.Batch batch =
                    DeterministicValues.batch(golden.seed(), 0, golden.batch(), golden.side(), golden.classes());
            NDArray images = manager.create(batch.images(), new Shape(golden.batch(), 3, golden.side(), golden.side()));
            NDList logits = network.forward(new ParameterStore(manager, false), new NDList(images), true);
            float loss = Loss.softmaxCrossEntropyLoss()
                    .evaluate(new NDList(manager.create(batch.labels())), logits)
                    .getFloat();
            assertThat(golden.series()).isNotEmpty().allSatisfy(series -> {
                assertThat(series.learningRates()).hasSize(20);
                assertThat(series.losses()).hasSize(20);
                assertThat((double) loss).isCloseTo(series.losses()[0], within(1e-5));
            });
        }
    }

    private static void check(
            Golden.Network golden, Golden.Pass pass, SequentialBlock network, NDManager manager, Layout layout) {
        boolean training = pass == golden.training();
        DeterministicValues.Batch batch =
                DeterministicValues.batch(golden.seed(), 0, golden.batch(), golden.side(), golden.classes());
        try (NDManager step = manager.newSubManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray images = step.create(batch.images(), new Shape(golden.batch(), 3, golden.side(), golden.side()));
            if (layout == Layout.CHANNELS_LAST) {
                images = images.transpose(0, 2, 3, 1).duplicate(); // (N, H, W, C)
            }
            images.setRequiresGradient(true);
            NDArray input = layout == Layout.NCHW ? images : images.transpose(0, 3, 1, 2); // (N, C, H, W)
            NDArray logits = network.forward(new ParameterStore(step, false), new NDList(input), training)
                    .singletonOrThrow();
            NDArray loss = Loss.softmaxCrossEntropyLoss()
                    .evaluate(new NDList(step.create(batch.labels())), new NDList(logits));
            collector.backward(loss);
            assertThat((double) loss.getFloat()).isCloseTo(pass.loss(), within(LOGITS));
            assertThat(logits.toFloatArray()).containsExactly(pass.logits(), within((float) LOGITS));
            assertInputGradient(pass, images, layout, step);
        }
        assertGradients(pass, network);
    }

    private static void assertInputGradient(Golden.Pass pass, NDArray images, Layout layout, NDManager step) {
        NDArray gradient = images.getGradient();
        gradient.attach(step);
        NDArray ordered = layout == Layout.NCHW ? gradient : gradient.transpose(0, 3, 1, 2); // (N, C, H, W)
        pass.inputGradient().assertMatches("the input's gradient", ordered.toFloatArray(), GRADIENTS);
    }

    /** Compares the gradient of every trainable parameter, and sets it to 0 for the next pass. */
    private static void assertGradients(Golden.Pass pass, SequentialBlock network) {
        List<Parameter> trainable = network.getParameters().values().stream()
                .filter(Parameter::requiresGradient)
                .toList();
        assertThat(trainable).hasSameSizeAs(pass.gradients());
        for (int i = 0; i < trainable.size(); i++) {
            Golden.Probe probe = pass.gradients().get(i);
            try (NDArray gradient = trainable.get(i).getArray().getGradient()) {
                probe.assertMatches("the gradient of " + probe.name(), gradient.toFloatArray(), GRADIENTS);
                gradient.subi(gradient);
            }
        }
    }

    private static void assertRunningStatistics(SequentialBlock network, List<Golden.Probe> expected) {
        List<Parameter> statistics = network.getParameters().values().stream()
                .filter(parameter -> !parameter.requiresGradient())
                .toList();
        assertThat(statistics).hasSameSizeAs(expected);
        for (int i = 0; i < statistics.size(); i++) {
            expected.get(i)
                    .assertMatches(
                            expected.get(i).name(), statistics.get(i).getArray().toFloatArray(), LOGITS);
        }
    }
}
