package org.visioncourse.detection;

import java.util.List;
import java.util.stream.IntStream;
import org.visioncourse.data.GeneratedFruit;

/** Generated fruit with its boxes, in memory: what the exercise runs on without a download. */
public final class FruitSet {

    private static final int SIDE = GeneratedFruit.SIDE;
    private static final int LENGTH = SIDE * SIDE * 3;

    private FruitSet() {}

    /** Pictures with one banana each, as D2L's set has. */
    public static BoxSet bananas(int count, long seed) {
        return draw(count, 1, 1, seed);
    }

    /**
     * Draws pictures as {@link GeneratedFruit} does. Picture i depends only on (seed, i, kinds, most): a set drawn with a
     * larger count begins with the same pictures.
     *
     * @param count the number of pictures
     * @param kinds the number of classes
     * @param most the largest number of fruits in a picture
     * @throws IllegalArgumentException if the pictures do not fit into one array, of 2 GB
     */
    public static BoxSet draw(int count, int kinds, int most, long seed) {
        if (count < 1 || count > Integer.MAX_VALUE / LENGTH) {
            throw new IllegalArgumentException(
                    "a generated set has 1 to " + Integer.MAX_VALUE / LENGTH + " pictures, not " + count);
        }
        byte[] pixels = new byte[count * LENGTH];
        List<List<LabelledBox>> boxes = IntStream.range(0, count)
                .parallel()
                .mapToObj(i -> {
                    GeneratedFruit.Scene scene = GeneratedFruit.draw(kinds, most, seed, i);
                    System.arraycopy(scene.picture().pixels(), 0, pixels, i * LENGTH, LENGTH);
                    return scene.fruits().stream().map(FruitSet::labelled).toList();
                })
                .toList();
        return BoxSet.inMemory(pixels, SIDE, SIDE, boxes, GeneratedFruit.CLASS_NAMES.subList(0, kinds));
    }

    private static LabelledBox labelled(GeneratedFruit.Placed placed) {
        double side = SIDE;
        Box box = new Box(
                placed.left() / side,
                placed.top() / side,
                (placed.left() + placed.width()) / side,
                (placed.top() + placed.height()) / side);
        return new LabelledBox(placed.kind(), box);
    }
}
