package org.visioncourse.data;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Ends a stream that is longer than it should be: archives may claim any length, or none. */
final class LimitedStream extends FilterInputStream {

    private final String message;
    private long left;

    /** @param message of the exception that the byte after {@code limit} bytes brings */
    LimitedStream(InputStream in, long limit, String message) {
        super(in);
        this.message = message;
        left = limit;
    }

    @Override
    public int read() throws IOException {
        int value = super.read();
        count(value < 0 ? 0 : 1);
        return value;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int count = super.read(buffer, offset, length);
        count(count);
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        long skipped = super.skip(count);
        count(skipped);
        return skipped;
    }

    /** How many bytes may still come. */
    long left() {
        return left;
    }

    private void count(long bytes) throws RefusedException {
        left -= Math.max(0, bytes);
        if (left < 0) {
            throw new RefusedException(message);
        }
    }
}
