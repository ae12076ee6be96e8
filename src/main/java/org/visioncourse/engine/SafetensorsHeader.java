package org.visioncourse.engine;

import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The header of a safetensors file, checked against the file's size.
 *
 * @param entries the arrays, in the header's order
 * @param metadata free text by name
 */
public record SafetensorsHeader(List<Entry> entries, Map<String, String> metadata) {

    static final String METADATA = "__metadata__";
    private static final int MAX_BYTES =
            8 << 20; // of JSON, whose parsed form is forty times as large; real ones have some 10 kB
    private static final Map<String, Integer> TYPE_BYTES =
            Map.of("F64", 8, "F32", 4, "F16", 2, "BF16", 2, "I64", 8, "I32", 4, "I16", 2, "I8", 1, "U8", 1, "BOOL", 1);

    /**
     * What a header says of an array; it lies within the file, and its bytes are as many as its shape needs.
     *
     * @param name the array's name
     * @param type the format's name of the type, such as BF16
     * @param shape the array's shape
     * @param position of the array's first byte in the file
     * @param length number of its bytes
     */
    public record Entry(String name, String type, Shape shape, long position, long length) {}

    /**
     * Reads a file's header.
     *
     * @param channel of the file
     * @throws EOFException if the file is cut
     * @throws IOException if it is not of the format, in words that do not name it
     */
    public static SafetensorsHeader read(FileChannel channel) throws IOException {
        long length = Safetensors.fill(channel, Safetensors.littleEndian(Long.BYTES), 0)
                .getLong();
        if (length < 2 || length > MAX_BYTES) {
            throw new IOException("it does not begin with the length of a header");
        }
        if (length > channel.size() - Long.BYTES) {
            throw new EOFException();
        }
        ByteBuffer bytes = Safetensors.fill(channel, Safetensors.littleEndian((int) length), Long.BYTES);
        try {
            String text = StandardCharsets.UTF_8.decode(bytes).toString();
            JsonObject json = JsonParser.parseString(text).getAsJsonObject();
            return new SafetensorsHeader(entries(json, Long.BYTES + length, channel.size()), metadata(json));
        } catch (NumberFormatException | ClassCastException | NullPointerException | IndexOutOfBoundsException e) {
            throw new IOException("an array is not described as it should be", e);
        } catch (JsonParseException | IllegalStateException | UnsupportedOperationException | StackOverflowError e) {
            throw new IOException("its header is not JSON as the format has it", e);
        }
    }

    private static Map<String, String> metadata(JsonObject json) {
        Map<String, String> metadata = new LinkedHashMap<>();
        if (json.has(METADATA)) {
            json.getAsJsonObject(METADATA).asMap().forEach((name, text) -> metadata.put(name, text.getAsString()));
        }
        return metadata;
    }

    private static List<Entry> entries(JsonObject json, long start, long size) throws IOException {
        List<Entry> entries = new ArrayList<>();
        long left = size - start;
        for (Map.Entry<String, JsonElement> member : json.entrySet()) {
            if (!member.getKey().equals(METADATA)) {
                Entry entry = entry(member.getKey(), member.getValue().getAsJsonObject(), start);
                if (entry.position() > size - entry.length()) {
                    throw new EOFException();
                }
                left -= entry.length();
                entries.add(entry);
            }
        }
        if (left < 0) {
            throw new IOException("its arrays share bytes");
        }
        return List.copyOf(entries);
    }

    private static Entry entry(String name, JsonObject description, long start) throws IOException {
        String type = description.get("dtype").getAsString();
        Integer size = TYPE_BYTES.get(type);
        if (size == null) {
            throw new IOException(name + " is of the unknown type " + type);
        }
        JsonArray offsets = description.getAsJsonArray("data_offsets");
        long begin = offsets.get(0).getAsLong();
        long length = offsets.get(1).getAsLong() - begin;
        Shape shape = shape(name, description.getAsJsonArray("shape"));
        if (begin < 0 || begin > Long.MAX_VALUE - start || length < 0 || length != bytes(shape, size)) {
            throw new IOException(name + " has " + length + " bytes, where " + type + " " + shape + " is declared");
        }
        return new Entry(name, type, shape, start + begin, length);
    }

    private static Shape shape(String name, JsonArray lengths) throws IOException {
        long[] shape = new long[lengths.size()];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = lengths.get(i).getAsLong();
            if (shape[i] < 0) {
                throw new IOException(name + " has the negative length " + shape[i]);
            }
        }
        return new Shape(shape);
    }

    private static long bytes(Shape shape, int size) throws IOException {
        try {
            long bytes = size;
            for (long length : shape.getShape()) {
                bytes = Math.multiplyExact(bytes, Math.max(length, 1)); // strides must be possible, too
            }
            return shape.size() == 0 ? 0 : bytes;
        } catch (ArithmeticException e) {
            throw new IOException("the shape " + shape + " is impossibly large", e);
        }
    }
}
