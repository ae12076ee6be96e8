package org.visioncourse.dogbreeds;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.visioncourse.data.ImageDataset;
import org.visioncourse.data.PhotoSet;
import org.visioncourse.data.PictureSource;
import org.visioncourse.engine.Safetensors;

/**
 * The features of a frozen backbone, kept on disk, so that each photograph passes through it once.
 *
 * <p>A file belongs to one content of the weights and one preprocessing; in it, a photograph is known by its content. Other
 * names, other folds or more photographs compute only what is missing. An object of this class looks into a file of
 * weights or a photograph once, and takes it for unchanged from then on: make a new one for each run.
 */
final class FeatureCache {

    private static final int KEY_BYTES = 16;
    private static final String KEYS = "photographs";
    private static final String ARRAY = "features";

    private final Path folder;
    private final Map<Path, String> hashes = new HashMap<>();

    /** @param folder where the files are */
    FeatureCache(Path folder) {
        this.folder = folder;
    }

    /**
     * The features of photographs, read or computed; generated pictures, which are in memory, are always computed.
     *
     * @param trunk the backbone with its weights
     * @param weights the file that the weights are from
     * @param stop ends the computation early; what was computed is kept
     * @return a row for each photograph; empty if it was stopped
     * @throws UncheckedIOException if a photograph cannot be read; the message names it. What was computed before is kept:
     *     once it is replaced or removed, the next call goes on from there
     */
    Optional<float[][]> features(
            Block trunk, Path weights, PictureSource photos, DogBreedsConfig config, BooleanSupplier stop)
            throws IOException {
        if (!(photos instanceof PhotoSet files)) {
            float[][] rows = new float[photos.size()][];
            Features.into(rows, trunk, DogBreedsData.evaluation(photos, config), config.mirror(), stop);
            return whole(rows);
        }
        Path file = folder.resolve(name(weights, config));
        Map<String, float[]> known = read(file);
        List<String> keys = keys(files);
        int[] missing = IntStream.range(0, keys.size())
                .filter(i -> !known.containsKey(keys.get(i)))
                .toArray();
        if (missing.length > 0) {
            float[][] rows = new float[missing.length][];
            try {
                ImageDataset rest = DogBreedsData.evaluation(files.subset(missing), config);
                Features.into(rows, trunk, rest, config.mirror(), stop);
            } finally { // a broken photograph costs no more than itself
                for (int i = 0; i < rows.length && rows[i] != null; i++) {
                    known.put(keys.get(missing[i]), rows[i]);
                }
                write(file, known);
            }
        }
        return whole(keys.stream().map(known::get).toArray(float[][]::new));
    }

    private static Optional<float[][]> whole(float[][] rows) {
        return Optional.of(rows).filter(all -> Arrays.stream(all).allMatch(Objects::nonNull));
    }

    private String name(Path weights, DogBreedsConfig config) throws IOException {
        String preprocessing = DogBreedsData.middle(config) + " "
                + config.backbone().normalisation() + (config.mirror() ? " and mirrored" : "");
        return config.backbone() + "-" + hash(weights).substring(0, KEY_BYTES) + "-"
                + hash(preprocessing.getBytes(StandardCharsets.UTF_8), KEY_BYTES / 2) + ".safetensors";
    }

    private List<String> keys(PhotoSet photos) throws IOException {
        List<String> keys = new ArrayList<>();
        for (Path file : photos.files()) {
            keys.add(hash(file));
        }
        return keys;
    }

    private String hash(Path file) throws IOException {
        String known = hashes.get(file);
        if (known == null) {
            known = hash(Files.readAllBytes(file), KEY_BYTES);
            hashes.put(file, known);
        }
        return known;
    }

    private static String hash(byte[] content, int bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return HexFormat.of().formatHex(digest, 0, bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    /** What the file holds; nothing, if it is not there or was damaged, as it can be made again. */
    private static Map<String, float[]> read(Path file) {
        Map<String, float[]> known = new LinkedHashMap<>();
        if (!Files.exists(file)) {
            return known;
        }
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            Safetensors.Contents contents = Safetensors.read(file, manager);
            String[] keys = contents.metadata().getOrDefault(KEYS, "").split(" ");
            NDArray array = contents.arrays().get(ARRAY); // (N, D)
            if (array == null
                    || array.getDataType() != DataType.FLOAT32
                    || array.getShape().dimension() != 2
                    || array.getShape().get(0) != keys.length) {
                throw new IOException(file + " is not a file of features");
            }
            float[] values = array.toFloatArray();
            int width = values.length / keys.length;
            for (int i = 0; i < keys.length; i++) {
                known.put(keys[i], Arrays.copyOfRange(values, i * width, (i + 1) * width));
            }
        } catch (IOException e) {
            System.err.println("warning: the features are computed again: " + e.getMessage());
        }
        return known;
    }

    private static void write(Path file, Map<String, float[]> known) throws IOException {
        if (known.isEmpty()) {
            return;
        }
        Files.createDirectories(file.getParent());
        int width = known.values().iterator().next().length;
        float[] values = new float[known.size() * width];
        int at = 0;
        for (float[] row : known.values()) {
            System.arraycopy(row, 0, values, at, width);
            at += width;
        }
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            NDArray array = manager.create(values, new Shape(known.size(), width));
            Safetensors.write(file, Map.of(ARRAY, array), Map.of(KEYS, String.join(" ", known.keySet())));
        }
    }
}
