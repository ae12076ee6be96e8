package org.visioncourse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.visioncourse.models.DeterministicValues;

/** Values and gradients of transposed convolutions, by PyTorch (golden/conv-transpose.json), and by their definition. */
class ConvTranspose2dGoldenTest {

    private static final long PROJECTION = 9_000_000;
    private static final double SINGLE = 1e-5; // absolute below 1, relative above
    private static final double DOUBLE = 1e-8; // the file has nine digits
    private static final Golden GOLDEN = GoldenFile.read("conv-transpose.json", Golden.class);

    @AutoClose
    private final NDManager manager = Torch.start().newBaseManager();

    @BeforeEach
    void seed() {
        Torch.seed(1, 0, 0);
    }

    private record Golden(long seed, List<Setting> cases) {}

    /** What is known of an array. */
    private record Probe(long[] shape, double norm, double projection, double[] samples) {}

    /** One setting: probes of the output, and of the gradients by input, weight and bias. */
    private record Setting(
            int n,
            int channels,
            int filters,
            long[] size,
            long[] kernel,
            long[] stride,
            long[] padding,
            long[] outputPadding,
            long[] dilation,
            int groups,
            boolean bias,
            List<Probe> probes) {

        Shape input() {
            return new Shape(n, channels, size[0], size[1]);
        }

        ConvTranspose2d block() {
            return ConvTranspose2d.builder()
                    .setKernelShape(new Shape(kernel))
                    .setFilters(filters)
                    .optStride(new Shape(stride))
                    .optPadding(new Shape(padding))
                    .optOutputPadding(new Shape(outputPadding))
                    .optDilation(new Shape(dilation))
                    .optGroups(groups)
                    .optBias(bias)
                    .build();
        }
    }

    static Stream<Arguments> everySetting() {
        return IntStream.range(0, GOLDEN.cases.size())
                .boxed()
                .flatMap(setting -> Stream.of(
                        Arguments.of(setting, DataType.FLOAT32, false),
                        Arguments.of(setting, DataType.FLOAT32, true),
                        Arguments.of(setting, DataType.FLOAT64, false)));
    }

    @ParameterizedTest(name = "setting {0} in {1}, channels-last {2}")
    @MethodSource("everySetting")
    void valuesAndGradientsArePyTorchs(int index, DataType type, boolean channelsLast) {
        Setting setting = GOLDEN.cases.get(index);
        ConvTranspose2d block = setting.block();
        block.initialize(manager, type, setting.input());
        NDArray x = values(4 * index, setting.input(), type);
        x = channelsLast ? MemoryLayout.channelsLast(x) : x;
        List<NDArray> leaves = new ArrayList<>(List.of(x));
        for (Parameter parameter : block.getDirectParameters().values()) {
            NDArray start = values(4 * index + leaves.size(), parameter.getShape(), type);
            InPlace.copy(List.of(parameter.getArray()), List.of(start));
            leaves.add(parameter.getArray());
        }
        leaves.forEach(leaf -> leaf.setRequiresGradient(true));

        List<NDArray> results = new ArrayList<>();
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray y = block.forward(new ParameterStore(manager, false), new NDList(x), true)
                    .singletonOrThrow();
            results.add(y);
            collector.backward(y.mul(values(4 * index + 3, y.getShape(), type)).sum());
        }
        leaves.forEach(leaf -> results.add(leaf.getGradient()));

