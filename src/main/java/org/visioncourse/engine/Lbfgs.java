package org.visioncourse.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The limited-memory BFGS optimizer: Newton's direction from the last changes of the gradient, and a line search.
 *
 * <p>For smooth objectives that are the same at each evaluation: an image that is fitted, all data at once, not batches.
 * The direction is -H g, where H is made of the last pairs (s, y) of a step and of the gradient's change by the two-loop
 * recursion, over (s y / y y) times the identity. Along it a step is searched that meets the strong Wolfe conditions: 1
 * first, which is right as a rule, so that one evaluation an iteration is usual. Pairs are kept where s y &gt; 1e-10 |s| |y|,
 * whatever the loss's scale. Without pairs the direction is -g, and min(1, 1 / |g|_1) is tried first.
 *
 * <p>No step leaves the variables at a higher loss than before, nor at one that is not finite. What {@link #state()} holds
 * and the variables are all that a run needs to go on bit for bit.
 *
 * <pre>{@code
 * image.setRequiresGradient(true);
 * try (Lbfgs optimizer = Lbfgs.of(List.of(image), 10)) {
 *     while (!optimizer.converged()) {
 *         double loss = optimizer.step(() -> {
 *             try (NDScope scope = new NDScope(); // or arrays pile up on the image's manager
 *                     GradientCollector collector = Engine.getInstance().newGradientCollector()) {
 *                 NDArray sum = image.sub(target).square().sum();
 *                 collector.backward(sum);
 *                 return sum.getFloat();
 *             }
 *         });
 *     }
 * }
 * }</pre>
 *
 * <p>DJL has no such optimizer. After Nocedal and Wright, Numerical Optimization, 2nd ed., algorithms 7.4 and 7.5 with 3.5
 * and 3.6; the length of the very first step is PyTorch's.
 */
public final class Lbfgs implements AutoCloseable {

    private final FlatVariables variables;
    private final NDManager manager;
    private final CurvaturePairs pairs;
    private final NDArray gradient;
    private final NDArray progress;

    /** What is minimised. */
    @FunctionalInterface
    public interface Objective {

        /**
         * Computes the loss at the variables' present values and, by a backward pass, its gradient in them.
         *
         * <p>The gradients in the variables are zero, or none, when it is called.
         *
         * @return the loss; one that is not finite counts as too large
         */
        double evaluate() throws Exception;
    }

    private Lbfgs(List<NDArray> list, int memory) {
        if (memory < 1) {
            throw new IllegalArgumentException("memory is " + memory + ", but must be at least 1");
        }
        variables = new FlatVariables(list);
        manager = NDManager.newBaseManager(variables.device(), "PyTorch");
        long n = variables.size();
        pairs = new CurvaturePairs(manager, memory, n, variables.type());
        gradient = manager.zeros(new Shape(n), variables.type());
        progress = manager.zeros(new Shape(4), DataType.FLOAT64);
        state().values().forEach(NDScope::unregister); // they outlive the caller's scope
    }

    /**
     * Makes an optimizer.
     *
     * @param variables arrays of any shapes and layouts, all float32 or all float64, that require a gradient; they stay the
     *     caller's, and only the optimizer changes them between steps
     * @param memory number of pairs to remember; each takes twice the variables' memory
     * @throws IllegalArgumentException if there are no variables, one is of another kind, or memory is less than 1
     */
    public static Lbfgs of(List<NDArray> variables, int memory) {
        return new Lbfgs(variables, memory);
    }

    /**
     * Does one iteration: a direction, a search along it, and the variables moved to what it finds.
     *
     * <p>If the search finds nothing lower, the pairs are forgotten and it is tried once more along -g; if that finds nothing
     * either, the variables stay as they are and {@link #converged()} is true, after which steps do nothing.
     *
     * @param objective the loss; evaluated 25 times at most along one direction, and once more in the first step
     * @return the loss at the variables' new values
     * @throws ArithmeticException if the loss or its gradient is not finite where the first step starts; the variables are
     *     then as before
     * @throws IllegalStateException if the objective leaves no gradient in a variable; the variables are then as before
     * @throws Exception if the objective does; the variables are then as before the step, which can be tried again
     */
    public double step(Objective objective) throws Exception {
        LbfgsStep.Progress before = LbfgsStep.Progress.of(progress);
        if (before.converged()) {
            return before.loss();
        }
        try (NDManager scope = manager.newSubManager()) {
            LbfgsStep descent = new LbfgsStep(variables, pairs, gradient, objective, before, scope);
            try {
                descent.run();
            } finally {
                InPlace.copy(
                        List.of(progress),
                        List.of(scope.create(descent.progress().values())));
            }
            return descent.progress().loss();
        }
    }

    /** Evaluations of the objective so far. */
    public int evaluations() {
        return LbfgsStep.Progress.of(progress).evaluations();
    }

    /** Whether the last step found no lower loss, even along the steepest descent. */
    public boolean converged() {
        return LbfgsStep.Progress.of(progress).converged();
    }

    /**
     * The state arrays by name, for a checkpoint; owned by the optimizer.
     *
     * <p>With n numbers in all variables: s and y (memory, n), head (3 + memory), gradient (n) and progress (4). They are the
     * same arrays from the start on, and values copied into them, with the variables' own, set the optimizer back.
     */
    public Map<String, NDArray> state() {
        Map<String, NDArray> named = new LinkedHashMap<>(pairs.state());
        named.put("gradient", gradient);
        named.put("progress", progress);
        return named;
    }

    /** Frees the state. */
    @Override
    public void close() {
        manager.close();
    }
}
