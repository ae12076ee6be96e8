package org.visioncourse.models;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.training.dataset.Batch;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.visioncourse.data.Epochs;
import org.visioncourse.data.GeneratedImages;
import org.visioncourse.data.ImageDataset;
import org.visioncourse.data.ImageSet;
import org.visioncourse.data.Normalisation;
import org.visioncourse.engine.GradMode;
import org.visioncourse.engine.InPlace;
import org.visioncourse.engine.Safetensors;

/**
 * VGG-19's layout at a quarter of its width, 16 to 128 channels: so small that it is learned on CIFAR-10 in half an hour on
 * two cores and comes with the course, for chapters that compare pictures by a network's features.
 *
 * <p>It is trained with BatchNorm ({@link #classifier}), which is then folded into the convolutions ({@link #folded}), so
 * that the features have VGG-19's 37 layers under VGG-19's numbers; pooling takes maxima in training, and means afterwards,
 * as Gatys does. Each layer's scale is set by {@link ActivationScale}. Pictures are normalised as ImageNet's.
 */
public final class SmallVgg {

    private static final double WIDTH = 0.25; // of VGG-19's channels
    private static final double EPSILON = 1e-5; // of DJL's BatchNorm, by default
    private static final int SCALE_PICTURES = 250;
    private static final String RESOURCE = "small-vgg.safetensors";
    private static final Shape INPUT = new Shape(1, 3, 32, 32);

    /**
     * Root mean square of the rectified outputs, by convolution. Chosen by eye on D2L's pictures: with 1 everywhere the style of
     * the deep layers drowned the photograph in noise; colours and small strokes come from the first layers, long strokes
     * from the third stage, whose last layer but one, larger than the rest, keeps the photograph's shapes.
     */
    private static final double[] SCALES = {1, 1, 1.4, 1.4, 2, 2, 2, 2.8, 1.4, 1.4, 1.4, 1.4, 0.7, 0.7, 0.7, 0.7};

    private SmallVgg() {}

    /**
     * The network as it is trained: with BatchNorm, and one linear layer.
     *
     * <p>Input: images (N, 3, 32, 32). Output: logits (N, numClasses).
     *
     * @param numClasses the number of logits
     * @return the network, not initialised
     */
    public static SequentialBlock classifier(int numClasses) {
        return new SequentialBlock()
                .add(Vgg.normalisedFeatures(WIDTH)) // (N, 128, 1, 1)
                .add(Blocks.batchFlattenBlock()) // (N, 128)
                .add(Linear.builder().setUnits(numClasses).build()); // (N, numClasses)
    }

