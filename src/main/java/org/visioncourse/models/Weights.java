package org.visioncourse.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.visioncourse.engine.InPlace;

/**
 * Puts the tensors of a file into a DJL block.
 *
 * <pre>{@code
 * try (TensorFile file = TensorFile.open(path)) {
 *     Weights.of(file).without("fc.").into(network, PublishedNames.resnet18());
 * }
 * }</pre>
 *
 * <p>The block's arrays keep their handles and gradient flags: it does not matter whether a Trainer has them already.
 */
public final class Weights {

    private static final int MOST_NAMED = 10;
    private static final String COUNTER = "num_batches_tracked"; // BatchNorm's own, which nothing is computed from

    private final TensorFile file;
    private final Set<String> leftOut;

    private Weights(TensorFile file, Set<String> leftOut) {
        this.file = file;
        this.leftOut = leftOut;
    }

    /** All tensors of a file. */
    public static Weights of(TensorFile file) {
        return new Weights(file, Set.of());
    }

    /** All but the parameters whose names begin so, as a classifier of other classes: the block keeps its own. */
    public Weights without(String prefix) {
        Set<String> all = new LinkedHashSet<>(leftOut);
        all.add(prefix);
        return new Weights(file, all);
    }

    /**
     * Sets a block's parameters.
     *
     * @param block an initialised block
     * @param names the names of its parameters in the file, in the block's order
     * @throws IllegalArgumentException if the block is not initialised, or has another number of parameters
     * @throws IOException if names are missing or unexpected, or shapes differ, all of them listed (nothing is changed
     *     then); or if the file cannot be read
     */
    public void into(Block block, List<String> names) throws IOException {
        List<Pair<String, Parameter>> parameters = new ArrayList<>();
        block.getParameters().forEach(parameters::add);
        if (parameters.size() != names.size()) {
            throw new IllegalArgumentException("the block has " + parameters.size() + " parameters, but " + names.size()
                    + " names were given for them");
        }
        requireMatch(parameters, names);
        for (int i = 0; i < names.size(); i++) {
            if (!isLeftOut(names.get(i))) {
                copy(names.get(i), parameters.get(i).getValue().getArray());
            }
        }
    }

    private void copy(String name, NDArray target) throws IOException {
        try (NDManager scope = NDManager.newBaseManager(target.getDevice(), "PyTorch");
                NDArray source = scope.create(file.tensors().get(name).floats(), target.getShape())) {
            InPlace.copy(List.of(target), List.of(source));
        }
    }

    private boolean isLeftOut(String name) {
        return leftOut.stream().anyMatch(name::startsWith);
    }

    private void requireMatch(List<Pair<String, Parameter>> parameters, List<String> names) throws IOException {
        List<String> missing = new ArrayList<>();
        List<String> misshapen = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            Parameter parameter = parameters.get(i).getValue();
            if (!parameter.isInitialized()) {
                throw new IllegalArgumentException("the block is not initialised: its shapes are not known yet");
            }
            StoredTensor stored = file.tensors().get(name);
            Shape shape = parameter.getArray().getShape();
            if (isLeftOut(name)) {
                continue;
            }
            if (stored == null) {
                missing.add(name);
            } else if (!stored.shape().equals(shape)) {
                misshapen.add(name + " " + stored.shape() + " for " + shape);
            }
        }
        List<String> unexpected = file.tensors().keySet().stream()
                .filter(name -> !names.contains(name) && !isLeftOut(name) && !name.endsWith(COUNTER))
                .map(TensorFile::shown)
                .toList();
        report(Map.of("missing", missing, "unexpected", unexpected, "of another shape", misshapen));
    }

    private void report(Map<String, List<String>> faults) throws IOException {
        List<String> parts = faults.entrySet().stream()
                .filter(fault -> !fault.getValue().isEmpty())
                .sorted(Map.Entry.comparingByKey())
                .map(fault -> fault.getKey() + ": " + some(fault.getValue()))
                .toList();
        if (!parts.isEmpty()) {
            throw new IOException(file.path() + " does not fit the network; " + String.join("; ", parts));
        }
    }

    private static String some(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(MOST_NAMED, names.size())));
        return names.size() <= MOST_NAMED ? first : first + " and " + (names.size() - MOST_NAMED) + " more";
    }
}
