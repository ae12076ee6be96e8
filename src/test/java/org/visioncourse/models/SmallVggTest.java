package org.visioncourse.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.ParameterStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.visioncourse.engine.Torch;

class SmallVggTest {

    /** The sum of 9 (channels before) (channels) + channels over 16, 16, 32, 32, 4 times 64 and 8 times 128 channels. */
    private static final int PARAMETERS = 1_252_880;

    private static final int POOLING = 4; // the first

    @TempDir
    private Path folder;

    @AutoClose
    private final NDManager manager = Torch.start().newBaseManager();

    private static long size(SequentialBlock network) {
        return network.getParameters().values().stream()
                .mapToLong(parameter -> parameter.getArray().size())
                .sum();
    }

    private NDArray picture(int height, int width) {
        return manager.randomUniform(-2, 2, new Shape(1, 3, height, width));
    }

    private NDArray forward(Block block, NDArray input) {
        return block.forward(new ParameterStore(manager, false), new NDList(input), false)
                .singletonOrThrow();
    }

    private static List<float[]> weights(SequentialBlock network) {
        return network.getParameters().values().stream()
                .map(parameter -> parameter.getArray().toFloatArray())
                .toList();
    }

    private static void assertSame(List<float[]> ones, List<float[]> others) {
        assertThat(ones).hasSameSizeAs(others);
        for (int i = 0; i < ones.size(); i++) {
            assertThat(ones.get(i)).isEqualTo(others.get(i));
        }
    }

    @Test
    void whatComesWithTheCourseHasVgg19sLayersAtAQuarterOfTheWidth() throws Exception {
        SequentialBlock features = SmallVgg.trained(manager);
        assertThat(kinds(features)).hasSize(37).isEqualTo(kinds(Vgg.vgg19Features()));
        assertThat(size(features)).isEqualTo(PARAMETERS);
        try (var resource = SmallVgg.class.getResourceAsStream("small-vgg.safetensors")) {
            assertThat(resource.readAllBytes()).hasSizeBetween(2 * PARAMETERS, 3_000_000);
        }
    }

    /** Convolutions, and what else there is by its class: ReLUs and poolings are lambdas. */
    private static List<Class<?>> kinds(SequentialBlock network) {
        return network.getChildren().values().stream()
                .<Class<?>>map(Object::getClass)
                .toList();
    }

    @Test
    void itsOutputsAreFiniteOnAPictureOfAnOddSize() {
        NDArray current = picture(33, 47);
        for (Block layer : SmallVgg.trained(manager).getChildren().values()) {
            current = forward(layer, current);
            assertThat(current.isInfinite().any().getBoolean()).isFalse();
            assertThat(current.isNaN().any().getBoolean()).isFalse();
            assertThat(current.abs().max().getFloat()).isPositive();
        }
        assertThat(current.getShape()).isEqualTo(new Shape(1, 128, 1, 1));
    }

    @Test
    void weightsAreFrozen() {
        assertThat(SmallVgg.trained(manager).getParameters().values())
                .hasSize(32)
                .noneMatch(parameter -> parameter.getArray().hasGradient());
    }

    /** With statistics, gammas and betas such as a training leaves; poolings take means on either side here. */
    @Test
    void foldedItSaysWhatItSaidWithItsBatchNorms() {
        SequentialBlock classifier = StartValues.torchvision(SmallVgg.classifier(3), 5);
        classifier.initialize(manager, DataType.FLOAT32, new Shape(1, 3, 32, 32));
        SequentialBlock trained =
                (SequentialBlock) classifier.getChildren().get(0).getValue();
        trained.getChildren().values().stream()
                .filter(BatchNorm.class::isInstance)
                .forEach(this::shake);

        SequentialBlock folded = SmallVgg.folded(classifier, manager);

        NDArray picture = picture(64, 33);
        List<NDArray> expected = rectified(trained, picture);
        List<NDArray> actual = rectified(folded, picture);
        assertThat(actual).hasSize(16);
        for (int i = 0; i < actual.size(); i++) {
            double scale = expected.get(i).abs().max().getFloat();
            assertThat(scale).isPositive();
            assertThat(actual.get(i).sub(expected.get(i)).abs().max().getFloat() / scale)
                    .as("convolution " + i)
                    .isLessThan(1e-4);
        }
        assertThat(folded.getParameters().values())
                .noneMatch(parameter -> parameter.getArray().hasGradient());
        assertThat(folded.getChildren().get(POOLING).getValue()).isNotInstanceOf(Conv2d.class);
    }

