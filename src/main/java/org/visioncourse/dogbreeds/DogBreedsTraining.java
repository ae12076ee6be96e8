package org.visioncourse.dogbreeds;

import ai.djl.Model;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.tracker.Tracker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.visioncourse.data.Epochs;
import org.visioncourse.data.FeatureSet;
import org.visioncourse.data.ImageDataset;
import org.visioncourse.engine.GroupedOptimizer;
import org.visioncourse.engine.ParameterGroup;
import org.visioncourse.engine.UpdateRule;
import org.visioncourse.training.Classification;
import org.visioncourse.training.Evaluation;
import org.visioncourse.training.Fit;
import org.visioncourse.training.Progress;
import org.visioncourse.training.RunFolder;
import org.visioncourse.training.Schedules;
import org.visioncourse.training.Stop;
import org.visioncourse.training.SupervisedTraining;
import org.visioncourse.training.TrainingRun;

/** One training in one mode, from its options to its result. */
public final class DogBreedsTraining {

    /** The exercise's name, of its command and of its folder under {@code runs/}. */
    public static final String EXERCISE = "dog-breeds";

    private static final double WARM_UP = 0.25;

    private final TrainingRun<DogBreedsConfig> run;
    private final DogBreedsConfig config;
    private Path weights; // null for those that the options name
    private FeatureCache cache = new FeatureCache(RunFolder.cache(EXERCISE));

    private DogBreedsTraining(TrainingRun<DogBreedsConfig> run) {
        this.run = run;
        config = run.options();
    }

    /** A new run. */
    public static DogBreedsTraining create(DogBreedsConfig config, RunFolder folder) {
        return new DogBreedsTraining(TrainingRun.create(config, folder));
    }

    /** A run that was stopped, with the options it was started with. */
    public static DogBreedsTraining resume(RunFolder folder) throws IOException {
        return new DogBreedsTraining(TrainingRun.resume(folder, DogBreedsConfig.class));
    }

    /** The run that a folder holds, or else a new one there. */
    static DogBreedsTraining in(RunFolder folder, DogBreedsConfig config) throws IOException {
        if (Files.exists(folder.config())) {
            return resume(folder);
        }
        Files.createDirectories(folder.checkpoints());
        return create(config, folder);
    }

    /**
     * Starts as the other trainings of a series do.
     *
     * @param file the backbone's weights, which the options need not name
     * @param features of photographs, which those before have computed
     */
    void startFrom(Path file, FeatureCache features) {
        weights = file;
        cache = features;
    }

    private Path weights() throws IOException {
        return weights != null ? weights : config.backbone().weights(config.weights());
    }

    /** The run's options. */
    public DogBreedsConfig config() {
        return config;
    }

    /**
     * Trains to the end, or until stopped.
     *
     * @param data the photographs that {@link DogBreedsData#load} gives for the options
     * @param stop ends the run before its time
     * @param progress shown after each step and epoch
     * @return the result, empty if the run was stopped
     * @throws IOException if photographs or weights cannot be read, in one sentence
     */
    public Optional<DogBreedsResult> run(DogBreedsData data, Stop stop, Progress progress) throws Exception {
        return run.run(data.train().classNames(), data.checksum(), () -> train(data, stop, progress));
    }

    private Optional<DogBreedsResult> train(DogBreedsData data, Stop stop, Progress progress) throws Exception {
        try (Model model = DogClassifier.create(config, data.train().classNames())) {
            return config.mode() == Mode.FEATURES
                    ? trainHead(model, data, stop, progress)
                    : trainAll(model, data, stop, progress);
        }
    }

    /** The head alone, on features that do not change any more. */
    private Optional<DogBreedsResult> trainHead(Model model, DogBreedsData data, Stop stop, Progress progress)
            throws Exception {
        SequentialBlock trunk = DogClassifier.trunk((SequentialBlock) model.getBlock());
        config.backbone().load(weights(), trunk);
        Optional<float[][]> train = cache.features(trunk, weights(), data.train(), config, stop::requested);
        Optional<float[][]> valid = train.isEmpty() || data.valid() == null
                ? Optional.empty()
                : cache.features(trunk, weights(), data.valid(), config, stop::requested);
        if (train.isEmpty() || (valid.isEmpty() && data.valid() != null)) {
            return Optional.empty();
        }
        FeatureSet training =
                new FeatureSet(train.get(), data.train().labels(), config.batchSize(), true, config.seed());
        FeatureSet validation = valid.map(
                        rows -> new FeatureSet(rows, data.valid().labels(), config.batchSize(), false, 0))
                .orElse(null);
        SupervisedTraining.Builder builder = head(model, training, validation, train.get()[0].length);
        return fit(builder, data, valid.orElse(null), stop, progress);
    }

