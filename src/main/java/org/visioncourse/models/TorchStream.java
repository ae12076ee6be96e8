package org.visioncourse.models;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * torch.save's format before version 1.6, which torchvision's older files still have: five pickles (a magic number, the
 * format's version, the writing system, the object, the keys of the storages), then each storage: a count of eight bytes
 * and its numbers.
 */
final class TorchStream extends TorchState {

    private static final int HEAD_BYTES = 5 * Pickle.MOST_BYTES;
    private static final int VERSION = 1001;
    // a pickle of the number 0x1950a86a20f9469cfc6c
    private static final byte[] MAGIC = {
        (byte) 0x80,
        2,
        (byte) 0x8a,
        10,
        0x6c,
        (byte) 0xfc,
        (byte) 0x9c,
        0x46,
        (byte) 0xf9,
        0x20,
        0x6a,
        (byte) 0xa8,
        0x50,
        0x19,
        '.'
    };

    private TorchStream() {}

    /** The tensors of a file. */
    static Map<String, StoredTensor> read(FileBytes bytes) throws IOException {
        ByteBuffer head = bytes.read(0, (int) Math.min(HEAD_BYTES, bytes.size()));
        TorchStream stream = new TorchStream();
        stream.requireHeader(head);
        Object state = Pickle.read(head, stream);
        List<?> keys = (List<?>) Pickle.read(head, stream);
        return bind(tensors(state), stream.numbers(bytes, keys, head.position()));
    }

    private void requireHeader(ByteBuffer head) throws IOException {
        requireMagic(head);
        if (!Long.valueOf(VERSION).equals(Pickle.read(head, this))) {
            throw new IOException("its version is not " + VERSION + ", the only one of its format");
        }
        Map<?, ?> system = (Map<?, ?>) Pickle.read(head, this);
        if (!Boolean.TRUE.equals(system.get("little_endian"))) {
            throw new IOException("its numbers are not little-endian");
        }
    }

    private static void requireMagic(ByteBuffer head) throws IOException {
        for (byte expected : MAGIC) {
            if (head.get() != expected) {
                throw new IOException("it is a pickle, but not one that torch.save began");
            }
        }
    }

    private Map<String, StoredTensor.Numbers> numbers(FileBytes bytes, List<?> keys, long start) throws IOException {
        Map<String, StoredTensor.Numbers> numbers = new HashMap<>();
        long position = start;
        for (Object key : keys) {
            Reference storage = storages().get((String) key);
            if (storage == null) {
                throw new IOException("no tensor uses the storage " + shown((String) key));
            }
            long count = bytes.read(position, Long.BYTES).getLong();
            if (count != storage.count() || count < 0) {
                throw new IOException("the storage " + shown(storage.key()) + " has " + count + " numbers, where "
                        + storage.count() + " were announced");
            }
            position += Long.BYTES;
            if (storage.count() > (bytes.size() - position) / storage.type().bytes()) {
                throw new EOFException();
            }
            numbers.put(storage.key(), new StoredTensor.Numbers(bytes, position, storage.count(), storage.type()));
            position += storage.count() * storage.type().bytes();
        }
        return numbers;
    }
}
