package org.visioncourse.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.visioncourse.engine.AtomicFile;

/**
 * A run that is made of several, such as the parts of a cross-validation, each an ordinary run in a folder of its own
 * inside of the whole one's.
 *
 * @param folder the whole run's
 * @param type of a run's figures, a part's or the whole one's
 * @param <R> the same
 */
public record Parts<R>(RunFolder folder, Class<R> type) {

    /**
     * Trains a part, or goes on with it.
     *
     * @param <O> the exercise's options
     * @param <R> a run's figures
     */
    @FunctionalInterface
    public interface Training<O, R> {

        /** Trains in a folder; empty if it was stopped. */
        Optional<R> run(RunFolder part, O options) throws Exception;
    }

    /** The folder of a part. */
    public RunFolder part(String name) {
        return new RunFolder(folder.path().resolve(name));
    }

    /** Writes the whole run's config.json, unless it is there: a stop in whichever part can be resumed. */
    public <O extends TrainingRun.Options> void begin(O options, List<String> classNames, long checksum)
            throws IOException {
        if (!Files.exists(folder.config())) {
            new SavedRun<>(options, classNames, checksum, Environment.current()).write(folder);
        }
    }

    /**
     * Trains the parts that have no result yet, one after the other.
     *
     * @param options of each part, by the name of its folder
     * @return their figures in the same order, empty if one was stopped
     */
    public <O> Optional<Map<String, R>> train(Map<String, O> options, Training<O, R> training) throws Exception {
        Map<String, R> results = new LinkedHashMap<>();
        for (Map.Entry<String, O> entry : options.entrySet()) {
            RunFolder part = part(entry.getKey());
            if (!Files.exists(part.result())) {
                System.out.println(entry.getKey() + ":");
                if (training.run(part, entry.getValue()).isEmpty()) {
                    return Optional.empty();
                }
            }
            results.put(entry.getKey(), Json.read(part.result(), type));
        }
        return Optional.of(results);
    }

    /**
     * Ends the whole run.
     *
     * @param kept the part whose model is the whole run's
     * @param result the whole run's figures
     * @return the same
     */
    public R finish(String kept, R result) throws IOException {
        Path model = part(kept).best();
        Files.createDirectories(folder.checkpoints());
        AtomicFile.write(folder.best(), out -> Files.copy(model, out));
        Json.write(folder.result(), result);
        return result;
    }

    /** What result.json says of a run that is made of several. */
    private record Kept(String model) {}

    /** The run that trained a run's best model: the run itself, or one of the parts that it was made of. */
    public static RunFolder trainedIn(RunFolder run) throws IOException {
        if (!Files.exists(run.result())) {
            return run;
        }
        String part = Json.read(run.result(), Kept.class).model();
        return part == null ? run : new RunFolder(run.path().resolve(part));
    }
}
