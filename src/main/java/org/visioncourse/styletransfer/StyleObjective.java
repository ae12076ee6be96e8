package org.visioncourse.styletransfer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Map;
import org.visioncourse.data.Picture;
import org.visioncourse.engine.Constants;
import org.visioncourse.engine.GradMode;
import org.visioncourse.engine.Precision;

/**
 * What an image should come near to: the content features of a photograph and the Gram matrices of a painting, both computed
 * once (D2L, "Defining the Loss Function").
 */
public final class StyleObjective implements AutoCloseable {

    private final FeatureNetwork network;
    private final Layers layers;
    private final LossWeights weights;
    private final Precision precision;
    private final NDManager manager = NDManager.newBaseManager("PyTorch");
    private final Map<Integer, NDArray> contents;
    private final Map<Integer, NDArray> grams;

    /**
     * Computes the targets.
     *
     * @param network compares the pictures
     * @param layers its layers that do
     * @param weights of the losses
     * @param precision of the network's forward and backward pass
     * @param content the photograph
     * @param style the painting, of any size
     */
    public StyleObjective(
            FeatureNetwork network,
            Layers layers,
            LossWeights weights,
            Precision precision,
            Picture content,
            Picture style) {
        this.network = network;
        this.layers = layers;
        this.weights = weights;
        this.precision = precision;
        try (GradMode off = GradMode.off();
                NDManager scope = manager.newSubManager()) {
            contents = features(network.preprocessing().array(content, scope));
            contents.keySet().retainAll(layers.content());
            contents.values().forEach(features -> features.attach(manager));
            grams = features(network.preprocessing().array(style, scope));
            grams.keySet().retainAll(layers.style());
            grams.replaceAll((layer, features) -> Losses.gram(features));
            grams.values().forEach(gram -> gram.attach(manager));
        } catch (RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    /**
     * The weighted losses of an image, each summed over its layers, of shape ().
     *
     * @param content of shapes
     * @param style of strokes
     * @param totalVariation of noise
     */
    public record Loss(NDArray content, NDArray style, NDArray totalVariation) {

        /** What is made smaller. */
        public NDArray total() {
            return content.add(style).add(totalVariation);
        }
    }

    /**
     * Measures an image; recorded where the thread's grad mode is on.
     *
     * @param image preprocessed, (1, 3, H, W), of the photograph's size
     * @return arrays attached to the image's manager
     */
    public Loss measure(NDArray image) {
        Map<Integer, NDArray> features = features(image);
        NDArray content = layers.content().stream()
                .map(layer -> Losses.content(features.get(layer), contents.get(layer)))
                .reduce(NDArray::add)
                .orElseThrow();
        NDArray style = layers.style().stream()
                .map(layer -> Losses.style(features.get(layer), grams.get(layer)))
                .reduce(NDArray::add)
                .orElseThrow();
        return new Loss(
                Constants.multiply(content, weights.content()),
                Constants.multiply(style, weights.style()),
                Constants.multiply(Losses.totalVariation(image), weights.totalVariation()));
    }

    /** Of all layers, also where some would do: in place, it is the last of all that is not rectified. */
    private Map<Integer, NDArray> features(NDArray image) {
        try (Precision.Scope scope = precision.use()) {
            Map<Integer, NDArray> features = network.outputs(image, layers.all());
            features.replaceAll((layer, output) -> Precision.single(output));
            return features;
        }
    }

    /** Frees the targets. */
    @Override
    public void close() {
        manager.close();
    }
}
