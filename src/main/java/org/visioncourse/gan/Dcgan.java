package org.visioncourse.gan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import org.visioncourse.engine.ConvTranspose2d;

/**
 * The two networks of a deep convolutional GAN (Radford, Metz and Chintala 2015, <a
 * href="https://arxiv.org/abs/1511.06434">arXiv:1511.06434</a>; D2L), mirrors of one another.
 *
 * <p>At 64 pixels a side they have 3,576,704 and 2,765,696 parameters that are learned.
 */
public final class Dcgan {

    /** Numbers that a picture is made from. */
    public static final int LATENT = 100;

    private static final int KERNEL = 4;
    private static final int WIDTH = 64; // channels of the layer next to the picture
    private static final float SLOPE = 0.2f;

    private Dcgan() {}

    /**
     * From noise to pictures: each block doubles height and width.
     *
     * <p>Input: latents (N, latent, 1, 1). Output: pictures (N, 3, side, side), values from -1 to 1.
     *
     * @param side height and width: 32, 64 or 128 pixels
     * @param latent numbers of noise
     * @return the network, not initialised
     */
    public static SequentialBlock generator(int side, int latent) {
        int channels = widest(side);
        SequentialBlock network = generatorBlock(channels, 1, 0); // (N, 8 side, 4, 4)
        while (channels > WIDTH) {
            channels /= 2;
            network.addAll(generatorBlock(channels, 2, 1).getChildren().values());
        }
        return network.add(up(3, 2, 1)) // (N, 3, side, side)
                .add(Activation.tanhBlock());
    }

    /**
     * From pictures to answers: each block halves height and width.
     *
     * <p>Input: pictures (N, 3, side, side), values from -1 to 1. Output: logits (N, 1, 1, 1), the larger, the more real.
     *
     * @param side height and width: 32, 64 or 128 pixels
     * @return the network, not initialised
     */
    public static SequentialBlock discriminator(int side) {
        int widest = widest(side);
        SequentialBlock network = new SequentialBlock();
        for (int channels = WIDTH; channels <= widest; channels *= 2) {
            network.addAll(discriminatorBlock(channels).getChildren().values()); // (N, channels, H / 2, W / 2)
        }
        return network.add(down(1, 1, 0)); // (N, 1, 1, 1)
    }

    /**
     * Draws noise by libtorch's generator.
     *
     * @return (count, 100, 1, 1), attached to the manager; channels-last in memory, as all that is made from it then is
     */
    public static NDArray latents(long count, NDManager manager) {
        return manager.randomNormal(new Shape(count, 1, 1, LATENT)).transpose(0, 3, 1, 2);
    }

    /** A transposed convolution, BatchNorm and ReLU. With stride 2 and padding 1 height and width are doubled. */
    public static SequentialBlock generatorBlock(int channels, int stride, int padding) {
        return new SequentialBlock()
                .add(up(channels, stride, padding))
                .add(BatchNorm.builder().build())
                .add(Activation.reluBlock());
    }

    /** A convolution that halves height and width, BatchNorm and leaky ReLU. */
    public static SequentialBlock discriminatorBlock(int channels) {
        return new SequentialBlock()
                .add(down(channels, 2, 1))
                .add(BatchNorm.builder().build())
                .add(Activation.leakyReluBlock(SLOPE));
    }

    private static int widest(int side) {
        if (side != 32 && side != 64 && side != 128) {
            throw new IllegalArgumentException("side is " + side + ", but must be 32, 64 or 128");
        }
        return WIDTH * side / 8;
    }

    private static ConvTranspose2d up(int channels, int stride, int padding) {
        return ConvTranspose2d.builder()
                .setKernelShape(new Shape(KERNEL, KERNEL))
                .setFilters(channels)
                .optStride(new Shape(stride, stride))
                .optPadding(new Shape(padding, padding))
                .optBias(false)
                .build();
    }

    private static Conv2d down(int channels, int stride, int padding) {
        return Conv2d.builder()
                .setKernelShape(new Shape(KERNEL, KERNEL))
                .setFilters(channels)
                .optStride(new Shape(stride, stride))
                .optPadding(new Shape(padding, padding))
                .optBias(false)
                .build();
    }
}
