package org.visioncourse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TorchScriptTest {

    private static final TorchScript CONV_TRANSPOSE = TorchScript.function(
            """
            def forward(self, x: Tensor, w: Tensor, b: Tensor) -> Tensor:
              return torch.conv_transpose2d(x, w, b, [2, 2], [1, 1], [0, 0], 1, [1, 1])
            """);
    private static final TorchScript DOUBLE = TorchScript.function(
            """
            def forward(self, x: Tensor) -> Tensor:
              return torch.mul(x, 2)
            """);
    private static final TorchScript SUM_PRODUCTS = TorchScript.function(
            """
            def forward(self, x: List[Tensor], y: List[Tensor]) -> Tensor:
              total = torch.mul(x[0], y[0])
              for i in range(1, torch.len(x)):
                total = torch.add(total, torch.mul(x[i], y[i]))
              return total
            """);

    @AutoClose
    private final NDManager manager = Torch.start().newBaseManager();

    @BeforeEach
    void open() {
        Torch.seed(1, 0, 0);
    }

    @Test
    void gradientsFlowToEveryInput() {
        NDArray x = normal(2, 3, 3, 4);
        NDArray w = normal(3, 2, 4, 4);
        NDArray b = normal(2);
        NDArray weighting = normal(2, 2, 6, 8); // no two outputs count the same

        Gradients.assertRight(v -> CONV_TRANSPOSE.apply(v, w, b).mul(weighting), x, 1e-7);
        Gradients.assertRight(v -> CONV_TRANSPOSE.apply(x, v, b).mul(weighting), w, 1e-7);
        Gradients.assertRight(v -> CONV_TRANSPOSE.apply(x, w, v).mul(weighting), b, 1e-7);
    }

    @Test
    void aTransposedConvolutionScattersEachInputOverItsKernelsPlace() {
        NDArray x = normal(1, 1, 2, 2);
        NDArray w = normal(1, 1, 4, 4);
        double[][] expected = new double[4][4];
        for (int i = 0; i < 16 * 4; i++) {
            int pixel = i / 16;
            int row = pixel / 2 * 2 + i % 16 / 4 - 1; // stride 2, padding 1
            int column = pixel % 2 * 2 + i % 4 - 1;
            if (row >= 0 && row < 4 && column >= 0 && column < 4) {
                expected[row][column] += x.toDoubleArray()[pixel] * w.toDoubleArray()[i % 16];
            }
        }

        double[] values =
                CONV_TRANSPOSE.apply(x, w, manager.create(new double[] {0})).toDoubleArray();

        assertThat(values)
                .usingComparatorWithPrecision(1e-12)
                .containsExactly(
                        Stream.of(expected).flatMapToDouble(Arrays::stream).toArray());
    }

    /** libtorch compiles a function anew after its first calls, for the kinds of inputs that it saw. */
    @Test
    void gradientsAreRightAfterCallsWithoutAGraphAndWithOtherShapes() {
        TorchScript gate = TorchScript.function(
                """
                def forward(self, x: Tensor, y: Tensor) -> Tensor:
                  z = torch.mul(torch.tanh(x), y)
                  return torch.mul(torch.sigmoid(z), torch.add(x, z))
                """);
        for (int length = 1; length < 5; length++) {
            NDArray y = normal(2, length);
            for (int call = 0; call < 3; call++) {
                Gradients.assertRight(x -> gate.apply(x, y), normal(2, length), 1e-7);
            }
        }
    }

    @Test
    void listsOfArraysArePassedInOrderAndHaveGradients() {
        List<NDArray> y = List.of(normal(3), normal(3));
        NDArray second = normal(3);

        Gradients.assertRight(
                x -> SUM_PRODUCTS.apply(manager, List.of(List.of(x, second), y)).singletonOrThrow(), normal(3), 1e-8);
        Gradients.assertRight(
                x -> SUM_PRODUCTS.apply(manager, List.of(List.of(second, x), y)).singletonOrThrow(), normal(3), 1e-8);
    }

    @Test
    void aListOfTensorsIsReturnedAsAList() {
        TorchScript split = TorchScript.function(
                """
                def forward(self, x: List[Tensor]) -> List[Tensor]:
                  return torch.split(x[0], 2, 0)
                """);

        NDList parts = split.apply(manager, List.of(List.of(manager.arange(5f))));

        assertThat(parts.stream().map(NDArray::getShape)).containsExactly(new Shape(2), new Shape(2), new Shape(1));
        assertThat(parts.get(2).getFloat()).isEqualTo(4);
    }

    @Test
    void anEmptyListIsRefused() {
        assertThatThrownBy(() -> SUM_PRODUCTS.apply(manager, List.of(List.of(normal(3)), List.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("argument 1 is an empty list, which cannot be passed");
    }

    @Test
    void aChangeInPlaceReachesTheArrayThatWasPassed() {
        TorchScript fill = TorchScript.function(
                """
                def forward(self, x: List[Tensor]) -> Tensor:
                  return torch.fill_(x[0], 7)
                """);
        NDArray whole = manager.zeros(new Shape(2, 3));
        NDArray columns = whole.transpose().get("1:"); // (2, 2), no contiguous memory

        fill.apply(manager, List.of(List.of(columns)));

        assertThat(whole.toFloatArray()).containsExactly(0, 7, 7, 0, 7, 7);
    }

    @Test
    void resultsBelongToTheFirstInputsManagerOrTheOneNamed() {
        try (NDManager step = manager.newSubManager();
                NDManager other = manager.newSubManager()) {
            NDArray x = step.ones(new Shape(3));

            assertThat(DOUBLE.apply(x).getManager()).isSameAs(step);
            NDArray sum =
                    SUM_PRODUCTS.apply(other, List.of(List.of(x), List.of(x))).singletonOrThrow();
            assertThat(sum.getManager()).isSameAs(other);
        }
    }

    @Test
    void callsLeaveNothingBehindButTheirResults() {
        NDArray x = manager.ones(new Shape(3));
        NDArray named = manager.ones(new Shape(3));
        named.setName("layer.weight");
        int before = manager.getManagedArrays().size();

        for (int call = 0; call < 300; call++) {
            DOUBLE.apply(x).close();
            DOUBLE.apply(named).close();
            SUM_PRODUCTS
                    .apply(manager, List.of(List.of(x, named), List.of(x, x)))
                    .close();
        }

        assertThat(manager.getManagedArrays()).hasSize(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b", "x[]", "x()", "x(2,1)", "x[0/k]", "module_method:f", "01Conv2d_weight", "", "."})
    void anArrayIsPassedAsATensorWhateverItsName(String name) {
        NDArray x = manager.create(new float[] {1, 2});
        x.setName(name);

        assertThat(DOUBLE.apply(x).toFloatArray()).containsExactly(2, 4);
        assertThat(SUM_PRODUCTS
                        .apply(manager, List.of(List.of(x), List.of(x)))
                        .get(0)
                        .toFloatArray())
                .containsExactly(1, 4);
        assertThat(x.getName()).isEqualTo(name);
    }

    @Test
    void djlTakesSomeNamesForADictionaryOrAMethod() throws IOException {
        byte[] archive = ScriptArchive.of("def forward(self, x: Tensor) -> Tensor:\n  return torch.mul(x, 2)\n");
        PtSymbolBlock block =
                JniUtils.loadModule((PtNDManager) manager, new ByteArrayInputStream(archive), false, false);
        NDArray x = manager.create(new float[] {1, 2});
        NDList inputs = new NDList(x);

        assertThat(block.forward(new ParameterStore(), inputs, true).get(0).toFloatArray())
                .containsExactly(2, 4);
        for (String name : List.of("a.b", "x[]", "module_method:f")) {
            x.setName(name);
            assertThatThrownBy(() -> block.forward(new ParameterStore(), inputs, true))
                    .as("DJL's fault")
                    .isInstanceOf(EngineException.class);
        }
    }

    @Test
    void manyThreadsCallOneFunctionAtOnceWhileOneOfThemGoesBackward() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<?>> calls = new ArrayList<>();
            for (int thread = 0; thread < 8; thread++) {
                int number = thread;
                calls.add(threads.submit(() -> number == 0 ? goBackward(100) : goForward(number, 300)));
            }
            for (Future<?> call : calls) {
                call.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private Void goForward(int number, int calls) {
        try (GradMode off = GradMode.off();
                NDManager own = manager.newSubManager()) {
            NDArray x = own.full(new Shape(4), (float) number);
            for (int call = 0; call < calls; call++) {
                try (NDArray y = DOUBLE.apply(x);
                        NDList sum = SUM_PRODUCTS.apply(own, List.of(List.of(x, y), List.of(y, y)))) {
                    assertThat(y.toFloatArray()).containsOnly(2 * number);
                    assertThat(sum.get(0).toFloatArray()).containsOnly(6 * number * number);
                }
            }
        }
        return null;
    }

    private Void goBackward(int calls) {
        NDArray x = normal(3);
        double[] twice = {2, 2, 2};
        for (int call = 0; call < calls; call++) {
            assertThat(Gradients.analytic(DOUBLE::apply, x)).isEqualTo(twice);
        }
        return null;
    }

    @Test
    void manyThreadsThatCompileOneTextGetOneFunction() throws ExecutionException, InterruptedException {
        String source = "def forward(self, x: Tensor) -> Tensor:\n  return torch.mul(x, 3)\n";
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<TorchScript>> compiled = IntStream.range(0, 8)
                    .mapToObj(i -> threads.submit(() -> TorchScript.function(source)))
                    .toList();
            for (Future<TorchScript> function : compiled) {
                assertThat(function.get()).isSameAs(TorchScript.function(source));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void gradientsAreExactWhateverTheGarbageCollectorDoes() throws InterruptedException {
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray x = manager.create(new float[] {0.5f, 1.5f});
            x.setRequiresGradient(true);
            NDArray sum = manager.zeros(x.getShape());
            for (int i = 0; i < 100; i++) {
                sum = sum.add(DOUBLE.apply(x));
                sum = sum.add(SUM_PRODUCTS
                        .apply(manager, List.of(List.of(x), List.of(x)))
                        .singletonOrThrow());
            }
            MemoryStress.run();
            collector.backward(sum.sum());

            assertThat(x.getGradient().toFloatArray()).containsExactly(300, 500); // 100 (2 + 2 x)
        }
    }

    @Test
    void withTheGradModeOffNothingIsRecorded() {
        NDArray x = manager.ones(new Shape(3));
        x.setRequiresGradient(true);

        try (GradMode on = GradMode.on()) {
            assertThat(Gradients.areRecordedFor(DOUBLE.apply(x))).isTrue();
        }
        try (GradMode off = GradMode.off()) {
            assertThat(Gradients.areRecordedFor(DOUBLE.apply(x))).isFalse();
        }
    }

    @Test
    void aNumberIsPassedAsAnArrayWithoutDimensions() {
        TorchScript scale = TorchScript.function(
                """
                def forward(self, x: Tensor, factor: Tensor) -> Tensor:
                  return torch.mul(x, float(factor))
                """);

        NDArray y = scale.apply(manager.ones(new Shape(2)), manager.create(0.25));

        assertThat(y.getFloat(1)).isCloseTo(0.25f, within(0f));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "def forward(self, x: Tensor) -> Tensor:\n  return torch.no_such_operator(x)\n",
                "def forward(self, x: Tensor) -> Tensor:\n  return x +\n",
                "def forward(self, x: NoSuchType) -> Tensor:\n  return x\n",
                "def f(self, x: Tensor) -> Tensor:\n  return x\n",
                "no python at all",
                ""
            })
    void aTextThatDoesNotCompileIsRefusedWithTheReason(String source) {
        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatThrownBy(() -> TorchScript.function(source))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("TorchScript does not compile: ")
                    .hasMessageEndingWith(source);
        }
    }

    @Test
    void theReasonIsLibtorchsOwn() {
        assertThatThrownBy(() -> TorchScript.function(
                        "def forward(self, x: Tensor) -> Tensor:\n  return torch.no_such_operator(x)\n"))
                .hasMessageContaining("Unknown builtin op: aten::no_such_operator");
    }

    @Test
    void nothingIsLeftInTheTemporaryFolder() throws IOException {
        String mark = "nothing_is_left_in_the_temporary_folder";
        TorchScript.function("def forward(self, " + mark + ": Tensor) -> Tensor:\n  return " + mark + "\n")
                .apply(manager.ones(new Shape(1)));

        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            assertThat(files.filter(Files::isRegularFile).filter(Files::isReadable))
                    .noneMatch(file -> contains(file, mark));
        }
    }

    private static boolean contains(Path file, String mark) {
        try {
            return Files.size(file) < 1 << 20
                    && new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(mark);
        } catch (IOException e) {
            return false; // another program's file, which is gone by now
        }
    }

    private NDArray normal(long... shape) {
        return manager.randomNormal(0, 1, new Shape(shape), DataType.FLOAT64);
    }
}
