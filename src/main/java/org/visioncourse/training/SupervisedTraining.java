package org.visioncourse.training;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.Batch;
import java.io.IOException;
import java.util.Map;
import java.util.function.IntConsumer;
import org.visioncourse.data.Epochs;
import org.visioncourse.engine.ForwardPass;
import org.visioncourse.engine.GroupedOptimizer;
import org.visioncourse.engine.Precision;

/**
 * The training of one network on examples with labels: its optimizer and averaged weights, and what a step does with them.
 * What the network is to learn, and how well it has, an {@link Objective} says.
 */
public final class SupervisedTraining implements Fit.Exercise, AutoCloseable {

    private final Model model;
    private final Model saved;
    private final Trainer trainer;
    private final GroupedOptimizer optimizer;
    private final WeightAverage average;
    private final Lookahead lookahead;
    private final IntConsumer beforeEpoch;
    private final Precision precision;
    private final Epochs training;
    private final Objective objective;
    private double waitedSeconds;

    private SupervisedTraining(Builder options) {
        model = options.model;
        saved = options.saved;
        optimizer = options.optimizer;
        precision = options.precision;
        training = options.training;
        objective = options.objective;
        trainer = model.newTrainer(new DefaultTrainingConfig(objective.loss())
                .optDevices(new Device[] {model.getNDManager().getDevice()})
                .optOptimizer(optimizer));
        trainer.initialize(options.input);
        average = options.averageDecay > 0 ? new WeightAverage(model.getBlock(), options.averageDecay) : null;
        lookahead = options.lookahead;
        beforeEpoch = options.beforeEpoch;
    }

    /**
     * Starts with what every training needs.
     *
     * @param model with an initialised block; closed with this object
     * @param input the shape of a batch of one
     * @param optimizer of the block's parameters; closed with this object
     * @param training the examples, in shuffled batches
     * @param objective what is to be learned from them
     */
    public static Builder builder(
            Model model, Shape input, GroupedOptimizer optimizer, Epochs training, Objective objective) {
        return new Builder(model, input, optimizer, training, objective);
    }

    /** The model that is trained. */
    public Model model() {
        return model;
    }

    /** Steps of an epoch. */
    public int stepsPerEpoch() {
        return training.batchesPerEpoch();
    }

    /** Time spent waiting for batches so far, in seconds. */
    public double waitedSeconds() {
        return waitedSeconds;
    }

    /** What must survive a stop. */
    public Checkpoint checkpoint() {
        Checkpoint checkpoint =
                new Checkpoint().block("network", model.getBlock()).optimizer("optimizer", optimizer);
        if (average != null) {
            checkpoint.arrays("average", average.averages());
        }
        if (lookahead != null) {
            checkpoint.arrays("lookahead", lookahead.slow());
        }
        return checkpoint;
    }

    @Override
    public Steps begin(int epoch, int firstStep) {
        beforeEpoch.accept(epoch);
        Epochs.Batches batches = training.epoch(trainer.getManager(), epoch, firstStep);
        Runnable onEnd = () -> {
            waitedSeconds += batches.waited().toNanos() / 1e9;
            batches.close();
        };
        return Steps.over(batches, onEnd, this::step);
    }

    /** One step: the loss of a batch, its gradients, and the update. */
    public Figures step(Batch batch) {
        double rate = optimizer.nextLearningRate();
        NDList targets = objective.targets(batch);
        NDList predictions;
        NDArray loss;
        try (GradientCollector collector = trainer.newGradientCollector()) {
            predictions = predict(batch.getData());
            loss = trainer.getLoss().evaluate(targets, predictions);
            collector.backward(loss);
        }
        optimizer.step();
        if (average != null) {
            average.update(optimizer.updates() - 1);
        }
        if (lookahead != null) {
            lookahead.update(optimizer.updates());
        }
        return Figures.of(batch.getSize(), "trainLoss", loss.getFloat())
                .with(objective.measure(targets, predictions))
                .with("learningRate", rate);
    }

    private NDList predict(NDList inputs) {
        NDList predictions = new NDList();
        try (Precision.Scope scope = precision.use()) {
            ForwardPass.training(model.getBlock(), inputs).forEach(output -> predictions.add(Precision.single(output)));
        }
        return predictions;
    }

    /** How good the averaged weights are, or the last ones where nothing is averaged. */
    @Override
    public Figures validate(int epoch) {
        try (WeightAverage.InUse used = averaged()) {
            return objective.validate(model.getBlock());
        }
    }

    @Override
    public double score(Map<String, Double> row) {
        return objective.score(row);
    }

    @Override
    public void saveBest(RunFolder run) throws IOException {
        try (WeightAverage.InUse used = averaged()) {
            run.saveBest(saved);
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
        if (lookahead != null) {
            lookahead.close();
        }
        optimizer.close();
        trainer.close();
        model.close();
    }

    /** The options of a training. */
    public static final class Builder {

        private final Model model;
        private final Shape input;
        private final GroupedOptimizer optimizer;
        private final Epochs training;
        private final Objective objective;
        private Model saved;
        private double averageDecay;
        private Lookahead lookahead;
        private IntConsumer beforeEpoch = epoch -> {};
        private Precision precision = Precision.FP32;

        private Builder(Model model, Shape input, GroupedOptimizer optimizer, Epochs training, Objective objective) {
            this.model = model;
            this.input = input;
            this.optimizer = optimizer;
            this.training = training;
            this.objective = objective;
            saved = model;
        }

        /** Saves another model as the best one: a network that the trained block is a part of. */
        public Builder saved(Model whole) {
            saved = whole;
            return this;
        }

        /** Decay of the averaged weights, in [0, 1); by default 0, for none. */
        public Builder averageDecay(double averageDecay) {
            this.averageDecay = averageDecay;
            return this;
        }

        /** Slow weights of the model's block, closed with the training; by default none. */
        public Builder lookahead(Lookahead lookahead) {
            this.lookahead = lookahead;
            return this;
        }

        /** Called before each epoch, and before a resumed one, with its number from 0: to freeze a layer, say. */
        public Builder beforeEpoch(IntConsumer beforeEpoch) {
            this.beforeEpoch = beforeEpoch;
            return this;
        }

        /** Of the forward and backward pass; by default float32. */
        public Builder precision(Precision precision) {
            this.precision = precision;
            return this;
        }

        /** The training, from its start values. */
        public SupervisedTraining build() {
            return new SupervisedTraining(this);
        }
    }
}
