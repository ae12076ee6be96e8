package org.visioncourse.detection;

import java.util.Arrays;

/** Sorting by score, for primitive arrays. */
final class Ranking {

    private Ranking() {}

    /** The indices of the scores, the largest score first; of equal scores the one with the smaller index. */
    static int[] descending(float[] scores) {
        long[] keys = new long[scores.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = (long) ~ordered(scores[i]) << Integer.SIZE | i;
        }
        Arrays.sort(keys);
        int[] indices = new int[keys.length];
        for (int i = 0; i < indices.length; i++) {
            indices[i] = (int) keys[i];
        }
        return indices;
    }

    /** An int that compares with others as the float does: the bits of a negative float count downwards. */
    private static int ordered(float value) {
        int bits = Float.floatToIntBits(value);
        return bits < 0 ? bits ^ Integer.MAX_VALUE : bits;
    }
}
