package org.visioncourse.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * From pictures to what a network takes, and back (D2L, "Preprocessing and Postprocessing").
 *
 * @param normalisation what the network's weights expect of the three colours
 */
public record Preprocessing(Normalisation normalisation) {

    private static final int COLOURS = 3;

    /** @throws IllegalArgumentException if the normalisation is not one of three colours */
    public Preprocessing {
        if (normalisation.channels() != COLOURS) {
            throw new IllegalArgumentException(
                    "a picture has 3 colours, not " + normalisation.channels() + ", to be normalised");
        }
    }

    /**
     * A picture as an array.
     *
     * @return normalised values of shape (1, 3, H, W), channels-last in memory, attached to the manager
     */
    public NDArray array(Picture picture, NDManager manager) {
        int height = picture.height();
        int width = picture.width();
        float[] table = normalisation.table(); // (3, 256)
        float[] values = new float[height * width * COLOURS];
        for (int i = 0; i < values.length; i++) {
            int pixel = i / COLOURS;
            int channel = i % COLOURS;
            values[i] = table[
                    channel * 256
                            + picture.value(pixel / width, pixel % width, Math.min(channel, picture.channels() - 1))];
        }
        try (NDArray rows = manager.create(values, new Shape(1, height, width, COLOURS));
                NDArray view = rows.transpose(0, 3, 1, 2)) { // (1, 3, H, W)
            return view.duplicate(); // rows are Java's memory, which ends with them
        }
    }

    /**
     * An array as a picture; values that no byte stands for are clipped to black or full.
     *
     * @param array normalised values of shape (1, 3, H, W)
     */
    public Picture picture(NDArray array) {
        return pictures(array).get(0);
    }

    /**
     * An array as pictures; values that no byte stands for are clipped to black or full.
     *
     * @param array normalised values of shape (N, 3, H, W)
     */
    public List<Picture> pictures(NDArray array) {
        int height = (int) array.getShape().get(2);
        int width = (int) array.getShape().get(3);
        float[] values;
        try (NDArray rows = array.transpose(0, 2, 3, 1)) { // (N, H, W, 3)
            values = rows.toFloatArray();
        }
        int length = height * width * COLOURS;
        List<Picture> pictures = new ArrayList<>();
        for (int start = 0; start < values.length; start += length) {
            pictures.add(new Picture(bytes(values, start, length), height, width, COLOURS));
        }
        return pictures;
    }

    private byte[] bytes(float[] values, int start, int length) {
        List<Float> mean = normalisation.mean();
        List<Float> std = normalisation.std();
        byte[] pixels = new byte[length];
        for (int i = 0; i < length; i++) {
            float unit = values[start + i] * std.get(i % COLOURS) + mean.get(i % COLOURS);
            pixels[i] = (byte) Math.round(255 * Math.max(0, Math.min(1, unit)));
        }
        return pixels;
    }
}
