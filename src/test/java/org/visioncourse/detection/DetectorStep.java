package org.visioncourse.detection;

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
import org.visioncourse.training.SupervisedTraining;

/** A step of a detector on generated fruit: a batch and its labels at all anchors, forward, loss, backward, update. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2)
@Measurement(iterations = 7)
@Fork(1)
public class DetectorStep {

    private static final int STEPS = 12; // an epoch's; warm-up and measurement may take several

    @Param("32")
    public int batch;

    @Param("256")
    public int side;

    @Param({"FP32", "BF16"})
    public Precision precision;

    private SupervisedTraining training;
    private NDManager scope;
    private Steps steps;
    private int epoch;
    private int left;

    /** TinySSD with D2L's loss, as the peer has it. */
    @Setup
    public void start() throws Exception {
        DetectionOptions options = new DetectionOptions();
        options.side = side;
        options.precision = precision;
        options.loss = LossName.D2L;
        options.training.batchSize = batch;
        options.training.limit = STEPS * batch;
        options.validRatio = 0.0;
        DetectionConfig config = options.over(DetectionConfig.sample());
        DetectionData data = DetectionData.load(config);
        training = DetectionTraining.training(
                TrainedDetector.create(config, data.train().classNames(), null), data);
        scope = NDManager.newBaseManager();
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
    public void close() throws Exception {
        steps.close();
        scope.close();
        training.close();
    }
}
