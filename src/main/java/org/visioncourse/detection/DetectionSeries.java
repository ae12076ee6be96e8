package org.visioncourse.detection;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.visioncourse.training.NewRun;
import org.visioncourse.training.Parts;
import org.visioncourse.training.Progress;
import org.visioncourse.training.RunFolder;
import org.visioncourse.training.Stop;

/**
 * A run from its options to its result: one training, or a cross-validation with a training for each part and one on all
 * pictures, each an ordinary run in a folder of its own inside of the run's.
 */
public final class DetectionSeries {

    private static final String WHOLE = "all";

    private final DetectionConfig config;
    private final DetectionData data;
    private final RunFolder folder;
    private final Stop stop;
    private final Progress progress;

    /**
     * Prepares a run.
     *
     * @param config the options; in a run that was stopped, those it was started with
     * @param data the pictures that {@link DetectionData#load} gives for the options
     * @param folder of a new run, or of one that was stopped, which then goes on
     * @param stop ends the run before its time
     * @param progress shown after each step and epoch
     */
    public DetectionSeries(DetectionConfig config, DetectionData data, RunFolder folder, Stop stop, Progress progress) {
        this.config = config;
        this.data = data;
        this.folder = folder;
        this.stop = stop;
        this.progress = progress;
    }

    /**
     * Trains what is not trained yet.
     *
     * @return the result, empty if the run was stopped
     * @throws IOException if pictures or weights cannot be read, in one sentence; a new run's folder is then gone, unless
     *     there is something to go on from
     */
    public Optional<DetectionResult> run() throws Exception {
        return NewRun.attempt(folder, () -> config.folds() == 0 ? part(folder, config) : folds());
    }

    private Optional<DetectionResult> part(RunFolder part, DetectionConfig options) throws Exception {
        DetectionTraining training = DetectionTraining.in(part, options);
        return training.run(data.heldOutBy(training.config()), stop, progress);
    }

    private Optional<DetectionResult> folds() throws Exception {
        Parts<DetectionResult> parts = new Parts<>(folder, DetectionResult.class);
        parts.begin(config, data.train().classNames(), data.checksum());
        Map<String, DetectionConfig> options = new LinkedHashMap<>();
        for (int fold = 1; fold <= config.folds(); fold++) {
            options.put("fold-" + fold, config.onFold(fold));
        }
        options.put(WHOLE, config.onFold(0));
        Optional<Map<String, DetectionResult>> results = parts.train(options, this::part);
        if (results.isEmpty()) {
            return Optional.empty();
        }
        DetectionResult all = results.get().remove(WHOLE);
        return Optional.of(parts.finish(WHOLE, DetectionResult.of(results.get(), WHOLE, all)));
    }
}
