package org.visioncourse.dogbreeds;

import ai.djl.Model;
import ai.djl.nn.SequentialBlock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.visioncourse.engine.AtomicFile;
import org.visioncourse.training.Environment;
import org.visioncourse.training.Json;
import org.visioncourse.training.Memory;
import org.visioncourse.training.NewRun;
import org.visioncourse.training.Progress;
import org.visioncourse.training.RunFolder;
import org.visioncourse.training.SavedRun;
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
        return NewRun.attempt(folder, this::parts);
    }

    private Optional<DogBreedsResult> parts() throws Exception {
        if (!Files.exists(folder.config())) { // before the first part: a stop in whichever part can be resumed
            new SavedRun<>(config, data.train().classNames(), data.checksum(), Environment.current()).write(folder);
        }
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
                : part(part(mode.toString()), config.in(mode));
    }

    /**
     * The file of the backbone's weights: on generated pictures of a backbone that is trained first, on other breeds; on
     * photographs a given or known file, which is fetched where it is missing.
     *
     * <p>The trained backbone's file has its place inside of the run's folder and is not among the run's options: a run is
     * resumed from whatever working directory, and after its folder was moved.
     *
     * @return the file, empty if the training was stopped
     * @throws IOException if the weights cannot be had, in one sentence
     */
    public Optional<Path> weights() throws Exception {
        return config.isSample() && config.weights() == null
                ? backbone()
                : Optional.of(config.backbone().weights(config.weights()));
    }

    private RunFolder part(String name) {
        return new RunFolder(folder.path().resolve(name));
    }

    /** The weights of a backbone that this run trains, if it has not, on other generated breeds. */
    private Optional<Path> backbone() throws Exception {
        RunFolder below = part(BACKBONE);
        Path weights = below.path().resolve("weights.safetensors");
        if (!Files.exists(weights)) {
            System.out.println("First a backbone, on generated breeds that the exercise does not know:");
            DogBreedsConfig options = config.backboneOfSample();
            if (training(below, options)
                    .run(DogBreedsData.load(options), stop, progress)
                    .isEmpty()) {
                return Optional.empty();
            }
            try (Model best = DogClassifier.best(below)) {
                config.backbone().save(DogClassifier.trunk((SequentialBlock) best.getBlock()), weights);
            }
        }
        return Optional.of(weights);
    }

    private Optional<DogBreedsResult> modes() throws Exception {
        Map<String, DogBreedsConfig> parts = new LinkedHashMap<>();
        for (Mode mode : List.of(Mode.FEATURES, Mode.FINETUNE, Mode.SCRATCH)) {
            parts.put(mode.toString(), config.in(mode));
        }
        Optional<Map<String, DogBreedsResult>> results = parts(parts);
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
        return Optional.of(finish(results.get(), best, List.of(best)));
    }

    /** Each part is held out once; then, as D2L does before submitting, all photographs are trained on. */
    private Optional<DogBreedsResult> folds() throws Exception {
        Map<String, DogBreedsConfig> parts = new LinkedHashMap<>();
        for (int fold = 1; fold <= config.folds(); fold++) {
            parts.put("fold-" + fold, config.onFold(fold));
        }
        List<String> measured = List.copyOf(parts.keySet());
        parts.put(WHOLE, config.onFold(0));
        Optional<Map<String, DogBreedsResult>> results = parts(parts);
        return results.isEmpty() ? Optional.empty() : Optional.of(finish(results.get(), WHOLE, measured));
    }

    private Optional<Map<String, DogBreedsResult>> parts(Map<String, DogBreedsConfig> configs) throws Exception {
        Map<String, DogBreedsResult> results = new LinkedHashMap<>();
        for (Map.Entry<String, DogBreedsConfig> entry : configs.entrySet()) {
            RunFolder part = part(entry.getKey());
            if (!Files.exists(part.result())) {
                System.out.println(entry.getKey() + ":");
                if (part(part, entry.getValue()).isEmpty()) {
                    return Optional.empty();
                }
            }
            results.put(entry.getKey(), Json.read(part.result(), DogBreedsResult.class));
        }
        return Optional.of(results);
    }

    private Optional<DogBreedsResult> part(RunFolder part, DogBreedsConfig options) throws Exception {
        DogBreedsTraining training = training(part, options);
        if (training.config().mode() != Mode.SCRATCH) {
            training.startFrom(weights().orElseThrow(), cache);
        }
        return training.run(data.heldOutBy(training.config()), stop, progress);
    }

    private static DogBreedsTraining training(RunFolder part, DogBreedsConfig options) throws IOException {
        if (Files.exists(part.config())) {
            return DogBreedsTraining.resume(part);
        }
        Files.createDirectories(part.checkpoints());
        return DogBreedsTraining.create(options, part);
    }

    /**
     * Writes the result of several parts.
     *
     * @param kept the part whose model is this run's
     * @param measured the parts whose mean is this run's figure
     */
    private DogBreedsResult finish(Map<String, DogBreedsResult> parts, String kept, List<String> measured)
            throws IOException {
        Path model = part(kept).best();
        Files.createDirectories(folder.checkpoints());
        AtomicFile.write(folder.best(), out -> Files.copy(model, out));
        DogBreedsResult of = parts.get(kept);
        DogBreedsResult result = new DogBreedsResult(
                DogBreedsTraining.EXERCISE,
                config.data(),
                config.seed(),
                of.epochs(),
                parts.values().stream().mapToDouble(DogBreedsResult::seconds).sum(),
                of.imagesPerSecond(),
                Memory.peakMiB().orElse(null),
                config.mode(),
                config.backbone(),
                of.trainLoss(),
                mean(parts, measured, DogBreedsResult::validLogLoss),
                mean(parts, measured, DogBreedsResult::validAccuracy),
                kept,
                parts);
        Json.write(folder.result(), result);
        return result;
    }

    private static Double mean(
            Map<String, DogBreedsResult> parts, List<String> measured, Function<DogBreedsResult, Double> figure) {
        List<Double> values = measured.stream()
                .map(name -> figure.apply(parts.get(name)))
                .filter(Objects::nonNull)
                .toList();
        return values.isEmpty()
                ? null
                : values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }
}
