package org.visioncourse.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.Arrays;
import java.util.function.Function;

/** Gradients of the sum of a function of a float64 array, by autograd and by central differences, to be compared. */
public final class Gradients {

    private static final double STEP = 1e-5;
    private static final TorchScript RECORDED = TorchScript.function(
            """
            def forward(self, x: Tensor) -> Tensor:
              return torch.tensor(ops.prim.requires_grad(x))
            """);

    private Gradients() {}

    /** Asserts that both ways agree to a relative error, of the largest entry. */
    public static void assertRight(Function<NDArray, NDArray> function, NDArray x, double relativeError) {
        double[] numeric = numeric(function, x);
        double largest = Arrays.stream(numeric).map(Math::abs).max().orElseThrow();
        assertThat(analytic(function, x))
                .usingComparatorWithPrecision(relativeError * largest)
                .containsExactly(numeric);
    }

    /** Whether a backward pass would go through the array; DJL's {@code hasGradient} knows it of leaves only. */
    static boolean areRecordedFor(NDArray array) {
        try (NDArray recorded = RECORDED.apply(array)) {
            return recorded.getBoolean();
        }
    }

    /** By autograd. */
    static double[] analytic(Function<NDArray, NDArray> function, NDArray x) {
        try (NDManager scope = x.getManager().newSubManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray leaf = scope.create(x.toDoubleArray(), x.getShape());
            leaf.setRequiresGradient(true);
            NDArray y = function.apply(leaf);
            y.attach(scope);
            NDArray sum = y.sum();
            sum.attach(scope);
            collector.backward(sum);
            return leaf.getGradient().toDoubleArray();
        }
    }

    /** By central differences, each entry moved by 1e-5. */
    static double[] numeric(Function<NDArray, NDArray> function, NDArray x) {
        double[] values = x.toDoubleArray();
        double[] gradient = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            gradient[i] = (sumAt(function, x, values, i, STEP) - sumAt(function, x, values, i, -STEP)) / (2 * STEP);
        }
        return gradient;
    }

    private static double sumAt(Function<NDArray, NDArray> function, NDArray x, double[] values, int i, double by) {
        double[] moved = values.clone();
        moved[i] += by;
        try (GradMode off = GradMode.off();
                NDManager scope = x.getManager().newSubManager()) {
            NDArray y = function.apply(scope.create(moved, x.getShape()));
            y.attach(scope);
            return y.sum().getDouble();
        }
    }
}
