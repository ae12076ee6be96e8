package org.visioncourse.dogbreeds;

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
import org.visioncourse.data.DataFolder;
import org.visioncourse.data.Normalisation;
import org.visioncourse.engine.Safetensors;
import org.visioncourse.models.MobileNet;
import org.visioncourse.models.PublishedNames;
import org.visioncourse.models.PublishedWeights;
import org.visioncourse.models.ResNet;
import org.visioncourse.models.TensorFile;
import org.visioncourse.models.Weights;

/** A network whose layers, but for the last one, were trained on ImageNet: what a classifier of dogs stands on. */
public enum Backbone {

    /** ResNet-18: 512 features. */
    RESNET18("fc.", PublishedNames.resnet18(), Normalisation.IMAGENET) {
        @Override
        SequentialBlock network(int numClasses) {
            return ResNet.resnet18(ResNet.Stem.IMAGENET, numClasses);
        }
    },

    /** ResNet-34: 512 features; D2L's. */
    RESNET34("fc.", PublishedNames.resnet34(), Normalisation.IMAGENET) {
        @Override
        SequentialBlock network(int numClasses) {
            return ResNet.resnet34(ResNet.Stem.IMAGENET, numClasses);
        }
    },

    /** ResNet-50: 2,048 features. */
    RESNET50("fc.", PublishedNames.resnet50(), Normalisation.IMAGENET) {
        @Override
        SequentialBlock network(int numClasses) {
            return ResNet.resnet50(ResNet.Stem.IMAGENET, numClasses);
        }
    },

    /** MobileNet v1 of width 0.75: 768 features, about a tenth of ResNet-34's operations. */
    MOBILENET("classifier.", PublishedNames.mobilenet(), MobileNet.NORMALISATION) {
        @Override
        SequentialBlock network(int numClasses) {
            return MobileNet.v1(0.75, MobileNet.Padding.SAME, numClasses);
        }

        @Override
        Path published() throws IOException {
            Path file = DataFolder.root().resolve(MOBILENET_FILE);
            if (!Files.isRegularFile(file)) {
                throw new FileNotFoundException("There are no weights " + file
                        + ", and MobileNet's are not fetched: put them there, or name another file by --weights.");
            }
            return file;
        }
    };

    private static final String MOBILENET_FILE = "weights/mobilenet_v1_0.75_224/model.safetensors";

    private final String classifier;
    private final List<String> names;
    private final Normalisation normalisation;

    Backbone(String classifier, List<String> names, Normalisation normalisation) {
        this.classifier = classifier;
        this.names = names;
        this.normalisation = normalisation;
    }

    /** The whole network, its last child a linear layer; not initialised. */
    abstract SequentialBlock network(int numClasses);

    /** What the published weights expect of pictures. */
    public Normalisation normalisation() {
        return normalisation;
    }

    /**
     * Finds a file of weights, and fetches it where it is known by name.
     *
     * @param weights a file or a name; null for the network's own
     */
    Path weights(String weights) throws IOException {
        return weights == null ? published() : PublishedWeights.resolve(weights);
    }

    Path published() throws IOException {
        return PublishedWeights.resolve(toString());
    }

    /**
     * Puts weights into the layers below the head.
     *
     * @param trunk what {@link DogClassifier#trunk} gives, initialised
     * @throws IOException if the file is broken, or of another network
     */
    public void load(Path weights, Block trunk) throws IOException {
        try (TensorFile file = TensorFile.open(weights)) {
            Weights.of(file).without(classifier).into(trunk, trunkNames());
        }
    }

    /** Writes the layers below the head, under the names that {@link #load} reads them by. */
    void save(Block trunk, Path file) throws IOException {
        Map<String, NDArray> tensors = new LinkedHashMap<>();
        List<String> trunkNames = trunkNames();
        for (int i = 0; i < trunkNames.size(); i++) {
            tensors.put(
                    trunkNames.get(i), trunk.getParameters().get(i).getValue().getArray());
        }
        Safetensors.write(file, tensors, Map.of());
    }

    private List<String> trunkNames() {
        return names.stream().filter(name -> !name.startsWith(classifier)).toList();
    }

    /** As the command line and {@link PublishedWeights} name it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
