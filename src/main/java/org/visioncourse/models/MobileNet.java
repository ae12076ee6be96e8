package org.visioncourse.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import java.util.List;
import org.visioncourse.data.Normalisation;

/**
 * MobileNet v1 (Howard et al. 2017, <a href="https://arxiv.org/abs/1704.04861">arXiv:1704.04861</a>, table 1): thirteen
 * pairs of a depthwise and a 1x1 convolution, each with BatchNorm and ReLU6.
 *
 * <p>Input: images (N, 3, H, W), from 32 pixels a side. Output: logits (N, numClasses). All children but the last are the
 * feature extractor; its features are 1024 times the width multiplier.
 */
public final class MobileNet {

    /** What the published weights expect of pictures: values from -1 to 1. */
    public static final Normalisation NORMALISATION =
            new Normalisation(List.of(0.5f, 0.5f, 0.5f), List.of(0.5f, 0.5f, 0.5f));

    private static final List<Integer> CHANNELS =
            List.of(64, 128, 128, 256, 256, 512, 512, 512, 512, 512, 512, 1024, 1024);
    private static final int STEM = 32;
    private static final float EPSILON = 1e-3f; // TensorFlow's, with which the published weights were trained

    /** What a convolution with stride 2 sees beyond the picture's edge. */
    public enum Padding {
        /** One pixel on every side, as PyTorch pads. */
        SYMMETRIC,
        /** TensorFlow's "same": as much as is needed, the odd pixel at the bottom and on the right. */
        SAME
    }

    private MobileNet() {}

    /**
     * The network.
     *
     * @param width multiplier of all channels, in (0, 1]: 1, 0.75, 0.5 and 0.25 are published
     * @param padding of the convolutions with stride 2
     * @param numClasses the number of logits
     * @return the network, not initialised
     * @throws IllegalArgumentException if the width is not in (0, 1]
     */
    public static SequentialBlock v1(double width, Padding padding, int numClasses) {
        if (!(width > 0 && width <= 1)) {
            throw new IllegalArgumentException("width is " + width + ", but must be in (0, 1]");
        }
        int channels = (int) Math.round(STEM * width);
        SequentialBlock network = normalised(convolution(3, channels, 2, 1, padding)); // (N, 32 width, H / 2, W / 2)
        for (int i = 0; i < CHANNELS.size(); i++) {
            int out = (int) Math.round(CHANNELS.get(i) * width);
            int stride = i > 0 && CHANNELS.get(i) > CHANNELS.get(i - 1) ? 2 : 1;
            network.add(new SequentialBlock()
                    .add(normalised(convolution(3, channels, stride, channels, padding)))
                    .add(normalised(convolution(1, out, 1, 1, padding))));
            channels = out;
        }
        return network.add(Pool.globalAvgPool2dBlock()) // (N, 1024 width)
                .add(Linear.builder().setUnits(numClasses).build()); // (N, numClasses)
    }

    private static SequentialBlock normalised(SequentialBlock convolution) {
        return convolution
                .add(BatchNorm.builder().optEpsilon(EPSILON).build())
                .add(new LambdaBlock(Activation::relu6, "ReLU6"));
    }

    private static SequentialBlock convolution(int kernel, int out, int stride, int groups, Padding padding) {
        boolean atTheEnd = padding == Padding.SAME && stride == 2;
        SequentialBlock block = new SequentialBlock();
        if (atTheEnd) {
            block.add(new LambdaBlock(MobileNet::padSame, "PadSame"));
        }
        int around = atTheEnd ? 0 : kernel / 2;
        return block.add(Conv2d.builder()
                .setKernelShape(new Shape(kernel, kernel))
                .setFilters(out)
                .optStride(new Shape(stride, stride))
                .optPadding(new Shape(around, around))
                .optGroups(groups)
                .optBias(false)
                .build());
    }

    /** For kernel 3 and stride 2: an even length gets one pixel behind it, an odd one a pixel on both sides. */
    private static NDList padSame(NDList pictures) {
        NDArray x = pictures.singletonOrThrow();
        long top = x.getShape().get(2) % 2;
        long left = x.getShape().get(3) % 2;
        return new NDList(x.pad(new Shape(left, 1, top, 1), 0));
    }
}
