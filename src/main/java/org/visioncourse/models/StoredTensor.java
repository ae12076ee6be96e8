package org.visioncourse.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** A tensor in a file of weights; its numbers are read when they are asked for. */
public final class StoredTensor {

    static final int MOST_AXES = 64; // as many as torch has
    private static final int CHUNK = 1 << 17; // numbers

    private final FileBytes bytes;
    private final ElementType type;
    private final ByteOrder order;
    private final Shape shape;
    private final long[] strides;
    private final long position;
    private final long span; // numbers from the first to the last

    /**
     * Checks a tensor against the numbers that are stored.
     *
     * @param numbers the stored numbers
     * @param shape lengths of the axes
     * @param strides steps between two numbers along each axis
     * @param offset of the first number
     * @throws IOException if it reaches over the stored numbers
     */
    StoredTensor(Numbers numbers, long[] shape, long[] strides, long offset) throws IOException {
        this.bytes = numbers.bytes();
        this.type = numbers.type();
        this.order = numbers.order();
        this.strides = strides.clone();
        if (shape.length > MOST_AXES) {
            throw new IOException("a tensor has " + shape.length + " axes");
        }
        long size = 1;
        long last = offset;
        boolean fits = shape.length == strides.length && offset >= 0 && offset <= numbers.count();
        for (int i = 0; fits && i < shape.length; i++) {
            fits = shape[i] >= 0 && strides[i] >= 0;
            size = Math.multiplyExact(size, shape[i]);
            last = Math.addExact(last, Math.multiplyExact(Math.max(0, shape[i] - 1), strides[i]));
        }
        if (!fits || size > numbers.count() || size > 0 && last >= numbers.count()) {
            throw new IOException("a tensor reaches over the " + numbers.count() + " numbers that are stored for it");
        }
        span = size == 0 ? 0 : last - offset + 1;
        if (Math.max(size, span) > Integer.MAX_VALUE / type.bytes()) {
            throw new IOException("a tensor has " + Math.max(size, span) + " numbers, more than are read here");
        }
        this.shape = new Shape(shape);
        this.position = numbers.position() + offset * type.bytes();
    }

    /**
     * Numbers one after another in a file.
     *
     * @param bytes the file
     * @param position of their first byte
     * @param count how many there are
     * @param type of each
     * @param order of each one's bytes
     */
    record Numbers(FileBytes bytes, long position, long count, ElementType type, ByteOrder order) {

        /** Little-endian numbers, as nearly all files have. */
        Numbers(FileBytes bytes, long position, long count, ElementType type) {
            this(bytes, position, count, type, ByteOrder.LITTLE_ENDIAN);
        }
    }

    /** A tensor whose numbers stand one after another, all that are stored. */
    static StoredTensor contiguous(Numbers numbers, Shape shape) throws IOException {
        long[] strides = new long[shape.dimension()];
        long stride = 1;
        for (int i = strides.length - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= Math.max(1, shape.get(i));
        }
        return new StoredTensor(numbers, shape.getShape(), strides, 0);
    }

    /** The tensor's type in the file. */
    public ElementType type() {
        return type;
    }

    /** The tensor's shape. */
    public Shape shape() {
        return shape;
    }

    /**
     * The numbers in the order of the axes, rounded to float32.
     *
     * @throws IOException if the file cannot be read
     */
    public float[] floats() throws IOException {
        float[] values = new float[Math.toIntExact(shape.size())];
        read((index, bytes, at) -> values[index] = type.floatAt(bytes, at));
        return values;
    }

    /**
     * The numbers in the order of the axes, as whole numbers.
     *
     * @throws IllegalStateException if the tensor is not of a whole type
     * @throws IOException if the file cannot be read
     */
    public long[] longs() throws IOException {
        if (type != ElementType.INT64) {
            throw new IllegalStateException("a tensor of type " + type + " is not one of whole numbers");
        }
        long[] values = new long[Math.toIntExact(shape.size())];
        read((index, bytes, at) -> values[index] = bytes.getLong(at));
        return values;
    }

    /**
     * The tensor as an array, of float32 or int64.
     *
     * @param manager the manager that the array is attached to
     * @throws IOException if the file cannot be read
     */
    public NDArray array(NDManager manager) throws IOException {
        return type == ElementType.INT64 ? manager.create(longs(), shape) : manager.create(floats(), shape);
    }

    /** Takes a number of the tensor, its index in the order of the axes. */
    private interface Sink {
        void take(int index, ByteBuffer bytes, int at);
    }

    private void read(Sink sink) throws IOException {
        try {
            if (isContiguous()) {
                readChunks(sink);
            } else if (span > 0) {
                readScattered(sink);
            }
        } catch (EOFException e) {
            throw new IOException(bytes.path() + " is cut: it ends within a tensor", e);
        } catch (IOException e) {
            throw new IOException(bytes.path() + " cannot be read: " + e, e);
        }
    }

    private boolean isContiguous() {
        long expected = 1;
        for (int i = shape.dimension() - 1; i >= 0; i--) {
            if (shape.get(i) != 1 && strides[i] != expected) {
                return false;
            }
            expected *= shape.get(i);
        }
        return true;
    }

    private void readChunks(Sink sink) throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(CHUNK, span) * type.bytes());
        for (int from = 0; from < span; from += CHUNK) {
            int count = (int) Math.min(CHUNK, span - from);
            chunk.clear().limit(count * type.bytes());
            bytes.read(position + (long) from * type.bytes(), chunk).order(order);
            for (int i = 0; i < count; i++) {
                sink.take(from + i, chunk, i * type.bytes());
            }
        }
    }

    private void readScattered(Sink sink) throws IOException {
        ByteBuffer all = bytes.read(position, (int) span * type.bytes()).order(order);
        Offsets offsets = new Offsets(shape.getShape(), strides);
        int size = (int) shape.size();
        for (int index = 0; index < size; index++) {
            sink.take(index, all, (int) offsets.next() * type.bytes());
        }
    }

    /** The offsets of all numbers, in the order of the axes. */
    private static final class Offsets {
        private final long[] shape;
        private final long[] strides;
        private final long[] at;
        private long offset;

        Offsets(long[] shape, long[] strides) {
            this.shape = shape;
            this.strides = strides;
            this.at = new long[shape.length];
        }

        long next() {
            long now = offset;
            for (int axis = shape.length - 1; axis >= 0; axis--) {
                offset += strides[axis];
                if (++at[axis] < shape[axis]) {
                    break;
                }
                offset -= strides[axis] * shape[axis];
                at[axis] = 0;
            }
            return now;
        }
    }
}
