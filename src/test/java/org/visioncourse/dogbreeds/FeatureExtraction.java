package org.visioncourse.dogbreeds;

import ai.djl.Model;
import ai.djl.nn.SequentialBlock;
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
import org.visioncourse.data.ImageDataset;
import org.visioncourse.data.ImageSet;
import org.visioncourse.engine.MainArena;
import org.visioncourse.models.Backbone;

/** The features of a batch of photographs by a frozen network, as {@code --mode features} computes them once. */
@State(Scope.Benchmark)
@BenchmarkMode(org.openjdk.jmh.annotations.Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3)
@Measurement(iterations = 10)
@Fork(1)
public class FeatureExtraction {

    @Param("32")
    public int batch;

    @Param("224")
    public int side;

    @Param({"MOBILENET", "RESNET34"})
    public Backbone backbone;

    private Model model;
    private SequentialBlock trunk;
    private ImageDataset photos;

    @Setup
    public void start() {
        DogBreedsOptions options = new DogBreedsOptions();
        options.backbone = backbone;
        options.side = side;
        DogBreedsConfig config = options.over(DogBreedsConfig.real("benchmark", Mode.FEATURES));
        ImageSet noise = Noise.pictures(batch, side);
        model = DogClassifier.create(config, noise.classNames());
        trunk = DogClassifier.trunk((SequentialBlock) model.getBlock());
        photos = DogBreedsData.evaluation(noise, config);
    }

    @Benchmark
    public float[][] features() throws Exception {
        return MainArena.call(() -> Features.of(trunk, photos, false)); // as in a run
    }

    @TearDown
    public void close() {
        model.close();
    }
}
