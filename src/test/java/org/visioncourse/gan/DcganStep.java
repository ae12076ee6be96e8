package org.visioncourse.gan;

import ai.djl.Model;
import ai.djl.ndarray.NDManager;
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
import org.visioncourse.engine.MainArena;
import org.visioncourse.engine.Precision;
import org.visioncourse.training.Figures;
import org.visioncourse.training.Steps;

/** A pair of steps of a DCGAN: both networks' forward passes, losses, backward passes and Adam's updates. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2)
@Measurement(iterations = 7)
@Fork(1)
public class DcganStep {

    private static final int STEPS = 12; // an epoch's; warm-up and measurement may take several

    @Param("64")
    public int batch;

    @Param("64")
    public int side;

    @Param({"FP32", "BF16"})
    public Precision precision;

    private final NDManager scope = NDManager.newBaseManager("PyTorch");
    private Model generator;
    private Model discriminator;
    private GanTraining training;
    private Steps steps;
    private int epoch;
    private int left;

    @Setup
    public void start() throws Exception {
        DcganOptions options = new DcganOptions();
        options.side = side;
        options.precision = precision;
        options.training.batchSize = batch;
        options.training.limit = STEPS * batch;
        DcganConfig config = options.over(DcganConfig.sample());
        generator = DcganTraining.generator(side);
        discriminator = DcganTraining.discriminator(side);
        training = DcganTraining.training(generator, discriminator, DcganData.load(config), config, null);
        steps = training.begin(0, 0);
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

    @TearDown
    public void close() {
        steps.close();
        training.close();
        generator.close();
        discriminator.close();
        scope.close();
    }
}
