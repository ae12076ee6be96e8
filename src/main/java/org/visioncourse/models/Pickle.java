package org.visioncourse.models;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the pickles that torch writes, and no others.
 *
 * <p>A pickle is a program for a small stack machine, and Python's own reader calls any function that it names. This one
 * knows only the opcodes of protocol 2 that a file of weights is made of, builds nothing but maps, lists, tuples, strings
 * and numbers, and hands every call and every outside reference to {@link Calls}, which refuses by name what it does not
 * expect. Every length is compared with what is left of the file before memory is taken.
 *
 * @see <a href="https://github.com/python/cpython/blob/main/Lib/pickletools.py">the opcodes, in pickletools.py</a>
 */
final class Pickle {

    /** The most bytes of a pickle; those of real weights have some thousands, however large the weights are. */
    static final int MOST_BYTES = 1 << 20;

    /** Why a pickled model is refused: to make one, its class would have to be run. */
    static final String OBJECT = "it holds an object, perhaps a whole model: save its state_dict() in Python instead";

    private static final int MOST_WORK = 1 << 20;
    private static final int PROTOCOL = 2;
    private static final Object MARK = new Object();
    private static final Object NONE = new Object();

    /** What a pickle may call and refer to. */
    interface Calls {

        /** The result of a call; an IOException names a function that is not admitted. */
        Object call(Global function, List<?> arguments) throws IOException;

        /** What a reference stands for. */
        Object outside(List<?> reference) throws IOException;
    }

    /** A class or function by its name, such as {@code torch._utils._rebuild_tensor_v2}; nothing is looked up. */
    record Global(String name) {}

    private final ByteBuffer in;
    private final Calls calls;
    private final List<Object> stack = new ArrayList<>();
    private final Map<Integer, Object> memo = new HashMap<>();
    private int work; // calls and their arguments so far: what is remembered can be used again at no cost of bytes

    private Pickle(ByteBuffer in, Calls calls) {
        this.in = in;
        this.calls = calls;
    }

    /**
     * Reads one pickle and leaves the buffer behind its end.
     *
     * @return a String, Long, Double, Boolean, List, Map, Global, or whatever {@code calls} makes; null for None
     * @throws IOException if it is not one that torch writes
     * @throws RuntimeException of several kinds, for a file that is cut or broken
     */
    static Object read(ByteBuffer in, Calls calls) throws IOException {
        ByteBuffer part =
                in.slice(in.position(), Math.min(in.remaining(), MOST_BYTES)).order(ByteOrder.LITTLE_ENDIAN);
        Object value = new Pickle(part, calls).run();
        in.position(in.position() + part.position());
        return value;
    }

    private Object run() throws IOException {
        int opcode = in.get() & 0xff;
        while (opcode != '.') {
            step(opcode);
            opcode = in.get() & 0xff;
        }
        return pop();
    }

    private void step(int opcode) throws IOException {
        switch (opcode) {
            case 0x80 -> requireProtocol(in.get());
            case '(' -> stack.add(MARK);
            case 'N' -> stack.add(NONE);
            case 0x88 -> stack.add(true);
            case 0x89 -> stack.add(false);
            case 'K' -> stack.add((long) (in.get() & 0xff));
            case 'M' -> stack.add((long) (in.getShort() & 0xffff));
            case 'J' -> stack.add((long) in.getInt());
            case 0x8a -> stack.add(integer(in.get() & 0xff));
            case 'G' -> stack.add(Double.longBitsToDouble(Long.reverseBytes(in.getLong())));
            case 'X' -> stack.add(text(in.getInt(), StandardCharsets.UTF_8));
            case 'T' -> stack.add(text(in.getInt(), StandardCharsets.ISO_8859_1)); // Python 2's
            case 'U' -> stack.add(text(in.get() & 0xff, StandardCharsets.ISO_8859_1));
            case 'c' -> stack.add(new Global(line() + "." + line()));
            case 'q' -> memo.put(in.get() & 0xff, top());
            case 'r' -> memo.put(in.getInt(), top());
            case 'h' -> stack.add(remembered(in.get() & 0xff));
            case 'j' -> stack.add(remembered(in.getInt()));
            case ')' -> stack.add(List.of());
            case 0x85, 0x86, 0x87 -> stack.add(last(opcode - 0x84));
            case 't' -> stack.add(sinceMark());
            case ']' -> stack.add(new ArrayList<>());
            case 'a' -> append(last(1));
            case 'e' -> append(sinceMark());
            case '}' -> stack.add(new LinkedHashMap<>());
            case 's' -> put(last(2));
            case 'u' -> put(sinceMark());
            case 'R' -> call();
            case 'Q' -> stack.add(calls.outside((List<?>) pop()));
            case 'b' -> build();
            case 0x81 -> throw new IOException(OBJECT);
            default -> throw new IOException("it uses the opcode 0x%02x, which torch does not write".formatted(opcode));
        }
    }

