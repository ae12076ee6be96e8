package org.visioncourse.styletransfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.visioncourse.engine.Gradients;
import org.visioncourse.engine.MemoryStress;
import org.visioncourse.engine.Torch;

class LossesTest {

    private static final double RELATIVE_ERROR = 1e-8; // of gradients, in float64; measured: 1e-9

    @AutoClose
    private final NDManager manager = Torch.start().newBaseManager();

    private NDArray array(double[] values, long... shape) {
        return manager.create(values, new Shape(shape));
    }

    private NDArray noise(long stream, long... shape) {
        Shape of = new Shape(shape);
        return manager.create(Small.values(stream, of.size()), of);
    }

    @Test
    void contentIsTheMeanSquaredDifference() {
        NDArray features = array(new double[] {1, 2, 3, 4}, 1, 1, 2, 2);
        NDArray target = array(new double[] {1, 0, 3, 8}, 1, 1, 2, 2);

        NDArray loss = Losses.content(features, target);

        assertThat(loss.getShape()).isEqualTo(new Shape());
        assertThat(loss.getDouble()).isEqualTo(5);
        assertThat(Losses.content(features, features).getDouble()).isZero();
    }

    /** X = (1 2 3 4; 5 6 7 8), X Xᵀ = (30 70; 70 174), C H W = 8. */
    @Test
    void gramIsTheProductOfTheChannelsOverTheirNumberOfValues() {
        NDArray features = array(new double[] {1, 2, 3, 4, 5, 6, 7, 8}, 1, 2, 2, 2);

        NDArray gram = Losses.gram(features);

        assertThat(gram.getShape()).isEqualTo(new Shape(2, 2));
        assertThat(gram.toDoubleArray()).containsExactly(3.75, 8.75, 8.75, 21.75);
    }

    /** The differences are 3.75, 8.75, 8.75 - 0.75 and 21.75 - 1.75. */
    @Test
    void styleIsTheMeanSquaredDifferenceOfGramMatrices() {
        NDArray features = array(new double[] {1, 2, 3, 4, 5, 6, 7, 8}, 1, 2, 2, 2);
        NDArray target = array(new double[] {0, 0, 0.75, 1.75}, 2, 2);

        NDArray loss = Losses.style(features, target);

        assertThat(loss.getShape()).isEqualTo(new Shape());
        assertThat(loss.getDouble()).isCloseTo((14.0625 + 76.5625 + 64 + 400) / 4, within(1e-12));
        assertThat(Losses.style(features, Losses.gram(features)).getDouble()).isZero();
    }

    /** Places do not matter to style, nor does how many of them there are. */
    @Test
    void styleIsTheSameWhereverTheFeaturesAre() {
        NDArray features = noise(1, 1, 3, 4, 6);
        NDArray gram = Losses.gram(features);
        NDArray twice = features.concat(features.flip(3), 2); // (1, 3, 8, 6)

        assertThat(Losses.style(features.flip(2), gram).getDouble()).isCloseTo(0, within(1e-30));
        assertThat(Losses.style(twice, gram).getDouble()).isCloseTo(0, within(1e-30));
    }

    @Test
    void totalVariationIsHalfTheSumOfTheMeanDifferencesBothWays() {
        NDArray picture = array(new double[] {1, 2, 4, 0, 5, 5}, 1, 1, 2, 3);

        NDArray loss = Losses.totalVariation(picture);

        assertThat(loss.getShape()).isEqualTo(new Shape());
        assertThat(loss.getDouble()).isCloseTo(((1 + 3 + 1) / 3.0 + (1 + 2 + 5 + 0) / 4.0) / 2, within(1e-12));
    }

    @ParameterizedTest
    @CsvSource({"1, 3", "3, 1"})
    void totalVariationOfOneRowOrColumnIsHalfTheMeanDifferenceAlongIt(long height, long width) {
        NDArray picture = array(new double[] {1, 2, 4}, 1, 1, height, width);

        assertThat(Losses.totalVariation(picture).getDouble()).isEqualTo(0.75);
    }

    @Test
    void totalVariationOfOnePixelIsZero() {
        NDArray loss = Losses.totalVariation(manager.ones(new Shape(1, 3, 1, 1)));

        assertThat(loss.getShape()).isEqualTo(new Shape());
        assertThat(loss.getFloat()).isZero();
    }

    @Test
    void totalVariationOfABatchIsTheMeanOverItsPictures() {
        NDArray both = noise(1, 2, 3, 4, 5);
        double first = Losses.totalVariation(both.get("0:1")).getDouble();
        double second = Losses.totalVariation(both.get("1:")).getDouble();

        assertThat(Losses.totalVariation(both).getDouble()).isCloseTo((first + second) / 2, within(1e-12));
    }

    @Test
    void aTargetOfAnotherShapeIsRefusedInOneSentence() {
        NDArray features = noise(1, 1, 2, 3, 4);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Losses.content(features, noise(2, 1, 2, 3, 1)))
                .withMessage("the target is (1, 2, 3, 1), but must be (1, 2, 3, 4)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Losses.style(features, noise(2, 1, 2)))
                .withMessage("the target is (1, 2), but must be (2, 2)");
    }

