package org.visioncourse.data;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Small pictures for tests. */
final class Pictures {

    private Pictures() {}

    /** A grey picture from its rows. */
    static Picture grey(int[]... rows) {
        byte[] pixels = new byte[rows.length * rows[0].length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) rows[i / rows[0].length][i % rows[0].length];
        }
        return new Picture(pixels, rows.length, rows[0].length, 1);
    }

    /** The rows of a grey picture. */
    static int[][] rows(Picture picture) {
        return IntStream.range(0, picture.height())
                .mapToObj(y -> IntStream.range(0, picture.width())
                        .map(x -> picture.value(y, x, 0))
                        .toArray())
                .toArray(int[][]::new);
    }

    /** Colour pictures of random bytes, of two classes in turn. */
    static ImageSet random(int count, int height, int width) {
        byte[] pixels = new byte[count * height * width * 3];
        new SplittableRandom(5).nextBytes(pixels);
        int[] labels = IntStream.range(0, count).map(i -> i % 2).toArray();
        return new ImageSet(pixels, height, width, 3, labels, List.of("even", "odd"));
    }
}