    private static void requireProtocol(int protocol) throws IOException {
        if (protocol != PROTOCOL) {
            throw new IOException("it is a pickle of protocol " + protocol + ", but torch writes protocol " + PROTOCOL);
        }
    }

    private Object pop() {
        Object value = stack.remove(stack.size() - 1);
        return value == NONE ? null : value;
    }

    private Object top() {
        return stack.get(stack.size() - 1);
    }

    private Object remembered(int index) throws IOException {
        Object value = memo.get(index);
        if (value == null) {
            throw new IOException("it refers to the value " + index + " before there is one");
        }
        return value;
    }

    /** The last n values, taken off the stack. */
    private List<Object> last(int n) {
        List<Object> tail = stack.subList(stack.size() - n, stack.size());
        List<Object> values = new ArrayList<>(n);
        tail.forEach(value -> values.add(value == NONE ? null : value));
        tail.clear();
        return values;
    }

    private List<Object> sinceMark() {
        int mark = stack.lastIndexOf(MARK);
        List<Object> values = last(stack.size() - mark - 1);
        stack.remove(mark);
        return values;
    }

    @SuppressWarnings("unchecked")
    private void append(List<Object> values) {
        ((List<Object>) top()).addAll(values);
    }

    @SuppressWarnings("unchecked")
    private void put(List<Object> pairs) throws IOException {
        Map<Object, Object> map = (Map<Object, Object>) top();
        for (int i = 0; i < pairs.size(); i += 2) {
            putOne(map, pairs.get(i), pairs.get(i + 1));
        }
    }

    /** Lists and maps are no keys in Python either, and the hash of one that holds itself would have no end. */
    private static void putOne(Map<Object, Object> map, Object key, Object value) throws IOException {
        if (!(key instanceof String || key instanceof Long)) {
            throw new IOException("a key of one of its maps is neither a text nor a number");
        }
        map.put(key, value);
    }

    private void call() throws IOException {
        List<?> arguments = (List<?>) pop();
        Global function = (Global) pop();
        work(1 + arguments.size());
        if (!function.name().equals("collections.OrderedDict")) {
            stack.add(calls.call(function, arguments));
            return;
        }
        Map<Object, Object> map = new LinkedHashMap<>();
        if (!arguments.isEmpty()) { // as Python 2 writes one: a list of pairs
            List<?> pairs = (List<?>) arguments.get(0);
            work(pairs.size());
            for (Object pair : pairs) {
                putOne(map, ((List<?>) pair).get(0), ((List<?>) pair).get(1));
            }
        }
        stack.add(map);
    }

    private void work(int amount) throws IOException {
        work += amount;
        if (work > MOST_WORK) {
            throw new IOException("it calls more functions than weights could need");
        }
    }

    /** An OrderedDict's own attributes, such as a state_dict's _metadata, say nothing about weights. */
    private void build() throws IOException {
        pop();
        if (!(top() instanceof Map)) {
            throw new IOException("it sets the attributes of something that is not a map");
        }
    }

    private long integer(int length) throws IOException {
        byte[] bytes = bytes(length);
        if (length > Long.BYTES) {
            throw new IOException("it holds a number of " + length + " bytes");
        }
        long value = length == 0 || bytes[length - 1] >= 0 ? 0 : -1;
        for (int i = length - 1; i >= 0; i--) {
            value = value << Byte.SIZE | bytes[i] & 0xff;
        }
        return value;
    }

    private String text(int length, Charset charset) throws IOException {
        return new String(bytes(length), charset);
    }

    private byte[] bytes(int length) throws IOException {
        if (length < 0) {
            throw new IOException("a text in it would have " + Integer.toUnsignedString(length) + " bytes");
        }
        if (length > in.remaining()) {
            throw new EOFException();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private String line() {
        StringBuilder line = new StringBuilder();
        for (char c = (char) in.get(); c != '\n'; c = (char) in.get()) {
            line.append(c);
        }
        return line.toString();
    }
}
