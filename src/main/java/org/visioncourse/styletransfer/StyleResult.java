package org.visioncourse.styletransfer;

import org.visioncourse.training.Fit;
import org.visioncourse.training.Memory;

/**
 * What a run ended with; result.json holds it. The losses are weighted, and means over the last {@code every} iterations.
 *
 * @param exercise its name
 * @param data {@code sample}, or the files
 * @param seed of generated pictures, noise and random weights
 * @param epochs iterations, as D2L calls them
 * @param seconds of all sessions
 * @param imagesPerSecond iterations a second, without the pictures of the progress
 * @param peakMemoryMiB the most that was resident; null where the system does not tell
 * @param contentLoss of shapes
 * @param styleLoss of strokes
 * @param tvLoss of noise
 * @param secondsPerIteration of the finest level
 */
public record StyleResult(
        String exercise,
        String data,
        long seed,
        int epochs,
        double seconds,
        double imagesPerSecond,
        Long peakMemoryMiB,
        double contentLoss,
        double styleLoss,
        double tvLoss,
        double secondsPerIteration) {

    static StyleResult of(StyleConfig config, Fit.Outcome outcome) {
        double rate = outcome.last().get(Fit.EXAMPLES_PER_SECOND);
        return new StyleResult(
                StyleTraining.EXERCISE,
                config.data(),
                config.seed(),
                config.iterations(),
                outcome.seconds(),
                rate,
                Memory.peakMiB().orElse(null),
                outcome.last().get("contentLoss"),
                outcome.last().get("styleLoss"),
                outcome.last().get("tvLoss"),
                1 / rate);
    }
}
