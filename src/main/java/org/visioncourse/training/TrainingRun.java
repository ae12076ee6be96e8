package org.visioncourse.training;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.visioncourse.engine.MainArena;

/**
 * A run of one training in its folder, new or resumed: what the chapters that train one network have in common around
 * their own networks, data and results.
 *
 * @param <O> the exercise's options
 */
public final class TrainingRun<O extends TrainingRun.Options> {

    /** What a run must know of an exercise's options. */
    public interface Options {

        /** A name of the data, for messages. */
        String data();

        /** Seed of everything random. */
        long seed();

        /** Passes over the data. */
        int epochs();
    }

    private final O options;
    private final RunFolder folder;
    private final boolean resumed;

    private TrainingRun(O options, RunFolder folder, boolean resumed) {
        this.options = options;
        this.folder = folder;
        this.resumed = resumed;
    }

    /** A new run. */
    public static <O extends Options> TrainingRun<O> create(O options, RunFolder folder) {
        return new TrainingRun<>(options, folder, false);
    }

    /** A run that was stopped, with the options it was started with. */
    public static <O extends Options> TrainingRun<O> resume(RunFolder folder, Class<O> type) throws IOException {
        return new TrainingRun<>(SavedRun.read(folder, type).options(), folder, true);
    }

    /** The run's options. */
    public O options() {
        return options;
    }

    /** Where the run is written. */
    public RunFolder folder() {
        return folder;
    }

    /**
     * Writes config.json or, in a resumed run, makes sure that the data are the same; then trains, and writes result.json.
     *
     * @param classNames the classes' names, by label
     * @param checksum of the data
     * @param training what the exercise does; empty if it was stopped
     * @return what the training returns
     * @throws IOException if a resumed run has other data; else what the training throws, see {@link NewRun#attempt}
     */
    public <R> Optional<R> run(List<String> classNames, long checksum, Callable<Optional<R>> training)
            throws Exception {
        return NewRun.attempt(folder, () -> {
            begin(classNames, checksum);
            Optional<R> result = MainArena.call(training);
            if (result.isPresent()) {
                Json.write(folder.result(), result.get());
            }
            return result;
        });
    }

    private void begin(List<String> classNames, long checksum) throws IOException {
        if (!resumed) {
            new SavedRun<>(options, classNames, checksum, Environment.current()).write(folder);
        } else if (SavedRun.read(folder, options.getClass()).checksum() != checksum) {
            throw new IOException("the pictures or classes in " + options.data() + " are not those that "
                    + folder.path() + " was started with: put them back, or start a new run");
        }
    }

    /** Fits a network, as the other {@code fit} does. */
    public Fit.Outcome fit(SupervisedTraining training, Stop stop, Progress progress) throws Exception {
        return fit(training, training.stepsPerEpoch(), training.checkpoint(), stop, progress);
    }

    /**
     * Trains, from the start or from the run's last checkpoint.
     *
     * @param exercise what is trained
     * @param stepsPerEpoch steps of each epoch
     * @param checkpoint what must survive a stop
     * @param stop ends the run before its time
     * @param progress shown after each step and epoch
     */
    public Fit.Outcome fit(
            Fit.Exercise exercise, int stepsPerEpoch, Checkpoint checkpoint, Stop stop, Progress progress)
            throws Exception {
        Fit fit = new Fit(options.epochs(), stepsPerEpoch, options.seed(), folder, checkpoint, stop, progress);
        return resumed ? fit.resume(exercise) : fit.start(exercise);
    }
}
