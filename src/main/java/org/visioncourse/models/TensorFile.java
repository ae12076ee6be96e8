package org.visioncourse.models;

import ai.djl.ndarray.types.Shape;
import java.io.EOFException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.visioncourse.engine.SafetensorsHeader;

/**
 * A file of weights: PyTorch's {@code .pth}, in its format of today (a zip archive) or that before version 1.6 (a
 * stream), or safetensors. What it is, its content says and not its name.
 *
 * <p>Files are not trusted: nothing in them is executed, what no file of weights needs is refused by name, and sizes are
 * checked before memory is taken. The numbers stay in the file until they are asked for.
 *
 * <pre>{@code
 * try (TensorFile file = TensorFile.open(Path.of("resnet18-f37072fd.pth"))) {
 *     float[] bias = file.tensors().get("fc.bias").floats();
 * }
 * }</pre>
 */
public final class TensorFile implements AutoCloseable {

    // the first four bytes, little-endian
    private static final int ZIP = 0x04034b50; // "PK", 3, 4
    private static final int STREAM = 0x0a8a0280; // the magic number's pickle; no safetensors header is so long

    private static final int MOST_SHOWN = 80;
    private static final int MOST_SAID = 400;

    private final FileBytes bytes;
    private Map<String, StoredTensor> tensors = Map.of();

    private TensorFile(FileBytes bytes) {
        this.bytes = bytes;
    }

    /**
     * Opens a file and reads what it says of its tensors.
     *
     * @throws IOException if it is missing, cut, hostile or of another kind, in one sentence that names it
     */
    public static TensorFile open(Path path) throws IOException {
        FileChannel channel;
        try {
            channel = FileChannel.open(path);
        } catch (NoSuchFileException e) {
            throw new IOException("there is no file " + path, e);
        }
        TensorFile file = new TensorFile(new FileBytes(path, channel));
        try {
            file.tensors = Collections.unmodifiableMap(file.read());
            return file;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw file.broken(e);
        }
    }

    private IOException broken(Exception e) {
        if (e instanceof EOFException || e instanceof BufferUnderflowException) {
            return new IOException(path() + " is cut: it ends before its tensors do", e);
        }
        if (e instanceof IOException) {
            return new IOException(
                    path() + " is not read as a file of weights: " + printable(e.getMessage(), MOST_SAID), e);
        }
        return new IOException(
                path() + " is not read as a file of weights: it is not as torch or safetensors write it", e);
    }

    /** A name from a file, fit for a message. */
    static String shown(String name) {
        return printable(name, MOST_SHOWN);
    }

    /** Without characters that command a terminal or break a line. */
    private static String printable(String text, int most) {
        String start = text.substring(0, Math.min(most, text.length())).replaceAll("[^\\x20-\\x7e]", "?");
        return text.length() <= most ? start : start + "...";
    }

    private Map<String, StoredTensor> read() throws IOException {
        int first = bytes.read(0, Integer.BYTES).getInt();
        return switch (first) {
            case ZIP -> TorchArchive.read(bytes);
            case STREAM -> TorchStream.read(bytes);
            default -> safetensors();
        };
    }

    private Map<String, StoredTensor> safetensors() throws IOException {
        Map<String, StoredTensor> read = new LinkedHashMap<>();
        for (SafetensorsHeader.Entry entry :
                SafetensorsHeader.read(bytes.channel()).entries()) {
            ElementType type = ElementType.ofSafetensors(entry.type())
                    .orElseThrow(() -> new IOException(shown(entry.name()) + " is of the type " + entry.type()
                            + ", of which nothing is read here"));
            StoredTensor.Numbers numbers =
                    new StoredTensor.Numbers(bytes, entry.position(), entry.length() / type.bytes(), type);
            read.put(entry.name(), StoredTensor.contiguous(numbers, entry.shape()));
        }
        return read;
    }

    /** The file. */
    public Path path() {
        return bytes.path();
    }

    /** The tensors by name, in the file's order; they can be read until this is closed. */
    public Map<String, StoredTensor> tensors() {
        return tensors;
    }

    /** The tensors' shapes by name, in the file's order. */
    public Map<String, Shape> shapes() {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
        return shapes;
    }

    @Override
    public void close() throws IOException {
        bytes.channel().close();
    }
}