        assertThat(block.getOutputShapes(new Shape[] {setting.input()}))
                .containsExactly(results.get(0).getShape());
        assertThat(results).hasSameSizeAs(setting.probes);
        for (int i = 0; i < results.size(); i++) {
            assertRight(results.get(i), setting.probes.get(i), type == DataType.FLOAT32 ? SINGLE : DOUBLE);
        }
    }

    private NDArray values(long stream, Shape shape, DataType type) {
        double[] values = new double[Math.toIntExact(shape.size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = 2 * DeterministicValues.unit(GOLDEN.seed, stream, i) - 1;
        }
        return manager.create(values, shape).toType(type, true);
    }

    private static void assertRight(NDArray array, Probe probe, double tolerance) {
        double[] values = array.toType(DataType.FLOAT64, true).toDoubleArray();
        double squares = 0;
        double projection = 0;
        for (int i = 0; i < values.length; i++) {
            squares += values[i] * values[i];
            projection += values[i] * (2 * DeterministicValues.unit(0, PROJECTION, i) - 1);
        }
        assertThat(array.getShape()).isEqualTo(new Shape(probe.shape));
        assertThat(Math.sqrt(squares)).isCloseTo(probe.norm, within(tolerance * Math.max(1, probe.norm)));
        assertThat(projection).isCloseTo(probe.projection, within(tolerance * Math.max(1, probe.norm)));
        for (int i = 0; i < probe.samples.length; i++) {
            int place = (int) (DeterministicValues.unit(0, 0, i) * values.length);
            assertThat(values[place])
                    .isCloseTo(probe.samples[i], within(tolerance * Math.max(1, Math.abs(probe.samples[i]))));
        }
    }

    @ParameterizedTest
    @CsvSource({"4, 4, 2, 2, 1, 0, 1, 1", "3, 2, 1, 3, 0, 2, 1, 2", "2, 3, 2, 1, 1, 0, 2, 1", "1, 1, 1, 1, 0, 0, 1, 2"})
    void gradientsAreThoseOfFiniteDifferences(
            int height, int width, int down, int across, int padding, int outputPadding, int dilation, int groups) {
        ConvTranspose2d block = ConvTranspose2d.builder()
                .setKernelShape(new Shape(height, width))
                .setFilters(4)
                .optStride(new Shape(down, across))
                .optPadding(new Shape(padding, padding))
                .optOutputPadding(new Shape(0, outputPadding))
                .optDilation(new Shape(dilation, dilation))
                .optGroups(groups)
                .build();
        NDArray x = normal(new Shape(2, 2, 3, 5));
        block.initialize(manager, DataType.FLOAT64, x.getShape());
        NDArray factors = normal(block.getOutputShapes(new Shape[] {x.getShape()})[0]); // no two outputs count the same

        Gradients.assertRight(v -> output(block, "", v, v).mul(factors), x, 1e-7);
        for (Parameter parameter : block.getDirectParameters().values()) {
            String name = parameter.getName();
            Gradients.assertRight(v -> output(block, name, v, x).mul(factors), parameter.getArray(), 1e-7);
        }
    }

    /** The block's output with another array in place of one parameter. */
    private NDArray output(ConvTranspose2d block, String name, NDArray other, NDArray x) {
        ParameterStore parameters = new ParameterStore(manager, false) {
            @Override
            public NDArray getValue(Parameter parameter, Device device, boolean training) {
                return parameter.getName().equals(name) ? other : parameter.getArray();
            }
        };
        return block.forward(parameters, new NDList(x), true).singletonOrThrow();
    }

    @ParameterizedTest
    @CsvSource({"4, 2, 1, 1, 1", "4, 1, 0, 1, 2", "3, 2, 1, 1, 3", "3, 1, 2, 2, 1", "2, 3, 0, 1, 1", "1, 2, 0, 1, 6"})
    void itIsTheAdjointOfDjlsConvolution(int kernel, int stride, int padding, int dilation, int groups) {
        Conv2d convolution = Conv2d.builder()
                .setKernelShape(new Shape(kernel, kernel))
                .setFilters(6)
                .optStride(new Shape(stride, stride))
                .optPadding(new Shape(padding, padding))
                .optDilation(new Shape(dilation, dilation))
                .optGroups(groups)
                .optBias(false)
                .build();
        for (int side = 7; side < 10; side++) {
            NDArray x = normal(new Shape(3, 12, side, side));
            convolution.clear();
            convolution.initialize(manager, DataType.FLOAT64, x.getShape());
            NDArray convolved = convolution
                    .forward(new ParameterStore(manager, false), new NDList(x), false)
                    .singletonOrThrow();
            NDArray y = normal(convolved.getShape());
            int rest =
                    (side + 2 * padding - dilation * (kernel - 1) - 1) % stride; // rows the convolution does not reach
            ConvTranspose2d transposed = ConvTranspose2d.builder()
                    .setKernelShape(new Shape(kernel, kernel))
                    .setFilters(12)
                    .optStride(new Shape(stride, stride))
                    .optPadding(new Shape(padding, padding))
                    .optOutputPadding(new Shape(rest, rest))
                    .optDilation(new Shape(dilation, dilation))
                    .optGroups(groups)
                    .optBias(false)
                    .build();
            transposed.initialize(manager, DataType.FLOAT64, y.getShape());
            NDArray weight = convolution.getDirectParameters().get("weight").getArray();
            NDArray back = output(transposed, "weight", weight, y);

            double expected = convolved.mul(y).sum().getDouble();
            assertThat(back.mul(x).sum().getDouble())
                    .isCloseTo(expected, within(1e-9 * Math.max(1, Math.abs(expected))));
        }
    }

    private NDArray normal(Shape shape) {
        return manager.randomNormal(0, 1, shape, DataType.FLOAT64);
    }
}
