package org.visioncourse.engine;

import ai.djl.ndarray.NDArray;
import java.util.Locale;

/**
 * The precision in which a thread computes its convolutions and matrix products.
 *
 * <p>Weights, gradients and updates stay in float32. Around a forward pass,
 *
 * <pre>{@code
 * try (Precision.Scope scope = Precision.BF16.use()) {
 *     logits = Precision.single(trainer.forward(pictures).singletonOrThrow());
 * }
 * }</pre>
 *
 * <p>the operators round weights and activations to bfloat16 (8 bits of exponent as in float32, 7 of mantissa) and add up
 * in float32; their gradients do the same, wherever the backward pass is. What comes out is bfloat16, which DJL has no
 * type for: an array of it may be passed on to operators, but asking for its values or its type ends the JVM.
 * {@link #single} makes it float32.
 */
public enum Precision {

    /** float32 throughout. */
    FP32 {
        @Override
        public Scope use() {
            return new Scope(false);
        }
    },

    /** Convolutions and matrix products in bfloat16: about half the time on a processor with instructions for it. */
    BF16 {
        @Override
        public Scope use() {
            require();
            return new Scope(true);
        }

        @Override
        public void require() {
            if (!Autocast.isFast()) {
                throw new IllegalArgumentException(REFUSED);
            }
        }
    };

    private static final String REFUSED =
            "bfloat16 halves the time on processors with AVX512-BF16 or AMX under Linux, and only"
                    + " there: take the precision fp32, or such a machine";
    private static final String SINGLE =
            "def forward(self, x: Tensor) -> Tensor:\n  return torch.to(x, 6, False, False, None)\n"; // 6 is float32

    /** Sets the precision of this thread until closed; close it in the same thread. */
    public abstract Scope use();

    /**
     * Checks that this machine has what the precision needs.
     *
     * @throws IllegalArgumentException with the reason, if not
     */
    public void require() {}

    /** The same numbers in float32, with their gradient, attached to the array's manager. */
    public static NDArray single(NDArray array) {
        return TorchScript.function(SINGLE).apply(array);
    }

    /** As the command line names it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** A precision in use. */
    public static final class Scope implements AutoCloseable {

        private final boolean before;
        private final boolean cacheBefore;

        private Scope(boolean bfloat16) {
            before = Autocast.isOn();
            cacheBefore = Autocast.isCaching();
            Autocast.set(bfloat16, false); // a kept cast of a weight would have to be dropped after each update
        }

        @Override
        public void close() {
            Autocast.set(before, cacheBefore);
        }
    }
}
