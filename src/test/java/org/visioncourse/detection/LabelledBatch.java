package org.visioncourse.detection;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.visioncourse.engine.Torch;

/** A batch of pictures with one thing each, labelled at TinySSD's 5,444 anchors: from boxes to the loss's arrays. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(1)
public class LabelledBatch {

    @Param("32")
    public int batch;

    private NDManager manager;
    private AnchorLabeller labeller;
    private List<Truths> truths;

    /** As the peer draws them: the upper left corner within 0.6, sides from 0.1 to 0.35. */
    @Setup
    public void start() {
        Torch.start();
        manager = NDManager.newBaseManager();
        labeller = new AnchorLabeller(TinySsd.network(1).anchors(256, 256));
        Random random = new Random(0);
        truths = Stream.generate(() -> truth(random)).limit(batch).toList();
    }

    private static Truths truth(Random random) {
        double x = 0.6 * random.nextDouble();
        double y = 0.6 * random.nextDouble();
        Box box = new Box(x, y, x + 0.1 + 0.25 * random.nextDouble(), y + 0.1 + 0.25 * random.nextDouble());
        return new Truths(Boxes.of(List.of(box)), new int[] {0});
    }

    @Benchmark
    public long label() {
        try (NDManager step = manager.newSubManager()) {
            NDList labels = labeller.label(step, truths);
            return labels.size();
        }
    }

    @TearDown
    public void close() {
        manager.close();
    }
}
