package org.visioncourse.dogbreeds;

import ai.djl.Model;
import ai.djl.ndarray.NDManager;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
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
import org.visioncourse.models.Backbone;
import org.visioncourse.training.Figures;
import org.visioncourse.training.Steps;
import org.visioncourse.training.SupervisedTraining;

/** A step of {@code --mode finetune} on photographs: crops of a batch, forward and backward through all layers, update. */
@State(Scope.Benchmark)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2)
@Measurement(iterations = 5)
@Fork(1)
public class FineTuningStep {

    private static final int STEPS = 32; // more than warm-up and measurement take

    @Param("32")
    public int batch;

    @Param("224")
    public int side;

    @Param({"FP32", "BF16"})
    public Precision precision;

    @Param("RESNET18")
    public Backbone backbone;

    private Model model;
    private SupervisedTraining training;
    private NDManager scope;
    private Steps steps;

    @Setup
    public void start() throws Exception {
        DogBreedsOptions options = new DogBreedsOptions();
        options.backbone = backbone;
        options.side = side;
        options.training.batchSize = batch;
        DogBreedsConfig config = options.over(DogBreedsConfig.real("benchmark", Mode.FINETUNE));
        ImageSet noise = Noise.pictures(STEPS * batch, side);
        model = DogClassifier.create(config, noise.classNames());
        training = DogBreedsTraining.ofAllLayers(model, new DogBreedsData(noise, noise, null, 0), config)
                .precision(precision)
                .build();
        scope = NDManager.newBaseManager();
        steps = training.begin(0, 0);
    }

    @Benchmark
    public Figures step() throws Exception {
        return MainArena.call(() -> steps.next(scope)); // as in a run
    }

    @TearDown
    public void close() throws Exception {
        steps.close();
        scope.close();
        training.close();
    }
}
