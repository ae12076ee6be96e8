package org.visioncourse.training;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What was measured on some examples: means by name, such as {@code trainLoss}.
 *
 * @param examples number of examples that the means are over
 * @param means mean of each figure, in the order in which it is shown
 */
public record Figures(long examples, Map<String, Double> means) {

    /** No examples yet. */
    public static final Figures NONE = new Figures(0, Map.of());

    public Figures {
        if (examples < 0) {
            throw new IllegalArgumentException("examples is " + examples + ", but must not be negative");
        }
        means = Collections.unmodifiableMap(new LinkedHashMap<>(means));
    }

    /** One figure. */
    public static Figures of(long examples, String name, double mean) {
        return new Figures(examples, Map.of(name, mean));
    }

    /** The same examples with one figure more. */
    public Figures with(String name, double mean) {
        return with(Map.of(name, mean));
    }

    /** The same examples with more figures, in their order. */
    public Figures with(Map<String, Double> more) {
        Map<String, Double> all = new LinkedHashMap<>(means);
        all.putAll(more);
        return new Figures(examples, all);
    }

    /** The means over these examples and others; a figure that one of the two lacks counts 0 there. */
    public Figures plus(Figures other) {
        long sum = examples + other.examples;
        if (sum == 0) {
            return this;
        }
        Map<String, Double> all = new LinkedHashMap<>();
        means.forEach((name, mean) -> all.put(name, mean * examples / sum));
        other.means.forEach((name, mean) -> all.merge(name, mean * other.examples / sum, Double::sum));
        return new Figures(sum, all);
    }

    /** The figures' values, NaN for a name that is not there. */
    public double get(String name) {
        return means.getOrDefault(name, Double.NaN);
    }
}
