package org.visioncourse.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.tracker.Tracker;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.visioncourse.engine.GoldenFile;
import org.visioncourse.engine.GroupedOptimizer;
import org.visioncourse.engine.ParameterGroup;
import org.visioncourse.engine.Torch;
import org.visioncourse.engine.UpdateRule;
import org.visioncourse.training.CrossEntropy;

/** Twenty steps of a ResNet-18 beside PyTorch's: the losses that {@code src/test/python/training_golden.py} wrote. */
class GoldenTrainingTest {

    private record Series(
            String name,
            String rule,
            double momentum,
            boolean nesterov,
            double beta1,
            double beta2,
            double eps,
            float weightDecay,
            boolean decayBatchNormAndBias,
            float[] learningRates,
            double[] losses,
            Norms finalNorms) {

        UpdateRule update() {
            return rule.equals("sgd") ? UpdateRule.sgd(momentum, nesterov) : UpdateRule.adamW(beta1, beta2, eps);
        }
    }

    private record Norms(double weights, double batchNormAndBias) {}

    private record File(long seed, int batch, int side, int classes, List<Series> series) {}

    @TestFactory
    Stream<DynamicTest> lossesOfTwentyStepsAgreeWithPyTorch() {
        File file = GoldenFile.read("resnet18-training.json", File.class);
        return file.series().stream().map(series -> DynamicTest.dynamicTest(series.name(), () -> train(file, series)));
    }

    private static void train(File file, Series series) {
        Torch.start();
        Shape input = new Shape(file.batch(), 3, file.side(), file.side());
        SequentialBlock network = ResNet.resnet18(ResNet.Stem.CIFAR, file.classes());
        try (NDManager manager = NDManager.newBaseManager()) {
            network.initialize(manager, DataType.FLOAT32, input);
            DeterministicValues.fill(network, file.seed());
            List<ParameterGroup> groups = series.decayBatchNormAndBias()
                    ? List.of(ParameterGroup.all(network, series.weightDecay()))
                    : ParameterGroup.decayWeightsOnly(network, series.weightDecay());
            Tracker rates = step -> series.learningRates()[step];
            try (GroupedOptimizer optimizer = GroupedOptimizer.of(series.update(), rates, groups)) {
                for (int step = 0; step < series.losses().length; step++) {
                    double loss = step(network, optimizer, manager, file, step);
                    assertThat(loss).as("loss of step %d", step).isCloseTo(series.losses()[step], within(1e-3));
                }
            }
            // weight decay shows in the norms only: it moves them by 5e-5 in twenty steps, and the losses by 4e-5
            assertThat(norm(network, true)).isCloseTo(series.finalNorms().weights(), withinPercentage(1e-3));
            assertThat(norm(network, false)).isCloseTo(series.finalNorms().batchNormAndBias(), withinPercentage(1e-3));
        }
    }

    private static double step(
            SequentialBlock network, GroupedOptimizer optimizer, NDManager manager, File file, int step) {
        DeterministicValues.Batch batch =
                DeterministicValues.batch(file.seed(), step, file.batch(), file.side(), file.classes());
        try (NDManager scope = manager.newSubManager();
                GradientCollector collector = manager.getEngine().newGradientCollector()) {
            NDArray images = scope.create(batch.images(), new Shape(file.batch(), 3, file.side(), file.side()));
            NDList logits = network.forward(new ParameterStore(scope, false), new NDList(images), true);
            NDArray loss = new CrossEntropy(0).evaluate(new NDList(scope.create(batch.labels())), logits);
            collector.backward(loss);
            optimizer.step();
            return loss.getFloat();
        }
    }

    /** The norm of all weights of layers, or of all other trained parameters. */
    private static double norm(SequentialBlock network, boolean weights) {
        double squares = 0;
        for (Parameter parameter : network.getParameters().values()) {
            if (parameter.requiresGradient() && weights == (parameter.getType() == Parameter.Type.WEIGHT)) {
                try (NDArray square = parameter.getArray().square();
                        NDArray sum = square.sum()) {
                    squares += sum.getFloat();
                }
            }
        }
        return Math.sqrt(squares);
    }
}
