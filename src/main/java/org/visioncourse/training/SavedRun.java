package org.visioncourse.training;

import com.google.gson.reflect.TypeToken;
import java.io.IOException;
import java.util.List;

/**
 * What config.json holds: all that a run is resumed by, and what its model is rebuilt from.
 *
 * @param options the run's options
 * @param classNames the classes' names, by label
 * @param checksum of the data, by which a resumed run knows that they are the same
 * @param environment what the run was started on
 * @param <O> the exercise's options
 */
public record SavedRun<O extends TrainingRun.Options>(
        O options, List<String> classNames, long checksum, Environment environment) {

    /** Writes a run's config.json. */
    public void write(RunFolder run) throws IOException {
        Json.write(run.config(), this);
    }

    /**
     * Reads a run's config.json.
     *
     * @param type of the options
     * @throws IOException if it is missing, broken, or of another exercise's run; the message names it
     */
    public static <O extends TrainingRun.Options> SavedRun<O> read(RunFolder run, Class<O> type) throws IOException {
        SavedRun<O> saved;
        try {
            saved = Json.read(run.config(), TypeToken.getParameterized(SavedRun.class, type));
        } catch (IOException e) { // another exercise has other options
            throw new IOException(e.getMessage() + " (is it cut, or a run of another exercise?)", e);
        }
        if (saved.options == null || saved.classNames == null) {
            throw new IOException(run.config() + " is not of a run that trains: it has no options or no classNames");
        }
        return saved;
    }
}
