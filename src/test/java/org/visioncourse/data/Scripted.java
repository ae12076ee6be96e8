package org.visioncourse.data;

import java.util.random.RandomGenerator;

/** Draws what a test prescribes: the given numbers in turn, where 1 also stands for true. */
final class Scripted implements RandomGenerator {

    private final double[] values;
    private int next;

    Scripted(double... values) {
        this.values = values;
    }

    @Override
    public int nextInt(int bound) {
        int value = (int) values[next++];
        if (value < 0 || value >= bound) {
            throw new IllegalArgumentException(value + " is no draw below " + bound);
        }
        return value;
    }

    @Override
    public double nextDouble() {
        return values[next++];
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
