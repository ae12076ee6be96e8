package org.visioncourse.dogbreeds;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.visioncourse.training.NewRun;
import org.visioncourse.training.Parts;
import org.visioncourse.training.Progress;
import org.visioncourse.training.RunFolder;
import org.visioncourse.training.Stop;

/**
 * A run from its options to its result, of whatever parts it is made: the three modes, the parts of a cross-validation,
 * the training of the sample's backbone before. Each part is an ordinary run in a folder of its own inside of the run's.
 */
public final class Series {

    private static final String BACKBONE = "backbone";
    private static final String WHOLE = "all";

    private final DogBreedsConfig config;
    private final DogBreedsData data;
    private final RunFolder folder;
    private final Stop stop;
    private final Progress progress;
    private final Parts<DogBreedsResult> parts;
    private final FeatureCache cache = new FeatureCache(RunFolder.cache(DogBreedsTraining.EXERCISE));

    /**
     * Prepares a run.
     *
     * @param config the options; in a run that was stopped, those it was started with
     * @param data the photographs that {@link DogBreedsData#load} gives for the options
     * @param folder of a new run, or of one that was stopped, which then goes on
     * @param stop ends the run before its time
     * @param progress shown after each step and epoch
     */
    public Series(DogBreedsConfig config, DogBreedsData data, RunFolder folder, Stop stop, Progress progress) {
        this.config = config;
        this.data = data;
        this.folder = folder;
        parts = new Parts<>(folder, DogBreedsResult.class);
        this.stop = stop;
        this.progress = progress;
    }

    /**
     * Trains what is not trained yet.
     *
     * @return the result, empty if the run was stopped
     * @throws IOException if photographs or weights cannot be read, in one sentence; a new run's folder is then gone, unless
     *     there is something to go on from
     */
    public Optional<DogBreedsResult> run() throws Exception {
        return NewRun.attempt(folder, this::train);
    }

    private Optional<DogBreedsResult> train() throws Exception {
        parts.begin(config, data.train().classNames(), data.checksum());
        if (config.mode() != Mode.SCRATCH && weights().isEmpty()) {
            return Optional.empty();
        }
        if (config.folds() > 0) {
            return folds();
        }
        return config.mode() == Mode.ALL ? modes() : part(folder, config);
    }

    /**
     * Trains in one mode, whatever the options say, in the folder of its name inside of the run's. A run of
     * {@link Mode#ALL} in the same folder then leaves it out.
     *
     * @param mode one of the three
     * @return the result, empty if the run was stopped
     * @throws IOException if photographs or weights cannot be read, in one sentence
     */
    public Optional<DogBreedsResult> run(Mode mode) throws Exception {
        if (mode == Mode.ALL) {
            throw new IllegalArgumentException("mode is " + mode + ", but must be one of the three");
        }
        return mode != Mode.SCRATCH && weights().isEmpty()
                ? Optional.empty()
                : part(parts.part(mode.toString()), config.in(mode));
    }

    /**
     * The file of the backbone's weights: on generated pictures of a backbone that is trained first, on other breeds; on
     * photographs a given or known file, which is fetched where it is missing.
     *
     * @return the file, empty if the training was stopped
     * @throws IOException if the weights cannot be had, in one sentence
     */
    public Optional<Path> weights() throws Exception {
        return config.isSample() && config.weights() == null
                ? new SampleBackbone(config, parts.part(BACKBONE)).weights(stop, progress)
                : Optional.of(config.backbone().weights(config.weights()));
    }

    private Optional<DogBreedsResult> modes() throws Exception {
        Map<String, DogBreedsConfig> options = new LinkedHashMap<>();
        for (Mode mode : List.of(Mode.FEATURES, Mode.FINETUNE, Mode.SCRATCH)) {
            options.put(mode.toString(), config.in(mode));
        }
        Optional<Map<String, DogBreedsResult>> results = parts.train(options, this::part);
        if (results.isEmpty()) {
            return Optional.empty();
        }
        folder.picture("modes.png", Pictures.modes(folder, results.get().keySet()));
        String best = results.get().entrySet().stream()
                .filter(entry -> entry.getValue().validLogLoss() != null)
                .min((a, b) ->
                        Double.compare(a.getValue().validLogLoss(), b.getValue().validLogLoss()))
                .map(Map.Entry::getKey)
                .orElse(Mode.FINETUNE.toString());
        return Optional.of(parts.finish(best, DogBreedsResult.of(config, results.get(), best, List.of(best))));
    }

    /** Each part is held out once; then, as D2L does before submitting, all photographs are trained on. */
    private Optional<DogBreedsResult> folds() throws Exception {
        Map<String, DogBreedsConfig> options = new LinkedHashMap<>();
        for (int fold = 1; fold <= config.folds(); fold++) {
            options.put("fold-" + fold, config.onFold(fold));
        }
        List<String> measured = List.copyOf(options.keySet());
        options.put(WHOLE, config.onFold(0));
        Optional<Map<String, DogBreedsResult>> results = parts.train(options, this::part);
        return results.isEmpty()
                ? Optional.empty()
                : Optional.of(parts.finish(WHOLE, DogBreedsResult.of(config, results.get(), WHOLE, measured)));
    }

    private Optional<DogBreedsResult> part(RunFolder part, DogBreedsConfig options) throws Exception {
        DogBreedsTraining training = DogBreedsTraining.in(part, options);
        if (training.config().mode() != Mode.SCRATCH) {
            training.startFrom(weights().orElseThrow(), cache);
        }
        return training.run(data.heldOutBy(training.config()), stop, progress);
    }
}
