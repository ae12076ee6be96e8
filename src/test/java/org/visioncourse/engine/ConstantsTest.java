package org.visioncourse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ConstantsTest {

    private static final int OPERATIONS = 100;
    private static final int ROUNDS = 3;

    @AutoClose
    private final NDManager manager = Torch.start().newBaseManager();

    static Stream<Named<BiFunction<NDArray, Float, NDArray>>> ours() {
        return Stream.of(
                Named.of("multiply", Constants::multiply),
                Named.of("divide", Constants::divide),
                Named.of("power", Constants::power),
                Named.of("maximum", Constants::maximum),
                Named.of("minimum", Constants::minimum));
    }

    static Stream<Named<BiFunction<NDArray, Float, NDArray>>> djl() {
        return Stream.of(
                Named.of("mul", NDArray::mul),
                Named.of("div", NDArray::div),
                Named.of("pow", NDArray::pow),
                Named.of("maximum", NDArray::maximum));
    }

    @ParameterizedTest
    @MethodSource("ours")
    void gradientsAreExactWhateverTheGarbageCollectorDoes(BiFunction<NDArray, Float, NDArray> operator)
            throws InterruptedException {
        for (int round = 0; round < ROUNDS; round++) {
            assertThat(gradients(operator, true)).isEqualTo(gradients(operator, false));
        }
    }

    /** The day this test is skipped, DJL may have mended the fault, and Constants can go. */
    @ParameterizedTest
    @MethodSource("djl")
    void djlComputesGradientsFromFreedMemory(BiFunction<NDArray, Float, NDArray> operator) throws InterruptedException {
        float[] right = gradients(operator, false);
        boolean wrong = false;
        for (int round = 0; round < ROUNDS && !wrong; round++) {
            wrong = !Arrays.equals(gradients(operator, true), right);
        }

        assumeTrue(wrong, "the freed memory kept its content this time, so that DJL's gradients came out right");
    }

    /** d/dx of the sum of 100 operations on x with 100 constants. */
    private float[] gradients(BiFunction<NDArray, Float, NDArray> operator, boolean stress)
            throws InterruptedException {
        try (NDManager scope = manager.newSubManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray x = scope.create(new float[] {0.5f, 1.5f, 2.5f});
            x.setRequiresGradient(true);
            NDArray sum = scope.zeros(x.getShape());
            for (int i = 0; i < OPERATIONS; i++) {
                sum = sum.add(operator.apply(x, 1 + i / 50f));
            }
            if (stress) {
                MemoryStress.run();
            }
            collector.backward(sum.sum());
            return x.getGradient().toFloatArray();
        }
    }

    @ParameterizedTest
    @MethodSource("ours")
    void gradientsAgreeWithFiniteDifferencesTo1e8(BiFunction<NDArray, Float, NDArray> operator) {
        NDArray x = manager.create(new double[] {0.3, 0.9, 1.7, 2.6});

        for (float constant : new float[] {-2, -0.5f, 0.25f, 1.25f, 3}) {
            Gradients.assertRight(array -> operator.apply(array, constant), x, 1e-8);
        }
    }

    @Test
    void valuesAreThoseOfTheFormulas() {
        NDArray x = manager.create(new float[] {-1, 2, 3});

        assertThat(Constants.multiply(x, 3).toFloatArray()).containsExactly(-3, 6, 9);
        assertThat(Constants.divide(x, 2).toFloatArray()).containsExactly(-0.5f, 1, 1.5f);
        assertThat(Constants.power(x, 2).toFloatArray()).containsExactly(1, 4, 9);
        assertThat(Constants.maximum(x, 2).toFloatArray()).containsExactly(2, 2, 3);
        assertThat(Constants.minimum(x, 2).toFloatArray()).containsExactly(-1, 2, 2);
    }

    @Test
    void halfTheGradientFlowsWhereArrayAndConstantAreEqual() {
        NDArray x = manager.create(new double[] {1, 2, 3});

        assertThat(Gradients.analytic(array -> Constants.maximum(array, 2), x)).containsExactly(0, 0.5, 1);
        assertThat(Gradients.analytic(array -> Constants.minimum(array, 2), x)).containsExactly(1, 0.5, 0);
    }

    @Test
    void aSquareHasAGradientOfZeroAtZero() {
        NDArray x = manager.create(new double[] {0});

        assertThat(Gradients.analytic(array -> Constants.power(array, 2), x)[0]).isCloseTo(0, within(0.0));
    }

    @ParameterizedTest
    @MethodSource("ours")
    void theResultHasTheTypeShapeAndManagerOfTheArrayAndNothingElseStays(BiFunction<NDArray, Float, NDArray> operator) {
        for (DataType type : new DataType[] {DataType.FLOAT32, DataType.FLOAT64, DataType.FLOAT16}) {
            NDArray x = manager.ones(new Shape(2, 3), type);
            int before = manager.getManagedArrays().size();

            NDArray y = operator.apply(x, 2f);

            assertThat(y.getDataType()).isEqualTo(type);
            assertThat(y.getShape()).isEqualTo(x.getShape());
            assertThat(y.getManager()).isSameAs(manager);
            assertThat(manager.getManagedArrays()).hasSize(before + 1);
        }
    }

    @ParameterizedTest
    @MethodSource("ours")
    void arraysOfIntegersAreRefused(BiFunction<NDArray, Float, NDArray> operator) {
        NDArray x = manager.create(new int[] {1, 2});

        assertThatThrownBy(() -> operator.apply(x, 2f))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("x is of type int32, but must be of a floating type");
    }
}
