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
 */
final class Frozen implements AutoCloseable {

    private final List<NDArray> parameters;

    private Frozen(List<NDArray> parameters) {
        this.parameters = parameters;
    }

    static Frozen of(Block network) {
        List<NDArray> learned = network.getParameters().values().stream()
                .filter(Parameter::requiresGradient)
                .map(Parameter::getArray)
                .toList();
        learned.forEach(array -> array.setRequiresGradient(false));
        return new Frozen(learned);
    }

    @Override
    public void close() {
        parameters.forEach(array -> array.setRequiresGradient(true));
    }
}
