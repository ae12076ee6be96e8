package org.visioncourse.models;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.norm.Dropout;
import ai.djl.nn.pooling.Pool;
import java.util.List;
import java.util.function.Supplier;
import org.visioncourse.engine.TorchScript;

/**
 * VGG-19 (Simonyan and Zisserman 2014, <a href="https://arxiv.org/abs/1409.1556">arXiv:1409.1556</a>, column E of table
 * 1) with torchvision's structure and parameter order.
 */
public final class Vgg {

    private static final List<Integer> STAGES = List.of(2, 2, 4, 4, 4);
    private static final List<Integer> CHANNELS = List.of(64, 128, 256, 512, 512);
    private static final int HIDDEN = 4096;
    private static final float DROPOUT = 0.5f;

    private Vgg() {}

    /**
     * The whole network: {@link #vgg19Features}, a mean over a grid of 7x7 fields, and three linear layers; 143,667,240
     * parameters with 1000 classes.
     *
     * <p>Input: images (N, 3, H, W), from 32 pixels a side. Output: logits (N, numClasses).
     *
     * @param numClasses the number of logits
     * @return the network of four children, not initialised
     */
    public static SequentialBlock vgg19(int numClasses) {
        SequentialBlock classifier = new SequentialBlock()
                .add(linear(HIDDEN))
                .add(Activation.reluBlock())
                .add(Dropout.builder().optRate(DROPOUT).build())
                .add(linear(HIDDEN))
                .add(Activation.reluBlock())
                .add(Dropout.builder().optRate(DROPOUT).build())
                .add(linear(numClasses));
        return new SequentialBlock()
                .add(vgg19Features()) // (N, 512, H / 32, W / 32)
                .add(new LambdaBlock(Vgg::grid)) // (N, 512, 7, 7)
                .add(Blocks.batchFlattenBlock()) // (N, 25088)
                .add(classifier); // (N, numClasses)
    }

    /**
     * The convolutions, ReLUs and poolings: 37 children, numbered as in torchvision (0 to 36).
     *
     * <p>Input: images (N, 3, H, W). Output: features (N, 512, H / 32, W / 32).
     *
     * @return the features, not initialised; 20,024,384 parameters
     */
    public static SequentialBlock vgg19Features() {
        return features(1, false, Vgg::maximum);
    }

    /**
     * The same of another width, with means in the place of maxima (Gatys, Ecker and Bethge 2015, whose pictures became
     * smoother so).
     *
     * @param width in (0, 1]: with 64, 128, 256, 512 and 512 times it channels
     */
    static SequentialBlock averagedFeatures(double width) {
        return features(width, false, Vgg::average);
    }

    /**
     * The same of another width with a BatchNorm between each convolution and its ReLU, as torchvision's {@code vgg19_bn}: 53
     * children.
     */
    static SequentialBlock normalisedFeatures(double width) {
        return features(width, true, Vgg::maximum);
    }

    private static SequentialBlock features(double width, boolean normalised, Supplier<Block> pooling) {
        SequentialBlock features = new SequentialBlock();
        for (int stage = 0; stage < STAGES.size(); stage++) {
            int channels = (int) Math.round(width * CHANNELS.get(stage));
            for (int i = 0; i < STAGES.get(stage); i++) {
                features.add(convolution(channels));
                if (normalised) {
                    features.add(BatchNorm.builder().build());
                }
                features.add(Activation.reluBlock());
            }
            features.add(pooling.get());
        }
        return features;
    }

    private static Block maximum() {
        return Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2));
    }

    private static Block average() {
        return Pool.avgPool2dBlock(new Shape(2, 2), new Shape(2, 2));
    }

    /** DJL binds adaptive pooling to one field only. */
    private static NDList grid(NDList features) {
        TorchScript pool = TorchScript.function(
                "def forward(self, x: Tensor) -> Tensor:\n  return torch.contiguous(torch.adaptive_avg_pool2d(x, [7, 7]))\n");
        return new NDList(pool.apply(features.singletonOrThrow()));
    }

    private static Conv2d convolution(int channels) {
        return Conv2d.builder()
                .setKernelShape(new Shape(3, 3))
                .setFilters(channels)
                .optPadding(new Shape(1, 1))
                .build();
    }

    private static Linear linear(int units) {
        return Linear.builder().setUnits(units).build();
    }
}
