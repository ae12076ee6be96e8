package org.visioncourse.models;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * The bytes of an open file.
 *
 * @param path for messages
 * @param channel of the file
 */
record FileBytes(Path path, FileChannel channel) {

    long size() throws IOException {
        return channel.size();
    }

    /**
     * Reads at a place, little-endian.
     *
     * @throws EOFException if the file ends before
     */
    ByteBuffer read(long position, int length) throws IOException {
        return read(position, ByteBuffer.allocate(length));
    }

    /** Fills a buffer from a place on, and turns it to be read. */
    ByteBuffer read(long position, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new EOFException();
            }
        }
        return buffer.flip().order(ByteOrder.LITTLE_ENDIAN);
    }
}
