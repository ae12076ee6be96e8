package org.visioncourse.data;

import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Random draws that depend on a key, such as (seed, epoch, index), and on nothing that was drawn before. */
public final class Draws {

    private Draws() {}

    /** A generator of its own for each key; keys that differ in one number have unrelated generators. */
    static RandomGenerator random(long... key) {
        long hash = 0;
        for (long part : key) {
            hash = new SplittableRandom(hash + part).nextLong(); // a bijection of 64 bits that scatters its input
        }
        return new SplittableRandom(hash);
    }

    /** A permutation of 0 .. n-1, each equally likely (Fisher and Yates). */
    static int[] permutation(int n, RandomGenerator random) {
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int j = random.nextInt(i + 1); // the new number may stay where it is: without that, only cycles come out
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    /** Different numbers below n, each equally likely, in ascending order. */
    public static int[] sample(int n, int count, long seed) {
        return Arrays.stream(permutation(n, random(seed))).limit(count).sorted().toArray();
    }

    /**
     * Indices of random labels in ascending order, of each class as many as of the others while they last.
     *
     * @param count the most indices; where they are few, so are the classes, so that each gets two
     */
    static int[] sampleOfEachClass(int[] labels, int count, long seed) {
        int classes = Math.max(1, count / 2);
        Map<Integer, Integer> met = new HashMap<>(); // how many of each class
        Map<Integer, Integer> ranks = new LinkedHashMap<>(); // of the indices in their classes
        for (int i : permutation(labels.length, random(seed))) {
            if (met.containsKey(labels[i]) || met.size() < classes) {
                ranks.put(i, met.merge(labels[i], 1, Integer::sum));
            }
        }
        return ranks.keySet().stream()
                .sorted(Comparator.comparing(ranks::get))
                .limit(count)
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
    }
}
