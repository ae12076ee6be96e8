package org.visioncourse.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.visioncourse.engine.ConvTranspose2d;
import org.visioncourse.engine.Torch;

class StartValuesTest {

    private static final Shape IMAGE = new Shape(1, 32, 6, 6);

    @AutoClose
    private final NDManager manager = Torch.start().newBaseManager();

    @Test
    void convolutionsAreNormalWithTwoOverFanOutAsVariance() {
        float[] weights = values(start(network(), 1), 0); // (64, 32, 3, 3)
        double mean = IntStream.range(0, weights.length)
                .mapToDouble(i -> weights[i])
                .average()
                .orElseThrow();
        double meanSquare = IntStream.range(0, weights.length)
                .mapToDouble(i -> weights[i] * weights[i])
                .average()
                .orElseThrow();
        double deviation = Math.sqrt(2.0 / (3 * 3 * 64));
        long beyondTwo = IntStream.range(0, weights.length)
                .filter(i -> Math.abs(weights[i]) > 2 * deviation)
                .count();
        assertThat(mean).isCloseTo(0, within(4 * deviation / Math.sqrt(weights.length)));
        assertThat(Math.sqrt(meanSquare)).isCloseTo(deviation, within(0.02 * deviation));
        assertThat((double) beyondTwo / weights.length)
                .as("a normal has 4.55 % there")
                .isCloseTo(0.0455, within(0.005));
    }

    @Test
    void linearWeightsAndBiasAreUniformWithinOneOverTheRootOfTheInputs() {
        Block network = start(network(), 1);
        double bound = 1 / Math.sqrt(64 * 36);
        for (int parameter : new int[] {5, 6}) { // weight (400, 2304), bias (400)
            DoubleSummaryStatistics statistics = new DoubleSummaryStatistics();
            for (float value : values(network, parameter)) {
                statistics.accept(value);
            }
            assertThat(statistics.getMin()).isBetween(-bound * 1.000001, -0.97 * bound);
            assertThat(statistics.getMax()).isBetween(0.97 * bound, bound * 1.000001);
            assertThat(statistics.getAverage())
                    .isCloseTo(0, within(3 * bound / Math.sqrt(3.0 * statistics.getCount())));
        }
    }

    @Test
    void batchNormStartsAsPlainNormalisation() {
        Block network = start(network(), 1);
        assertThat(values(network, 1)).as("gamma").containsOnly(1f);
        assertThat(values(network, 2)).as("beta").containsOnly(0f);
        assertThat(values(network, 3)).as("running mean").containsOnly(0f);
        assertThat(values(network, 4)).as("running variance").containsOnly(1f);
    }

    @Test
    void theSameSeedGivesTheSameValuesInAnyThreadWhateverTheEngineDrew() {
        Block first = start(network(), 7);
        manager.randomNormal(new Shape(5));
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Block second =
                CompletableFuture.supplyAsync(() -> start(network(), 7), thread).join();
        thread.shutdown();
        for (int parameter = 0; parameter < 7; parameter++) {
            assertThat(values(second, parameter)).isEqualTo(values(first, parameter));
        }
    }

    /** java.util.Random and its nextGaussian are specified to the bit, so these hold on every machine. */
    @Test
    void theValuesOfASeedAreTheOnesOfThisTable() {
        float[] weights = values(start(network(), 7), 0);
        assertThat(List.of(weights[0], weights[1], weights[2]))
                .containsExactly(0.041307732f, 0.02704538f, -0.006724044f);
    }

    @Test
    void anotherSeedOrAnotherLayerGivesOtherValues() {
        float[] first = values(start(new SequentialBlock().add(convolution()).add(convolution()), 7), 0);
        Block second = start(new SequentialBlock().add(convolution()).add(convolution()), 8);
        assertThat(values(second, 0)).isNotEqualTo(first);
        assertThat(values(second, 1)).isNotEqualTo(values(second, 0)).isNotEqualTo(first);
    }

    @Test
    void theValuesStayWhenTheHeapIsCollected() {
        Block network = start(network(), 1);
        float[] before = values(network, 5);
        for (int i = 0; i < 3; i++) {
            System.gc();
            manager.create(new float[1_000_000]).close();
        }
        assertThat(values(network, 5)).isEqualTo(before);
    }