    /**
     * The features that come with the course, frozen.
     *
     * <p>Input: images (N, 3, H, W), from 32 pixels a side. Output: features (N, 128, H / 32, W / 32).
     *
     * @param manager of the parameters
     */
    public static SequentialBlock trained(NDManager manager) {
        try (InputStream resource = SmallVgg.class.getResourceAsStream(RESOURCE)) {
            Path copy = Files.createTempFile("small-vgg", ".safetensors"); // the resource may be inside of a jar
            try {
                Files.copy(
                        Objects.requireNonNull(resource, "the course was built without " + RESOURCE),
                        copy,
                        StandardCopyOption.REPLACE_EXISTING);
                return read(copy, manager);
            } finally {
                Files.delete(copy);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Features from a file that {@link #write} wrote, frozen.
     *
     * @throws IOException if it cannot be read, or is of another network
     */
    public static SequentialBlock read(Path file, NDManager manager) throws IOException {
        SequentialBlock features = frozen(manager);
        try (TensorFile weights = TensorFile.open(file)) {
            Weights.of(weights).into(features, PublishedNames.vgg19Features());
        }
        return features;
    }

    /**
     * The same layers with weights that nothing was learned by, frozen: normal, with He's standard deviation (He, Wang and
     * Hopcroft 2016, <a href="https://arxiv.org/abs/1606.04801">arXiv:1606.04801</a>, paint with such).
     *
     * @param manager of the parameters
     * @param seed any number
     */
    public static SequentialBlock random(NDManager manager, long seed) {
        SequentialBlock features = StartValues.torchvision(Vgg.averagedFeatures(WIDTH), seed);
        features.freezeParameters(true);
        features.initialize(manager, DataType.FLOAT32, INPUT);
        normalise(features, GeneratedImages.draw(SCALE_PICTURES, seed));
        return features;
    }

    /**
     * The features of a trained network without its BatchNorms, frozen: at rest BatchNorm is s x + t for each channel, with s
     * = gamma / sqrt(variance + epsilon) and t = beta - s mean, so that s goes into the filters and s b + t is the bias.
     *
     * @param classifier {@link #classifier}, initialised
     * @param manager of the parameters
     */
    public static SequentialBlock folded(SequentialBlock classifier, NDManager manager) {
        SequentialBlock features = frozen(manager);
        List<Block> trained = new ArrayList<>(
                ((SequentialBlock) classifier.getChildren().get(0).getValue())
                        .getChildren()
                        .values());
        List<Block> norms = trained.stream().filter(BatchNorm.class::isInstance).toList();
        List<Block> from = trained.stream().filter(Conv2d.class::isInstance).toList();
        List<Conv2d> into = ActivationScale.convolutions(features);
        for (int i = 0; i < into.size(); i++) {
            float[] gamma = values(norms.get(i), "gamma");
            float[] beta = values(norms.get(i), "beta");
            float[] mean = values(norms.get(i), "runningMean");
            float[] variance = values(norms.get(i), "runningVar");
            float[] weight = values(from.get(i), "weight");
            float[] bias = values(from.get(i), "bias");
            for (int c = 0; c < bias.length; c++) {
                double scale = gamma[c] / Math.sqrt(variance[c] + EPSILON);
                int length = weight.length / bias.length;
                for (int k = c * length; k < (c + 1) * length; k++) {
                    weight[k] *= (float) scale;
                }
                bias[c] = (float) (beta[c] + scale * (bias[c] - mean[c]));
            }
            set(into.get(i), "weight", weight);
            set(into.get(i), "bias", bias);
        }
        return features;
    }

    /**
     * Gives the layers the scale at which D2L's weights of the losses of style transfer hold.
     *
     * @param features of this layout
     * @param pictures on some of which the scale is measured
     */
    public static void normalise(SequentialBlock features, ImageSet pictures) {
        ImageDataset batches = ImageDataset.builder(pictures)
                .batchSize(Math.min(SCALE_PICTURES, pictures.size()))
                .normalisation(Normalisation.IMAGENET)
                .build();
        try (NDManager manager = NDManager.newBaseManager("PyTorch");
                Epochs.Batches epoch = batches.epoch(manager, 0, 0);
                Batch first = epoch.next()) {
            ActivationScale.normalise(features, first.getData().singletonOrThrow(), SCALES);
        }
    }

    /** Writes features in half precision, under torchvision's names of VGG-19's. */
    public static void write(Block features, Path file) throws IOException {
        Map<String, NDArray> halves = new LinkedHashMap<>();
        List<String> names = PublishedNames.vgg19Features();
        try (GradMode off = GradMode.off();
                NDManager scope = NDManager.newBaseManager("PyTorch")) {
            for (int i = 0; i < names.size(); i++) {
                NDArray half =
                        features.getParameters().get(i).getValue().getArray().toType(DataType.FLOAT16, true);
                half.attach(scope);
                halves.put(names.get(i), half);
            }
            Safetensors.write(file, halves, Map.of());
        }
    }

    private static SequentialBlock frozen(NDManager manager) {
        SequentialBlock features = Vgg.averagedFeatures(WIDTH);
        features.freezeParameters(true);
        features.initialize(manager, DataType.FLOAT32, INPUT);
        return features;
    }

    private static float[] values(Block block, String parameter) {
        return parameter(block, parameter).getArray().toFloatArray();
    }

    private static void set(Block block, String name, float[] values) {
        NDArray array = parameter(block, name).getArray();
        try (NDManager scope = array.getManager().newSubManager()) {
            InPlace.copy(List.of(array), List.of(scope.create(values, array.getShape())));
        }
    }

    private static Parameter parameter(Block block, String name) {
        return block.getDirectParameters().get(name);
    }
}
