package org.visioncourse.styletransfer;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.pooling.Pool;
import java.util.List;
import org.visioncourse.data.Normalisation;
import org.visioncourse.data.Picture;
import org.visioncourse.models.DeterministicValues;

/** A network and pictures so small that a test of them takes no time. */
final class Small {

    static final Preprocessing PREPROCESSING = new Preprocessing(Normalisation.IMAGENET);

    /** The network's convolutions. */
    static final Layers LAYERS = new Layers(List.of(2), List.of(0, 2, 5));

    private static final long SEED = 7;

    private Small() {}

    /** VGG in small: convolution 0, ReLU, convolution 2, ReLU, max pooling 4, convolution 5, ReLU; its weights frozen. */
    static SequentialBlock layers(NDManager manager, DataType type) {
        SequentialBlock layers = new SequentialBlock()
                .add(convolution(4))
                .add(Activation.reluBlock())
                .add(convolution(5))
                .add(Activation.reluBlock())
                .add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)))
                .add(convolution(6))
                .add(Activation.reluBlock());
        layers.freezeParameters(true);
        layers.initialize(manager, type, new Shape(1, 3, 8, 8));
        DeterministicValues.fillConvolutions(layers, SEED);
        return layers;
    }

    private static Conv2d convolution(int channels) {
        return Conv2d.builder()
                .setKernelShape(new Shape(3, 3))
                .setFilters(channels)
                .optPadding(new Shape(1, 1))
                .build();
    }

    static FeatureNetwork network(NDManager manager, Reading reading) {
        return new FeatureNetwork(layers(manager, DataType.FLOAT32), PREPROCESSING, reading);
    }

    /** Coloured noise, another one for each stream. */
    static Picture picture(long stream, int height, int width) {
        byte[] pixels = new byte[height * width * 3];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (256 * DeterministicValues.unit(SEED, stream, i));
        }
        return new Picture(pixels, height, width, 3);
    }

    /** Values in [-1, 1). */
    static double[] values(long stream, long size) {
        double[] values = new double[(int) size];
        for (int i = 0; i < values.length; i++) {
            values[i] = 2 * DeterministicValues.unit(SEED, stream, i) - 1;
        }
        return values;
    }
}
