package org.visioncourse.models;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import java.util.List;
import org.visioncourse.engine.WinogradConv2d;

/**
 * Residual networks (He et al. 2015, <a href="https://arxiv.org/abs/1512.03385">arXiv:1512.03385</a>, table 1) with
 * torchvision's structure and parameter order.
 *
 * <p>A network is a {@link SequentialBlock} of seven children: the stem, four stages of residual blocks with 64, 128,
 * 256 and 512 channels (four times as many behind bottlenecks), the mean over all positions, and a {@link Linear} layer.
 * All but the last child are the feature extractor; {@link SequentialBlock#replaceLastBlock} gives it another head.
 *
 * <p>Input: images (N, 3, H, W), from about 16 pixels a side with {@link Stem#CIFAR} and 64 with {@link Stem#IMAGENET}.
 * Output: logits (N, numClasses). Every layer keeps the memory order of its input, so a batch laid out as (N, H, W, C)
 * and handed over as a transposed view runs channels-last through the whole network, which is the faster way on a CPU.
 *
 * <p>DJL's {@code ResNetV1} is not this network: with 18 or 34 layers it is built of bottlenecks and has about an eighth
 * of the parameters.
 */
public final class ResNet {

    /** What stands before the first residual block. */
    public enum Stem {
        /** For images of about 32 pixels: a 3x3 convolution that keeps the size (He et al. 2015, section 4.2). */
        CIFAR,
        /** For images of about 224 pixels: a 7x7 convolution and a 3x3 max pooling, each of stride 2. */
        IMAGENET
    }

    /** Makes one residual block: channels in, width of its 3x3 convolutions, stride of the first of them. */
    private interface Residual {
        Block of(int in, int width, int stride);
    }

    private ResNet() {}

    /**
     * ResNet-18: two basic blocks a stage; 11,689,512 parameters with an ImageNet stem and 1000 classes, 11,173,962 with
     * a CIFAR stem and 10.
     *
     * @param stem what stands before the first residual block
     * @param numClasses the number of logits
     * @return the network, not initialised
     * @throws IllegalArgumentException if {@code numClasses} is less than 1
     */
    public static SequentialBlock resnet18(Stem stem, int numClasses) {
        return network(stem, ResNet::basic, 1, List.of(2, 2, 2, 2), numClasses);
    }

    /**
     * ResNet-34: basic blocks, 3, 4, 6 and 3 a stage; 21,797,672 parameters with an ImageNet stem and 1000 classes.
     *
     * @param stem what stands before the first residual block
     * @param numClasses the number of logits
     * @return the network, not initialised
     * @throws IllegalArgumentException if {@code numClasses} is less than 1
     */
    public static SequentialBlock resnet34(Stem stem, int numClasses) {
        return network(stem, ResNet::basic, 1, List.of(3, 4, 6, 3), numClasses);
    }

    /**
     * ResNet-50: bottlenecks, 3, 4, 6 and 3 a stage; 25,557,032 parameters with an ImageNet stem and 1000 classes.
     *
     * @param stem what stands before the first residual block
     * @param numClasses the number of logits
     * @return the network, not initialised
     * @throws IllegalArgumentException if {@code numClasses} is less than 1
     */
    public static SequentialBlock resnet50(Stem stem, int numClasses) {
        return network(stem, ResNet::bottleneck, 4, List.of(3, 4, 6, 3), numClasses);
    }

    private static SequentialBlock network(
            Stem stem, Residual residual, int expansion, List<Integer> depths, int numClasses) {
        if (numClasses < 1) {
            throw new IllegalArgumentException("numClasses is " + numClasses + ", expected at least 1");
        }
        SequentialBlock network = new SequentialBlock().add(stem(stem)); // (N, 64, H', W')
        int channels = 64;
        for (int stage = 0; stage < depths.size(); stage++) {
            int width = 64 << stage;
            SequentialBlock blocks = new SequentialBlock();
            for (int i = 0; i < depths.get(stage); i++) {
                blocks.add(residual.of(channels, width, stage > 0 && i == 0 ? 2 : 1));
                channels = expansion * width;
            }
            network.add(blocks); // (N, channels, H' / 2^stage, W' / 2^stage)
        }
        return network.add(Pool.globalAvgPool2dBlock()) // (N, channels)
                .add(Linear.builder().setUnits(numClasses).build()); // (N, numClasses)
    }

    private static Block stem(Stem stem) {
        return switch (stem) {
            case CIFAR ->
                new SequentialBlock()
                        .add(convolution(3, 64, 1))
                        .add(batchNorm())
                        .add(Activation.reluBlock()); // (N, 64, H, W)
            case IMAGENET ->
                new SequentialBlock()
                        .add(convolution(7, 64, 2)) // (N, 64, H / 2, W / 2)
                        .add(batchNorm())
                        .add(Activation.reluBlock())
                        .add(Pool.maxPool2dBlock(
                                new Shape(3, 3), new Shape(2, 2), new Shape(1, 1))); // (N, 64, H/4, W/4)
        };
    }

    /** Figure 5, left: two 3x3 convolutions. */
    private static Block basic(int in, int width, int stride) {
        SequentialBlock body = new SequentialBlock()
                .add(convolution(3, width, stride))
                .add(batchNorm())
                .add(Activation.reluBlock())
                .add(convolution(3, width, 1))
                .add(batchNorm());
        return residual(body, shortcut(in, width, stride));
    }

    /**
     * Figure 5, right: 1x1 down to the width, 3x3, 1x1 up to four times the width. As in torchvision, the stride is in
     * the 3x3 convolution and not in the first one, where the paper had it: "ResNet v1.5".
     */
    private static Block bottleneck(int in, int width, int stride) {
        SequentialBlock body = new SequentialBlock()
                .add(convolution(1, width, 1))
                .add(batchNorm())
                .add(Activation.reluBlock())
                .add(convolution(3, width, stride))
                .add(batchNorm())
                .add(Activation.reluBlock())
                .add(convolution(1, 4 * width, 1))
                .add(batchNorm());
        return residual(body, shortcut(in, 4 * width, stride));
    }

    /** ReLU(F(x) + shortcut(x)), equation 2. The body comes first, as in torchvision's order of parameters. */
    private static Block residual(Block body, Block shortcut) {
        ParallelBlock sum = new ParallelBlock(
                branches -> new NDList(
                        branches.get(0).singletonOrThrow().add(branches.get(1).singletonOrThrow())),
                List.of(body, shortcut));
        return new SequentialBlock().add(sum).add(Activation.reluBlock());
    }

    /** The identity where the shape stays, else a 1x1 convolution (option B of section 3.3). */
    private static Block shortcut(int in, int out, int stride) {
        if (in == out && stride == 1) {
            return Blocks.identityBlock();
        }
        return new SequentialBlock().add(convolution(1, out, stride)).add(batchNorm());
    }

    /** A square convolution that keeps the size, but for its stride; without bias, which BatchNorm would cancel. */
    private static Block convolution(int kernel, int out, int stride) {
        return new WinogradConv2d(Conv2d.builder()
                .setKernelShape(new Shape(kernel, kernel))
                .setFilters(out)
                .optStride(new Shape(stride, stride))
                .optPadding(new Shape(kernel / 2, kernel / 2))
                .optBias(false));
    }

    /** DJL's defaults are PyTorch's: epsilon 1e-5, and 0.9 of the running statistics kept at each step. */
    private static Block batchNorm() {
        return BatchNorm.builder().build();
    }
}
