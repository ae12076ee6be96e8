package org.visioncourse.styletransfer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.List;
import org.visioncourse.engine.InPlace;

/**
 * The image that is trained: a block with one parameter, {@code image}, of shape (H, W, 3), and no input (D2L,
 * "Initializing the Synthesized Image").
 */
public final class SynthesizedImage extends AbstractBlock {

    private final Parameter image;

    private SynthesizedImage(long height, long width) {
        image = addParameter(Parameter.builder()
                .setName("image")
                .setType(Parameter.Type.WEIGHT)
                .optShape(new Shape(height, width, 3))
                .build());
    }

    /**
     * An image that starts like another one.
     *
     * @param start preprocessed, (1, 3, H, W); copied
     * @param manager the parameter's
     * @throws IllegalArgumentException if the start is not one picture of three colours
     */
    public static SynthesizedImage of(NDArray start, NDManager manager) {
        SynthesizedImage block =
                new SynthesizedImage(start.getShape().get(2), start.getShape().get(3));
        block.initialize(manager, DataType.FLOAT32);
        block.set(start);
        return block;
    }

    /**
     * Puts other values in its place.
     *
     * @param values preprocessed, (1, 3, H, W)
     * @throws IllegalArgumentException if they are of another shape
     */
    public void set(NDArray values) {
        Shape expected = getOutputShapes(new Shape[0])[0];
        if (!values.getShape().equals(expected)) { // a reshape would take as many values of any shape
            throw new IllegalArgumentException(
                    "the image is of shape " + expected + ", but was given " + values.getShape());
        }
        try (NDManager scope = values.getManager().newSubManager()) {
            NDArray rows = values.transpose(0, 2, 3, 1); // (1, H, W, 3)
            rows.attach(scope);
            NDArray pixels = rows.reshape(array().getShape());
            pixels.attach(scope);
            InPlace.copy(List.of(array()), List.of(pixels));
        }
    }

    /** The parameter's array, (H, W, 3), which gradients gather in. */
    public NDArray array() {
        return image.getArray();
    }

    /**
     * What networks take: a view of the parameter of shape (1, 3, H, W), channels-last in memory.
     *
     * @param manager what the view and all that is computed from it are attached to
     */
    public NDArray picture(NDManager manager) {
        return forward(new ParameterStore(manager, false), new NDList(), true).singletonOrThrow();
    }

    @Override
    protected NDList forwardInternal(
            ParameterStore parameters, NDList inputs, boolean training, PairList<String, Object> params) {
        NDArray rows = parameters.getValue(image, array().getDevice(), training).expandDims(0); // (1, H, W, 3)
        NDArray view = rows.transpose(0, 3, 1, 2); // (1, 3, H, W)
        rows.attach(parameters.getManager());
        view.attach(parameters.getManager());
        return new NDList(view);
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        Shape shape = image.getShape();
        return new Shape[] {new Shape(1, 3, shape.get(0), shape.get(1))};
    }
}
