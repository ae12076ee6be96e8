package org.visioncourse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThatCode;

import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2dTranspose;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.training.Trainer;
import ai.djl.training.initializer.NormalInitializer;
import ai.djl.training.loss.Loss;
import ai.djl.training.tracker.Tracker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ConvTranspose2dTest {

    private static final Shape INPUT = new Shape(2, 3, 16, 16);

    @AutoClose
    private final NDManager manager = Torch.start().newBaseManager();

    @BeforeEach
    void seed() {
        Torch.seed(1, 0, 0);
    }

    /** As D2L's G_block has it: kernel 4. */
    private static ConvTranspose2d.Builder settings(int stride, int padding) {
        return ConvTranspose2d.builder()
                .setKernelShape(new Shape(4, 4))
                .setFilters(20)
                .optStride(new Shape(stride, stride))
                .optPadding(new Shape(padding, padding));
    }

    private ConvTranspose2d doubling() {
        ConvTranspose2d block = settings(2, 1).build();
        block.initialize(manager, DataType.FLOAT32, INPUT);
        return block;
    }

    private NDArray output(Block block, NDArray x, boolean training) {
        return block.forward(new ParameterStore(manager, false), new NDList(x), training)
                .singletonOrThrow();
    }

    private static NDArray array(Block block, String name) {
        return block.getDirectParameters().get(name).getArray();
    }

    // what it computes

    @Test
    void djlsOwnThrows() {
        Conv2dTranspose block = Conv2dTranspose.builder()
                .setKernelShape(new Shape(4, 4))
                .setFilters(20)
                .build();
        block.initialize(manager, DataType.FLOAT32, INPUT);
        NDArray x = manager.ones(INPUT);

        assertThatThrownBy(() -> output(block, x, false))
                .as("DJL's fault")
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @ParameterizedTest
    @CsvSource({"16, 2, 1, 32", "1, 1, 0, 4"})
    void theShapesAreThoseOfD2lsGenerator(int side, int stride, int padding, int expected) {
        Block block = settings(stride, padding).build();
        Shape input = new Shape(2, 3, side, side);
        block.initialize(manager, DataType.FLOAT32, input);

        for (boolean training : new boolean[] {false, true}) {
            NDArray y = output(block, manager.randomNormal(input), training);

            assertThat(y.getShape()).isEqualTo(new Shape(2, 20, expected, expected));
        }
        assertThat(block.getOutputShapes(new Shape[] {input})).containsExactly(new Shape(2, 20, expected, expected));
    }

    /** The kernel that fully convolutional networks start from: (1 - |i - 1.5| / 2) (1 - |j - 1.5| / 2). */
    @Test
    void aBilinearKernelGivesThePointsBetweenThePixelsOfAPlane() {
        ConvTranspose2d block =
                settings(2, 1).setFilters(3).optGroups(3).optBias(false).build();
        block.initialize(manager, DataType.FLOAT32, new Shape(1, 3, 5, 6));
        float[] side = {0.25f, 0.75f, 0.75f, 0.25f};
        float[] kernels = new float[3 * 16];
        for (int i = 0; i < kernels.length; i++) {
            kernels[i] = side[i % 16 / 4] * side[i % 4];
        }
        array(block, "weight").set(kernels);
        float[] plane = new float[3 * 30];
        for (int i = 0; i < plane.length; i++) {
            plane[i] = (i / 30 + 1) * (10 * (i % 30 / 6) + i % 6);
        }

        NDArray y = output(block, manager.create(plane, new Shape(1, 3, 5, 6)), false); // (1, 3, 10, 12)

        for (int channel = 0; channel < 3; channel++) {
            for (int row = 1; row < 9; row++) {
                for (int column = 1; column < 11; column++) {
                    float expected = (channel + 1) * (10 * (row / 2f - 0.25f) + column / 2f - 0.25f);
                    assertThat(y.getFloat(0, channel, row, column)).isEqualTo(expected);
                }
            }
        }
    }

    @Test
    void channelsLastInputsGiveChannelsLastOutputs() {
        ConvTranspose2d block = doubling();
        NDArray x = manager.randomNormal(INPUT);

        NDArray contiguous = output(block, x, true);
        NDArray channelsLast = output(block, MemoryLayout.channelsLast(x), true);

        assertThat(MemoryLayout.isChannelsLast(contiguous)).isFalse();
        assertThat(MemoryLayout.isChannelsLast(channelsLast)).isTrue();
        assertThat(channelsLast.sub(contiguous).abs().max().getFloat()).isLessThan(1e-5f);
    }

    @Test
    void bfloat16IsNearFloat32AndItsGradientsAreFloat32() {
        assumeThatCode(Precision.BF16::require).doesNotThrowAnyException();
        ConvTranspose2d block = doubling();
        NDArray x = manager.randomNormal(INPUT);
        List<NDArray> exact = outputAndGradient(block, x, Precision.FP32);
        List<NDArray> rounded = outputAndGradient(block, x, Precision.BF16);

        for (int i = 0; i < exact.size(); i++) {
            assertThat(rounded.get(i).getDataType()).isEqualTo(DataType.FLOAT32);
            assertThat(rounded.get(i)).isNotEqualTo(exact.get(i));
            assertThat(rounded.get(i).sub(exact.get(i)).norm().getFloat())
                    .isLessThan(0.01f * exact.get(i).norm().getFloat());
        }
    }

    /** The output, and the gradient of half its squares' sum by the weight. */
    private List<NDArray> outputAndGradient(ConvTranspose2d block, NDArray x, Precision precision) {
        NDArray weight = array(block, "weight");
        weight.setRequiresGradient(true);
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray y;
            try (Precision.Scope scope = precision.use()) {
                y = Precision.single(output(block, x, true));
            }
            collector.backward(y.square().sum());
            NDArray gradient = weight.getGradient().duplicate();
            weight.getGradient().subi(gradient);
            return List.of(y, gradient);
        }
    }

    // as a block among others

    @Test
    void initializersSetTheWeightAndLeaveTheBiasAtZero() {
        ConvTranspose2d block = settings(2, 1).build();
        block.setInitializer(new NormalInitializer(0.02f), Parameter.Type.WEIGHT);
        block.initialize(manager, DataType.FLOAT32, new Shape(1, 64, 4, 4));

        assertThat(block.getDirectParameters().keys()).containsExactly("weight", "bias");
        assertThat(array(block, "weight").getShape()).isEqualTo(new Shape(64, 20, 4, 4));
        assertThat(array(block, "weight").norm().getFloat() / Math.sqrt(64 * 20 * 16))
                .isBetween(0.019, 0.021);
        assertThat(array(block, "bias").toFloatArray()).hasSize(20).containsOnly(0f);
    }

    @Test
    void theWeightDecaysAndTheBiasDoesNot() {
        List<ParameterGroup> groups = ParameterGroup.decayWeightsOnly(doubling(), 0.1f);

        assertThat(groups.get(0).parameters()).containsOnlyKeys("weight");
        assertThat(groups.get(1).parameters()).containsOnlyKeys("bias");
    }

    @Test
    void itLearnsAndLeavesNoArraysBehind() {
        try (Model model = Model.newInstance("upsampler", "PyTorch")) {
            ConvTranspose2d block = settings(2, 1).build();
            model.setBlock(block);
            GroupedOptimizer optimizer = GroupedOptimizer.of(
                    UpdateRule.adam(0.9, 0.999, 1e-8),
                    Tracker.fixed(0.05f),
                    ParameterGroup.decayWeightsOnly(block, 1e-4f));
            try (Trainer trainer = model.newTrainer(
                    new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss()).optOptimizer(optimizer))) {
                trainer.initialize(INPUT);
                NDArray x = trainer.getManager().randomNormal(INPUT);
                NDArray y = output(doubling(), x, false); // another one's output, which it can learn
                List<Float> losses = new ArrayList<>();
                List<Integer> arrays = new ArrayList<>();
                for (int step = 0; step < 20; step++) {
                    losses.add(step(trainer, x, y));
                    arrays.add(liveArrays(model.getNDManager()) + liveArrays(trainer.getManager()));
                }
                assertThat(losses.get(19)).isLessThan(0.5f * losses.get(0));
                assertThat(arrays.subList(1, 20)).containsOnly(arrays.get(1));
            }
        }
    }

    private static float step(Trainer trainer, NDArray x, NDArray y) {
        float loss;
        try (NDManager scope = trainer.getManager().newSubManager();
                GradientCollector collector = trainer.newGradientCollector()) {
            NDList input = new NDList(x.reshape(x.getShape()));
            input.attach(scope);
            NDArray error =
                    trainer.forward(input).singletonOrThrow().sub(y).square().mean();
            loss = error.getFloat();
            collector.backward(error);
        }
        trainer.step();
        return loss;
    }

    private static int liveArrays(NDManager manager) {
        return manager.getManagedArrays().size();
    }

    @Test
    void aFrozenOneRecordsNothing() {
        ConvTranspose2d block = doubling();
        NDArray x = manager.randomNormal(INPUT);
        try (GradMode on = GradMode.on()) {
            block.freezeParameters(false);
            assertThat(Gradients.areRecordedFor(output(block, x, true))).isTrue();
            block.freezeParameters(true);
            assertThat(Gradients.areRecordedFor(output(block, x, true))).isFalse();
        }
    }

    @Test
    void aForwardPassRunsIt() {
        SequentialBlock network = new SequentialBlock()
                .add(settings(2, 1).build())
                .add(BatchNorm.builder().build())
                .add(Activation.reluBlock())
                .add(settings(2, 1).setFilters(3).build());
        network.initialize(manager, DataType.FLOAT32, INPUT);
        NDArray x = manager.randomNormal(INPUT);

        NDArray y = ForwardPass.inference(network, x);

        assertThat(y.getShape()).isEqualTo(new Shape(2, 3, 64, 64));
        assertThat(y.sub(output(network, x, false)).abs().max().getFloat()).isLessThan(1e-5f);
    }

    @Test
    void aSavedOneIsLoadedIntoAnother(@TempDir Path folder) throws IOException, MalformedModelException {
        ConvTranspose2d block = doubling();
        array(block, "bias").set(new float[20]);
        array(block, "bias").addi(1);
        NDArray x = manager.randomNormal(INPUT);
        NDArray expected = output(block, x, false);
        try (Model saved = Model.newInstance("upsampler", "PyTorch")) {
            saved.setBlock(block);
            saved.save(folder, "upsampler");
        }

        try (Model loaded = Model.newInstance("upsampler", "PyTorch")) {
            loaded.setBlock(settings(2, 1).build());
            loaded.load(folder);

            assertThat(output(loaded.getBlock(), x, false)).isEqualTo(expected);
        }
        try (Model other = Model.newInstance("upsampler", "PyTorch")) {
            other.setBlock(settings(2, 1).setKernelShape(new Shape(3, 5)).build());

            assertThatThrownBy(() -> other.load(folder))
                    .isInstanceOf(MalformedModelException.class)
                    .hasMessage("the file's weight is of shape (3, 20, 4, 4), but this block's is (C, 20, 3, 5)");
        }
    }

    // memory and threads

    @Test
    void gradientsAreRightAfterTheHeapIsCollected() throws InterruptedException {
        ConvTranspose2d block = doubling();
        NDArray weight = array(block, "weight");
        weight.setRequiresGradient(true);
        NDArray x = manager.randomNormal(INPUT);
        NDArray once;
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            collector.backward(output(block, x, true).square().sum());
            once = weight.getGradient().duplicate();
        }
        weight.getGradient().subi(once);
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDList losses = new NDList();
            for (int i = 0; i < 50; i++) {
                losses.add(output(block, x, true).square().sum());
            }
            MemoryStress.run();
            collector.backward(losses.stream().reduce(NDArray::add).orElseThrow());
        }
        NDArray error = weight.getGradient().div(manager.full(new Shape(), 50f)).sub(once);
        assertThat(error.abs().max().getFloat())
                .isLessThan(1e-4f * once.abs().max().getFloat());
    }

    @Test
    void severalThreadsGetWhatOneGets() throws ExecutionException, InterruptedException {
        ConvTranspose2d block = settings(5, 1).build(); // settings that no other test has compiled
        block.initialize(manager, DataType.FLOAT32, INPUT);
        List<NDArray> inputs =
                IntStream.range(0, 8).mapToObj(i -> manager.randomNormal(INPUT)).toList();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<float[]>> results = new ArrayList<>();
        for (NDArray input : inputs) {
            results.add(threads.submit(() -> values(block, input)));
        }
        threads.shutdown();

        for (int i = 0; i < inputs.size(); i++) {
            assertThat(results.get(i).get()).isEqualTo(values(block, inputs.get(i)));
        }
    }

    private static float[] values(Block block, NDArray input) {
        try (GradMode off = GradMode.off();
                NDManager scope = input.getManager().newSubManager();
                NDArray handle = input.reshape(INPUT)) {
            handle.attach(scope);
            return block.forward(new ParameterStore(scope, false), new NDList(handle), false)
                    .singletonOrThrow()
                    .toFloatArray();
        }
    }

    // what it refuses

    static Stream<Arguments> impossibleSettings() {
        return Stream.of(
                impossible(
                        settings -> settings.setKernelShape(null),
                        "kernelShape is null, but must be two numbers, for height and width, of at least 1"),
                impossible(
                        settings -> settings.setKernelShape(new Shape(4, 4, 4)),
                        "kernelShape is (4, 4, 4), but must be two numbers, for height and width, of at least 1"),
                impossible(settings -> settings.setFilters(0), "filters is 0, but must be at least 1"),
                impossible(
                        settings -> settings.optStride(new Shape(2, 0)),
                        "stride is (2, 0), but must be two numbers, for height and width, of at least 1"),
                impossible(
                        settings -> settings.optPadding(new Shape(-1, 0)),
                        "padding is (-1, 0), but must be two numbers, for height and width, of at least 0"),
                impossible(
                        settings -> settings.optDilation(new Shape(0, 1)),
                        "dilation is (0, 1), but must be two numbers, for height and width, of at least 1"),
                impossible(
                        settings -> settings.optOutputPadding(new Shape(0, 2)),
                        "outputPadding is (0, 2), but along each axis must be smaller than the stride (2, 2) or the dilation (1, 1)"),
                impossible(settings -> settings.optGroups(0), "groups is 0, but must be at least 1"),
                impossible(settings -> settings.optGroups(3), "filters is 20, but must be a multiple of groups, 3"));
    }

    private static Arguments impossible(UnaryOperator<ConvTranspose2d.Builder> change, String message) {
        return Arguments.of(change, message);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource
    void impossibleSettings(UnaryOperator<ConvTranspose2d.Builder> change, String message) {
        ConvTranspose2d.Builder builder = change.apply(settings(2, 1));

        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void inputsThatDoNotFitAreRefused() {
        ConvTranspose2d grouped = settings(2, 1).optGroups(2).build();
        assertThatThrownBy(() -> grouped.initialize(manager, DataType.FLOAT32, INPUT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the input's number of channels is 3, but must be a multiple of groups, 2");
        ConvTranspose2d cutting = settings(1, 2).build();
        assertThatThrownBy(() -> cutting.initialize(manager, DataType.FLOAT32, new Shape(1, 3, 2, 1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the input's shape is (1, 3, 2, 1), but must be larger: the output would be 1 x 0");

        ConvTranspose2d block = doubling();
        NDArray flat = manager.ones(new Shape(2, 48));
        assertThatThrownBy(() -> output(block, flat, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the input's shape is (2, 48), but must be of four dimensions, (N, C, H, W)");
        NDArray wide = manager.ones(new Shape(2, 5, 4, 4));
        assertThatThrownBy(() -> output(block, wide, false))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "the input's shape is (2, 5, 4, 4), but must have 3 channels, as the weight (3, 20, 4, 4) has");
    }
}
