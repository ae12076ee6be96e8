package org.visioncourse.gan;

import ai.djl.Model;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.training.tracker.Tracker;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.visioncourse.data.ImageDataset;
import org.visioncourse.data.ImageSet;
import org.visioncourse.engine.GroupedOptimizer;
import org.visioncourse.engine.ParameterGroup;
import org.visioncourse.engine.Torch;
import org.visioncourse.engine.UpdateRule;
import org.visioncourse.models.StartValues;
import org.visioncourse.training.Fit;
import org.visioncourse.training.Progress;
import org.visioncourse.training.RunFolder;
import org.visioncourse.training.SavedRun;
import org.visioncourse.training.Schedules;
import org.visioncourse.training.Stop;
import org.visioncourse.training.TrainingRun;

/** One training of a DCGAN, from its options to its result. */
public final class DcganTraining {

    /** The exercise's name, of its command and of its folder under {@code runs/}. */
    public static final String EXERCISE = "dcgan";

    private static final double STD = 0.02;

    private final TrainingRun<DcganConfig> run;

    private DcganTraining(TrainingRun<DcganConfig> run) {
        this.run = run;
    }

    /** A new run. */
    public static DcganTraining create(DcganConfig config, RunFolder folder) {
        return new DcganTraining(TrainingRun.create(config, folder));
    }

    /** A run that was stopped, with the options it was started with. */
    public static DcganTraining resume(RunFolder folder) throws IOException {
        return new DcganTraining(TrainingRun.resume(folder, DcganConfig.class));
    }

    /** The run's options. */
    public DcganConfig config() {
        return run.options();
    }

    /** Where the run is written. */
    public RunFolder folder() {
        return run.folder();
    }

    /**
     * Trains to the end, or until stopped.
     *
     * @param images that {@link DcganData#load} gives for the options
     * @param stop ends the run before its time
     * @param progress shown after each step and epoch
     * @return the result, empty if the run was stopped
     */
    public Optional<GanResult> run(ImageSet images, Stop stop, Progress progress) throws Exception {
        return run.run(images.classNames(), DcganData.checksum(images), () -> train(images, stop, progress));
    }

    private Optional<GanResult> train(ImageSet images, Stop stop, Progress progress) throws Exception {
        try (Model generator = generator(config().side());
                Model discriminator = discriminator(config().side());
                DcganGallery gallery = new DcganGallery(generator, images, config().seed())) {
            try (GanTraining training = training(generator, discriminator, images, config(), gallery)) {
                Fit.Outcome outcome =
                        run.fit(training, training.stepsPerEpoch(), training.checkpoint(), stop, progress);
                if (!outcome.finished()) {
                    return Optional.empty();
                }
                writePictures(images);
                return Optional.of(GanResult.of(EXERCISE, config(), outcome));
            }
        }
    }

    /** By the generator that is kept: its weights are averaged, the trained ones' are not. */
    private void writePictures(ImageSet images) throws IOException {
        try (Model kept = folder().load(generator(config().side()))) {
            DcganPictures.write(folder(), images, kept.getBlock(), config());
        }
    }

    /** A generator without values, with all that is saved beside it. */
    static Model generator(int side) {
        Torch.start();
        Model model = Model.newInstance("generator");
        model.setBlock(Dcgan.generator(side, Dcgan.LATENT));
        model.setProperty("side", Integer.toString(side));
        model.setProperty("latent", Integer.toString(Dcgan.LATENT));
        return model;
    }

    /**
     * The generator of a run, as its last epoch left it: with averaged weights, where the run averages them.
     *
     * @return the caller closes it
     * @throws IOException if the run has none, or its files are broken
     */
    public static Model generator(RunFolder run) throws IOException {
        return run.load(
                generator(SavedRun.read(run, DcganConfig.class).options().side()));
    }

    /** A discriminator without values. */
    static Model discriminator(int side) {
        Model model = Model.newInstance("discriminator");
        model.setBlock(Dcgan.discriminator(side));
        return model;
    }

    /** Both networks with their start values, and all that moves them. */
    static GanTraining training(
            Model generator, Model discriminator, ImageSet images, DcganConfig config, GanTraining.Gallery gallery) {
        start(generator, new Shape(1, Dcgan.LATENT, 1, 1), config.seed());
        start(discriminator, new Shape(1, 3, config.side(), config.side()), config.seed() + 1);
        ImageDataset real = DcganData.batches(images, config);
        int steps = config.epochs() * real.batchesPerEpoch();
        Tracker rate = Schedules.linear(config.learningRate(), config.learningRate() * config.rateLeft(), steps);
        Adversaries networks = new Adversaries(
                generator.getBlock(),
                discriminator.getBlock(),
                optimizer(generator.getBlock(), rate),
                optimizer(discriminator.getBlock(), rate),
                config.loss(),
                config.smoothing(),
                Schedules.linear(config.noise(), config.noise() / 10, steps),
                config.precision());
        return new GanTraining(networks, real, Dcgan::latents, config.averageDecay(), gallery);
    }

    private static void start(Model model, Shape input, long seed) {
        StartValues.normal(model.getBlock(), STD, seed).initialize(model.getNDManager(), DataType.FLOAT32, input);
    }

    private static GroupedOptimizer optimizer(Block network, Tracker rate) {
        return GroupedOptimizer.of(UpdateRule.adam(0.5, 0.999, 1e-8), rate, List.of(ParameterGroup.all(network, 0)));
    }
}
