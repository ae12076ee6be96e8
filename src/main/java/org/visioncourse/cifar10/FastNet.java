package org.visioncourse.cifar10;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import org.visioncourse.engine.Constants;
import org.visioncourse.engine.Precision;
import org.visioncourse.engine.WinogradConv2d;

/**
 * The network of the fast recipe: eight layers, no shortcuts, built to be trained in few epochs (Jordan 2024, <a
 * href="https://arxiv.org/abs/2404.00498">94% on CIFAR-10 in 3.29 Seconds on a Single GPU</a>, after Page's ResNet-9).
 *
 * <p>A 2x2 convolution of 24 filters, which {@link Whitening} sets; three blocks of two 3x3 convolutions, with 64, 256 and
 * 256 channels, the first of each followed by a pooling that halves height and width; the maximum over what is left; a
 * linear layer, whose outputs are divided by nine.
 */
public final class FastNet {

    /** Filters of the first convolution: the 12 directions of a 2x2 patch of three colours, and their opposites. */
    static final int FILTERS = 24;

    /** Height and width of a filter of the first convolution. */
    static final int PATCH = 2;

    private static final int[] WIDTHS = {64, 256, 256};
    private static final float MOMENTUM = 0.6f; // of BatchNorm's statistics, DJL's way: 0.4 in PyTorch's
    private static final float EPSILON = 1e-12f;
    private static final float LOGIT_SCALE = 1 / 9f;

    private FastNet() {}

    /**
     * Normalised pictures (N, 3, 32, 32) to logits (N, numClasses).
     *
     * @param numClasses number of classes, at least 1
     * @param learnedScale whether BatchNorm learns a scale for each channel, and not only a bias
     */
    public static SequentialBlock network(int numClasses, boolean learnedScale) {
        SequentialBlock network = new SequentialBlock()
                .add(convolution(FILTERS, PATCH).build()) // (N, 24, 31, 31)
                .add(Activation.geluBlock());
        for (int width : WIDTHS) {
            network.add(same3x3(width))
                    .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2))) // (N, width, H / 2, W / 2)
                    .add(norm(learnedScale))
                    .add(Activation.geluBlock())
                    .add(same3x3(width))
                    .add(norm(learnedScale))
                    .add(Activation.geluBlock());
        }
        return network.add(Pool.globalMaxPool2dBlock()) // (N, 256)
                .add(Blocks.batchFlattenBlock())
                .add(Linear.builder().setUnits(numClasses).optBias(false).build()) // (N, classes)
                .add(new LambdaBlock(
                        logits -> new NDList(
                                Constants.multiply(Precision.single(logits.singletonOrThrow()), LOGIT_SCALE)),
                        "scale"));
    }

    private static Conv2d.Builder convolution(int filters, int side) {
        return Conv2d.builder().setFilters(filters).setKernelShape(new Shape(side, side));
    }

    private static Conv2d same3x3(int filters) {
        return new WinogradConv2d(
                convolution(filters, 3).optPadding(new Shape(1, 1)).optBias(false));
    }

    private static BatchNorm norm(boolean learnedScale) {
        return BatchNorm.builder()
                .optMomentum(MOMENTUM)
                .optEpsilon(EPSILON)
                .optScale(learnedScale)
                .build();
    }
}
