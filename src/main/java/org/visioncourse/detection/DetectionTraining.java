package org.visioncourse.detection;

import ai.djl.training.tracker.Tracker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.visioncourse.data.ImageDataset;
import org.visioncourse.engine.GroupedOptimizer;
import org.visioncourse.engine.ParameterGroup;
import org.visioncourse.engine.UpdateRule;
import org.visioncourse.training.Fit;
import org.visioncourse.training.Progress;
import org.visioncourse.training.RunFolder;
import org.visioncourse.training.Schedules;
import org.visioncourse.training.Stop;
import org.visioncourse.training.SupervisedTraining;
import org.visioncourse.training.TrainingRun;

/** One training, from its options to its result. */
public final class DetectionTraining {

    /** The exercise's name, of its command and of its folder under {@code runs/}. */
    public static final String EXERCISE = "detection";

    private static final double WARM_UP = 0.2;

    private final TrainingRun<DetectionConfig> run;
    private final DetectionConfig config;

    private DetectionTraining(TrainingRun<DetectionConfig> run) {
        this.run = run;
        config = run.options();
    }

    /** A new run. */
    public static DetectionTraining create(DetectionConfig config, RunFolder folder) {
        return new DetectionTraining(TrainingRun.create(config, folder));
    }

    /** A run that was stopped, with the options it was started with. */
    public static DetectionTraining resume(RunFolder folder) throws IOException {
        return new DetectionTraining(TrainingRun.resume(folder, DetectionConfig.class));
    }

    /** The run that a folder holds, or else a new one there. */
    static DetectionTraining in(RunFolder folder, DetectionConfig config) throws IOException {
        if (Files.exists(folder.config())) {
            return resume(folder);
        }
        Files.createDirectories(folder.checkpoints());
        return create(config, folder);
    }

    /** The run's options. */
    public DetectionConfig config() {
        return config;
    }

    /**
     * Trains to the end, or until stopped.
     *
     * @param data the pictures that {@link DetectionData#load} gives for the options
     * @param stop ends the run before its time
     * @param progress shown after each step and epoch
     * @return the result, empty if the run was stopped
     * @throws IOException if pictures or weights cannot be read, in one sentence
     */
    public Optional<DetectionResult> run(DetectionData data, Stop stop, Progress progress) throws Exception {
        return run.run(data.train().classNames(), data.checksum(), () -> train(data, stop, progress));
    }

    private Optional<DetectionResult> train(DetectionData data, Stop stop, Progress progress) throws Exception {
        Path weights = config.backbone().isTrained() ? config.backbone().weights(config.weights()) : null;
        try (TrainedDetector detector =
                        TrainedDetector.create(config, data.train().classNames(), weights);
                SupervisedTraining training = training(detector, data)) {
            Fit.Outcome outcome = run.fit(training, stop, progress);
            return outcome.finished()
                    ? Optional.of(DetectionResult.of(config, outcome, data.valid() == null ? null : look(data)))
                    : Optional.empty();
        }
    }

    /** A training of the whole network, from the weights that it has; closes the detector. */
    static SupervisedTraining training(TrainedDetector detector, DetectionData data) {
        DetectionConfig config = detector.config();
        ImageDataset training = data.training(config);
        Tracker rate =
                Schedules.oneCycle(config.learningRate(), config.epochs() * training.batchesPerEpoch(), WARM_UP, 0);
        GroupedOptimizer optimizer = GroupedOptimizer.of(UpdateRule.adamW(0.9, 0.999, 1e-8), rate, groups(detector));
        DetectionObjective objective = new DetectionObjective(
                config.loss().loss(),
                detector.anchors(),
                data.valid(),
                data.valid() == null ? null : DetectionData.evaluation(data.valid(), config));
        return SupervisedTraining.builder(detector.model(), detector.input(), optimizer, training, objective)
                .averageDecay(config.averageDecay())
                .precision(config.precision())
                .build();
    }

    /** The backbone's parameters at a fraction of the rate; in both parts only weights of layers decay. */
    static List<ParameterGroup> groups(TrainedDetector detector) {
        DetectionConfig config = detector.config();
        Ssd network = detector.network();
        if (!config.backbone().isTrained()) {
            return ParameterGroup.decayWeightsOnly(network, config.weightDecay());
        }
        List<ParameterGroup> groups = new ArrayList<>();
        ParameterGroup.decayWeightsOnly(SsdBackbone.trunk(network), config.weightDecay()).stream()
                .map(group -> group.withLearningRateScale(config.backboneScale()))
                .forEach(groups::add);
        groups.addAll(ParameterGroup.decayWeightsOnly(SsdBackbone.rest(network), config.weightDecay()));
        return groups;
    }

    /** How the model does on the held-out pictures; draws the run's pictures. */
    private DetectionResult.Held look(DetectionData data) throws IOException {
        try (TrainedDetector best = TrainedDetector.best(run.folder())) {
            DetectionEvaluation evaluation = best.evaluate(data.valid());
            DetectionPictures.write(run.folder(), data.valid(), evaluation);
            run.folder().picture("augmented.png", DetectionPictures.augmented(data.train(), config));
            return DetectionResult.Held.of(evaluation);
        }
    }
}
