package org.visioncourse.models;

import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;

/**
 * VGG-19's layout at a quarter of its width: a network so small that it is learned on CIFAR-10 within an hour on two cores
 * and comes with the course.
 */
public final class SmallVgg {

    /** Of VGG-19's channels. */
    private static final double WIDTH = 0.25;

    private SmallVgg() {}

    /**
     * The network as it is trained: {@link Vgg#vgg19Features} of 16, 32, 64, 128 and 128 channels, with BatchNorm, and one
     * linear layer.
     *
     * <p>Input: images (N, 3, 32, 32). Output: logits (N, numClasses).
     *
     * @param numClasses the number of logits
     * @return the network, not initialised
     */
    public static SequentialBlock classifier(int numClasses) {
        return new SequentialBlock()
                .add(Vgg.vgg19NormalisedFeatures(WIDTH)) // (N, 128, 1, 1)
                .add(Blocks.batchFlattenBlock()) // (N, 128)
                .add(Linear.builder().setUnits(numClasses).build()); // (N, numClasses)
    }
}
