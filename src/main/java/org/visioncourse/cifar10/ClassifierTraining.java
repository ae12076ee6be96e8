package org.visioncourse.cifar10;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.Batch;
import ai.djl.training.tracker.Tracker;
import java.io.IOException;
import java.util.Map;
import org.visioncourse.data.BatchStream;
import org.visioncourse.data.ImageDataset;
import org.visioncourse.engine.GroupedOptimizer;
import org.visioncourse.engine.Precision;
import org.visioncourse.training.Checkpoint;
import org.visioncourse.training.CrossEntropy;
import org.visioncourse.training.Figures;
import org.visioncourse.training.Fit;
import org.visioncourse.training.RunFolder;
import org.visioncourse.training.Steps;
import org.visioncourse.training.WeightAverage;

/** The training of a classifier: its network, loss, optimizer and averaged weights, and what a step does with them. */
final class ClassifierTraining implements Fit.Exercise, AutoCloseable {

    private final Model model;
    private final Trainer trainer;
    private final GroupedOptimizer optimizer;
    private final WeightAverage average;
    private final Precision precision;
    private final ImageDataset training;
    private final ImageDataset validation;
    private double waitedSeconds;

    /** With the recipe's schedule. */
    ClassifierTraining(Cifar10Config config, Cifar10Data data) {
        this(config, data, schedule(config, data));
    }

    static Tracker schedule(Cifar10Config config, Cifar10Data data) {
        return config.recipe().schedule(config, data.training(config).batchesPerEpoch());
    }

    ClassifierTraining(Cifar10Config config, Cifar10Data data, Tracker learningRate) {
        precision = config.precision();
        training = data.training(config);
        validation = data.valid() == null ? null : Cifar10Data.evaluation(data.valid());
        model = Classifier.create(config.depth(), data.train().classNames(), config.seed());
        optimizer = GroupedOptimizer.of(
                config.recipe().rule(config), learningRate, config.recipe().groups(model.getBlock(), config));
        trainer = model.newTrainer(new DefaultTrainingConfig(new CrossEntropy(config.labelSmoothing()))
                .optDevices(new Device[] {model.getNDManager().getDevice()})
                .optOptimizer(optimizer));
        trainer.initialize(Classifier.INPUT);
        average = config.averageDecay() > 0 ? new WeightAverage(model.getBlock(), config.averageDecay()) : null;
    }

    Model model() {
        return model;
    }

    int stepsPerEpoch() {
        return training.batchesPerEpoch();
    }

    /** Time spent waiting for batches so far, in seconds. */
    double waitedSeconds() {
        return waitedSeconds;
    }

    Checkpoint checkpoint() {
        Checkpoint checkpoint =
                new Checkpoint().block("network", model.getBlock()).optimizer("optimizer", optimizer);
        return average == null ? checkpoint : checkpoint.arrays("average", average.averages());
    }

    @Override
    public Steps begin(int epoch, int firstStep) {
        BatchStream batches = training.epoch(trainer.getManager(), epoch, firstStep);
        Runnable onEnd = () -> {
            waitedSeconds += batches.waited().toNanos() / 1e9;
            batches.close();
        };
        return Steps.over(batches, onEnd, this::step);
    }

    /** One step: the loss of a batch, its gradients, and the update. */
    Figures step(Batch batch) {
        double rate = optimizer.nextLearningRate();
        NDArray logits;
        NDArray loss;
        try (GradientCollector collector = trainer.newGradientCollector()) {
            try (Precision.Scope scope = precision.use()) {
                logits = Precision.single(trainer.forward(batch.getData()).singletonOrThrow()); // (N, C)
            }
            loss = trainer.getLoss().evaluate(batch.getLabels(), new NDList(logits));
            collector.backward(loss);
        }
        optimizer.step();
        if (average != null) {
            average.update(optimizer.updates() - 1);
        }
        return Figures.of(batch.getSize(), "trainLoss", loss.getFloat())
                .with("trainAccuracy", Evaluation.accuracy(logits, batch.getLabels()))
                .with("learningRate", rate);
    }

    @Override
    public Figures validate(int epoch) {
        return validation == null ? Figures.NONE : evaluate(validation).figures("valid");
    }

    /** How good the averaged weights are, or the last ones where nothing is averaged. */
    private Evaluation evaluate(ImageDataset pictures) {
        try (WeightAverage.InUse used = averaged()) {
            return Evaluation.of(model.getBlock(), pictures, false);
        }
    }

    /** The validation accuracy; without validation, a later epoch is the better one. */
    @Override
    public double score(Map<String, Double> row) {
        return row.getOrDefault("validAccuracy", row.get(Fit.SECONDS));
    }

    @Override
    public void saveBest(RunFolder run) throws IOException {
        try (WeightAverage.InUse used = averaged()) {
            run.saveBest(model);
        }
    }

    private WeightAverage.InUse averaged() {
        return average == null ? () -> {} : average.inUse();
    }

    @Override
    public void close() {
        if (average != null) {
            average.close();
        }
        optimizer.close();
        trainer.close();
        model.close();
    }
}
