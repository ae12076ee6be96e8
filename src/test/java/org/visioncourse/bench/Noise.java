package org.visioncourse.bench;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.visioncourse.data.ImageSet;

/** Pictures of noise in ten classes, for benchmarks: what is on them does not matter for the time. */
public final class Noise {

    private static final int CLASSES = 10;

    private Noise() {}

    /** {@code count} pictures (side, side, 3), as many of each class. */
    public static ImageSet pictures(int count, int side) {
        byte[] pixels = new byte[count * side * side * 3];
        new Random(0).nextBytes(pixels);
        List<String> names =
                IntStream.range(0, CLASSES).mapToObj(Integer::toString).toList();
        int[] labels = IntStream.range(0, count).map(i -> i % CLASSES).toArray();
        return new ImageSet(pixels, side, side, 3, labels, names);
    }
}
