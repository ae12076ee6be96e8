package org.visioncourse.gan;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.List;

/**
 * A network through which gradients pass without being gathered in its parameters, until closed.
 *
 * <p>In DJL the generator's step would leave its gradients in the discriminator's parameters, where the discriminator's next
 * step adds its own to them. It also saves the time that they take.
 *
 * <pre>{@code
 * try (Frozen frozen = Frozen.of(discriminator)) {
 *     collector.backward(loss of the generator);
 * }
 * }</pre>
 */
public final class Frozen implements AutoCloseable {

    private final List<NDArray> parameters;

    private Frozen(List<NDArray> parameters) {
        this.parameters = parameters;
    }

    /**
     * Freezes all parameters that are learned, so that a backward pass of what is computed from now on leaves nothing in them.
     *
     * @param network an initialised one
     */
    public static Frozen of(Block network) {
        List<NDArray> learned = network.getParameters().values().stream()
                .filter(Parameter::requiresGradient)
                .map(Parameter::getArray)
                .toList();
        learned.forEach(array -> array.setRequiresGradient(false));
        return new Frozen(learned);
    }

    /** Lets the parameters be learned again. */
    @Override
    public void close() {
        parameters.forEach(array -> array.setRequiresGradient(true));
    }
}
