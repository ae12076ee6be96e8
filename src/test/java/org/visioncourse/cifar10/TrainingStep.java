package org.visioncourse.cifar10;

import ai.djl.ndarray.NDManager;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
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
import org.visioncourse.data.ImageSet;
import org.visioncourse.engine.MainArena;
import org.visioncourse.engine.Precision;
import org.visioncourse.training.Figures;
import org.visioncourse.training.Memory;
import org.visioncourse.training.Steps;
import org.visioncourse.training.SupervisedTraining;

/** A training step of the chapter's ResNet-18, or of its fast recipe's network, as {@code train} does it: batch, forward, backward, update, average. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3)
@Measurement(iterations = 10)
@Fork(1)
public class TrainingStep {

    private static final String DATA = "benchmark";

    @Param("128")
    public int batch;

    @Param("32")
    public int side;

    @Param({"FP32", "BF16"})
    public Precision precision;

    @Param("COURSE")
    public Recipe recipe;

    private SupervisedTraining training;
    private NDManager scope;
    private Steps steps;
    private int epoch;
    private int left;

    /** Starts the training of an epoch that is longer than the warm-up. */
    @Setup
    public void start() throws Exception {
        Cifar10Options options = new Cifar10Options();
        options.training.batchSize = batch;
        options.precision = precision;
        Cifar10Config config =
                options.over(recipe == Recipe.FAST ? Cifar10Config.fast(DATA) : Cifar10Config.real(DATA));
        ImageSet pictures = Noise.pictures(16 * batch, side);
        Cifar10Data data = new Cifar10Data(pictures, null, pictures);
        training = Cifar10Training.training(config, data, Cifar10Training.schedule(config, data));
        scope = NDManager.newBaseManager();
        steps = training.begin(epoch, 0);
        left = training.stepsPerEpoch();
    }

    @Benchmark
    public Figures step() throws Exception {
        if (left == 0) {
            steps.close();
            steps = training.begin(++epoch, 0);
            left = training.stepsPerEpoch();
        }
        left--;
        return MainArena.call(() -> steps.next(scope)); // as in a run
    }

    /** What must not grow from one tenth of a long run to the next. */
    @TearDown(Level.Iteration)
    public void tell() {
        System.out.printf(
                Locale.ROOT,
                "%d live arrays, %d MiB resident: ",
                training.model().getNDManager().getManagedArrays().size(),
                Memory.residentMiB().orElse(-1L));
    }

    @TearDown
    public void close() throws Exception {
        System.out.printf(Locale.ROOT, "peak %d MiB%n", Memory.peakMiB().orElse(-1L));
        steps.close();
        scope.close();
        training.close();
    }
}
