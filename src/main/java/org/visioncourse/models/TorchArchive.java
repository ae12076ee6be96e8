package org.visioncourse.models;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
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

    private final FileBytes bytes;
    private final Map<String, ZipArchiveEntry> entries = new HashMap<>();

    private TorchArchive(FileBytes bytes) {
        this.bytes = bytes;
    }

    /** The tensors of a file. */
    static Map<String, StoredTensor> read(FileBytes bytes) throws IOException {
        TorchArchive archive = new TorchArchive(bytes);
        try (ZipFile zip = ZipFile.builder().setPath(bytes.path()).get()) {
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                archive.entries.put(entry.getName(), entry);
            }
        } catch (ZipException e) {
            throw new EOFException("its list of entries, which stands at the end, is missing or broken");
        }
        return archive.tensors();
    }

    private Map<String, StoredTensor> tensors() throws IOException {
        String pickle = entries.keySet().stream()
                .filter(name -> name.indexOf('/') == name.length() - PICKLE.length() && name.endsWith(PICKLE))
                .findFirst()
                .orElseThrow(() -> new IOException("it is a zip archive without data.pkl, which torch.save writes"));
        String folder = pickle.substring(0, pickle.length() - PICKLE.length());
        requireLittleEndian(folder);
        if (entries.containsKey(folder + "/constants.pkl")) {
            throw new IOException("it is a TorchScript program, not a file of weights");
        }
        Map<String, Unbound> tensors = tensors(Pickle.read(content(entries.get(pickle), Pickle.MOST_BYTES), this));
        Map<String, StoredTensor.Numbers> numbers = new HashMap<>();
        for (Reference storage : storages().values()) {
            numbers.put(storage.key(), numbers(folder, storage));
        }
        return bind(tensors, numbers);
    }

    private void requireLittleEndian(String folder) throws IOException {
        ZipArchiveEntry order = entries.get(folder + "/byteorder");
        if (order != null && !"little".equals(text(order))) {
            throw new IOException("its numbers are not little-endian");
        }
    }

    private String text(ZipArchiveEntry entry) throws IOException {
        return StandardCharsets.US_ASCII
                .decode(content(entry, "little".length()))
                .toString();
    }

    private StoredTensor.Numbers numbers(String folder, Reference storage) throws IOException {
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
        return new StoredTensor.Numbers(bytes, entry.getDataOffset(), storage.count(), storage.type());
    }

    private ByteBuffer content(ZipArchiveEntry entry, int most) throws IOException {
        requireStored(entry);
        if (entry.getSize() > most) {
            throw new IOException(shown(entry.getName()) + " has " + entry.getSize() + " bytes, more than the " + most
                    + " that it could need");
        }
        return bytes.read(entry.getDataOffset(), (int) entry.getSize());
    }

    /** Compressed entries could unpack to any size; torch writes none. */
    private void requireStored(ZipArchiveEntry entry) throws IOException {
        long offset = entry.getDataOffset();
        if (entry.getMethod() != ZipEntry.STORED) {
            throw new IOException(shown(entry.getName()) + " is compressed, which torch.save does not do");
        }
        if (offset < 0 || entry.getSize() < 0 || entry.getSize() > bytes.size() - offset) {
            throw new IOException(shown(entry.getName()) + " reaches over the end of the file");
        }
    }
}
