package org.visioncourse.models;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntFunction;
import org.visioncourse.data.DataFolder;
import org.visioncourse.data.Normalisation;
import org.visioncourse.engine.Safetensors;

/**
 * A network whose layers were trained on ImageNet: what a classifier or a detector of other things stands on.
 *
 * <p>Its trunk is what is below the linear layer, with or without the pooling, which has no parameters; in one block or
 * cut into several.
 */
public enum Backbone {

    /** ResNet-18: 512 features. */
    RESNET18(
            numClasses -> ResNet.resnet18(ResNet.Stem.IMAGENET, numClasses),
            "fc.",
            PublishedNames.resnet18(),
            Normalisation.IMAGENET),

    /** ResNet-34: 512 features; D2L's for the dog breeds. */
    RESNET34(
            numClasses -> ResNet.resnet34(ResNet.Stem.IMAGENET, numClasses),
            "fc.",
            PublishedNames.resnet34(),
            Normalisation.IMAGENET),

    /** ResNet-50: 2,048 features. */
    RESNET50(
            numClasses -> ResNet.resnet50(ResNet.Stem.IMAGENET, numClasses),
            "fc.",
            PublishedNames.resnet50(),
            Normalisation.IMAGENET),

    /** MobileNet v1 of width 0.75: 768 features, about a tenth of ResNet-34's operations. */
    MOBILENET(
            numClasses -> MobileNet.v1(0.75, MobileNet.Padding.SAME, numClasses),
            "classifier.",
            PublishedNames.mobilenet(),
            MobileNet.NORMALISATION) {
        @Override
        Path published() throws IOException {
            Path file = DataFolder.root().resolve(MOBILENET_FILE);
            if (!Files.isRegularFile(file)) {
                throw new FileNotFoundException("There are no weights " + file
                        + ", and MobileNet's are not fetched: put them there, or name another file.");
            }
            return file;
        }
    };

    private static final String MOBILENET_FILE = "weights/mobilenet_v1_0.75_224/model.safetensors";

    private final IntFunction<SequentialBlock> network;
    private final String head;
    private final List<String> names;
    private final Normalisation normalisation;

    /**
     * @param network by the number of classes
     * @param head what the names of the linear layer begin with
     * @param names of all parameters, in the network's order
     */
    Backbone(IntFunction<SequentialBlock> network, String head, List<String> names, Normalisation normalisation) {
        this.network = network;
        this.head = head;
        this.names = names;
        this.normalisation = normalisation;
    }

    /** The whole network, its last two children the pooling and a linear layer; not initialised. */
    public SequentialBlock network(int numClasses) {
        return network.apply(numClasses);
    }

    /** What the published weights expect of pictures. */
    public Normalisation normalisation() {
        return normalisation;
    }

    /**
     * Finds a file of weights, and fetches it where it is known by name.
     *
     * @param weights a file or a name, as {@link PublishedWeights#resolve} takes it; null for the network's own
     * @throws IOException if there is no such file, or it cannot be fetched
     */
    public Path weights(String weights) throws IOException {
        return weights == null ? published() : PublishedWeights.resolve(weights);
    }

    Path published() throws IOException {
        return PublishedWeights.resolve(toString());
    }

    /**
     * Puts weights into the layers below the linear one.
     *
     * @param weights a file that {@link TensorFile} reads, with or without the linear layer's
     * @param trunk all parameters but the linear layer's, in the network's order, initialised
     * @throws IOException if the file cannot be read, is broken, or of another network
     */
    public void load(Path weights, Block trunk) throws IOException {
        try (TensorFile file = TensorFile.open(weights)) {
            Weights.of(file).without(head).into(trunk, trunkNames());
        }
    }

    /** Writes the layers below the linear one, under the names that {@link #load} reads them by. */
    public void save(Block trunk, Path file) throws IOException {
        Map<String, NDArray> tensors = new LinkedHashMap<>();
        List<String> trunkNames = trunkNames();
        for (int i = 0; i < trunkNames.size(); i++) {
            tensors.put(
                    trunkNames.get(i), trunk.getParameters().get(i).getValue().getArray());
        }
        Safetensors.write(file, tensors, Map.of());
    }

    private List<String> trunkNames() {
        return names.stream().filter(name -> !name.startsWith(head)).toList();
    }

    /** As a command line and {@link PublishedWeights} name it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
