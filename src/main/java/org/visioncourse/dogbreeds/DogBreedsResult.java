package org.visioncourse.dogbreeds;

import java.util.Map;

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
        Map<String, DogBreedsResult> parts) {}
