package org.visioncourse.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.List;

/** One step under way, and the line that it searches. */
final class LbfgsStep implements WolfeSearch.Line {

    /** Along one direction. */
    private static final int MAX_EVALUATIONS = 25;

    private static final TorchScript ALONG = TorchScript.function(
            """
            def forward(self, origin: Tensor, direction: Tensor, step: Tensor) -> Tensor:
              return torch.add(origin, direction, alpha=float(step))
            """);

    private static final TorchScript DOT = TorchScript.function(
            """
            def forward(self, a: Tensor, b: Tensor) -> Tensor:
              return torch.sum(torch.mul(a, b), dtype=7)
            """);

    private final FlatVariables variables;
    private final CurvaturePairs pairs;
    private final NDArray gradient; // (n), at the origin
    private final Lbfgs.Objective objective;
    private final NDManager scope;
    private final NDArray origin; // (n)
    private Progress now;
    private NDArray direction; // (n)
    private NDArray lastGradient; // (n), at the step placed
    private NDArray keptGradient; // (n)
    private double placed; // the step that the variables are at

    /** The scalars that outlast a step, kept in an array (4) of float64. */
    record Progress(double loss, int evaluations, boolean started, boolean converged) {

        static Progress of(NDArray array) {
            double[] values = array.toDoubleArray();
            return new Progress(values[0], (int) values[1], values[2] != 0, values[3] != 0);
        }

        double[] values() {
            return new double[] {loss, evaluations, started ? 1 : 0, converged ? 1 : 0};
        }
    }

    /**
     * Prepares a step.
     *
     * @param gradient the optimizer's, at the present values; changed by the step, as the variables and the pairs are
     * @param before what the last step left
     * @param scope for arrays that end with the step
     */
    LbfgsStep(
            FlatVariables variables,
            CurvaturePairs pairs,
            NDArray gradient,
            Lbfgs.Objective objective,
            Progress before,
            NDManager scope) {
        this.variables = variables;
        this.pairs = pairs;
        this.gradient = gradient;
        this.objective = objective;
        this.scope = scope;
        now = before;
        origin = variables.values(scope);
    }

    /** What the step has come to. */
    Progress progress() {
        return now;
    }

    /** Goes to a lower loss, or finds that there is none. */
    void run() throws Exception {
        if (!now.started) {
            start();
        }
        boolean moved = move();
        if (!moved && !pairs.isEmpty()) {
            pairs.clear();
            moved = move();
        }
        if (!moved) {
            now = new Progress(now.loss, now.evaluations, true, true);
        }
    }

    private void start() throws Exception {
        double loss = evaluate();
        if (!Double.isFinite(loss) || !Double.isFinite(dot(lastGradient, lastGradient))) {
            throw new ArithmeticException(
                    "the loss at the start is " + loss + ", but it and its gradient must be finite");
        }
        InPlace.copy(List.of(gradient), List.of(lastGradient));
        now = new Progress(loss, now.evaluations, true, false);
    }

    /** Searches along the direction that the pairs give, and goes to what it finds; false if that is the origin. */
    private boolean move() throws Exception {
        direction = pairs.direction(gradient, scope);
        WolfeSearch.Point start = new WolfeSearch.Point(0, now.loss, dot(gradient, direction));
        WolfeSearch.Point found = start;
        try {
            double first = pairs.firstStep(gradient);
            found = WolfeSearch.search(this, start, first, MAX_EVALUATIONS, resolution());
        } finally {
            if (placed != found.step()) { // also where the objective threw
                place(found.step());
            }
        }
        if (found.step() == 0) {
            return false;
        }
        try (GradMode off = GradMode.off();
                NDArray s = variables.values(scope).subi(origin);
                NDArray y = keptGradient.sub(gradient)) {
            pairs.add(s, y);
        }
        InPlace.copy(List.of(gradient), List.of(keptGradient));
        now = new Progress(found.value(), now.evaluations, true, false);
        return true;
    }

    /** Losses are taken to be as exact as the variables. */
    private double resolution() {
        return variables.type() == DataType.FLOAT64 ? Math.ulp(1.0) : Math.ulp(1f);
    }

    @Override
    public WolfeSearch.Point at(double step) throws Exception {
        place(step);
        double loss = evaluate();
        return new WolfeSearch.Point(step, loss, dot(lastGradient, direction));
    }

    @Override
    public void keep() {
        if (keptGradient != null) {
            keptGradient.close();
        }
        keptGradient = lastGradient;
    }

    private void place(double step) {
        placed = step;
        if (step == 0) {
            variables.place(origin); // exactly, whatever the direction
            return;
        }
        try (NDArray point = along(step)) {
            variables.place(point);
        }
    }

    private double evaluate() throws Exception {
        variables.zeroGradients();
        now = new Progress(now.loss, now.evaluations + 1, now.started, now.converged);
        double loss = objective.evaluate();
        if (lastGradient != keptGradient) {
            lastGradient.close();
        }
        lastGradient = variables.takeGradient(scope);
        return loss;
    }

    /** origin + step direction, attached to the scope. */
    private NDArray along(double step) {
        try (GradMode off = GradMode.off();
                NDArray number = scope.create(step)) {
            return ALONG.apply(origin, direction, number);
        }
    }

    private static double dot(NDArray a, NDArray b) {
        try (GradMode off = GradMode.off();
                NDArray product = DOT.apply(a, b)) {
            return product.getDouble();
        }
    }
}
