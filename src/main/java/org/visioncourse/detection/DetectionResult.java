package org.visioncourse.detection;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.visioncourse.training.Fit;
import org.visioncourse.training.Memory;

/**
 * The figures of a finished run, as result.json has them.
 *
 * @param exercise detection
 * @param data {@code sample} for generated pictures, else where they were
 * @param seed the run's seed
 * @param epochs epochs trained
 * @param seconds time of training and validation, over all sessions
 * @param imagesPerSecond training pictures a second in the last epoch; null if this session ran none of its steps
 * @param peakMemoryMiB largest resident size of the process; null where it is not known
 * @param backbone what made the first feature maps
 * @param trainLoss mean loss of the last epoch
 * @param held how the model does on what was held out, means of the parts in a cross-validation; null if
 *     nothing was
 * @param model the part whose model is this run's; null if it is one run
 * @param parts the runs that this one is made of, by the name of their folders; null if it is one run
 */
public record DetectionResult(
        String exercise,
        String data,
        long seed,
        int epochs,
        double seconds,
        Double imagesPerSecond,
        Long peakMemoryMiB,
        SsdBackbone backbone,
        double trainLoss,
        Held held,
        String model,
        Map<String, DetectionResult> parts) {

    /**
     * Figures of held-out pictures.
     *
     * @param map50 mean average precision at IoU 0.5, in [0, 1]
     * @param map the mean of those at 0.5, 0.55, ... 0.95, in [0, 1]
     * @param classError the share of anchors whose class is wrong
     * @param boxMae the mean absolute error of the offsets
     * @param backgroundClassError the class error of saying background everywhere
     * @param backgroundBoxMae the error of offsets of 0
     */
    public record Held(
            double map50,
            double map,
            double classError,
            double boxMae,
            double backgroundClassError,
            double backgroundBoxMae) {

        static Held of(DetectionEvaluation evaluation) {
            return new Held(
                    evaluation.precision().map50(),
                    evaluation.precision().map(),
                    evaluation.errors().classError(),
                    evaluation.errors().boxMae(),
                    evaluation.background().classError(),
                    evaluation.background().boxMae());
        }
    }

    /** The figures of a run of one training; {@code held} null if nothing was held out. */
    static DetectionResult of(DetectionConfig config, Fit.Outcome outcome, Held held) {
        return new DetectionResult(
                DetectionTraining.EXERCISE,
                config.data(),
                config.seed(),
                config.epochs(),
                outcome.seconds(),
                outcome.last().get(Fit.EXAMPLES_PER_SECOND),
                Memory.peakMiB().orElse(null),
                config.backbone(),
                outcome.last().get("trainLoss"),
                held,
                null,
                null);
    }

    /**
     * The figures of a cross-validation.
     *
     * @param folds the runs of its parts, by the name of their folders
     * @param whole the name of the run on all pictures, whose model is this run's
     * @param all its figures
     */
    static DetectionResult of(Map<String, DetectionResult> folds, String whole, DetectionResult all) {
        Map<String, DetectionResult> parts = new LinkedHashMap<>(folds);
        parts.put(whole, all);
        return new DetectionResult(
                all.exercise,
                all.data,
                all.seed,
                all.epochs,
                parts.values().stream().mapToDouble(DetectionResult::seconds).sum(),
                all.imagesPerSecond,
                Memory.peakMiB().orElse(null),
                all.backbone,
                all.trainLoss,
                new Held(
                        mean(folds, Held::map50),
                        mean(folds, Held::map),
                        mean(folds, Held::classError),
                        mean(folds, Held::boxMae),
                        mean(folds, Held::backgroundClassError),
                        mean(folds, Held::backgroundBoxMae)),
                whole,
                parts);
    }

    private static double mean(Map<String, DetectionResult> folds, Function<Held, Double> figure) {
        return folds.values().stream()
                .mapToDouble(result -> figure.apply(result.held))
                .average()
                .orElseThrow();
    }
}
