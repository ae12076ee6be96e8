package org.visioncourse.styletransfer;

import ai.djl.ndarray.NDManager;
import ai.djl.nn.SequentialBlock;
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
import org.visioncourse.data.Normalisation;
import org.visioncourse.data.Preprocessing;
import org.visioncourse.engine.MainArena;
import org.visioncourse.engine.Precision;
import org.visioncourse.models.SmallVgg;
import org.visioncourse.models.Vgg;
import org.visioncourse.training.Figures;

/** An iteration of style transfer with D2L's layers and losses: forward, loss, backward, Adam's update of the image. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2)
@Measurement(iterations = 7)
@Fork(1)
public class StyleStep {

    /** Longer side of the picture, whose shorter one is two thirds of it. */
    @Param("450")
    public int size;

    /** VGG19 has random weights here: the time is the same. */
    @Param({"VGG19", "COURSE"})
    public Network network;

    @Param({"FP32", "BF16"})
    public Precision precision;

    private NDManager manager;
    private Level level;

    @Setup
    public void start() throws Exception {
        StyleOptions options = new StyleOptions();
        options.size = size;
        options.precision = precision;
        options.network = network;
        StyleConfig config = options.over(StyleConfig.sample());
        manager = NDManager.newBaseManager();
        level = new Level(features(), config, StylePair.load(config), manager);
        MainArena.call(() -> {
            level.enter();
            return null;
        });
    }

    private FeatureNetwork features() {
        SequentialBlock features = network == Network.VGG19 ? Vgg.vgg19Features() : SmallVgg.trained(manager);
        if (network == Network.VGG19) {
            Network.initialize(features, manager);
        }
        return new FeatureNetwork(features, new Preprocessing(Normalisation.IMAGENET), network.reading());
    }

    @Benchmark
    public Figures step() throws Exception {
        try (NDManager scope = manager.newSubManager()) {
            return MainArena.call(() -> level.step(scope)); // as in a run
        }
    }

    @TearDown
    public void close() {
        level.close();
        manager.close();
    }
}
