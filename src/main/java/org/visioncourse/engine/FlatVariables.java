package org.visioncourse.engine;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;

/** Several variables, each of any shape and layout, as one vector of shape (n): their entries in order. */
final class FlatVariables {

    private static final TorchScript GATHER = TorchScript.function(
            """
            def forward(self, parts: List[Tensor]) -> Tensor:
              return torch.cat([torch.reshape(part, [-1]) for part in parts])
            """);

    private static final TorchScript SCATTER = TorchScript.function(
            """
            def forward(self, parts: List[Tensor], vector: List[Tensor]) -> Tensor:
              sections = torch.split_with_sizes(vector[0], [torch.numel(part) for part in parts])
              for i in range(torch.len(parts)):
                torch.copy_(parts[i], torch.view_as(sections[i], parts[i]))
              return vector[0]
            """);

    private static final TorchScript ZERO = TorchScript.function(
            """
            def forward(self, parts: List[Tensor]) -> Tensor:
              torch._foreach_zero_(parts)
              return parts[0]
            """);

    private final List<NDArray> variables;

    /**
     * Takes variables, which stay the caller's.
     *
     * @throws IllegalArgumentException if there are none, one does not require a gradient, or they are not all float32 or
     *     all float64 on one device
     */
    FlatVariables(List<NDArray> variables) {
        if (variables.isEmpty()) {
            throw new IllegalArgumentException("there are no variables, but must be at least one");
        }
        this.variables = List.copyOf(variables);
        for (int i = 0; i < variables.size(); i++) {
            check(variables.get(i), "variable " + i);
        }
    }

    private void check(NDArray variable, String name) {
        if (variable.getDataType() != DataType.FLOAT32 && variable.getDataType() != DataType.FLOAT64) {
            throw new IllegalArgumentException(
                    name + " is of type " + variable.getDataType() + ", but must be float32 or float64");
        }
        if (variable.getDataType() != type() || !variable.getDevice().equals(device())) {
            throw new IllegalArgumentException(name + " is " + variable.getDataType() + " on " + variable.getDevice()
                    + ", but must be " + type() + " on " + device() + " like the first");
        }
        if (!variable.hasGradient()) {
            throw new IllegalArgumentException(name + " does not require a gradient: call setRequiresGradient(true)");
        }
    }

    /** n. */
    long size() {
        return variables.stream().mapToLong(NDArray::size).sum();
    }

    DataType type() {
        return variables.get(0).getDataType();
    }

    Device device() {
        return variables.get(0).getDevice();
    }

    /** A copy of the present values, (n), attached to the scope. */
    NDArray values(NDManager scope) {
        return gather(variables, scope);
    }

    /** Copies a vector (n) into the variables, which keep identity, layout and gradient flag. */
    void place(NDArray vector) {
        call(SCATTER, List.of(variables, List.of(vector)));
    }

    /** Zeroes what backward passes have left, so that the next one does not add to it. */
    void zeroGradients() {
        for (NDArray variable : variables) {
            try (NDArray gradient = JniUtils.getGradient((PtNDArray) variable)) {
                if (gradient != null) {
                    JniUtils.zeroGrad((PtNDArray) variable);
                }
            }
        }
    }

    /**
     * Takes the gradient out of the variables, where it is zero afterwards.
     *
     * @return a copy, (n), attached to the scope
     * @throws IllegalStateException if a variable has none
     */
    NDArray takeGradient(NDManager scope) {
        List<NDArray> gradients = new ArrayList<>();
        try {
            for (NDArray variable : variables) {
                NDArray gradient = JniUtils.getGradient((PtNDArray) variable);
                if (gradient == null) {
                    throw new IllegalStateException("the objective left no gradient in variable " + gradients.size()
                            + ", but must run a backward pass that reaches it");
                }
                gradients.add(gradient);
            }
            NDArray vector = gather(gradients, scope);
            call(ZERO, List.of(gradients));
            return vector;
        } finally {
            gradients.forEach(NDArray::close);
        }
    }

    private static NDArray gather(List<NDArray> parts, NDManager scope) {
        try (GradMode off = GradMode.off()) {
            return GATHER.apply(scope, List.of(parts)).singletonOrThrow();
        }
    }

    private static void call(TorchScript script, List<List<NDArray>> arguments) {
        try (GradMode off = GradMode.off();
                NDManager scope = arguments.get(0).get(0).getManager().newSubManager()) {
            script.apply(scope, arguments);
        }
    }
}