    @ParameterizedTest
    @CsvSource({"2, 4", "0, 4", "1, 3"})
    void aGramMatrixIsOfOnePicture(long pictures, int dimension) {
        NDArray features = manager.zeros(dimension == 4 ? new Shape(pictures, 3, 4, 5) : new Shape(3, 4, 5));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Losses.gram(features))
                .withMessage(
                        "a Gram matrix is of the features (1, C, H, W) of one picture, not " + features.getShape());
    }

    /** Each loss with a target made of noise, as a function of what it measures. */
    static Stream<Arguments> losses() {
        return Stream.of(
                Arguments.of(loss("content", x -> Losses.content(x, like(x, x.getShape()))), new Shape(1, 3, 4, 5)),
                Arguments.of(loss("gram", Losses::gram), new Shape(1, 3, 4, 5)),
                Arguments.of(loss("style", x -> Losses.style(x, like(x, new Shape(3, 3)))), new Shape(1, 3, 4, 5)),
                Arguments.of(loss("total variation", Losses::totalVariation), new Shape(2, 3, 4, 5)),
                Arguments.of(loss("total variation of a row", Losses::totalVariation), new Shape(1, 3, 1, 5)),
                Arguments.of(loss("total variation of a column", Losses::totalVariation), new Shape(1, 3, 5, 1)));
    }

    private static Named<UnaryOperator<NDArray>> loss(String name, UnaryOperator<NDArray> loss) {
        return Named.of(name, loss);
    }

    private static NDArray like(NDArray x, Shape shape) {
        return x.getManager().create(Small.values(9, shape.size()), shape);
    }

    @ParameterizedTest
    @MethodSource("losses")
    void gradientsAgreeWithFiniteDifferences(UnaryOperator<NDArray> loss, Shape shape) {
        Gradients.assertRight(loss::apply, noise(1, shape.getShape()), RELATIVE_ERROR);
    }

    /** From the image through all layers to D2L's sum of the losses. */
    @ParameterizedTest
    @EnumSource
    void gradientsOfTheWholeChainAgreeWithFiniteDifferences(Reading reading) {
        UnaryOperator<NDArray> chain = chain(reading);

        Gradients.assertRight(chain::apply, noise(1, 1, 3, 6, 7), RELATIVE_ERROR);
    }

    private UnaryOperator<NDArray> chain(Reading reading) {
        FeatureNetwork network =
                new FeatureNetwork(Small.layers(manager, DataType.FLOAT64), Small.PREPROCESSING, reading);
        Map<Integer, NDArray> contents = network.outputs(noise(2, 1, 3, 6, 7), Small.LAYERS.content());
        Map<Integer, NDArray> styles = network.outputs(noise(3, 1, 3, 9, 8), Small.LAYERS.style());
        styles.replaceAll((layer, features) -> Losses.gram(features));
        return image -> {
            Map<Integer, NDArray> features = network.outputs(image, Small.LAYERS.all());
            NDArray sum = Losses.totalVariation(image);
            for (int layer : Small.LAYERS.content()) {
                sum = sum.add(Losses.content(features.get(layer), contents.get(layer)));
            }
            for (int layer : Small.LAYERS.style()) {
                sum = sum.add(Losses.style(features.get(layer), styles.get(layer)));
            }
            return sum;
        };
    }

    @ParameterizedTest
    @MethodSource("losses")
    void gradientsAreTheSameWhateverTheGarbageCollectorDoes(UnaryOperator<NDArray> loss, Shape shape)
            throws InterruptedException {
        NDArray x = noise(1, shape.getShape());

        assertThat(gradient(loss, x, true)).isEqualTo(gradient(loss, x, false));
    }

    @Test
    void gradientsOfTheWholeChainAreTheSameWhateverTheGarbageCollectorDoes() throws InterruptedException {
        UnaryOperator<NDArray> chain = chain(Reading.IN_PLACE);
        NDArray x = noise(1, 1, 3, 6, 7);

        assertThat(gradient(chain, x, true)).isEqualTo(gradient(chain, x, false));
    }

    private double[] gradient(UnaryOperator<NDArray> loss, NDArray x, boolean stress) throws InterruptedException {
        try (NDManager scope = manager.newSubManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray leaf = x.duplicate();
            leaf.attach(scope);
            leaf.setRequiresGradient(true);
            NDArray sum = loss.apply(leaf).sum();
            if (stress) {
                MemoryStress.run();
            }
            collector.backward(sum);
            return leaf.getGradient().toDoubleArray();
        }
    }

    @ParameterizedTest
    @MethodSource("losses")
    void theLayoutInMemoryDoesNotMatter(UnaryOperator<NDArray> loss, Shape shape) {
        NDArray contiguous = noise(1, shape.getShape());
        NDArray channelsLast = contiguous.transpose(0, 2, 3, 1).duplicate().transpose(0, 3, 1, 2);

        assertThat(loss.apply(channelsLast).toDoubleArray())
                .containsExactly(loss.apply(contiguous).toDoubleArray(), within(1e-14));
        Gradients.assertRight(
                x -> loss.apply(x.transpose(0, 3, 1, 2)), contiguous.transpose(0, 2, 3, 1), RELATIVE_ERROR);
    }

    @Test
    void lossesLeaveNothingOnTheirTargetsManager() {
        NDArray target = noise(1, 1, 3, 4, 5);
        NDArray gram = Losses.gram(target);
        int before = manager.getManagedArrays().size();
        try (NDManager scope = manager.newSubManager()) {
            NDArray features = scope.create(Small.values(2, 60), target.getShape());
            List<NDArray> results = List.of(
                    Losses.content(features, target), Losses.style(features, gram), Losses.totalVariation(features));

            assertThat(results).allMatch(result -> result.getManager() == scope);
        }
        assertThat(manager.getManagedArrays()).hasSize(before);
    }
}
