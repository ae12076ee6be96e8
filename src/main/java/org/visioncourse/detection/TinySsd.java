package org.visioncourse.detection;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import java.util.ArrayList;
import java.util.List;

/**
 * D2L's small detector (SSD, section 14.7.1, {@code TinySSD}), with its structure and order of parameters: 1,010,376 of them
 * are trained with one class.
 *
 * <p>Five feature maps, of 64 channels and then 128: an eighth of the picture's sides, three times the half of that, and
 * one position for all. For pictures of 256 x 256 they have 5,444 anchors. Pictures have at least 64 pixels a side.
 */
public final class TinySsd {

    /** The anchors of the five maps: from a fifth of the picture to nearly all of it. */
    public static final List<AnchorShapes> ANCHORS = List.of(
            anchors(0.2, 0.272), anchors(0.37, 0.447), anchors(0.54, 0.619), anchors(0.71, 0.79), anchors(0.88, 0.961));

    private TinySsd() {}

    private static AnchorShapes anchors(double size, double larger) {
        return new AnchorShapes(List.of(size, larger), List.of(1.0, 2.0, 0.5));
    }

    /**
     * The network.
     *
     * @param numClasses background not counted
     * @return the network, not initialised
     * @throws IllegalArgumentException if {@code numClasses} is less than 1
     */
    public static Ssd network(int numClasses) {
        Block base = new SequentialBlock()
                .add(downSampling(16)) // (N, 16, H / 2, W / 2)
                .add(downSampling(32)) // (N, 32, H / 4, W / 4)
                .add(downSampling(64)); // (N, 64, H / 8, W / 8)
        return network(
                List.of(base, downSampling(128), downSampling(128), downSampling(128), globalMaxPooling()), numClasses);
    }

    /** A detector with these anchors on five other feature maps. */
    static Ssd network(List<Block> maps, int numClasses) {
        List<Ssd.Scale> scales = new ArrayList<>();
        for (int i = 0; i < ANCHORS.size(); i++) {
            scales.add(new Ssd.Scale(maps.get(i), ANCHORS.get(i)));
        }
        return new Ssd(scales, numClasses);
    }

    /**
     * Two 3x3 convolutions, each with BatchNorm and ReLU, and a pooling that halves the sides.
     *
     * @param channels of the output
     * @return (N, C, H, W) to (N, channels, H / 2, W / 2)
     */
    public static Block downSampling(int channels) {
        SequentialBlock block = new SequentialBlock();
        for (int i = 0; i < 2; i++) {
            block.add(Conv2d.builder()
                            .setKernelShape(new Shape(3, 3))
                            .optPadding(new Shape(1, 1))
                            .setFilters(channels)
                            .build())
                    .add(BatchNorm.builder().build())
                    .add(Activation.reluBlock()); // (N, channels, H, W)
        }
        return block.add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)));
    }

    /** The largest value of each channel: (N, C, H, W) to (N, C, 1, 1), where DJL's own pooling drops the sides. */
    static Block globalMaxPooling() {
        return new LambdaBlock(
                map -> {
                    NDArray largest = Pool.globalMaxPool2d(map.singletonOrThrow()); // (N, C)
                    return new NDList(largest.expandDims(2).expandDims(3)); // (N, C, 1, 1)
                },
                "GlobalMaxPool");
    }
}
