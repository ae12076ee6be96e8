package org.visioncourse.data;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Which pictures every batch of every epoch holds, and how they look: a function of (seed, epoch, index), without state.
 *
 * @param examples may differ in size: the augmentations make them equal
 * @param batchSize pictures a batch; the last batch of an epoch may have fewer
 * @param shuffle whether each epoch has an order of its own
 * @param dropLast whether a last batch that is not full is left out
 */
record BatchPlan(
        ExampleSource examples,
        int batchSize,
        boolean shuffle,
        boolean dropLast,
        List<Augmentation> augmentations,
        Normalisation normalisation,
        long seed) {

    BatchPlan {
        augmentations = List.copyOf(augmentations);
        if (batchSize < 1) {
            throw new IllegalArgumentException("batchSize must be at least 1: " + batchSize);
        }
        if (examples.size() < (dropLast ? batchSize : 1)) {
            throw new IllegalArgumentException(
                    "a set of " + examples.size() + " pictures has no batch of " + (dropLast ? batchSize : 1));
        }
    }

    int batches() {
        return dropLast ? examples.size() / batchSize : (examples.size() + batchSize - 1) / batchSize;
    }

    /** The order of an epoch: indices into the set, of shape (N). */
    int[] order(int epoch) {
        if (shuffle) {
            return Draws.permutation(examples.size(), Draws.random(seed, epoch));
        }
        return IntStream.range(0, examples.size()).toArray();
    }

    /** The part of an epoch's order that is its batch number {@code batch}. */
    int[] indices(int[] order, int batch) {
        int from = batch * batchSize;
        return Arrays.copyOfRange(order, from, Math.min(from + batchSize, order.length));
    }

    /** The example as it looks in this epoch. */
    Example example(int epoch, int index) {
        RandomGenerator random = Draws.random(seed, epoch, index);
        Example example = examples.example(index, random);
        Picture picture = example.picture();
        Augmentation.Look look = new Augmentation.Look(seed, epoch, index);
        for (Augmentation augmentation : augmentations) {
            picture = augmentation.apply(picture, random, look);
        }
        return new Example(picture, example.label());
    }

    /** A place for one batch of this plan. */
    Slot newSlot() {
        return new Slot(batchSize, example(0, 0).picture(), normalisation, examples);
    }
}
