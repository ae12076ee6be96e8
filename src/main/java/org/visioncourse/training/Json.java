package org.visioncourse.training;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.visioncourse.engine.AtomicFile;

/** Records and maps as JSON, in files that are whole or absent. */
public final class Json {

    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();

    private Json() {}

    /** The text of a value. */
    public static String text(Object value) {
        return GSON.toJson(value);
    }

    /** Writes a value to a file. */
    public static void write(Path file, Object value) throws IOException {
        AtomicFile.write(file, (text(value) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Reads a file's value; an IOException names the file and what is wrong with it. */
    public static <T> T read(Path file, Class<T> type) throws IOException {
        return read(file, TypeToken.get(type));
    }

    /** The same for a type with parameters. */
    @SuppressWarnings("unchecked")
    static <T> T read(Path file, TypeToken<?> type) throws IOException {
        try {
            return (T) parse(Files.readString(file), type, file.toString());
        } catch (CharacterCodingException e) {
            throw new IOException(file + " cannot be understood: it is not text", e);
        }
    }

    /** Reads a text's value; an IOException names where it came from and what is wrong with it. */
    static <T> T parse(String text, TypeToken<T> type, String from) throws IOException {
        try {
            T value = GSON.fromJson(text, type);
            if (value == null) {
                throw new IOException(from + " holds nothing");
            }
            return value;
        } catch (RuntimeException e) { // what a record's own check throws comes wrapped by Gson
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            throw new IOException(from + " cannot be understood: " + cause.getMessage(), e);
        }
    }
}
