package org.visioncourse.detection;

import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.visioncourse.data.Normalisation;
import org.visioncourse.models.MobileNet;
import org.visioncourse.models.PublishedNames;
import org.visioncourse.models.ResNet;
import org.visioncourse.models.TensorFile;
import org.visioncourse.models.Weights;

/**
 * A network trained on ImageNet that makes the first three feature maps of a detector, at an eighth, a sixteenth and a 32nd
 * of the picture's sides; two more and all anchors are {@link TinySsd}'s.
 *
 * <p>Pictures have at least 64 pixels a side.
 */
public enum SsdBackbone {

    /** ResNet-18: maps of 128, 256 and 512 channels. */
    RESNET18("fc.", PublishedNames.resnet18(), Normalisation.IMAGENET, 1, 1) {
        @Override
        SequentialBlock classifier() {
            return ResNet.resnet18(ResNet.Stem.IMAGENET, 1);
        }
    },

    /** MobileNet v1 of width 0.75: maps of 192, 384 and 768 channels. */
    MOBILENET("classifier.", PublishedNames.mobilenet(), MobileNet.NORMALISATION, 6, 2) {
        @Override
        SequentialBlock classifier() {
            return MobileNet.v1(0.75, MobileNet.Padding.SAME, 1);
        }
    };

    private static final int MAPS = 3;
    private static final int HEAD = 2; // the classifier's last children: its pooling and its linear layer
    private static final int CHANNELS = 128;

    private final String head;
    private final List<String> names;
    private final Normalisation normalisation;
    private final int second;
    private final int third;

    /**
     * @param head what the names of the classifier's linear layer begin with
     * @param second the number of children between the first map and the second
     * @param third the number of children between the second map and the third
     */
    SsdBackbone(String head, List<String> names, Normalisation normalisation, int second, int third) {
        this.head = head;
        this.names = names;
        this.normalisation = normalisation;
        this.second = second;
        this.third = third;
    }

    abstract SequentialBlock classifier();

    /** What the published weights expect of pictures. */
    public Normalisation normalisation() {
        return normalisation;
    }

    /**
     * The detector.
     *
     * @param numClasses background not counted
     * @return the network, not initialised
     * @throws IllegalArgumentException if {@code numClasses} is less than 1
     */
    public Ssd network(int numClasses) {
        List<Block> children = classifier().getChildren().values();
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

    /**
     * Puts weights of the whole classifier, but for its linear layer, under the first three feature maps.
     *
     * @param weights a file that {@link TensorFile} reads, with the names of {@link PublishedNames}
     * @param network what {@link #network} gave, initialised
     * @throws IOException if the file cannot be read, is broken, or of another network
     */
    public void load(Path weights, Ssd network) throws IOException {
        SequentialBlock trunk = new SequentialBlock().addAll(network.features().subList(0, MAPS));
        List<String> trunkNames =
                names.stream().filter(name -> !name.startsWith(head)).toList();
        try (TensorFile file = TensorFile.open(weights)) {
            Weights.of(file).without(head).into(trunk, trunkNames);
        }
    }

    /** As a command line names it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
