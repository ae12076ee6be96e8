package org.visioncourse.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/**
 * Changes of many arrays in place, in one native call, without a graph.
 *
 * <p>DJL's {@code copyTo} and {@code set} go through a Java buffer, which the target then lives in; these copy inside
 * libtorch, so that the target keeps its memory, its layout, its gradient flag and the handles that others hold.
 */
public final class InPlace {

    private static final TorchScript COPY = TorchScript.function(
            """
            def forward(self, targets: List[Tensor], sources: List[Tensor]) -> Tensor:
              torch._foreach_copy_(targets, sources)
              return targets[0]
            """);

    private static final TorchScript BLEND = TorchScript.function(
            """
            def forward(self, targets: List[Tensor], sources: List[Tensor], share: List[Tensor]) -> Tensor:
              torch._foreach_lerp_(targets, sources, float(share[0]))
              return targets[0]
            """);

    private InPlace() {}

    /**
     * targets[i] = sources[i], in any layouts.
     *
     * @throws IllegalArgumentException if the shapes differ; nothing is then changed
     */
    public static void copy(List<NDArray> targets, List<NDArray> sources) {
        call(COPY, targets, List.of(targets, sources));
    }

    /**
     * targets[i] = (1 - share) targets[i] + share sources[i], in any layouts.
     *
     * @param share in [0, 1]
     * @throws IllegalArgumentException if it is not, or the shapes differ; nothing is then changed
     */
    public static void blend(List<NDArray> targets, List<NDArray> sources, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share is " + share + ", but must be in [0, 1]");
        }
        try (NDManager scope = NDManager.newBaseManager("PyTorch")) {
            call(BLEND, targets, List.of(targets, sources, List.of(scope.create(share))));
        }
    }

    private static void call(TorchScript script, List<NDArray> targets, List<List<NDArray>> arguments) {
        List<Shape> expected = targets.stream().map(NDArray::getShape).toList();
        List<Shape> given = arguments.get(1).stream().map(NDArray::getShape).toList();
        if (!given.equals(expected)) { // ATen would broadcast
            throw new IllegalArgumentException("sources have the shapes " + given + ", but must have " + expected);
        }
        if (targets.isEmpty()) {
            return;
        }
        try (GradMode off = GradMode.off();
                NDManager scope = targets.get(0).getManager().newSubManager()) {
            script.apply(scope, arguments);
        }
    }
}
