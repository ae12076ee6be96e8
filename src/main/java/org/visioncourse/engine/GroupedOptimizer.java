package org.visioncourse.engine;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An optimizer: an {@link UpdateRule} and the {@link ParameterGroup}s that it moves.
 *
 * <p>One rule behind two doors. {@link #step()} updates all parameters in one native call a group, and can clip the
 * gradients by their global norm. {@link #update} is DJL's door, one parameter at a time, for a DJL {@code Trainer};
 * it knows the groups too, but not the global norm, and throws when clipping is asked for.
 *
 * <p>Unlike DJL's optimizers it has learning rates and weight decay by group, keeps PyTorch's formulas, gives its state
 * out for a checkpoint ({@link #state()}), and frees it when closed. Parameters live on one device.
 */
public final class GroupedOptimizer extends Optimizer implements AutoCloseable {

    // as torch.nn.utils.clip_grad_norm_: all gradients times limit / (norm + 1e-6), where that is less than 1
    private static final TorchScript CLIP = TorchScript.function(
            """
            def forward(self, g: List[Tensor], limit: List[Tensor]) -> Tensor:
              norm = torch.linalg_vector_norm(torch.stack(torch._foreach_norm(g, 2)))
              scale = torch.clamp(torch.div(limit[0], torch.add(norm, 1e-06)), None, 1.)
              torch._foreach_mul_(g, float(scale))
              return norm
            """);

    private final UpdateRule rule;
    private final TorchScript script;
    private final Tracker learningRate;
    private final List<ParameterGroup> groups;
    private final float maxNorm;
    private final NDManager manager;
    private final Map<String, Slot> slots = new LinkedHashMap<>(); // by the parameter's id
    private int updates;

    private GroupedOptimizer(UpdateRule rule, Tracker learningRate, List<ParameterGroup> groups, float maxNorm) {
        super(new NoOptions());
        this.rule = rule;
        this.learningRate = learningRate;
        this.groups = List.copyOf(groups);
        this.maxNorm = maxNorm;
        script = rule.compiled();
        Set<String> names = new HashSet<>();
        for (ParameterGroup group : groups) {
            group.parameters().forEach((name, parameter) -> {
                if (slots.put(parameter.getId(), new Slot(name, parameter, group)) != null) {
                    throw new IllegalArgumentException("parameter " + name + " is in two groups");
                }
                if (!names.add(name)) {
                    throw new IllegalArgumentException("two parameters have the name " + name);
                }
            });
        }
        manager = NDManager.newBaseManager("PyTorch");
    }

    /**
     * Makes an optimizer.
     *
     * @param rule how weights move
     * @param learningRate the rate by the number of updates done before, from 0
     * @param groups the parameters, each in one group
     */
    public static GroupedOptimizer of(UpdateRule rule, Tracker learningRate, List<ParameterGroup> groups) {
        return new GroupedOptimizer(rule, learningRate, groups, Float.POSITIVE_INFINITY);
    }

    /** The same optimizer, before its first update, that scales gradients down to a global norm of at most maxNorm. */
    public GroupedOptimizer clippedTo(float maxNorm) {
        if (!(maxNorm > 0)) {
            throw new IllegalArgumentException("maxNorm is " + maxNorm + ", but must be positive");
        }
        if (updates > 0) {
            throw new IllegalStateException("clipping must be set before the first update");
        }
        close();
        return new GroupedOptimizer(rule, learningRate, groups, maxNorm);
    }

    /** Updates done, each of them of all parameters. */
    public int updates() {
        return updates;
    }

    /** The learning rate of the next update, before the groups' scales. */
    public float nextLearningRate() {
        return learningRate.getNewValue(updates);
    }

    /**
     * Updates every parameter that needs a gradient and has one, then zeroes the gradients.
     *
     * <p>The gradients are those of the last backward pass, or the sum of several. Parameters that no backward pass has
     * reached yet are left alone. One that was reached before, but not since the last update, has a gradient of zeros,
     * with which decay and momentum go on moving it.
     */
    public void step() {
        try (GradMode off = GradMode.off();
                NDManager scope = manager.newSubManager()) {
            Map<ParameterGroup, List<Pair>> pairs = new LinkedHashMap<>();
            for (ParameterGroup group : groups) {
                pairs.put(group, weightsAndGradients(group, scope));
            }
            if (maxNorm < Float.POSITIVE_INFINITY) {
                clip(pairs.values(), scope);
            }
            float rate = nextLearningRate();
            updates++;
            pairs.forEach((group, members) -> apply(group, members, rate, scope));
        }
    }

    /**
     * DJL's door: updates one parameter and, as DJL's optimizers do, zeroes what backward passes left in its weight.
     *
     * <p>As in DJL, the updates done are the most that one parameter has had.
     *
     * @param parameterId the id of a parameter of one of the groups
     * @param weight the parameter's array
     * @param gradient the gradient, of the weight's shape; read only
     */
    @Override
    public void update(String parameterId, NDArray weight, NDArray gradient) {
        Slot slot = slots.get(parameterId);
        if (slot == null) {
            throw new IllegalArgumentException("parameter " + parameterId + " is in none of the optimizer's groups");
        }
        if (maxNorm < Float.POSITIVE_INFINITY) {
            throw new IllegalStateException("clipping by global norm needs all gradients at once: call step()");
        }
        try (GradMode off = GradMode.off();
                NDManager scope = manager.newSubManager()) {
            updates = Math.max(slot.updates + 1, updates);
            NDArray own = gradient.duplicate(); // the script zeroes it
            own.attach(scope);
            apply(slot.group, List.of(new Pair(slot, weight, own)), learningRate.getNewValue(updates - 1), scope);
            PtNDArray accumulated = weight.hasGradient() ? JniUtils.getGradient((PtNDArray) weight) : null;
            if (accumulated != null) {
                accumulated.attach(scope);
                JniUtils.zeroGrad((PtNDArray) weight);
            }
        }
    }

    private List<Pair> weightsAndGradients(ParameterGroup group, NDManager scope) {
        List<Pair> members = new ArrayList<>();
        for (Parameter parameter : group.parameters().values()) {
            if (parameter.requiresGradient()) {
                NDArray weight = parameter.getArray();
                NDArray gradient = JniUtils.getGradient((PtNDArray) weight);
                if (gradient != null) {
                    gradient.attach(scope);
                    members.add(new Pair(slots.get(parameter.getId()), weight, gradient));
                }
            }
        }
        return members;
    }

    private void apply(ParameterGroup group, List<Pair> members, float rate, NDManager scope) {
        if (members.isEmpty()) {
            return;
        }
        List<List<NDArray>> arguments = new ArrayList<>();
        arguments.add(members.stream().map(Pair::weight).toList());
        arguments.add(members.stream().map(Pair::gradient).toList());
        for (int i = 0; i <= rule.states(); i++) {
            int state = i;
            arguments.add(members.stream()
                    .map(pair -> pair.slot.states(pair.weight).get(state))
                    .toList());
        }
        double[] numbers = {(double) rate * group.learningRateScale(), group.weightDecay()};
        arguments.add(List.of(scope.create(numbers)));
        script.apply(scope, arguments);
        members.forEach(pair -> pair.slot.updates = updates);
    }

    private void clip(Collection<List<Pair>> members, NDManager scope) {
        List<NDArray> gradients =
                members.stream().flatMap(List::stream).map(Pair::gradient).toList();
        if (!gradients.isEmpty()) {
            CLIP.apply(scope, List.of(gradients, List.of(scope.create((double) maxNorm))));
        }
    }

    /**
     * The state arrays by name, {@code <parameter>/<i>}, for a checkpoint; owned by the optimizer.
     *
     * <p>A parameter has those of the rule, and last the number of its updates, of shape (); none before its first
     * update. With {@link #updates()} they are all that a resumed run needs.
     */
    public Map<String, NDArray> state() {
        Map<String, NDArray> named = new LinkedHashMap<>();
        for (Slot slot : slots.values()) {
            for (int i = 0; i < slot.states.size(); i++) {
                named.put(slot.name + "/" + i, slot.states.get(i));
            }
        }
        return named;
    }

    /**
     * Puts saved state back.
     *
     * @param state as {@link #state()} gave it; read, not kept
     * @param updates as {@link #updates()} gave it
     * @throws IllegalArgumentException if a name or a shape does not fit this optimizer, which is then unchanged
     */
    public void restore(Map<String, NDArray> state, int updates) {
        restoring(state, updates).run();
    }

    /**
     * Checks saved state as {@link #restore} does, and puts nothing back yet.
     *
     * @return what puts it back, for a caller that has more to check first
     * @throws IllegalArgumentException if a name or a shape does not fit this optimizer
     */
    public Runnable restoring(Map<String, NDArray> state, int updates) {
        Map<Slot, List<NDArray>> found = new HashMap<>();
        int used = 0;
        for (Slot slot : slots.values()) {
            List<NDArray> values = slot.find(state);
            found.put(slot, values);
            used += values.size();
        }
        if (used != state.size()) {
            throw new IllegalArgumentException("the saved state has " + state.size() + " arrays, of which " + used
                    + " belong to this " + rule.name() + " optimizer");
        }
        return () -> {
            found.forEach(Slot::restore);
            slots.values().forEach(slot -> slot.updates = updates);
            this.updates = updates;
        };
    }

    /** Frees the state. */
    @Override
    public void close() {
        manager.close();
    }

    /** A weight and its gradient in the update under way. */
    private record Pair(Slot slot, NDArray weight, NDArray gradient) {}

    /** What the optimizer keeps for one parameter. */
    private final class Slot {
        final String name;
        final Parameter parameter;
        final ParameterGroup group;
        List<NDArray> states = List.of();
        int updates; // of the optimizer, when it last moved this parameter

        Slot(String name, Parameter parameter, ParameterGroup group) {
            this.name = name;
            this.parameter = parameter;
            this.group = group;
        }

        /** The rule's states and the number of updates, made of zeros at the first update. */
        List<NDArray> states(NDArray weight) {
            if (states.isEmpty()) {
                Device device = weight.getDevice();
                Stream<NDArray> ofRule =
                        Stream.generate(() -> manager.zeros(weight.getShape(), weight.getDataType(), device));
                NDArray count = manager.zeros(new Shape(), DataType.FLOAT32, device);
                states = Stream.concat(ofRule.limit(rule.states()), Stream.of(count))
                        .toList();
                states.forEach(NDScope::unregister); // they outlive the caller's scope
            }
            return states;
        }

        /** This parameter's saved states: all of them, or none. */
        List<NDArray> find(Map<String, NDArray> saved) {
            List<NDArray> values = new ArrayList<>();
            for (int i = 0; i <= rule.states(); i++) {
                String key = name + "/" + i;
                NDArray value = saved.get(key);
                if (value == null) {
                    return List.of();
                }
                Shape expected = i < rule.states() ? parameter.getArray().getShape() : new Shape();
                if (!value.getShape().equals(expected)) {
                    throw new IllegalArgumentException("optimizer state " + key + " has shape " + value.getShape()
                            + ", but must have " + expected);
                }
                values.add(value);
            }
            return values;
        }

        void restore(List<NDArray> values) {
            if (values.isEmpty()) {
                states.forEach(NDArray::close);
                states = List.of();
            } else {
                InPlace.copy(states(parameter.getArray()), values);
            }
        }
    }

    /** DJL's base class wants its builder, whose options (weight decay, value clipping) the groups replace. */
    private static final class NoOptions extends OptimizerBuilder<NoOptions> {
        @Override
        protected NoOptions self() {
            return this;
        }
    }
}
