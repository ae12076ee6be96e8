package org.visioncourse.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.tracker.Tracker;
import ai.djl.util.Pair;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.visioncourse.engine.InPlace;

/**
 * Slow weights that follow the trained ones and call them back (Zhang et al. 2019, <a
 * href="https://arxiv.org/abs/1907.08610">arXiv:1907.08610</a>): after every few updates, slow = d slow + (1 - d) weights, and
 * weights = slow. After the last update the slow weights are what is left.
 *
 * <p>BatchNorm's statistics are among the weights, as in Jordan's airbench.
 */
public final class Lookahead implements AutoCloseable {

    private final int period;
    private final int last;
    private final Tracker decay;
    private final NDManager manager = NDManager.newBaseManager("PyTorch");
    private final Map<String, NDArray> slow = new LinkedHashMap<>();
    private final List<NDArray> weights = new ArrayList<>();

    /**
     * Starts at the network's present values.
     *
     * @param block an initialised network
     * @param period updates between two calls back, at least 1
     * @param last updates of the whole training, at least 1
     * @param decay share of the slow weights that stays, in [0, 1], by the number of updates done
     * @throws IllegalArgumentException if period or last is less than 1
     */
    public Lookahead(Block block, int period, int last, Tracker decay) {
        if (period < 1) {
            throw new IllegalArgumentException("period is " + period + ", but must be at least 1");
        }
        if (last < 1) {
            throw new IllegalArgumentException("last is " + last + ", but must be at least 1");
        }
        this.period = period;
        this.last = last;
        this.decay = decay;
        for (Pair<String, Parameter> entry : block.getParameters()) {
            NDArray weight = entry.getValue().getArray();
            NDArray copy = weight.zerosLike();
            copy.attach(manager);
            weights.add(weight);
            slow.put(entry.getKey(), copy);
        }
        InPlace.copy(values(), weights);
    }

    /**
     * To be called after each update.
     *
     * @param updates done, this one included
     * @throws IllegalArgumentException if the decay is not in [0, 1] now
     */
    public void update(int updates) {
        if (updates % period == 0) {
            InPlace.blend(values(), weights, 1 - decay.getNewValue(updates));
            InPlace.copy(weights, values());
        }
        if (updates == last) {
            InPlace.copy(weights, values());
        }
    }

    /** The slow weights by parameter name, for a checkpoint; owned by this object. */
    public Map<String, NDArray> slow() {
        return slow;
    }

    private List<NDArray> values() {
        return List.copyOf(slow.values());
    }

    @Override
    public void close() {
        manager.close();
    }
}
