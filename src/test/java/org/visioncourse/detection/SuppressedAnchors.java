package org.visioncourse.detection;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Non-maximum suppression of TinySSD's 5,444 anchors with uniform random scores, at a threshold of 0.5. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(1)
public class SuppressedAnchors {

    private Boxes anchors;
    private float[] scores;

    @Setup
    public void start() {
        anchors = TinySsd.network(1).anchors(256, 256);
        Random random = new Random(0);
        scores = new float[anchors.size()];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = random.nextFloat();
        }
    }

    @Benchmark
    public int[] suppress() {
        return NonMaximumSuppression.keep(anchors, scores, 0.5);
    }
}
