package org.visioncourse.engine;

import ai.djl.util.JsonUtils;
import com.google.gson.Gson;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Values that tests compare with, in JSON files under {@code src/test/resources/golden}. */
public final class GoldenFile {

    private GoldenFile() {}

    /**
     * Reads a file.
     *
     * @param name such as {@code resnet18.json}
     */
    public static <T> T read(String name, Class<T> type) {
        return read(name, type, JsonUtils.GSON);
    }

    /** The same for a file whose names are not Java's. */
    public static <T> T read(String name, Class<T> type, Gson gson) {
        try (Reader reader = new InputStreamReader(
                GoldenFile.class.getResourceAsStream("/golden/" + name), StandardCharsets.UTF_8)) {
            return gson.fromJson(reader, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