    @Test
    void aBlockThatHasValuesIsRefused() {
        Block network = start(network(), 1);
        assertThatThrownBy(() -> StartValues.torchvision(network, 2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("01Conv2d_weight already has values");
    }

    @Test
    void weightsThatShallSayLittleAreNormalAndTheirBiasesZero() {
        Block network = normal(0.01, 3);
        for (int weight : new int[] {0, 5}) {
            DoubleSummaryStatistics statistics = new DoubleSummaryStatistics();
            double squares = 0;
            for (float value : values(network, weight)) {
                statistics.accept(value);
                squares += value * value;
            }
            assertThat(statistics.getAverage()).isCloseTo(0, within(4 * 0.01 / Math.sqrt(statistics.getCount())));
            assertThat(Math.sqrt(squares / statistics.getCount())).isCloseTo(0.01, within(2e-4));
            assertThat(statistics.getMax()).as("a normal goes beyond").isGreaterThan(0.03);
        }
        assertThat(values(network, 6)).as("torchvision's would not be 0").containsOnly(0f);
        assertThat(values(normal(0.01, 3), 5)).isEqualTo(values(network, 5));
        assertThat(values(normal(0.01, 4), 5)).isNotEqualTo(values(network, 5));
    }

    @Test
    void transposedConvolutionsStartAsInPyTorchOrAsToldToSayLittle() {
        SequentialBlock network = new SequentialBlock().add(transposed());
        DoubleSummaryStatistics uniform = new DoubleSummaryStatistics();
        double bound = 1 / Math.sqrt(20 * 4 * 4); // PyTorch counts the outputs of a group
        start(network, 5);
        for (int parameter = 0; parameter < 2; parameter++) {
            for (float value : values(network, parameter)) {
                uniform.accept(value);
            }
        }
        assertThat(uniform.getMin()).isBetween(-bound * 1.000001, -0.97 * bound);
        assertThat(uniform.getMax()).isBetween(0.97 * bound, bound * 1.000001);
        assertThat(values(network, 1)).as("bias").doesNotContain(0f);

        SequentialBlock quiet = StartValues.normal(new SequentialBlock().add(transposed()), 0.02, 5);
        quiet.initialize(manager, DataType.FLOAT32, IMAGE);
        double squares = 0;
        for (float value : values(quiet, 0)) {
            squares += value * value;
        }
        assertThat(Math.sqrt(squares / values(quiet, 0).length)).isCloseTo(0.02, within(4e-4));
        assertThat(values(quiet, 1)).as("bias").containsOnly(0f);
    }

    @Test
    void layersThatHaveValuesAreNotToldToSayLittle() {
        Block network = start(network(), 1);
        assertThatThrownBy(() -> StartValues.normal(network, 0.01, 2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("01Conv2d_weight already has values");
    }

    /** As a detector's heads have them: over torchvision's. */
    private Block normal(double std, long seed) {
        SequentialBlock network = StartValues.normal(StartValues.torchvision(network(), seed), std, seed);
        network.initialize(manager, DataType.FLOAT32, IMAGE);
        return network;
    }

    /** Parameters: 0 weight, 1 gamma, 2 beta, 3 mean, 4 variance, 5 weight, 6 bias. */
    private static SequentialBlock network() {
        return new SequentialBlock()
                .add(convolution())
                .add(BatchNorm.builder().build())
                .add(Blocks.batchFlattenBlock())
                .add(Linear.builder().setUnits(400).build());
    }

    private static Conv2d convolution() {
        return Conv2d.builder()
                .setKernelShape(new Shape(3, 3))
                .optPadding(new Shape(1, 1))
                .setFilters(64)
                .optBias(false)
                .build();
    }

    private static ConvTranspose2d transposed() {
        return ConvTranspose2d.builder()
                .setKernelShape(new Shape(4, 4))
                .setFilters(40)
                .optGroups(2)
                .build();
    }

    private Block start(SequentialBlock network, long seed) {
        StartValues.torchvision(network, seed).initialize(manager, DataType.FLOAT32, IMAGE);
        return network;
    }

    private static float[] values(Block network, int parameter) {
        Parameter found = network.getParameters().values().get(parameter);
        return found.getArray().toFloatArray();
    }
}
