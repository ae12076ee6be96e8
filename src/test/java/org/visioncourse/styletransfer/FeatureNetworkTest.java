package org.visioncourse.styletransfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.awt.Dimension;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.visioncourse.engine.FreshThread;
import org.visioncourse.engine.Torch;
import org.visioncourse.models.Summary;

/** On the layers 0 convolution, 1 ReLU, 2 convolution, 3 ReLU, 4 pooling, 5 convolution, 6 ReLU. */
class FeatureNetworkTest {

    private static final List<Integer> CONVOLUTIONS = List.of(0, 2, 5);

    @AutoClose
    private final NDManager manager = Torch.start().newBaseManager();

    private final SequentialBlock layers = Small.layers(manager, DataType.FLOAT32);
    private final NDArray picture = Small.PREPROCESSING.array(Small.picture(1, 9, 11), manager);

    private FeatureNetwork network(Reading reading) {
        return new FeatureNetwork(layers, Small.PREPROCESSING, reading);
    }

    /** What each layer returns, by DJL's own forward pass. */
    private List<NDArray> all() {
        List<NDArray> all = new ArrayList<>();
        NDArray current = picture;
        for (Block layer : layers.getChildren().values()) {
            current = layer.forward(new ParameterStore(manager, false), new NDList(current), false)
                    .singletonOrThrow();
            all.add(current);
        }
        return all;
    }

    @Test
    void theSummaryHasTheWholeNetworkFirstAndThenTheLayers() {
        FeatureNetwork network = network(Reading.AS_WRITTEN);

        List<Summary.Layer> lines = network.summary(picture.getShape()).layers();

        assertThat(lines).hasSize(network.size() + 1);
        List<NDArray> all = all();
        for (int i = 0; i < network.size(); i++) {
            assertThat(lines.get(i + 1).output()).containsExactly(all.get(i).getShape());
        }
        assertThat(lines).allMatch(line -> line.trainable() == 0);
    }

    @Test
    void asWrittenAConvolutionIsReadBeforeItsReLU() {
        List<NDArray> all = all();

        Map<Integer, NDArray> outputs = network(Reading.AS_WRITTEN).outputs(picture, CONVOLUTIONS);

        assertThat(outputs).containsOnlyKeys(CONVOLUTIONS);
        assertThat(outputs).allSatisfy((index, output) -> assertThat(output).isEqualTo(all.get(index)));
        assertThat(outputs.values()).allMatch(output -> output.min().getFloat() < 0);
    }