    private SupervisedTraining.Builder head(Model whole, FeatureSet training, FeatureSet validation, int width) {
        SequentialBlock head = DogClassifier.head((SequentialBlock) whole.getBlock());
        Tracker rate = Schedules.cosine(config.learningRate(), config.epochs() * training.batchesPerEpoch());
        GroupedOptimizer optimizer = GroupedOptimizer.of(
                UpdateRule.adamW(0.9, 0.999, 1e-8), rate, ParameterGroup.decayWeightsOnly(head, config.weightDecay()));
        Model part = Model.newInstance("head");
        part.setBlock(head);
        return SupervisedTraining.builder(part, new Shape(1, width), optimizer, training, objective(config, validation))
                .saved(whole);
    }

    /** All layers, the head faster than the others. */
    private Optional<DogBreedsResult> trainAll(Model model, DogBreedsData data, Stop stop, Progress progress)
            throws Exception {
        if (config.mode() == Mode.FINETUNE) {
            config.backbone().load(weights(), DogClassifier.trunk((SequentialBlock) model.getBlock()));
        }
        return fit(ofAllLayers(model, data, config), data, null, stop, progress);
    }

    /** A training of the whole network, from the weights that it has. */
    static SupervisedTraining.Builder ofAllLayers(Model model, DogBreedsData data, DogBreedsConfig config) {
        ImageDataset training = data.training(config);
        ImageDataset validation = data.valid() == null ? null : DogBreedsData.evaluation(data.valid(), config);
        SequentialBlock network = (SequentialBlock) model.getBlock();
        Tracker rate =
                Schedules.oneCycle(config.learningRate(), config.epochs() * training.batchesPerEpoch(), WARM_UP, 0);
        GroupedOptimizer optimizer = GroupedOptimizer.of(UpdateRule.sgd(0.9, true), rate, groups(network, config));
        return SupervisedTraining.builder(
                model, DogClassifier.input(config), optimizer, training, objective(config, validation));
    }

    private static Classification objective(DogBreedsConfig config, Epochs validation) {
        return new Classification(config.labelSmoothing(), validation, Classification.Best.LOSS);
    }

    /**
     * The parameters of a training of all layers: the trunk's, then the head's at a multiple of the rate; in both parts only
     * weights of layers decay.
     *
     * @param network whose last child is the head
     * @param config the options, which say how much faster the head learns and how much weights decay
     */
    public static List<ParameterGroup> groups(SequentialBlock network, DogBreedsConfig config) {
        List<ParameterGroup> groups =
                new ArrayList<>(ParameterGroup.decayWeightsOnly(DogClassifier.trunk(network), config.weightDecay()));
        ParameterGroup.decayWeightsOnly(DogClassifier.head(network), config.weightDecay()).stream()
                .map(group -> group.withLearningRateScale(config.headScale()))
                .forEach(groups::add);
        return groups;
    }

    private Optional<DogBreedsResult> fit(
            SupervisedTraining.Builder builder, DogBreedsData data, float[][] valid, Stop stop, Progress progress)
            throws Exception {
        try (SupervisedTraining training = builder.averageDecay(config.averageDecay())
                .precision(config.precision())
                .build()) {
            Fit.Outcome outcome = run.fit(training, stop, progress);
            if (!outcome.finished()) {
                return Optional.empty();
            }
            Evaluation evaluation = data.valid() == null ? null : look(data, valid);
            return Optional.of(DogBreedsResult.of(config, outcome, evaluation));
        }
    }

    /** What the best model says of the held-out photographs; draws the run's pictures. */
    private Evaluation look(DogBreedsData data, float[][] features) throws IOException {
        try (Model best = DogClassifier.best(run.folder())) {
            Evaluation evaluation = features == null
                    ? DogClassifier.evaluate(best, data.valid(), config)
                    : DogClassifier.evaluate(
                            DogClassifier.head((SequentialBlock) best.getBlock()),
                            features,
                            data.valid().labels());
            Answers.write(run.folder(), data.valid(), evaluation, DogBreedsData.middle(config));
            return evaluation;
        }
    }
}
