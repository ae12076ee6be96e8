package org.visioncourse.styletransfer;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.pooling.Pool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import org.visioncourse.data.Normalisation;
import org.visioncourse.data.Picture;
import org.visioncourse.data.Preprocessing;
import org.visioncourse.models.DeterministicValues;
import org.visioncourse.training.CountedEpochs;
import org.visioncourse.training.RunFolder;
import org.visioncourse.training.Stop;

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

    /** The same in a file, whose kind its name's ending tells. */
    static Path file(Path file, int height, int width) throws IOException {
        String name = file.getFileName().toString();
        ImageIO.write(picture(1, height, width).toImage(), name.substring(name.lastIndexOf('.') + 1), file.toFile());
        return file;
    }

    /** Options of a run on generated pictures that takes a moment. */
    static StyleConfig config(Consumer<StyleOptions> more) {
        StyleOptions options = new StyleOptions();
        options.size = 32;
        options.iterations = 8;
        options.every = 2;
        more.accept(options);
        return options.over(StyleConfig.sample());
    }

    /** Paints, from the start or from where the run stands. */
    static Optional<StyleResult> paint(StyleConfig config, RunFolder run, CountedEpochs epochs) throws Exception {
        try (Stop stop = Stop.after(null)) {
            StyleTraining training =
                    Files.exists(run.config()) ? StyleTraining.resume(run) : StyleTraining.create(config, run);
            return training.run(StylePair.load(config), stop, epochs.stopping(stop));
        }
    }

    /** A new run's folder. */
    static RunFolder run(Path folder, String name) throws IOException {
        return RunFolder.create(StyleTraining.EXERCISE, folder.resolve(name));
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
