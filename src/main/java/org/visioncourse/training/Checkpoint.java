package org.visioncourse.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.visioncourse.engine.GroupedOptimizer;
import org.visioncourse.engine.InPlace;
import org.visioncourse.engine.Safetensors;

/**
 * All that a run must keep to go on bit for bit: blocks, optimizers, other arrays, by name, and texts.
 *
 * <p>One safetensors file holds it. Reading copies the values into the registered arrays, which keep their identity:
 * trainers, optimizers and averages made before go on with them.
 */
public final class Checkpoint {

    private final Map<String, Map<String, NDArray>> arrays = new LinkedHashMap<>();
    private final Map<String, GroupedOptimizer> optimizers = new LinkedHashMap<>();

    /** Registers an initialised network. */
    public Checkpoint block(String name, Block block) {
        Map<String, NDArray> parameters = new LinkedHashMap<>();
        block.getParameters()
                .forEach(
                        entry -> parameters.put(entry.getKey(), entry.getValue().getArray()));
        return arrays(name, parameters);
    }

    /** Registers arrays that live as long as the run. */
    public Checkpoint arrays(String name, Map<String, NDArray> named) {
        if (arrays.put(name, named) != null || optimizers.containsKey(name)) {
            throw new IllegalArgumentException("the checkpoint has a part named " + name + " already");
        }
        return this;
    }

    /** Registers an optimizer: its state and its number of updates. */
    public Checkpoint optimizer(String name, GroupedOptimizer optimizer) {
        if (optimizers.put(name, optimizer) != null || arrays.containsKey(name)) {
            throw new IllegalArgumentException("the checkpoint has a part named " + name + " already");
        }
        return this;
    }

    /**
     * Writes everything registered.
     *
     * @param file the file, replaced as a whole
     * @param texts what else to keep, such as the position in the run
     * @throws IOException if that fails; the former checkpoint is then unchanged
     */
    public void write(Path file, Map<String, String> texts) throws IOException {
        Map<String, NDArray> all = new LinkedHashMap<>();
        Map<String, String> metadata = new LinkedHashMap<>(texts);
        arrays.forEach((part, named) -> named.forEach((name, array) -> all.put(part + "/" + name, array)));
        optimizers.forEach((part, optimizer) -> {
            optimizer.state().forEach((name, array) -> all.put(part + "/" + name, array));
            metadata.put(part + ".updates", Integer.toString(optimizer.updates()));
        });
        Safetensors.write(file, all, metadata);
    }

    /**
     * Puts everything registered back as it was written.
     *
     * @param file a file that {@link #write} wrote
     * @return the texts
     * @throws IOException if the file is missing or broken, or does not fit what is registered, which is then unchanged
     */
    public Map<String, String> read(Path file) throws IOException {
        try (NDManager scope = NDManager.newBaseManager("PyTorch")) {
            Safetensors.Contents contents = Safetensors.read(file, scope);
            Map<String, NDArray> saved = new LinkedHashMap<>(contents.arrays());
            Map<String, Map<String, NDArray>> states = new LinkedHashMap<>();
            optimizers.keySet().forEach(part -> states.put(part, take(saved, part + "/")));
            List<NDArray> targets = new ArrayList<>();
            List<NDArray> sources = new ArrayList<>();
            pair(saved, targets, sources, file);
            List<Runnable> restoring = new ArrayList<>();
            for (Map.Entry<String, GroupedOptimizer> entry : optimizers.entrySet()) {
                String updates = contents.metadata().get(entry.getKey() + ".updates");
                if (updates == null) {
                    throw new IOException(file + " does not fit this run: it has no optimizer " + entry.getKey());
                }
                restoring.add(entry.getValue().restoring(states.get(entry.getKey()), Integer.parseInt(updates)));
            }
            restoring.forEach(Runnable::run);
            InPlace.copy(targets, sources);
            return contents.metadata();
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " does not fit this run: " + e.getMessage(), e);
        }
    }

    private void pair(Map<String, NDArray> saved, List<NDArray> targets, List<NDArray> sources, Path file)
            throws IOException {
        TreeSet<String> wrong = new TreeSet<>();
        for (Map.Entry<String, Map<String, NDArray>> part : arrays.entrySet()) {
            part.getValue().forEach((name, target) -> {
                NDArray source = saved.remove(part.getKey() + "/" + name);
                Shape shape = target.getShape();
                if (source == null) {
                    wrong.add(part.getKey() + "/" + name + " is missing");
                } else if (!source.getShape().equals(shape)) {
                    wrong.add(part.getKey() + "/" + name + " is " + source.getShape() + " there, " + shape + " here");
                } else {
                    targets.add(target);
                    sources.add(source);
                }
            });
        }
        saved.keySet().forEach(name -> wrong.add(name + " is not part of this run"));
        if (!wrong.isEmpty()) {
            String more = wrong.size() > 5 ? ", and " + (wrong.size() - 5) + " more" : "";
            throw new IOException(file + " does not fit this run: "
                    + String.join(", ", wrong.stream().limit(5).toList()) + more);
        }
    }

    private static Map<String, NDArray> take(Map<String, NDArray> from, String prefix) {
        Map<String, NDArray> taken = new LinkedHashMap<>();
        from.entrySet().removeIf(entry -> {
            boolean belongs = entry.getKey().startsWith(prefix);
            if (belongs) {
                taken.put(entry.getKey().substring(prefix.length()), entry.getValue());
            }
            return belongs;
        });
        return taken;
    }
}
