package org.visioncourse.gan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.SequentialBlock;
import java.util.Arrays;
import org.visioncourse.data.Normalisation;
import org.visioncourse.engine.ForwardPass;
import org.visioncourse.engine.GradMode;
import org.visioncourse.models.SmallVgg;

/**
 * Where pictures that show similar things are near one another: the last features of {@link SmallVgg}, the course's own small
 * network, in the mean over the picture.
 */
public final class FeatureSpace implements AutoCloseable {

    private static final int LAYERS = 36; // all but the last pooling

    private final NDManager manager = NDManager.newBaseManager("PyTorch");
    private final SequentialBlock network;

    /** Loads the network. */
    public FeatureSpace() {
        SequentialBlock whole = SmallVgg.trained(manager);
        network = new SequentialBlock();
        network.addAll(whole.getChildren().values().subList(0, LAYERS));
    }

    /**
     * The features of pictures.
     *
     * @param pictures (N, 3, H, W), values from -1 to 1, from 32 pixels a side
     * @return (N, 128)
     */
    public float[][] of(NDArray pictures) {
        try (GradMode off = GradMode.off();
                NDManager scope = pictures.getManager().newSubManager()) {
            NDArray input = normalised(pictures, scope);
            NDArray features = ForwardPass.inference(network, input); // (N, 128, H / 16, W / 16)
            NDArray means = features.mean(new int[] {2}).mean(new int[] {2}); // (N, 128)
            float[] values = means.toFloatArray();
            int width = (int) means.getShape().get(1);
            float[][] rows = new float[(int) means.getShape().get(0)][];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = Arrays.copyOfRange(values, i * width, (i + 1) * width);
            }
            return rows;
        }
    }

    /** From -1 to 1 to what the network expects. */
    private static NDArray normalised(NDArray pictures, NDManager scope) {
        Normalisation expected = Normalisation.IMAGENET;
        float[] scale = new float[3];
        float[] shift = new float[3];
        for (int c = 0; c < 3; c++) {
            scale[c] = 0.5f / expected.std().get(c);
            shift[c] = (0.5f - expected.mean().get(c)) / expected.std().get(c);
        }
        Shape channels = new Shape(1, 3, 1, 1);
        try (NDArray scaled = pictures.mul(scope.create(scale, channels))) { // on the pictures' manager
            NDArray result = scaled.add(scope.create(shift, channels));
            result.attach(scope);
            return result;
        }
    }

    @Override
    public void close() {
        manager.close();
    }
}
