package org.visioncourse.data;

import java.util.random.RandomGenerator;

/** Draws what a test prescribes: the given integers in turn, where 1 also stands for true. */
final class Scripted implements RandomGenerator {

    private final int[] values;
    private int next;

    Scripted(int... values) {
        this.values = values;
    }

    @Override
    public int nextInt(int bound) {
        int value = values[next++];
        if (value < 0 || value >= bound) {
            throw new IllegalArgumentException(value + " is no draw below " + bound);
        }
        return value;
    }

    @Override
    public boolean nextBoolean() {
        return values[next++] == 1;
    }

    @Override
    public long nextLong() {
        throw new UnsupportedOperationException("not prescribed");
    }
}
