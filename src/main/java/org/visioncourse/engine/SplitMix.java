package org.visioncourse.engine;

/** Seeds out of seeds, by SplitMix64 (Steele, Lea and Flood 2014). */
public final class SplitMix {

    private static final long GAMMA = 0x9E3779B97F4A7C15L;

    private SplitMix() {}

    /** Number n, from 0, of the generator that a seed starts: near seeds and numbers give unrelated results. */
    public static long value(long seed, long n) {
        long z = seed + GAMMA * (n + 1);
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
