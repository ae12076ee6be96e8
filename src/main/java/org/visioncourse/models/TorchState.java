package org.visioncourse.models;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What torch's two formats share: the calls that a pickled {@code state_dict} makes, and what it comes to. */
abstract class TorchState implements Pickle.Calls {

    private static final int REBUILD_ARGUMENTS = 4; // storage, offset, shape, strides; what follows is about gradients

    /** A tensor that is not bound to the file's bytes yet: in the old format their place is told after it. */
    record Unbound(String storage, long[] shape, long[] strides, long offset) {}

    /** A storage as a tensor refers to it. */
    record Reference(String key, ElementType type, long count) {}

    private final Map<String, Reference> storages = new LinkedHashMap<>();

    /** The storages that tensors refer to, by key. */
    final Map<String, Reference> storages() {
        return storages;
    }

    @Override
    public final Object call(Pickle.Global function, List<?> arguments) throws IOException {
        return switch (function.name()) {
            case "torch._utils._rebuild_tensor_v2", "torch._utils._rebuild_tensor" -> tensor(arguments);
            case "torch._utils._rebuild_parameter" -> arguments.get(0);
            default ->
                throw new IOException(
                        "it calls " + shown(function.name()) + ", which no file of weights needs; nothing was run");
        };
    }

    private static Unbound tensor(List<?> arguments) throws IOException {
        if (arguments.size() < REBUILD_ARGUMENTS) {
            throw new IOException("a tensor in it is not described as torch does");
        }
        return new Unbound(
                ((Reference) arguments.get(0)).key(),
                numbers((List<?>) arguments.get(2)),
                numbers((List<?>) arguments.get(3)),
                (Long) arguments.get(1));
    }

    private static long[] numbers(List<?> values) throws IOException {
        if (values.size() > StoredTensor.MOST_AXES) {
            throw new IOException("a tensor in it has " + values.size() + " axes");
        }
        return values.stream().mapToLong(value -> (Long) value).toArray();
    }

    /** ("storage", class, key, device, count), in the old format with a sixth part for views. */
    @Override
    public final Object outside(List<?> reference) throws IOException {
        if ("module".equals(reference.get(0))) {
            throw new IOException(Pickle.OBJECT);
        }
        if (!"storage".equals(reference.get(0))) {
            throw new IOException("it refers to something outside that is not a storage");
        }
        String name = ((Pickle.Global) reference.get(1)).name();
        ElementType type = ElementType.ofStorage(name)
                .orElseThrow(() -> new IOException("it holds a " + shown(name) + ", of which nothing is read here"));
        if (reference.size() > 5 && reference.get(5) != null) {
            throw new IOException("it holds a storage that is a part of another: save it anew with torch 0.4 or later");
        }
        Reference storage = new Reference((String) reference.get(2), type, (Long) reference.get(4));
        Reference before = storages.putIfAbsent(storage.key(), storage);
        if (before != null && !before.equals(storage)) {
            throw new IOException("it describes the storage " + shown(storage.key()) + " in two ways");
        }
        return storage;
    }

    /** A name from the file, fit for a message. */
    static String shown(String name) {
        return TensorFile.shown(name);
    }

    /** The tensors of a state_dict, or of a checkpoint that holds one as {@code state_dict} or {@code model}. */
    static Map<String, Unbound> tensors(Object pickled) throws IOException {
        if (!(pickled instanceof Map<?, ?> map)) {
            throw new IOException("it does not hold a map of tensors, as torch.save(model.state_dict()) writes it");
        }
        Map<String, Unbound> tensors = new LinkedHashMap<>();
        inner(map).forEach((name, value) -> {
            if (value instanceof Unbound tensor) {
                tensors.put(String.valueOf(name), tensor);
            }
        });
        if (tensors.isEmpty()) {
            throw new IOException("it holds no tensors by name");
        }
        return tensors;
    }

    /** One level only: a map may hold itself. */
    private static Map<?, ?> inner(Map<?, ?> map) {
        for (String name : List.of("state_dict", "model")) {
            if (map.get(name) instanceof Map<?, ?> inner) {
                return inner;
            }
        }
        return map;
    }

    /** Binds tensors to the bytes of their storages. */
    static Map<String, StoredTensor> bind(Map<String, Unbound> tensors, Map<String, StoredTensor.Numbers> storages)
            throws IOException {
        Map<String, StoredTensor> bound = new LinkedHashMap<>();
        for (Map.Entry<String, Unbound> entry : tensors.entrySet()) {
            Unbound tensor = entry.getValue();
            StoredTensor.Numbers numbers = storages.get(tensor.storage());
            if (numbers == null) {
                throw new IOException("the numbers of " + shown(entry.getKey()) + " are missing");
            }
            bound.put(entry.getKey(), new StoredTensor(numbers, tensor.shape(), tensor.strides(), tensor.offset()));
        }
        return bound;
    }
}
