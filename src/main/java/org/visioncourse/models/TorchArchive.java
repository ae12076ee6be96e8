package org.visioncourse.models;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * torch.save's format since version 1.6: a zip archive of stored entries, {@code NAME/data.pkl} with the pickle and
 * {@code NAME/data/KEY} with the numbers of each storage.
 */
final class TorchArchive extends TorchState {

    private static final String PICKLE = "/data.pkl";

    private static final int MOST_DIRECTORY = 1 << 22; // bytes; real ones have some thousands

    // the record at the end of a zip file, where it says the directory begins, and the same for large files (zip64)
    private static final int END = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int END_START = 16;
    private static final int LOCATOR = 0x07064b50;
    private static final int LOCATOR_BYTES = 20;
    private static final int LOCATOR_END = 8;
    private static final int LARGE_END_START = 48;

    private final FileBytes bytes;
    private final Map<String, ZipArchiveEntry> entries = new HashMap<>();

    private TorchArchive(FileBytes bytes) {
        this.bytes = bytes;
    }

    /** The tensors of a file. */
    static Map<String, StoredTensor> read(FileBytes bytes) throws IOException {
        TorchArchive archive = new TorchArchive(bytes);
        archive.requireShortDirectory();
        try (ZipFile zip = ZipFile.builder().setPath(bytes.path()).get()) {
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                if (archive.entries.put(entry.getName(), entry) != null) {
                    throw new IOException("it holds " + shown(entry.getName()) + " twice");
                }
            }
        } catch (ZipException e) {
            throw new EOFException("its list of entries, which stands at the end, is missing or broken");
        }
        return archive.tensors();
    }

    /** An entry in memory takes many times its bytes in the directory, and all are taken there at once. */
    private void requireShortDirectory() throws IOException {
        long end = bytes.size() - END_BYTES;
        if (end < LOCATOR_BYTES || bytes.read(end, Integer.BYTES).getInt() != END) {
            throw new EOFException();
        }
        long start = Integer.toUnsignedLong(
                bytes.read(end + END_START, Integer.BYTES).getInt());
        long locator = end - LOCATOR_BYTES;
        if (bytes.read(locator, Integer.BYTES).getInt() == LOCATOR) {
            long large = bytes.read(locator + LOCATOR_END, Long.BYTES).getLong();
            start = bytes.read(large + LARGE_END_START, Long.BYTES).getLong();
        }
        if (start < 0 || bytes.size() - start > MOST_DIRECTORY) {
            throw new IOException(
                    "its list of entries has more bytes than the " + MOST_DIRECTORY + " that it could need");
        }
    }

    private Map<String, StoredTensor> tensors() throws IOException {
        List<String> pickles = entries.keySet().stream()
                .filter(name -> name.indexOf('/') == name.length() - PICKLE.length() && name.endsWith(PICKLE))
                .toList();
        if (pickles.size() != 1) {
            throw new IOException(
                    "it is a zip archive with " + pickles.size() + " files data.pkl, of which torch.save writes one");
        }
        String pickle = pickles.get(0);
        String folder = pickle.substring(0, pickle.length() - PICKLE.length());
        if (entries.containsKey(folder + "/constants.pkl")) {
            throw new IOException("it is a TorchScript program: open it with torch.jit.load in Python, and save its "
                    + "state_dict() with torch.save");
        }
        ByteOrder order = order(folder);
        Map<String, Unbound> tensors = tensors(Pickle.read(content(entries.get(pickle), Pickle.MOST_BYTES), this));
        Map<String, StoredTensor.Numbers> numbers = new HashMap<>();
        for (Reference storage : storages().values()) {
            numbers.put(storage.key(), numbers(folder, storage, order));
        }
        return bind(tensors, numbers);
    }

    /** That of the machine that wrote it; before version 2.1 torch did not say, and hardly any was big-endian. */
    private ByteOrder order(String folder) throws IOException {
        ZipArchiveEntry entry = entries.get(folder + "/byteorder");
        if (entry == null) {
            return ByteOrder.LITTLE_ENDIAN;
        }
        String order = StandardCharsets.US_ASCII
                .decode(content(entry, "little".length()))
                .toString();
        return switch (order) {
            case "little" -> ByteOrder.LITTLE_ENDIAN;
            case "big" -> ByteOrder.BIG_ENDIAN;
            default -> throw new IOException("its byte order is " + shown(order) + ", neither little nor big");
        };
    }

    private StoredTensor.Numbers numbers(String folder, Reference storage, ByteOrder order) throws IOException {
        ZipArchiveEntry entry = entries.get(folder + "/data/" + storage.key());
        if (entry == null) {
            throw new IOException("the storage " + shown(storage.key()) + " is missing");
        }
        requireStored(entry);
        if (storage.count() < 0
                || storage.count() > entry.getSize() / storage.type().bytes()) {
            throw new IOException("the storage " + shown(storage.key()) + " has " + entry.getSize()
                    + " bytes, too few for " + storage.count() + " numbers");
        }
        return new StoredTensor.Numbers(bytes, entry.getDataOffset(), storage.count(), storage.type(), order);
    }

    private ByteBuffer content(ZipArchiveEntry entry, int most) throws IOException {
        requireStored(entry);
        if (entry.getSize() > most) {
            throw new IOException(shown(entry.getName()) + " has " + entry.getSize() + " bytes, more than the " + most
                    + " that it could need");
        }
        return bytes.read(entry.getDataOffset(), (int) entry.getSize());
    }

    /** Compressed entries could unpack to any size; torch writes no such ones. */
    private void requireStored(ZipArchiveEntry entry) throws IOException {
        long offset = entry.getDataOffset();
        if (entry.getMethod() != ZipEntry.STORED || entry.getGeneralPurposeBit().usesEncryption()) {
            throw new IOException(shown(entry.getName()) + " is compressed or encrypted, which torch.save does not do");
        }
        if (offset < 0 || entry.getSize() < 0 || entry.getSize() > bytes.size() - offset) {
            throw new IOException(shown(entry.getName()) + " reaches over the end of the file");
        }
    }
}
