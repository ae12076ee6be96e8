package org.visioncourse.detection;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/** Boxes from a seed, for laws that hold for all boxes. */
final class RandomBoxes {

    private final Random random;

    RandomBoxes(long seed) {
        random = new Random(seed);
    }

    /** A box with an area, mostly within the picture. */
    Box box() {
        return Box.fromCentre(new Box.Centre(
                random.nextDouble(),
                random.nextDouble(),
                0.02 + 0.5 * random.nextDouble(),
                0.02 + 0.5 * random.nextDouble()));
    }

    Boxes boxes(int count) {
        return Boxes.of(list(count));
    }

    List<Box> list(int count) {
        return Stream.generate(this::box).limit(count).toList();
    }

    float[] scores(int count) {
        float[] scores = new float[count];
        for (int i = 0; i < count; i++) {
            scores[i] = random.nextFloat();
        }
        return scores;
    }

    int[] classes(int count, int numClasses) {
        return random.ints(count, 0, numClasses).toArray();
    }
}
