package org.visioncourse.cifar10;

import ai.djl.Model;
import ai.djl.training.tracker.Tracker;
import java.io.IOException;
import java.util.Optional;
import org.visioncourse.data.ImageSet;
import org.visioncourse.engine.GroupedOptimizer;
import org.visioncourse.training.Classification;
import org.visioncourse.training.Evaluation;
import org.visioncourse.training.Fit;
import org.visioncourse.training.Memory;
import org.visioncourse.training.Progress;
import org.visioncourse.training.RunFolder;
import org.visioncourse.training.Stop;
import org.visioncourse.training.SupervisedTraining;
import org.visioncourse.training.TrainingRun;

/** A training run from its options to its result: fit, then one look at the test pictures. */
public final class Cifar10Training {

    /** The exercise's name, of its command and of its folder under {@code runs/}. */
    public static final String EXERCISE = "cifar10";

    private final TrainingRun<Cifar10Config> run;

    private Cifar10Training(TrainingRun<Cifar10Config> run) {
        this.run = run;
    }

    /** A new run. */
    public static Cifar10Training create(Cifar10Config config, RunFolder folder) {
        return new Cifar10Training(TrainingRun.create(config, folder));
    }

    /** A run that was stopped, with the options it was started with. */
    public static Cifar10Training resume(RunFolder folder) throws IOException {
        return new Cifar10Training(TrainingRun.resume(folder, Cifar10Config.class));
    }

    /** The run's options. */
    public Cifar10Config config() {
        return run.options();
    }

    /** Where the run is written. */
    public RunFolder folder() {
        return run.folder();
    }

    /**
     * Trains to the end, or until stopped.
     *
     * @param data the pictures that {@link Cifar10Data#load} gives for the options
     * @param stop ends the run before its time
     * @param progress shown after each step and epoch
     * @return the result, empty if the run was stopped
     * @throws IllegalArgumentException if the fast recipe's batches leave it fewer than five steps an epoch
     */
    public Optional<Cifar10Result> run(Cifar10Data data, Stop stop, Progress progress) throws Exception {
        data.requireSteps(config());
        return run.run(data.train().classNames(), data.checksum(), () -> train(data, stop, progress));
    }

    private Optional<Cifar10Result> train(Cifar10Data data, Stop stop, Progress progress) throws Exception {
        try (SupervisedTraining training = training(config(), data, schedule(config(), data))) {
            long begin = System.nanoTime();
            Fit.Outcome outcome = run.fit(training, stop, progress);
            double session = (System.nanoTime() - begin) / 1e9;
            return outcome.finished()
                    ? Optional.of(result(data, outcome, training.waitedSeconds() / session))
                    : Optional.empty();
        }
    }

    /** The recipe's learning rate for each update. */
    static Tracker schedule(Cifar10Config config, Cifar10Data data) {
        return config.recipe().schedule(config, data.training(config).batchesPerEpoch());
    }

    /** Network, loss and optimizer as the options say, with any schedule. */
    static SupervisedTraining training(Cifar10Config config, Cifar10Data data, Tracker learningRate) {
        Model model = Classifier.create(config, data.train().classNames());
        GroupedOptimizer optimizer = GroupedOptimizer.of(
                config.recipe().rule(config), learningRate, config.recipe().groups(model.getBlock(), config));
        Classification objective = new Classification(
                config.labelSmoothing(),
                data.valid() == null ? null : Cifar10Data.evaluation(data.valid()),
                Classification.Best.ACCURACY);
        SupervisedTraining.Builder training = SupervisedTraining.builder(
                        model, Classifier.INPUT, optimizer, data.training(config), objective)
                .averageDecay(config.averageDecay())
                .precision(config.precision());
        config.recipe().prepare(training, model, data, config);
        return training.build();
    }

    private Cifar10Result result(Cifar10Data data, Fit.Outcome outcome, double waitingShare) throws IOException {
        Cifar10Config config = config();
        return new Cifar10Result(
                EXERCISE,
                config.data(),
                config.seed(),
                config.epochs(),
                outcome.seconds(),
                outcome.last().get(Fit.EXAMPLES_PER_SECOND),
                Memory.peakMiB().orElse(null),
                waitingShare,
                outcome.last().get("trainLoss"),
                bestOf(outcome, "validAccuracy"),
                config.overfit() ? null : look(data));
    }

    /** The best model's accuracy on the test pictures, null where they have no labels; draws the run's pictures. */
    private Double look(Cifar10Data data) throws IOException {
        ImageSet shown = data.test() != null ? data.test() : data.valid();
        try (Model best = Classifier.best(folder())) {
            folder().picture("filters.png", Pictures.filters(best));
            folder().picture("augmented.png", Pictures.augmented(data.training(config())));
            if (shown == null) {
                return null;
            }
            Evaluation evaluation = TestViews.of(config()).evaluate(best.getBlock(), shown);
            Pictures.write(folder(), shown, evaluation);
            return data.test() == null ? null : evaluation.accuracy();
        }
    }

    private static Double bestOf(Fit.Outcome outcome, String name) {
        double[] series = outcome.history().series(name);
        double best = Double.NaN;
        for (double value : series) {
            best = Double.isNaN(best) ? value : Math.max(best, value);
        }
        return Double.isNaN(best) ? null : best;
    }
}
