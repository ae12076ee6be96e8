package org.visioncourse.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What L-BFGS remembers of the curvature: the last pairs s (step) and y (change of the gradient), in rings.
 *
 * <p>Products of vectors are summed in float64; the rings and the vectors have the variables' type. All sums are by ATen's
 * own loops, whose rounding does not depend on where an array lies in memory, as that of a BLAS may.
 */
final class CurvaturePairs {

    // a ring's head: number of pairs, index that the next is written to, gamma; then s y of each slot
    private static final int HEAD = 3;

    private static final TorchScript ADD = TorchScript.function(
            """
            def forward(self, s: Tensor, y: Tensor, head: Tensor, step: Tensor, change: Tensor) -> Tensor:
              product = torch.sum(torch.mul(step, change), dtype=7)
              changes = torch.sum(torch.mul(change, change), dtype=7)
              lengths = torch.sqrt(torch.mul(torch.sum(torch.mul(step, step), dtype=7), changes))
              if float(product) > torch.mul(1e-10, float(lengths)):
                memory = torch.size(s, 0)
                slot = int(torch.select(head, 0, 1))
                torch.copy_(torch.select(s, 0, slot), step)
                torch.copy_(torch.select(y, 0, slot), change)
                torch.copy_(torch.select(head, 0, slot + 3), product)
                torch.fill_(torch.select(head, 0, 0), ops.prim.min(int(torch.select(head, 0, 0)) + 1, memory))
                torch.fill_(torch.select(head, 0, 1), torch.remainder(slot + 1, memory))
                torch.copy_(torch.select(head, 0, 2), torch.div(product, changes))
              return head
            """);

    // algorithm 7.4, the newest pair first, then the oldest
    private static final TorchScript DIRECTION = TorchScript.function(
            """
            def forward(self, s: Tensor, y: Tensor, head: Tensor, gradient: Tensor) -> Tensor:
              memory = torch.size(s, 0)
              pairs = int(torch.select(head, 0, 0))
              next = int(torch.select(head, 0, 1))
              direction = torch.neg(gradient)
              products = torch.empty_like(gradient)
              alphas = annotate(List[float], [])
              for i in range(pairs):
                slot = torch.remainder(next - 1 - i, memory)
                product = torch.sum(torch.mul(torch.select(s, 0, slot), direction, out=products), dtype=7)
                alpha = torch.div(float(product), float(torch.select(head, 0, slot + 3)))
                torch.add_(direction, torch.select(y, 0, slot), alpha=torch.neg(alpha))
                torch.append(alphas, alpha)
              if pairs > 0:
                torch.mul_(direction, float(torch.select(head, 0, 2)))
              for i in range(pairs):
                slot = torch.remainder(next - pairs + i, memory)
                product = torch.sum(torch.mul(torch.select(y, 0, slot), direction, out=products), dtype=7)
                beta = torch.div(float(product), float(torch.select(head, 0, slot + 3)))
                torch.add_(direction, torch.select(s, 0, slot), alpha=torch.sub(alphas[pairs - 1 - i], beta))
              return direction
            """);

    private static final TorchScript NORM = TorchScript.function(
            """
            def forward(self, x: Tensor) -> Tensor:
              return torch.sum(torch.abs(x), dtype=7)
            """);

    private final NDArray s;
    private final NDArray y;
    private final NDArray head;

    /** Makes empty rings for vectors (n) on the manager's device. */
    CurvaturePairs(NDManager manager, int memory, long n, DataType type) {
        s = manager.zeros(new Shape(memory, n), type);
        y = manager.zeros(new Shape(memory, n), type);
        head = manager.zeros(new Shape(HEAD + memory), DataType.FLOAT64);
    }

    /** The arrays that hold all of it: s and y (memory, n), head (3 + memory). */
    Map<String, NDArray> state() {
        Map<String, NDArray> named = new LinkedHashMap<>();
        named.put("s", s);
        named.put("y", y);
        named.put("head", head);
        return named;
    }

    boolean isEmpty() {
        return head.toDoubleArray()[0] == 0;
    }

    /** Forgets all pairs. */
    void clear() {
        try (NDArray zeros = head.zerosLike()) {
            InPlace.copy(List.of(head), List.of(zeros));
        }
    }

    /** Adds a pair of vectors (n), in place of the oldest if the rings are full; one with s y <= 1e-10 |s| |y| is dropped. */
    void add(NDArray step, NDArray change) {
        try (GradMode off = GradMode.off()) {
            ADD.apply(s, y, head, step, change).close();
        }
    }

    /** -H gradient, (n), attached to the scope; H is the inverse Hessian that the pairs tell of, or 1 without any. */
    NDArray direction(NDArray gradient, NDManager scope) {
        try (GradMode off = GradMode.off()) {
            NDArray direction = DIRECTION.apply(s, y, head, gradient);
            direction.attach(scope);
            return direction;
        }
    }

    /** The step to try first: 1, or, as long as nothing is known of the curvature, min(1, 1 / |gradient|_1). */
    double firstStep(NDArray gradient) {
        if (!isEmpty()) {
            return 1;
        }
        try (GradMode off = GradMode.off();
                NDArray norm = NORM.apply(gradient)) {
            return Math.min(1, 1 / norm.getDouble());
        }
    }
}
