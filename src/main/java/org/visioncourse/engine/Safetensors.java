package org.visioncourse.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Files of named arrays in the safetensors format: a length, a JSON header, and the arrays' bytes one after another.
 *
 * <p>DJL writes the format only as one array of bytes on the heap, and without metadata. Here files are streamed, an
 * array at a time, and appear whole or not at all; every number of a file is checked before memory is taken for it.
 *
 * @see <a href="https://github.com/huggingface/safetensors">the format's description</a>
 */
public final class Safetensors {

    private static final int CHUNK_BYTES = 1 << 16;
    private static final Map<String, DataType> TYPES = Map.of(
            "F64", DataType.FLOAT64,
            "F32", DataType.FLOAT32,
            "F16", DataType.FLOAT16,
            "I64", DataType.INT64,
            "I32", DataType.INT32,
            "I8", DataType.INT8,
            "U8", DataType.UINT8,
            "BOOL", DataType.BOOLEAN);

    private Safetensors() {}

    /**
     * What a file holds.
     *
     * @param arrays by name, in the order of the file's header
     * @param metadata free text by name
     */
    public record Contents(Map<String, NDArray> arrays, Map<String, String> metadata) {}

    /**
     * Writes named arrays.
     *
     * @param file the file, replaced as a whole if it exists
     * @param arrays by name, in any layout; the name {@code __metadata__} is the format's own
     * @param metadata free text by name
     * @throws IllegalArgumentException if a name or a type has no place in the format
     * @throws IOException if the file cannot be written; what stood there is then unchanged
     */
    public static void write(Path file, Map<String, NDArray> arrays, Map<String, String> metadata) throws IOException {
        byte[] header = header(arrays, metadata);
        AtomicFile.write(file, out -> {
            copy(littleEndian(Long.BYTES).putLong(header.length).flip(), out);
            out.write(header);
            for (NDArray array : arrays.values()) {
                copy(array.toByteBuffer(), out);
            }
        });
    }

    private static void copy(ByteBuffer bytes, OutputStream out) throws IOException {
        byte[] chunk = new byte[Math.min(bytes.remaining(), CHUNK_BYTES)];
        while (bytes.hasRemaining()) {
            int length = Math.min(bytes.remaining(), chunk.length);
            bytes.get(chunk, 0, length);
            out.write(chunk, 0, length);
        }
    }

    private static byte[] header(Map<String, NDArray> arrays, Map<String, String> metadata) {
        JsonObject header = new JsonObject();
        if (!metadata.isEmpty()) {
            JsonObject texts = new JsonObject();
            metadata.forEach(texts::addProperty);
            header.add(SafetensorsHeader.METADATA, texts);
        }
        long offset = 0;
        for (Map.Entry<String, NDArray> entry : arrays.entrySet()) {
            if (entry.getKey().equals(SafetensorsHeader.METADATA)) {
                throw new IllegalArgumentException("an array cannot have the name " + SafetensorsHeader.METADATA);
            }
            NDArray array = entry.getValue();
            long end = offset + array.size() * array.getDataType().getNumOfBytes();
            header.add(entry.getKey(), describe(array, offset, end));
            offset = end;
        }
        byte[] json = header.toString().getBytes(StandardCharsets.UTF_8);
        int aligned = (json.length + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
        byte[] padded = Arrays.copyOf(json, aligned);
        Arrays.fill(padded, json.length, aligned, (byte) ' ');
        return padded;
    }

    private static JsonObject describe(NDArray array, long begin, long end) {
        DataType type = array.getDataType();
        JsonObject description = new JsonObject();
        description.addProperty(
                "dtype",
                TYPES.entrySet().stream()
                        .filter(entry -> entry.getValue() == type)
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException("safetensors has no place for " + type))
                        .getKey());
        JsonArray shape = new JsonArray();
        for (long length : array.getShape().getShape()) {
            shape.add(length);
        }
        description.add("shape", shape);
        JsonArray offsets = new JsonArray();
        offsets.add(begin);
        offsets.add(end);
        description.add("data_offsets", offsets);
        return description;
    }

    /**
     * Reads a whole file.
     *
     * @param file the file
     * @param manager the manager that the arrays are attached to
     * @return its arrays and metadata
     * @throws IOException if the file is missing, cut or not of the format, in one sentence that names it
     */
    public static Contents read(Path file, NDManager manager) throws IOException {
        try (FileChannel channel = FileChannel.open(file);
                NDManager scope = manager.newSubManager()) {
            SafetensorsHeader header = SafetensorsHeader.read(channel);
            Map<String, NDArray> arrays = new LinkedHashMap<>();
            for (SafetensorsHeader.Entry entry : header.entries()) {
                arrays.put(entry.name(), array(entry, channel, scope));
            }
            Contents contents = new Contents(arrays, header.metadata());
            arrays.values().forEach(array -> array.attach(manager));
            return contents;
        } catch (NoSuchFileException e) {
            throw new IOException("there is no file " + file, e);
        } catch (EOFException e) {
            throw new IOException(file + " is cut: it ends after " + Files.size(file) + " bytes", e);
        } catch (IOException e) {
            throw new IOException(file + " is not a safetensors file: " + e.getMessage(), e);
        }
    }

    private static NDArray array(SafetensorsHeader.Entry entry, FileChannel channel, NDManager manager)
            throws IOException {
        DataType type = TYPES.get(entry.type());
        if (type == null) {
            throw new IOException(entry.name() + " is of the type " + entry.type() + ", which DJL does not have");
        }
        if (entry.length() > Integer.MAX_VALUE) {
            throw new IOException(
                    entry.name() + " has " + entry.length() + " bytes, more than one array can have here");
        }
        ByteBuffer values = fill(channel, littleEndian((int) entry.length()), entry.position());
        NDArray array = manager.create(values, entry.shape(), type);
        array.setName(entry.name());
        return array;
    }

    static ByteBuffer littleEndian(int capacity) {
        return ByteBuffer.allocateDirect(capacity).order(ByteOrder.LITTLE_ENDIAN);
    }

    static ByteBuffer fill(FileChannel channel, ByteBuffer buffer, long position) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new EOFException();
            }
        }
        return buffer.flip();
    }
}
