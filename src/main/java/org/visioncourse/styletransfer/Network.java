package org.visioncourse.styletransfer;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.SequentialBlock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.visioncourse.data.Normalisation;
import org.visioncourse.data.Preprocessing;
import org.visioncourse.models.Backbone;
import org.visioncourse.models.PublishedNames;
import org.visioncourse.models.PublishedWeights;
import org.visioncourse.models.SmallVgg;
import org.visioncourse.models.TensorFile;
import org.visioncourse.models.Vgg;
import org.visioncourse.models.Weights;

/** A network that pictures can be compared by, with the layers that are read where no others are asked for. */
public enum Network {

    /** {@link SmallVgg}, which comes with the course. */
    COURSE(Layers.SMALL, Reading.AS_WRITTEN, Normalisation.IMAGENET, 37) {
        @Override
        Path weights(String given) {
            return given == null ? null : Path.of(given);
        }

        @Override
        SequentialBlock load(Path weights, long seed, NDManager manager) throws IOException {
            return weights == null ? SmallVgg.trained(manager) : SmallVgg.read(weights, manager);
        }
    },

    /** {@link SmallVgg}'s layers with random weights: what the layout alone is good for. */
    RANDOM(Layers.SMALL, Reading.AS_WRITTEN, Normalisation.IMAGENET, 37) {
        @Override
        Path weights(String given) {
            return null;
        }

        @Override
        SequentialBlock load(Path weights, long seed, NDManager manager) {
            return SmallVgg.random(manager, seed);
        }
    },

    /** MobileNet v1 of width 0.75, ImageNet's weights; read at half, quarter, eighth and sixteenth of the size. */
    MOBILENET(
            new Layers(List.of(8), List.of(3, 4, 6, 8, 10)),
            Reading.AS_WRITTEN,
            Backbone.MOBILENET.normalisation(),
            17) {
        @Override
        Path weights(String given) throws IOException {
            return Backbone.MOBILENET.weights(given);
        }

        @Override
        SequentialBlock load(Path weights, long seed, NDManager manager) throws IOException {
            SequentialBlock whole = Backbone.MOBILENET.network(1);
            SequentialBlock trunk = new SequentialBlock();
            trunk.addAll(
                    whole.getChildren().values().subList(0, whole.getChildren().size() - 2));
            initialize(trunk, manager);
            Backbone.MOBILENET.load(weights, trunk);
            return trunk;
        }
    },

    /** VGG-19 with ImageNet's weights, as Gatys and D2L use it. */
    VGG19(Layers.VGG19, Reading.IN_PLACE, Normalisation.IMAGENET, 37) {
        @Override
        Path weights(String given) throws IOException {
            return PublishedWeights.resolve(given == null ? toString() : given);
        }

        @Override
        SequentialBlock load(Path weights, long seed, NDManager manager) throws IOException {
            SequentialBlock features = Vgg.vgg19Features();
            initialize(features, manager);
            try (TensorFile file = TensorFile.open(weights)) {
                Weights.of(file).without(CLASSIFIER).into(features, PublishedNames.vgg19Features());
            }
            return features;
        }
    };

    private static final String CLASSIFIER = "classifier.";

    private final Layers layers;
    private final Reading reading;
    private final Normalisation normalisation;
    private final int size;

    Network(Layers layers, Reading reading, Normalisation normalisation, int size) {
        this.layers = layers;
        this.reading = reading;
        this.normalisation = normalisation;
        this.size = size;
    }

    /** The layers that are read where no others are asked for. */
    public Layers layers() {
        return layers;
    }

    /** How they are read where nothing else is asked for. */
    public Reading reading() {
        return reading;
    }

    /** The number of layers, which are counted from 0. */
    public int size() {
        return size;
    }

    /** Whether its weights may come from a file. */
    boolean hasWeights() {
        return this != RANDOM;
    }

    /**
     * Finds the file of its weights, and fetches it where it is known by name.
     *
     * @param given a file or a published name; null for the network's own
     * @return the file, null for weights that come with the course or are random
     * @throws IOException if there is no such file, or it cannot be fetched
     */
    abstract Path weights(String given) throws IOException;

    /**
     * Loads the network, frozen.
     *
     * @param weights a file or a published name; null for the network's own
     * @param seed of random weights
     * @param reading what the output of a convolution is
     * @param manager of the parameters
     * @throws IOException if the weights cannot be had or read, or are of another network
     */
    public FeatureNetwork open(String weights, long seed, Reading reading, NDManager manager) throws IOException {
        return new FeatureNetwork(load(weights(weights), seed, manager), new Preprocessing(normalisation), reading);
    }

    abstract SequentialBlock load(Path weights, long seed, NDManager manager) throws IOException;

    static void initialize(SequentialBlock network, NDManager manager) {
        network.freezeParameters(true);
        network.initialize(manager, DataType.FLOAT32, new Shape(1, 3, 64, 64));
    }

    /** As the command line names it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
