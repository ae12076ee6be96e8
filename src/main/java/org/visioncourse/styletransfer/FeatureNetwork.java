package org.visioncourse.styletransfer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.awt.Rectangle;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.visioncourse.data.Preprocessing;
import org.visioncourse.engine.ForwardPass;
import org.visioncourse.engine.GradMode;
import org.visioncourse.models.Summary;

/**
 * A network that pictures are compared by: the outputs of some of its layers (D2L, "Extracting Features").
 *
 * <p>Its weights are fixed, so that the backward pass goes through to the picture and computes nothing for them.
 */
public final class FeatureNetwork {

    private static final String RELU = "ReLU";

    private final SequentialBlock network;
    private final List<Block> layers;
    private final Preprocessing preprocessing;
    private final Reading reading;

    /**
     * Takes a network.
     *
     * @param network an initialised sequence of layers, whose parameters need no gradient ({@code freezeParameters} before
     *     it was initialised)
     * @param preprocessing what it expects of pictures
     * @param reading what the output of a convolution is
     */
    public FeatureNetwork(SequentialBlock network, Preprocessing preprocessing, Reading reading) {
        this.network = network;
        this.layers = network.getChildren().values();
        this.preprocessing = preprocessing;
        this.reading = reading;
    }

    /** What the network expects of pictures. */
    public Preprocessing preprocessing() {
        return preprocessing;
    }

    /**
     * All layers, with the shapes of their outputs. The first line is the whole network, so layer i is in line i + 1.
     *
     * @param pictures a shape (N, 3, H, W)
     */
    public Summary summary(Shape pictures) {
        return Summary.of(network, pictures);
    }

    /** The number of layers, which are counted from 0. */
    public int size() {
        return layers.size();
    }

    /**
     * Runs the network up to the last layer that is asked for.
     *
     * <p>It is recorded where the thread's grad mode is on, and gradients flow to the pictures. Arrays between the layers
     * are closed on the way.
     *
     * @param pictures preprocessed, (N, 3, H, W); owned by the caller, as before
     * @param indices of layers, in any order
     * @return the outputs (N, C, H', W') by index, attached to the pictures' manager
     * @throws IllegalArgumentException if there is no layer of an index
     */
    public Map<Integer, NDArray> outputs(NDArray pictures, Collection<Integer> indices) {
        int last = Collections.max(indices);
        if (Collections.min(indices) < 0 || last >= layers.size()) {
            throw new IllegalArgumentException(
                    "layers " + indices + ": the network has the layers 0 to " + (layers.size() - 1));
        }
        ParameterStore parameters = new ParameterStore(pictures.getManager(), false);
        Map<Integer, NDArray> outputs = new TreeMap<>();
        NDArray current = pictures;
        boolean needed = true; // the caller's
        for (int i = 0; i <= last; i++) {
            NDArray next = ForwardPass.part(parameters, layers.get(i), new NDList(current), false)
                    .singletonOrThrow();
            if (!needed) {
                current.close();
            }
            current = next;
            needed = false;
            for (int index : indices) {
                if (readAt(index, last) == i) {
                    outputs.put(index, current);
                    needed = true;
                }
            }
        }
        return outputs;
    }

    /**
     * What a value of a layer sees: the pixels that the one in the middle of the layer's output depends on. It is measured,
     * by the gradient of that value, which is not zero where it depends on a pixel.
     *
     * @param pictures a shape (1, 3, H, W); what lies beyond the border is not seen
     * @param layer an index
     * @return the smallest rectangle around these pixels
     */
    public Rectangle receptiveField(Shape pictures, int layer) {
        try (GradMode on = GradMode.on();
                NDManager scope = NDManager.newBaseManager("PyTorch")) {
            NDArray picture = scope.randomNormal(pictures);
            picture.setRequiresGradient(true);
            try (GradientCollector collector = scope.getEngine().newGradientCollector()) {
                NDArray output = outputs(picture, List.of(layer)).get(layer); // (1, C, H', W')
                Shape shape = output.getShape();
                NDArray middle = output.get(":, :, {}, {}", shape.get(2) / 2, shape.get(3) / 2); // (1, C)
                collector.backward(middle.sum());
            }
            return bounds(picture.getGradient());
        }
    }

    /** Of the places (H, W) of (1, 3, H, W) that are not zero. */
    private static Rectangle bounds(NDArray gradient) {
        int width = (int) gradient.getShape().get(3);
        float[] places = gradient.abs().sum(new int[] {0, 1}).toFloatArray(); // (H, W)
        Rectangle bounds = new Rectangle(-1, -1);
        for (int i = 0; i < places.length; i++) {
            if (places[i] != 0) {
                bounds.add(new Rectangle(i % width, i / width, 1, 1));
            }
        }
        return bounds;
    }

    /** The layer after which the output of a layer is read. */
    private int readAt(int index, int last) {
        boolean rectified = reading == Reading.IN_PLACE
                && index < last
                && layers.get(index + 1) instanceof LambdaBlock next
                && RELU.equals(next.getName());
        return rectified ? index + 1 : index;
    }
}
