package org.visioncourse.dogbreeds;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.visioncourse.models.Backbone;
import org.visioncourse.training.Evaluation;
import org.visioncourse.training.Fit;
import org.visioncourse.training.Memory;

/**
 * The figures of a finished run, as result.json has them.
 *
 * @param exercise dog-breeds
 * @param data {@code sample} for generated pictures, else where the photographs were
 * @param seed the run's seed
 * @param epochs epochs trained
 * @param seconds time of training and validation, over all sessions; of features mode without the features
 * @param imagesPerSecond training photographs a second in the last epoch; null if this session ran none of its steps
 * @param peakMemoryMiB largest resident size of the process; null where it is not known
 * @param mode how much of the network learned
 * @param backbone the network below the head
 * @param trainLoss mean loss of the last epoch
 * @param validLogLoss of the best epoch's model, mean of the parts in a cross-validation; null if nothing was held out
 * @param validAccuracy of that model, in [0, 1]; null if nothing was held out
 * @param model the part whose model is this run's; null if it is one run
 * @param parts the runs that this one is made of, by the name of their folders; null if it is one run
 */
public record DogBreedsResult(
        String exercise,
        String data,
        long seed,
        int epochs,
        double seconds,
        Double imagesPerSecond,
        Long peakMemoryMiB,
        Mode mode,
        Backbone backbone,
        double trainLoss,
        Double validLogLoss,
        Double validAccuracy,
        String model,
        Map<String, DogBreedsResult> parts) {

    /**
     * The figures of a run of one training.
     *
     * @param evaluation of the best epoch's model; null if nothing was held out
     */
    static DogBreedsResult of(DogBreedsConfig config, Fit.Outcome outcome, Evaluation evaluation) {
        return new DogBreedsResult(
                DogBreedsTraining.EXERCISE,
                config.data(),
                config.seed(),
                config.epochs(),
                outcome.seconds(),
                outcome.last().get(Fit.EXAMPLES_PER_SECOND),
                Memory.peakMiB().orElse(null),
                config.mode(),
                config.backbone(),
                outcome.last().get("trainLoss"),
                evaluation == null ? null : evaluation.loss(),
                evaluation == null ? null : evaluation.accuracy(),
                null,
                null);
    }

    /**
     * The figures of a run that is made of several.
     *
     * @param config the run's options
     * @param parts what it is made of, by the name of their folders
     * @param kept the part whose model is the run's
     * @param measured the parts whose mean is the run's figure
     */
    static DogBreedsResult of(
            DogBreedsConfig config, Map<String, DogBreedsResult> parts, String kept, List<String> measured) {
        DogBreedsResult model = parts.get(kept);
        return new DogBreedsResult(
                DogBreedsTraining.EXERCISE,
                config.data(),
                config.seed(),
                model.epochs,
                parts.values().stream().mapToDouble(DogBreedsResult::seconds).sum(),
                model.imagesPerSecond,
                Memory.peakMiB().orElse(null),
                config.mode(),
                config.backbone(),
                model.trainLoss,
                mean(parts, measured, DogBreedsResult::validLogLoss),
                mean(parts, measured, DogBreedsResult::validAccuracy),
                kept,
                parts);
    }

    /** The mean of a figure over the parts that have it, null if none has. */
    private static Double mean(
            Map<String, DogBreedsResult> parts, List<String> measured, Function<DogBreedsResult, Double> figure) {
        OptionalDouble mean = measured.stream()
                .map(name -> figure.apply(parts.get(name)))
                .filter(Objects::nonNull)
                .mapToDouble(Double::doubleValue)
                .average();
        return mean.isPresent() ? mean.getAsDouble() : null;
    }
}