    @Test
    void inPlaceAConvolutionIsReadBehindItsReLUUnlessItIsTheLast() {
        List<NDArray> all = all();

        Map<Integer, NDArray> outputs = network(Reading.IN_PLACE).outputs(picture, CONVOLUTIONS);

        assertThat(outputs).containsOnlyKeys(CONVOLUTIONS);
        assertThat(outputs.get(0)).isEqualTo(all.get(1));
        assertThat(outputs.get(2)).isEqualTo(all.get(3));
        assertThat(outputs.get(5)).isEqualTo(all.get(5));
        assertThat(outputs.get(5).min().getFloat()).isNegative();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 5})
    void theLastIsReadBeforeItsReLUWhicheverItIs(int last) {
        assertThat(network(Reading.IN_PLACE).outputs(picture, List.of(last)))
                .containsOnlyKeys(last)
                .containsEntry(last, all().get(last));
    }

    @ParameterizedTest
    @EnumSource
    void otherLayersThanConvolutionsAreReadAsTheyAre(Reading reading) {
        List<NDArray> all = all();

        Map<Integer, NDArray> outputs = network(reading).outputs(picture, List.of(1, 3, 4, 6));

        assertThat(outputs).hasSize(4);
        outputs.forEach((index, output) -> assertThat(output).isEqualTo(all.get(index)));
    }

    @ParameterizedTest
    @EnumSource
    void indicesComeInAnyOrderAndMoreThanOnce(Reading reading) {
        assertThat(network(reading).outputs(picture, List.of(5, 0, 2, 0)))
                .isEqualTo(network(reading).outputs(picture, CONVOLUTIONS));
    }

    /** As a convolution and its ReLU do where that writes into the former. */
    @Test
    void inPlaceAConvolutionAndItsReLUAreTheSame() {
        Map<Integer, NDArray> outputs = network(Reading.IN_PLACE).outputs(picture, List.of(0, 1, 2));

        assertThat(outputs.get(0)).isEqualTo(outputs.get(1));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 7})
    void aLayerThatDoesNotExistIsNamed(int index) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> network(Reading.IN_PLACE).outputs(picture, List.of(index, 2)))
                .withMessage("layers [" + index + ", 2]: the network has the layers 0 to 6");
    }

    @Test
    void layersAreCounted() {
        assertThat(network(Reading.IN_PLACE).size()).isEqualTo(7);
        assertThat(network(Reading.IN_PLACE).preprocessing()).isSameAs(Small.PREPROCESSING);
    }

    @ParameterizedTest
    @EnumSource
    void onlyTheOutputsStayOpen(Reading reading) {
        try (NDManager scope = manager.newSubManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray image = picture.duplicate();
            image.attach(scope);
            image.setRequiresGradient(true);
            int before = manager.getManagedArrays().size();

            Map<Integer, NDArray> outputs = network(reading).outputs(image, CONVOLUTIONS);

            assertThat(new HashSet<>(outputs.values())).hasSize(3);
            assertThat(scope.getManagedArrays()).hasSize(1 + 3);
            assertThat(manager.getManagedArrays()).hasSize(before + 3); // those of scope are among them
            outputs.values().forEach(NDArray::close);
            assertThat(image.isReleased()).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void gradientsReachThePictureAndNoWeight(Reading reading) {
        assertGradients(network(reading));
    }

    private void assertGradients(FeatureNetwork network) {
        picture.setRequiresGradient(true);
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray sum = network.outputs(picture, CONVOLUTIONS).values().stream()
                    .map(NDArray::sum)
                    .reduce(NDArray::add)
                    .orElseThrow();
            collector.backward(sum);
        }
        assertThat(picture.getGradient().getShape()).isEqualTo(picture.getShape());
        assertThat(picture.getGradient().abs().min().getFloat()).isPositive();
        assertThat(layers.getParameters().values())
                .hasSize(6)
                .noneMatch(parameter -> parameter.getArray().hasGradient());
    }

    /** There nobody has set the grad mode. */
    @Test
    void aFreshThreadReadsTheSame() throws Exception {
        FeatureNetwork network = network(Reading.IN_PLACE);
        Map<Integer, NDArray> here = network.outputs(picture, CONVOLUTIONS);

        FreshThread.run(() -> {
            assertThat(network.outputs(picture, CONVOLUTIONS)).isEqualTo(here);
            assertGradients(network);
        });
    }

    /** Behind two windows of 3 and a pooling of 2 a value sees 6 pixels, and neighbours are 2 apart. */
    @ParameterizedTest
    @CsvSource({"0, 3", "2, 5", "4, 6", "5, 10"})
    void aReceptiveFieldGrowsWithEachLayer(int layer, int side) {
        Rectangle seen = network(Reading.AS_WRITTEN).receptiveField(new Shape(1, 3, 40, 60), layer);

        assertThat(seen.getSize()).isEqualTo(new Dimension(side, side));
        assertThat(seen.getCenterX()).isCloseTo(30, within(2.0));
        assertThat(seen.getCenterY()).isCloseTo(20, within(2.0));
    }

    @Test
    void aReceptiveFieldEndsAtTheBorderAndIsMeasuredInAnyThread() throws Exception {
        Rectangle seen = FreshThread.call(() -> network(Reading.IN_PLACE).receptiveField(new Shape(1, 3, 6, 8), 5));

        assertThat(new Rectangle(8, 6).contains(seen)).isTrue();
        assertThat(seen.height).isEqualTo(6);
    }
}
