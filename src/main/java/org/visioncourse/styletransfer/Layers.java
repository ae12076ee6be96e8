package org.visioncourse.styletransfer;

import static org.visioncourse.training.Configuration.require;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The layers by whose outputs pictures are compared, as indices into the network.
 *
 * @param content for shapes, one or more
 * @param style for strokes, one or more
 */
public record Layers(List<Integer> content, List<Integer> style) {

    /** D2L's of VGG-19: the fourth stage's last convolution, and the first convolution of each stage. */
    public static final Layers VGG19 = new Layers(List.of(25), List.of(0, 5, 10, 19, 28));

    /** For {@link org.visioncourse.models.SmallVgg}: the same for strokes, and finer shapes. */
    public static final Layers SMALL = new Layers(List.of(16), VGG19.style());

    public Layers {
        content = List.copyOf(content);
        style = List.copyOf(style);
        require(!content.isEmpty(), "--content-layers", content, "one layer or more");
        require(!style.isEmpty(), "--style-layers", style, "one layer or more");
    }

    /**
     * Refuses layers that a network does not have.
     *
     * @param size the number of the network's layers
     */
    void requireWithin(int size) {
        requireWithin("--content-layers", content, size);
        requireWithin("--style-layers", style, size);
    }

    private static void requireWithin(String option, List<Integer> layers, int size) {
        boolean within = layers.stream().allMatch(layer -> layer >= 0 && layer < size);
        require(within, option, layers, "in [0, " + (size - 1) + "]");
    }

    /** All of them. */
    public SortedSet<Integer> all() {
        SortedSet<Integer> all = new TreeSet<>(content);
        all.addAll(style);
        return all;
    }
}
