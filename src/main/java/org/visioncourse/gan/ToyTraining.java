package org.visioncourse.gan;

import ai.djl.Model;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.visioncourse.data.FeatureSet;
import org.visioncourse.engine.GroupedOptimizer;
import org.visioncourse.engine.ParameterGroup;
import org.visioncourse.engine.Precision;
import org.visioncourse.engine.Torch;
import org.visioncourse.engine.UpdateRule;
import org.visioncourse.models.StartValues;
import org.visioncourse.training.Fit;
import org.visioncourse.training.Progress;
import org.visioncourse.training.RunFolder;
import org.visioncourse.training.Schedules;
import org.visioncourse.training.Stop;
import org.visioncourse.training.TrainingRun;

/** One training on points, from its options to its result. */
public final class ToyTraining {

    /** The exercise's name, of its command and of its folder under {@code runs/}. */
    public static final String EXERCISE = "gan";

    private static final double STD = 0.02;

    private final TrainingRun<ToyConfig> run;

    private ToyTraining(TrainingRun<ToyConfig> run) {
        this.run = run;
    }

    /** A new run. */
    public static ToyTraining create(ToyConfig config, RunFolder folder) {
        return new ToyTraining(TrainingRun.create(config, folder));
    }

    /** A run that was stopped, with the options it was started with. */
    public static ToyTraining resume(RunFolder folder) throws IOException {
        return new ToyTraining(TrainingRun.resume(folder, ToyConfig.class));
    }

    /** The run's options. */
    public ToyConfig config() {
        return run.options();
    }

    /** Where the run is written. */
    public RunFolder folder() {
        return run.folder();
    }

    /**
     * Trains to the end, or until stopped.
     *
     * @param stop ends the run before its time
     * @param progress shown after each step and epoch
     * @return the result, empty if the run was stopped
     */
    public Optional<GanResult> run(Stop stop, Progress progress) throws Exception {
        float[][] points = GaussianPoints.draw(config().points(), config().seed());
        CRC32 checksum = new CRC32();
        checksum.update(Arrays.deepToString(points).getBytes(StandardCharsets.US_ASCII));
        return run.run(List.of(), checksum.getValue(), () -> train(points, stop, progress));
    }

    private Optional<GanResult> train(float[][] points, Stop stop, Progress progress) throws Exception {
        try (Model generator = generator();
                NDManager manager = NDManager.newBaseManager("PyTorch");
                GanTraining training = training(generator, points, manager)) {
            Fit.Outcome outcome = run.fit(training, training.stepsPerEpoch(), training.checkpoint(), stop, progress);
            if (!outcome.finished()) {
                return Optional.empty();
            }
            ToyGallery.FILM.write(folder(), config().epochs());
            return Optional.of(GanResult.of(EXERCISE, config(), outcome));
        }
    }

    /** A generator without values. */
    private static Model generator() {
        Torch.start();
        Model model = Model.newInstance("generator");
        model.setBlock(ToyGan.generator());
        return model;
    }

    /**
     * The generator of a run, as its last epoch left it.
     *
     * @return the caller closes it
     * @throws IOException if the run has none, or its file is broken
     */
    public static Model generator(RunFolder run) throws IOException {
        return run.load(generator());
    }

    private GanTraining training(Model model, float[][] points, NDManager manager) {
        Block generator = StartValues.normal(model.getBlock(), STD, config().seed());
        SequentialBlock discriminator = StartValues.normal(ToyGan.discriminator(), STD, config().seed() + 1);
        generator.initialize(model.getNDManager(), DataType.FLOAT32, new Shape(1, ToyGan.LATENT));
        discriminator.initialize(manager, DataType.FLOAT32, new Shape(1, 2));
        Adversaries networks = new Adversaries(
                generator,
                discriminator,
                adam(generator, config().generatorRate()),
                adam(discriminator, config().discriminatorRate()),
                config().loss(),
                0,
                Schedules.constant(0),
                Precision.FP32);
        FeatureSet real = new FeatureSet(points, new int[points.length], config().batchSize(), true, config().seed());
        return new GanTraining(networks, real, ToyGan::latents, 0, new ToyGallery(model, points, config().seed()));
    }

    private static GroupedOptimizer adam(Block network, float rate) {
        return GroupedOptimizer.of(
                UpdateRule.adam(0.9, 0.999, 1e-8), Schedules.constant(rate), List.of(ParameterGroup.all(network, 0)));
    }
}
