package org.visioncourse.styletransfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.GradientCollector;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.visioncourse.data.Normalisation;
import org.visioncourse.data.Picture;
import org.visioncourse.data.Preprocessing;
import org.visioncourse.engine.GoldenFile;
import org.visioncourse.engine.GradMode;
import org.visioncourse.engine.Precision;
import org.visioncourse.engine.Torch;
import org.visioncourse.models.DeterministicValues;
import org.visioncourse.models.Golden;
import org.visioncourse.models.Vgg;

/** VGG-19's features, the losses and their gradient against torchvision's: {@code src/test/python/style_golden.py}. */
class StyleGoldenTest {

    private static final double FEATURES = 1e-5; // measured: 3e-6
    private static final double LOSSES = 1e-5; // measured: 3e-7
    private static final double GRADIENT = 2e-5; // measured: 1.1e-6

    private static final long PICTURES = 4_000_000; // as in Python
    private static final List<String> NAMES = List.of("image", "content", "style");
    private static final int LAST = 28;

    private record Statistics(double mean, double least, double largest, Golden.Probe probe) {

        void assertMatches(String what, NDArray actual) {
            probe.assertMatches(what, actual.toFloatArray(), FEATURES);
            double scale = Math.max(-least, largest);
            assertThat((double) actual.min().getFloat())
                    .as("least of " + what)
                    .isCloseTo(least, within(FEATURES * scale));
            assertThat((double) actual.max().getFloat())
                    .as("largest of " + what)
                    .isCloseTo(largest, within(FEATURES * scale));
            assertThat((double) actual.mean().getFloat())
                    .as("mean of " + what)
                    .isCloseTo(mean, within(FEATURES * scale));
        }
    }

    private record Output(int layer, Statistics content, Statistics style, Statistics gram) {}

    private record Read(
            Reading reading,
            List<Output> outputs,
            double contentLoss,
            double styleLoss,
            double totalVariationLoss,
            Golden.Probe gradient) {}

    private record File(long seed, Map<String, int[]> sizes, List<Read> readings) {

        Read of(Reading reading) {
            return readings.stream()
                    .filter(read -> read.reading() == reading)
                    .findFirst()
                    .orElseThrow();
        }

        /** Python's {@code picture}. */
        Picture picture(String name) {
            int[] size = sizes.get(name);
            byte[] pixels = new byte[size[0] * size[1] * 3];
            for (int i = 0; i < pixels.length; i++) {
                double u = DeterministicValues.unit(seed, PICTURES + NAMES.indexOf(name), i);
                pixels[i] = (byte) (256 * (name.equals("style") ? u * u : u));
            }
            return new Picture(pixels, size[0], size[1], 3);
        }
    }

    private static final File GOLDEN = GoldenFile.read("style.json", File.class);

    @AutoClose
    private final NDManager manager = Torch.start().newBaseManager();

    private final SequentialBlock layers = new SequentialBlock();

    /** One layer longer than Python's: what is read does not depend on layers behind the last that is. */
    @BeforeEach
    void makeNetwork() {
        layers.addAll(Vgg.vgg19Features().getChildren().values().subList(0, LAST + 2));
        layers.freezeParameters(true);
        layers.initialize(manager, DataType.FLOAT32, new Shape(1, 3, 32, 32));
        DeterministicValues.fillConvolutions(layers, GOLDEN.seed());
    }

    private FeatureNetwork network(Reading reading) {
        return new FeatureNetwork(layers, new Preprocessing(Normalisation.IMAGENET), reading);
    }

    private Map<Integer, NDArray> outputs(FeatureNetwork network, String picture) {
        return network.outputs(network.preprocessing().array(GOLDEN.picture(picture), manager), Layers.VGG19.all());
    }

    @ParameterizedTest
    @EnumSource
    void featuresAndGramMatricesAreTorchvisions(Reading reading) {
        FeatureNetwork network = network(reading);
        try (GradMode off = GradMode.off()) {
            Map<Integer, NDArray> contents = outputs(network, "content");
            Map<Integer, NDArray> styles = outputs(network, "style");

            assertThat(GOLDEN.of(reading).outputs()).extracting(Output::layer).containsExactly(0, 5, 10, 19, 25, 28);
            for (Output output : GOLDEN.of(reading).outputs()) {
                String layer = "layer " + output.layer();
                output.content().assertMatches(layer + " of the photograph", contents.get(output.layer()));
                output.style().assertMatches(layer + " of the painting", styles.get(output.layer()));
                output.gram().assertMatches("Gram matrix " + layer, Losses.gram(styles.get(output.layer())));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void lossesAndTheirGradientAreTorchvisions(Reading reading) {
        Read expected = GOLDEN.of(reading);
        try (StyleObjective objective = new StyleObjective(
                        network(reading),
                        Layers.VGG19,
                        LossWeights.D2L,
                        Precision.FP32,
                        GOLDEN.picture("content"),
                        GOLDEN.picture("style"));
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            SynthesizedImage image =
                    SynthesizedImage.of(Small.PREPROCESSING.array(GOLDEN.picture("image"), manager), manager);
            StyleObjective.Loss loss = objective.measure(image.picture(manager));
            collector.backward(loss.total());

            assertClose(loss.content(), expected.contentLoss());
            assertClose(loss.style(), expected.styleLoss());
            assertClose(loss.totalVariation(), expected.totalVariationLoss());
            NDArray gradient = image.array().getGradient().transpose(2, 0, 1); // (3, H, W)
            expected.gradient().assertMatches("the gradient", gradient.toFloatArray(), GRADIENT);
        }
    }

    private static void assertClose(NDArray loss, double expected) {
        assertThat((double) loss.getFloat()).isCloseTo(expected, within(LOSSES * expected));
    }

    /** Torchvision's ReLU has written into all but the last. */
    @Test
    void bothReadingsDifferInAllLayersButTheLast() {
        for (Output output : GOLDEN.of(Reading.IN_PLACE).outputs()) {
            assertThat(output.content().least() == 0).isEqualTo(output.layer() < LAST);
        }
        assertThat(GOLDEN.of(Reading.AS_WRITTEN).outputs())
                .allMatch(output -> output.content().least() < 0);
    }
}
