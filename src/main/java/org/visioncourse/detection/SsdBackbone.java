package org.visioncourse.detection;

import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.visioncourse.data.Normalisation;
import org.visioncourse.models.Backbone;

/**
 * A network trained on ImageNet, cut into what makes the first three feature maps of a detector, at an eighth, a sixteenth
 * and a 32nd of the picture's sides; two more and all anchors are {@link TinySsd}'s.
 *
 * <p>Pictures have at least 64 pixels a side.
 */
public enum SsdBackbone {

    /** No trained network below: {@link TinySsd}, which learns all from the start. */
    NONE(null, 0, 0) {
        @Override
        public Ssd network(int numClasses) {
            return TinySsd.network(numClasses);
        }

        @Override
        public Normalisation normalisation() {
            return Normalisation.IMAGENET;
        }

        @Override
        public Path weights(String weights) {
            throw new IllegalStateException("TinySSD stands on no weights");
        }

        @Override
        public String toString() {
            return "none";
        }
    },

    /** ResNet-18: maps of 128, 256 and 512 channels. */
    RESNET18(Backbone.RESNET18, 1, 1),

    /** ResNet-34: maps of as many channels, twice as deep. */
    RESNET34(Backbone.RESNET34, 1, 1),

    /** MobileNet v1 of width 0.75: maps of 192, 384 and 768 channels. */
    MOBILENET(Backbone.MOBILENET, 6, 2);

    private static final int MAPS = 3;
    private static final int HEAD = 2; // the classifier's last children: its pooling and its linear layer
    private static final int CHANNELS = 128;

    private final Backbone classifier;
    private final int second;
    private final int third;

    /**
     * @param classifier the whole network
     * @param second the number of its children between the first map and the second
     * @param third the number of its children between the second map and the third
     */
    SsdBackbone(Backbone classifier, int second, int third) {
        this.classifier = classifier;
        this.second = second;
        this.third = third;
    }

    /**
     * The detector.
     *
     * @param numClasses background not counted
     * @return the network, not initialised
     * @throws IllegalArgumentException if {@code numClasses} is less than 1
     */
    public Ssd network(int numClasses) {
        List<Block> children = classifier.network(1).getChildren().values();
        int end = children.size() - HEAD;
        return TinySsd.network(
                List.of(
                        new SequentialBlock().addAll(children.subList(0, end - third - second)), // H / 8
                        new SequentialBlock().addAll(children.subList(end - third - second, end - third)), // H / 16
                        new SequentialBlock().addAll(children.subList(end - third, end)), // H / 32
                        TinySsd.downSampling(CHANNELS), // H / 64
                        TinySsd.globalMaxPooling()),
                numClasses);
    }

    /** What the published weights expect of pictures. */
    public Normalisation normalisation() {
        return classifier.normalisation();
    }

    /** Finds a file of weights, as {@link Backbone#weights} does: by its path or name, or null for the published ones. */
    public Path weights(String weights) throws IOException {
        return classifier.weights(weights);
    }

    /**
     * Puts weights of the classifier, but for its linear layer, under the first three feature maps.
     *
     * @param weights a file for {@link Backbone#load}
     * @param network what {@link #network} gave, initialised
     * @throws IOException if the file cannot be read, is broken, or of another network
     */
    public void load(Path weights, Ssd network) throws IOException {
        classifier.load(weights, trunk(network));
    }

    /** What makes the first three feature maps. */
    static Block trunk(Ssd network) {
        return new SequentialBlock().addAll(network.features().subList(0, MAPS));
    }

    /** All other blocks: those of the smaller maps, and the convolutions that predict. */
    static Block rest(Ssd network) {
        List<Block> trunk = network.features().subList(0, MAPS);
        return new SequentialBlock()
                .addAll(network.getChildren().values().stream()
                        .filter(child -> !trunk.contains(child))
                        .toList());
    }

    /** Whether there are weights to start from. */
    public boolean isTrained() {
        return classifier != null;
    }

    /** As a command line names it. */
    @Override
    public String toString() {
        return classifier.toString();
    }
}