    private void shake(Block norm) {
        norm.getDirectParameters()
                .get("gamma")
                .getArray()
                .set(manager.randomUniform(0.5f, 2, shape(norm)).toFloatArray());
        norm.getDirectParameters()
                .get("beta")
                .getArray()
                .set(manager.randomUniform(-0.5f, 1, shape(norm)).toFloatArray());
        norm.getDirectParameters()
                .get("runningMean")
                .getArray()
                .set(manager.randomUniform(-1, 1, shape(norm)).toFloatArray());
        norm.getDirectParameters()
                .get("runningVar")
                .getArray()
                .set(manager.randomUniform(0.1f, 2, shape(norm)).toFloatArray());
    }

    private static Shape shape(Block norm) {
        return norm.getDirectParameters().get("gamma").getArray().getShape();
    }

    /** The outputs of the ReLUs, where each pooling takes means. */
    private List<NDArray> rectified(SequentialBlock network, NDArray picture) {
        Block means = Pool.avgPool2dBlock(new Shape(2, 2), new Shape(2, 2));
        List<NDArray> outputs = new ArrayList<>();
        NDArray current = picture;
        Block before = null;
        for (Block layer : network.getChildren().values()) {
            boolean convolution = layer instanceof Conv2d || layer instanceof BatchNorm;
            boolean relu = !convolution && (before instanceof Conv2d || before instanceof BatchNorm);
            current = forward(convolution || relu ? layer : means, current);
            if (relu) {
                outputs.add(current);
            }
            before = layer;
        }
        return outputs;
    }

    @Test
    void whatIsWrittenIsReadWithinHalfPrecision() throws Exception {
        SequentialBlock written = SmallVgg.trained(manager);
        written.getParameters()
                .values()
                .forEach(parameter -> parameter.getArray().muli(1.1)); // no halves any more
        Path file = folder.resolve("features.safetensors");
        SmallVgg.write(written, file);
        assertThat(Files.size(file)).isBetween(2L * PARAMETERS, 2L * PARAMETERS + 10_000);

        SequentialBlock read = SmallVgg.read(file, manager);

        List<float[]> expected = weights(written);
        List<float[]> actual = weights(read);
        double worst = 0; // in units of what rounding may do
        for (int i = 0; i < expected.size(); i++) {
            for (int k = 0; k < expected.get(i).length; k++) {
                float value = expected.get(i)[k];
                double rounding = Math.abs(value) / 2048 + 0x1p-25;
                worst = Math.max(worst, Math.abs(actual.get(i)[k] - value) / rounding);
            }
        }
        assertThat(worst).isBetween(0.1, 1.0);
        Path again = folder.resolve("again.safetensors");
        SmallVgg.write(read, again);
        assertThat(again).hasSameBinaryContentAs(file);
    }

    @Test
    void aFileThatIsMissingCutOrOfAnotherNetworkIsNamed() throws Exception {
        Path missing = folder.resolve("missing.safetensors");
        assertThatIOException()
                .isThrownBy(() -> SmallVgg.read(missing, manager))
                .withMessageContaining(missing.toString());
        Path file = folder.resolve("features.safetensors");
        SmallVgg.write(SmallVgg.trained(manager), file);
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(whole, whole.length / 2));
        assertThatIOException().isThrownBy(() -> SmallVgg.read(file, manager)).withMessageContaining(file.toString());
    }

    @Test
    void theSameSeedGivesTheSameRandomWeights() {
        List<float[]> ones = weights(SmallVgg.random(manager, 1));
        assertSame(weights(SmallVgg.random(manager, 1)), ones);
        assertThat(weights(SmallVgg.random(manager, 2)).get(0)).isNotEqualTo(ones.get(0));
    }

    @Test
    void twoCopiesOfTheTrainedNetworkAreTheSame() {
        assertSame(weights(SmallVgg.trained(manager)), weights(SmallVgg.trained(manager)));
    }
}
