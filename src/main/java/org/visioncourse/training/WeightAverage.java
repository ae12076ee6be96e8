package org.visioncourse.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.visioncourse.engine.InPlace;

/**
 * An exponential moving average of a network's parameters and BatchNorm statistics (Polyak averaging).
 *
 * <p>Evaluate and save the network while {@link #inUse()} is open; train it while it is not.
 */
public final class WeightAverage implements AutoCloseable {

    private final double decay;
    private final NDManager manager = NDManager.newBaseManager("PyTorch");
    private final Map<String, NDArray> averages = new LinkedHashMap<>();
    private final List<NDArray> weights = new ArrayList<>();

    /**
     * Starts the average at the network's present values.
     *
     * @param block an initialised network
     * @param decay share of the old average that an update keeps, in [0, 1)
     */
    public WeightAverage(Block block, double decay) {
        if (!(decay >= 0 && decay < 1)) {
            throw new IllegalArgumentException("decay is " + decay + ", but must be in [0, 1)");
        }
        this.decay = decay;
        for (Pair<String, Parameter> entry : block.getParameters()) {
            NDArray weight = entry.getValue().getArray();
            NDArray average = weight.zerosLike();
            average.attach(manager);
            weights.add(weight);
            averages.put(entry.getKey(), average);
        }
        InPlace.copy(values(), weights);
    }

    /**
     * average = d average + (1 - d) weights.
     *
     * @param before updates done before, from 0; d is the decay, and less in the first updates, (1 + before) / (10 +
     *     before), so that a short run's average forgets the start values too
     */
    public void update(int before) {
        InPlace.blend(values(), weights, 1 - Math.min(decay, (1.0 + before) / (10 + before)));
    }

    /** The averages by parameter name, for a checkpoint; owned by this object. */
    public Map<String, NDArray> averages() {
        return averages;
    }

    /** Puts the averages into the network until the result is closed, which puts the trained values back. */
    public InUse inUse() {
        NDManager kept = manager.newSubManager();
        List<NDArray> trained = weights.stream().map(NDArray::zerosLike).toList();
        trained.forEach(array -> array.attach(kept));
        InPlace.copy(trained, weights);
        InPlace.copy(weights, values());
        return () -> {
            InPlace.copy(weights, trained);
            kept.close();
        };
    }

    /** Ends the use of the averages. */
    @FunctionalInterface
    public interface InUse extends AutoCloseable {
        @Override
        void close();
    }

    private List<NDArray> values() {
        return List.copyOf(averages.values());
    }

    @Override
    public void close() {
        manager.close();
    }
}
