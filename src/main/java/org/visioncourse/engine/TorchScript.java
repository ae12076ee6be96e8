package org.visioncourse.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The door to every ATen operator: a function written in TorchScript, compiled by libtorch, called with NDArrays.
 *
 * <p>DJL binds only a part of ATen. A scripted function reaches the rest, and runs many operators in one native call.
 * Gradients flow to every input as they do for DJL's own operators, when the thread's {@link GradMode} is on.
 *
 * <pre>{@code
 * TorchScript gelu = TorchScript.function("def forward(self, x: Tensor) -> Tensor:\n  return torch.gelu(x)\n");
 * NDArray y = gelu.apply(x);
 * }</pre>
 *
 * <p>Functions take tensors, or lists of tensors; a number is written into the source, or passed as an array of shape ()
 * and read by {@code float(x)}. libtorch reads the archive's own dialect: arguments in the order of the operator's
 * schema, {@code torch.} in front of every function, methods written as functions. A compiled function holds no state,
 * lives as long as the process, is compiled once for each source text, and may be called from any thread.
 */
public final class TorchScript {

    private static final Map<String, TorchScript> COMPILED = new ConcurrentHashMap<>();

    private final PtSymbolBlock module;

    private TorchScript(PtSymbolBlock module) {
        this.module = module;
    }

    /**
     * Compiles a function, or returns the one compiled before from the same text.
     *
     * @param source a TorchScript function of the form {@code def forward(self, x: Tensor, ...) -> Tensor:}, indented by
     *     two blanks a level; self carries nothing
     * @return the function, ready to be called
     * @throws IllegalArgumentException if libtorch does not accept the text; its message has libtorch's reason
     */
    public static TorchScript function(String source) {
        Torch.start();
        return COMPILED.computeIfAbsent(source, TorchScript::compile);
    }

    private static TorchScript compile(String source) {
        if (!source.startsWith("def forward(self")) {
            throw new IllegalArgumentException(
                    "TorchScript does not compile: it must begin with \"def forward(self\"\n" + source);
        }
        PtNDManager manager = (PtNDManager) NDManager.newBaseManager("PyTorch");
        try {
            byte[] archive = ScriptArchive.of(source);
            return new TorchScript(JniUtils.loadModule(manager, new ByteArrayInputStream(archive), false, false));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // cannot happen: the archive is in memory
        } catch (RuntimeException e) {
            manager.close();
            throw new IllegalArgumentException("TorchScript does not compile: " + e.getMessage() + "\n" + source, e);
        }
    }

    /**
     * Calls a function of tensors that returns one tensor.
     *
     * @param inputs one array for each parameter of the function
     * @return the result, attached to the first input's manager
     */
    public NDArray apply(NDArray... inputs) {
        try (NDList handles = new NDList()) {
            NDList arguments = new NDList(inputs.length);
            for (NDArray input : inputs) {
                if (isPlain(input)) {
                    arguments.add(input);
                } else {
                    handles.add(unnamed(input));
                    arguments.add(handles.get(handles.size() - 1));
                }
            }
            return IValueUtils.forward(module, arguments, true).singletonOrThrow();
        }
    }

    /**
     * Calls a function whose parameters are lists of tensors ({@code List[Tensor]}), none of them empty.
     *
     * @param manager the manager that the results are attached to
     * @param inputs one list for each parameter of the function
     * @return the tensors that the function returns
     * @throws IllegalArgumentException if a list is empty: DJL has no way to pass it
     */
    public NDList apply(NDManager manager, List<? extends List<NDArray>> inputs) {
        try (NDList arguments = new NDList()) {
            for (int i = 0; i < inputs.size(); i++) {
                if (inputs.get(i).isEmpty()) {
                    throw new IllegalArgumentException("argument " + i + " is an empty list, which cannot be passed");
                }
                for (NDArray input : inputs.get(i)) {
                    NDArray argument = unnamed(input);
                    argument.setName("list" + i + "[]"); // DJL gathers arrays of one such name into a list
                    arguments.add(argument);
                }
            }
            NDList results = IValueUtils.forward(module, arguments, true);
            results.attach(manager);
            return results;
        }
    }

    /** Whether DJL passes an array of this name as one tensor: some names mean a list, a tuple, a map or a method. */
    private static boolean isPlain(NDArray array) {
        String name = array.getName();
        return name == null || name.chars().allMatch(Character::isJavaIdentifierPart);
    }

    /** Another handle of the same tensor: its name can be set without a trace on an array that other threads use. */
    private static NDArray unnamed(NDArray array) {
        return array.reshape(array.getShape());
    }
}
