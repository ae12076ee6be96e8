package org.visioncourse.styletransfer;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.SequentialBlock;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.visioncourse.data.Normalisation;
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
        SequentialBlock load(String weights, long seed, NDManager manager) {
            return SmallVgg.trained(manager);
        }
    },

    /** {@link SmallVgg}'s layers with random weights: what the layout alone is good for. */
    RANDOM(Layers.SMALL, Reading.AS_WRITTEN, Normalisation.IMAGENET, 37) {
        @Override
        SequentialBlock load(String weights, long seed, NDManager manager) {
            return SmallVgg.random(manager, seed);
        }
    },

    /** MobileNet v1 of width 0.75, ImageNet's weights. */
    MOBILENET(
            new Layers(List.of(8), List.of(3, 4, 6, 8, 10)),
            Reading.AS_WRITTEN,
            Backbone.MOBILENET.normalisation(),
            17) {
        @Override
        SequentialBlock load(String weights, long seed, NDManager manager) throws IOException {
            SequentialBlock whole = Backbone.MOBILENET.network(1);
            SequentialBlock trunk = new SequentialBlock();
            trunk.addAll(
                    whole.getChildren().values().subList(0, whole.getChildren().size() - 2));
            initialize(trunk, manager);
            Backbone.MOBILENET.load(Backbone.MOBILENET.weights(weights), trunk);
            return trunk;
        }
    },

    /** VGG-19 with ImageNet's weights, as Gatys and D2L use it. */
    VGG19(Layers.VGG19, Reading.IN_PLACE, Normalisation.IMAGENET, 37) {
        @Override
        SequentialBlock load(String weights, long seed, NDManager manager) throws IOException {
            SequentialBlock features = Vgg.vgg19Features();
            initialize(features, manager);
            String source = weights == null ? toString() : weights;
            try (TensorFile file = TensorFile.open(PublishedWeights.resolve(source))) {
                Weights.of(file).without(CLASSIFIER).into(features, FEATURE_NAMES);
            }
            return features;
        }
    };

    private static final String CLASSIFIER = "classifier.";
    private static final List<String> FEATURE_NAMES = PublishedNames.vgg19().stream()
            .filter(name -> !name.startsWith(CLASSIFIER))
            .toList();

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

    /** Whether its weights are in a file of their own. */
    public boolean hasWeights() {
        return this == MOBILENET || this == VGG19;
    }

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
        return new FeatureNetwork(load(weights, seed, manager), new Preprocessing(normalisation), reading);
    }

    abstract SequentialBlock load(String weights, long seed, NDManager manager) throws IOException;

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
