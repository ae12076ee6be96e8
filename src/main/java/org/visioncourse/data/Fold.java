package org.visioncourse.data;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which pictures of a set are trained on and which are held out to validate on: indices, in the set's order.
 *
 * @param train to train on
 * @param valid held out
 */
public record Fold(int[] train, int[] valid) {

    /**
     * Holds out the same number of random pictures of each class: max(1, floor(n * ratio)), where n is the size of the
     * smallest class (D2L, "Image Classification (CIFAR-10) on Kaggle").
     *
     * @throws IllegalArgumentException if the ratio is not in (0, 1), or a class has only one picture
     */
    static Fold ofEachClass(PictureSource pictures, double validRatio, long seed) {
        if (!(validRatio > 0 && validRatio < 1)) {
            throw new IllegalArgumentException("validRatio must lie between 0 and 1: " + validRatio);
        }
        int smallest =
                Arrays.stream(counts(pictures)).filter(count -> count > 0).min().orElse(0);
        int validPerClass = Math.max(1, (int) Math.floor(smallest * validRatio));
        boolean[] valid = new boolean[pictures.size()];
        int[] taken = new int[pictures.classNames().size()];
        for (int i : Draws.permutation(pictures.size(), Draws.random(seed))) {
            valid[i] = taken[pictures.labels()[i]]++ < validPerClass;
        }
        return holdingOut(valid);
    }

    /**
     * Deals the pictures of each class out to k folds in turn: each picture is held out in exactly one, and the folds'
     * sizes, over all and in each class, differ by at most one.
     *
     * @throws IllegalArgumentException if there are not 2 to N folds, or a class has only one picture
     */
    static List<Fold> folds(PictureSource pictures, int k, long seed) {
        int size = pictures.size();
        if (k < 2 || k > size) {
            throw new IllegalArgumentException(size + " pictures cannot be dealt out to " + k + " folds");
        }
        counts(pictures);
        int[] dealt = Arrays.stream(Draws.permutation(size, Draws.random(seed)))
                .boxed()
                .sorted(Comparator.comparing(i -> pictures.labels()[i])) // keeps the random order inside of a class
                .mapToInt(Integer::intValue)
                .toArray();
        return IntStream.range(0, k)
                .mapToObj(fold -> {
                    boolean[] valid = new boolean[size];
                    for (int i = fold; i < size; i += k) {
                        valid[dealt[i]] = true;
                    }
                    return holdingOut(valid);
                })
                .toList();
    }

    private static Fold holdingOut(boolean[] valid) {
        int[] train = IntStream.range(0, valid.length).filter(i -> !valid[i]).toArray();
        int[] held = IntStream.range(0, valid.length).filter(i -> valid[i]).toArray();
        return new Fold(train, held);
    }

    /** The number of pictures of each class: none, or enough for one to be held out. */
    private static int[] counts(PictureSource pictures) {
        int[] counts = new int[pictures.classNames().size()];
        Arrays.stream(pictures.labels()).forEach(label -> counts[label]++);
        for (int c = 0; c < counts.length; c++) {
            if (counts[c] == 1) {
                throw new IllegalArgumentException(
                        "the class " + pictures.classNames().get(c)
                                + " has one picture, and needs two for one to be held out: add some, or hold out none");
            }
        }
        return counts;
    }
}
