package org.visioncourse.training;

import ai.djl.ndarray.NDManager;
import com.google.gson.reflect.TypeToken;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.visioncourse.engine.Torch;

/**
 * The loop: epochs of steps, with progress, a row of figures an epoch, checkpoints, and stops that can be resumed.
 *
 * <p>What a step is, the exercise says ({@link Exercise}); it may train one network, two, or an image. Every step has a
 * manager of its own, closed whatever happens, and its own seed of libtorch's generator, so that a resumed run draws
 * what an uninterrupted one would. A figure that is not finite ends the run with a {@link DivergedException}.
 *
 * @param epochs epochs of the whole run
 * @param stepsPerEpoch steps of each
 * @param seed the run's seed
 * @param run where the run is written
 * @param checkpoint what must survive a stop
 * @param stop asked between two steps
 * @param progress shown after each step and epoch
 */
public record Fit(
        int epochs, int stepsPerEpoch, long seed, RunFolder run, Checkpoint checkpoint, Stop stop, Progress progress) {

    /** The row's figure of the time since the run's start, all sessions together. */
    public static final String SECONDS = "seconds";

    /** The row's figure of the speed of the steps, without validation. */
    public static final String EXAMPLES_PER_SECOND = "examplesPerSecond";

    private static final Duration BETWEEN_CHECKPOINTS = Duration.ofMinutes(5);
    private static final String POSITION = "position";

    public Fit {
        if (epochs < 1 || stepsPerEpoch < 1) {
            throw new IllegalArgumentException(
                    "a run of " + epochs + " epochs of " + stepsPerEpoch + " steps has nothing to do");
        }
    }

    /** What is trained. Epochs count from 0. */
    public interface Exercise {

        /**
         * Opens an epoch.
         *
         * @param firstStep steps of it that are done already, in a run that was stopped in its midst
         */
        Steps begin(int epoch, int firstStep) throws Exception;

        /**
         * Measures after an epoch's steps.
         *
         * @return figures for the epoch's row, {@link Figures#NONE} for none
         */
        Figures validate(int epoch) throws Exception;

        /** The epoch's figure that tells how good the model is; the higher the better. */
        double score(Map<String, Double> row);

        /** Saves the model, the best so far, into the run's folder. */
        void saveBest(RunFolder run) throws IOException;

        /** The learning curves, redrawn after each epoch. */
        default BufferedImage curves(History history) {
            return Curves.draw(history);
        }
    }

    /**
     * How a run ended.
     *
     * @param finished whether all epochs are done
     * @param reason why not, in words; null if finished
     * @param seconds time spent, over all sessions
     * @param history a row for each epoch
     */
    public record Outcome(boolean finished, String reason, double seconds, History history) {

        /** The last epoch's figures. */
        public Map<String, Double> last() {
            return history.row(history.epochs() - 1);
        }
    }

    /** Runs from the start. */
    public Outcome start(Exercise exercise) throws Exception {
        return new Session(Position.START, new History()).run(exercise);
    }

    /** Goes on from the run's last checkpoint, which may be the end. */
    public Outcome resume(Exercise exercise) throws Exception {
        if (!Files.exists(run.last())) {
            return start(exercise); // stopped before the first checkpoint
        }
        String text = checkpoint.read(run.last()).get(POSITION);
        if (text == null) {
            throw new IOException(run.last() + " does not say how far the run has come");
        }
        Saved saved = Json.parse(text, TypeToken.get(Saved.class), run.last().toString());
        if (saved.position().epoch() > epochs || saved.position().step() > stepsPerEpoch) {
            throw new IOException(run.last() + " is further on than a run of " + epochs + " epochs of " + stepsPerEpoch
                    + " steps can be: its data or options have changed");
        }
        return new Session(saved.position(), new History(saved.rows())).run(exercise);
    }

    /** The loop's part of a checkpoint. */
    private record Saved(Position position, List<Map<String, Double>> rows) {
        Saved {
            Objects.requireNonNull(position, "the position is missing");
            Objects.requireNonNull(rows, "the epochs' figures are missing");
        }
    }

    /** One process's part of a run. */
    private final class Session {
        private final History history;
        private final double secondsBefore;
        private final long begin = System.nanoTime();
        private final long stepsBefore;
        private Position at;
        private double checkpointAt;
        private double stepSeconds; // of the epoch under way, in this session
        private long stepExamples;

        Session(Position at, History history) {
            this.at = at;
            this.history = history;
            secondsBefore = at.seconds();
            checkpointAt = secondsBefore;
            stepsBefore = stepsDone();
        }

        Outcome run(Exercise exercise) throws Exception {
            try {
                while (at.epoch() < epochs && !stop.requested()) {
                    if (runEpoch(exercise)) {
                        endEpoch(exercise);
                    }
                }
            } finally {
                progress.end();
            }
            boolean finished = at.epoch() == epochs;
            if (!finished) {
                save();
            }
            return new Outcome(finished, finished ? null : stop.reason(), at.seconds(), history);
        }

        /** Whether the epoch ran to its end. */
        private boolean runEpoch(Exercise exercise) throws Exception {
            try (Steps steps = exercise.begin(at.epoch(), at.step());
                    NDManager manager = NDManager.newBaseManager("PyTorch")) {
                while (at.step() < stepsPerEpoch && !stop.requested()) {
                    if (seconds() - checkpointAt > BETWEEN_CHECKPOINTS.toSeconds()) {
                        save();
                    }
                    Torch.seed(seed, at.epoch(), at.step());
                    long stepBegin = System.nanoTime();
                    Figures figures;
                    try (NDManager scope = manager.newSubManager()) {
                        figures = finite(steps.next(scope));
                    }
                    stepSeconds += (System.nanoTime() - stepBegin) / 1e9;
                    stepExamples += figures.examples();
                    at = at.afterStep(figures, seconds());
                    stop.requested(); // remembers an interrupt here: what shows a step may swallow it
                    progress.step(at.epoch() + 1, epochs, at.step(), stepsPerEpoch, at.soFar(), rate(), left());
                }
            }
            return at.step() == stepsPerEpoch;
        }

        private void endEpoch(Exercise exercise) throws Exception {
            Map<String, Double> row = new LinkedHashMap<>(at.soFar().means());
            row.putAll(finite(exercise.validate(at.epoch())).means());
            stop.requested(); // remembers an interrupt here: libraries that write and draw may swallow it
            row.put(SECONDS, seconds());
            if (stepExamples > 0) {
                row.put(EXAMPLES_PER_SECOND, rate());
            }
            stepSeconds = 0;
            stepExamples = 0;
            double score = exercise.score(row);
            boolean better = at.best() == null || score > at.best();
            if (better) {
                exercise.saveBest(run);
            }
            history.add(row);
            at = at.afterEpoch(seconds(), better ? Double.valueOf(score) : at.best());
            save();
            show(exercise);
            stop.requested(); // and so may what shows it, such as a notebook's kernel
            progress.epoch(at.epoch(), epochs, row, left());
        }

        /** Rows and curves for people to look at; that one of them is open in another program ends no run. */
        private void show(Exercise exercise) {
            try {
                history.write(run.metrics());
                run.picture("curves.png", exercise.curves(history));
            } catch (IOException e) {
                System.err.println("warning: " + e.getMessage());
            }
        }

        private void save() throws IOException {
            checkpoint.write(run.last(), Map.of(POSITION, Json.text(new Saved(at, history.rows()))));
            checkpointAt = seconds();
        }

        /** Examples a second in this epoch's steps of this session. */
        private double rate() {
            return stepExamples / stepSeconds;
        }

        private Figures finite(Figures figures) {
            figures.means().forEach((name, value) -> {
                if (!Double.isFinite(value)) {
                    throw new DivergedException(String.format(
                            Locale.ROOT,
                            "%s is %s in epoch %d, step %d: the run has diverged. %s",
                            name,
                            value,
                            at.epoch() + 1,
                            at.step() + 1,
                            advice(figures.get("learningRate"))));
                }
            });
            return figures;
        }

        private static String advice(double rate) {
            return Double.isNaN(rate)
                    ? "Try a smaller --learning-rate."
                    : String.format(
                            Locale.ROOT,
                            "Try a smaller --learning-rate (it was %.3g), a longer warm-up, or look at the data with"
                                    + " --overfit-batch.",
                            rate);
        }

        private double seconds() {
            return secondsBefore + (System.nanoTime() - begin) / 1e9;
        }

        private long stepsDone() {
            return (long) at.epoch() * stepsPerEpoch + at.step();
        }

        private Duration left() {
            long done = Math.max(1, stepsDone() - stepsBefore);
            long ahead = (long) epochs * stepsPerEpoch - stepsDone();
            return Duration.ofMillis((long) ((seconds() - secondsBefore) / done * ahead * 1000));
        }
    }
}
