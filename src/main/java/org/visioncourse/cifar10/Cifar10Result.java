package org.visioncourse.cifar10;

/**
 * The figures of a finished run, as result.json has them.
 *
 * @param exercise cifar10
 * @param data {@code sample} for generated pictures, else where the pictures were
 * @param seed the run's seed
 * @param epochs epochs trained
 * @param seconds time of training and validation, over all sessions
 * @param imagesPerSecond training pictures a second in the last epoch, validation left out; null if this session ran
 *     none of its steps
 * @param peakMemoryMiB largest resident size of the process; null where it is not known
 * @param waitingShare share of the time that the last session's steps waited for batches
 * @param trainLoss mean loss of the last epoch
 * @param validAccuracy of the best epoch's model, in [0, 1]; null if nothing was held out
 * @param testAccuracy of that model on the test pictures, which nothing else has looked at; null if it was not tested
 */
public record Cifar10Result(
        String exercise,
        String data,
        long seed,
        int epochs,
        double seconds,
        Double imagesPerSecond,
        Long peakMemoryMiB,
        double waitingShare,
        double trainLoss,
        Double validAccuracy,
        Double testAccuracy) {}
