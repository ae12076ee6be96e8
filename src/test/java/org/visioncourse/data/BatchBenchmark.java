package org.visioncourse.data;

import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.Batch;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Pictures a second of 32x32 through pad-and-crop, flip and normalisation into batches of 128; 30,000 are asked for. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class BatchBenchmark {

    private static final int BATCH = 128;
    private static final int BATCHES = 39;

    private BatchPlan plan;
    private int[] order;
    private Slot slot;
    private ImageDataset dataset;
    private NDManager manager;
    private int epoch;

    /** Makes the set: what the bytes are does not matter for the time. */
    @Setup
    public void prepare() {
        ImageSet images = Pictures.random(BATCH * BATCHES, 32, 32);
        List<Augmentation> augmentations = List.of(Augmentation.padCrop(4), Augmentation.horizontalFlip());
        plan = new BatchPlan(images, BATCH, true, false, augmentations, Normalisation.CIFAR10, 1);
        order = plan.order(0);
        slot = plan.newSlot();
        dataset = ImageDataset.builder(images)
                .batchSize(BATCH)
                .shuffle(true)
                .augmentations(augmentations)
                .normalisation(Normalisation.CIFAR10)
                .build();
        manager = NDManager.newBaseManager();
    }

    @TearDown
    public void close() {
        manager.close();
    }

    /** The worker's task alone, on one thread. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public Slot fillABatch() {
        slot.clear(BATCH);
        epoch++;
        int at = 0;
        for (int index : plan.indices(order, epoch % BATCHES)) {
            slot.set(at++, plan.example(epoch, index), index);
        }
        return slot;
    }

    /** A whole epoch as DJL sees it, with its worker, and a reader that only closes the batches. */
    @Benchmark
    @OperationsPerInvocation(BATCH * BATCHES)
    public int readAnEpoch() {
        int batches = 0;
        for (Batch batch : dataset.epoch(manager, epoch++, 0)) {
            batch.close();
            batches++;
        }
        return batches;
    }
}
