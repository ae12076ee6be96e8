package org.visioncourse.cifar10;

import ai.djl.Model;
import java.util.concurrent.TimeUnit;
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
import org.visioncourse.bench.Noise;
import org.visioncourse.data.ImageDataset;
import org.visioncourse.data.ImageSet;
import org.visioncourse.engine.MainArena;
import org.visioncourse.training.Evaluation;

/** A batch through the chapter's ResNet-18 as {@code evaluate} does it: no gradients, statistics as they were learned. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3)
@Measurement(iterations = 10)
@Fork(1)
public class EvaluatedBatch {

    @Param("128")
    public int batch;

    @Param("32")
    public int side;

    private Model model;
    private ImageDataset pictures;

    @Setup
    public void start() {
        ImageSet noise = Noise.pictures(batch, side);
        model = Classifier.create(18, noise.classNames(), 0);
        pictures = Cifar10Data.evaluation(noise);
    }

    @Benchmark
    public Evaluation evaluate() throws Exception {
        return MainArena.call(() -> Evaluation.of(model.getBlock(), pictures, false)); // as in a run
    }

    @TearDown
    public void close() {
        model.close();
    }
}
