package org.visioncourse.notebook;

import ai.djl.ndarray.NDArray;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;

/**
 * Tries a reader's own function in several cases, and says of the first that is wrong what came out, what was expected, and
 * a hint.
 *
 * <pre>{@code
 * Verdict verdict = new Check()
 *         .expect("two equal boxes", () -> iou(a, a), 1.0, "what both cover is all that either covers")
 *         .expect("boxes that are apart", () -> iou(a, b), 0.0, "a width below 0 means that they do not meet")
 *         .verdict();
 * }</pre>
 */
public final class Check {

    private static final double TOLERANCE = 1e-4;
    private static final int SHOWN = 8; // numbers of an array

    private String fault;
    private int tried;

    /**
     * Tries a case; does nothing if one before it was wrong.
     *
     * @param what is tried, in words that may stand behind "for"
     * @param answer gives a number, an array of numbers, a list, an {@link NDArray} or another value
     * @param expected the same; numbers may differ by 1e-4, or by 1e-4 of the larger one; an array has to have as many numbers
     * @param hint what to look at if they differ
     * @return this check
     */
    public Check expect(String what, Callable<?> answer, Object expected, String hint) {
        if (fault != null) {
            return this;
        }
        tried++;
        try {
            Object given = answer.call();
            if (!equal(given, expected)) {
                fault = "for %s the answer is %s, but should be %s. Hint: %s."
                        .formatted(what, show(given), show(expected), hint);
            }
        } catch (Exception e) { // a reader's function may throw anything
            fault = "for %s it throws %s%s. Hint: %s."
                    .formatted(
                            what,
                            e.getClass().getSimpleName(),
                            e.getMessage() == null ? "" : " (" + e.getMessage() + ")",
                            hint);
        }
        return this;
    }

    /** Right if every case was. */
    public Verdict verdict() {
        return fault == null ? new Verdict(true, "all " + tried + " cases agree.") : new Verdict(false, fault);
    }

    private static boolean equal(Object given, Object expected) {
        double[] a = numbers(given);
        double[] b = numbers(expected);
        if (a == null || b == null) {
            return given != null && given.equals(expected);
        }
        return a.length == b.length && IntStream.range(0, a.length).allMatch(i -> near(a[i], b[i]));
    }

    private static boolean near(double a, double b) {
        double largest = Math.max(Math.abs(a), Math.abs(b));
        return a == b || Double.isFinite(largest) && Math.abs(a - b) <= TOLERANCE * Math.max(1, largest);
    }

    /** All numbers in their order; null if it is not of numbers. */
    private static double[] numbers(Object value) {
        if (value instanceof Number number) {
            return new double[] {number.doubleValue()};
        }
        if (value instanceof NDArray array) {
            return Arrays.stream(array.toArray())
                    .mapToDouble(Number::doubleValue)
                    .toArray();
        }
        if (value instanceof List<?> list) {
            return joined(list.stream().map(Check::numbers).toList());
        }
        if (value != null && value.getClass().isArray()) {
            return joined(IntStream.range(0, Array.getLength(value))
                    .mapToObj(i -> numbers(Array.get(value, i)))
                    .toList());
        }
        return null;
    }

    private static double[] joined(List<double[]> parts) {
        return parts.contains(null)
                ? null
                : parts.stream().flatMapToDouble(Arrays::stream).toArray();
    }

    private static String show(Object value) {
        double[] numbers = numbers(value);
        if (numbers == null) {
            return String.valueOf(value);
        }
        List<String> first =
                Arrays.stream(numbers).limit(SHOWN).mapToObj(Check::show).toList();
        if (value instanceof Number) {
            return first.get(0);
        }
        return String.join(", ", first)
                + (numbers.length > SHOWN ? " and " + (numbers.length - SHOWN) + " more" : "")
                + " (" + numbers.length + " numbers)";
    }

    /** Four digits; of a large whole number, such as a count, all. */
    private static String show(double number) {
        boolean large = Math.abs(number) >= 1e4 && Math.abs(number) < 1e15;
        return String.format(Locale.ROOT, large && number == Math.rint(number) ? "%.0f" : "%.4g", number);
    }
}
