package org.visioncourse.gan;

import org.visioncourse.training.Fit;
import org.visioncourse.training.Memory;
import org.visioncourse.training.TrainingRun;

/**
 * What a run ended with; result.json holds it.
 *
 * @param exercise its name
 * @param data {@code sample}, or the set
 * @param seed of everything random
 * @param epochs passes over the data
 * @param seconds of all sessions
 * @param imagesPerSecond of the last epoch, pairs of steps alone
 * @param peakMemoryMiB the most that was resident; null where the system does not tell
 * @param lossD the discriminator's, in the last epoch's mean
 * @param lossG the generator's
 * @param kernelDistance of generated from real ones, see {@link KernelDistance}; null where it is not measured
 */
public record GanResult(
        String exercise,
        String data,
        long seed,
        int epochs,
        double seconds,
        double imagesPerSecond,
        Long peakMemoryMiB,
        double lossD,
        double lossG,
        Double kernelDistance) {

    static GanResult of(String exercise, TrainingRun.Options options, Fit.Outcome outcome) {
        return new GanResult(
                exercise,
                options.data(),
                options.seed(),
                options.epochs(),
                outcome.seconds(),
                outcome.last().get(Fit.EXAMPLES_PER_SECOND),
                Memory.peakMiB().orElse(null),
                outcome.last().get("lossD"),
                outcome.last().get("lossG"),
                outcome.last().get("kernelDistance"));
    }
}
