package org.visioncourse.models;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.List;
import org.visioncourse.engine.InPlace;

/**
 * Values that Python and Java make alike, so that golden files need not hold whole networks: the same functions as in
 * {@code src/test/python/deterministic.py}.
 *
 * <p>Element i of a tensor is SplitMix64 of (seed, stream, i), mapped to a multiple of 2^-23 in [-1, 1), then scaled in
 * double precision and rounded to float once.
 */
public final class DeterministicValues {

    private static final long STEP = 0x9e3779b97f4a7c15L;
    private static final long IMAGES = 1_000_000;
    private static final long LABELS = 2_000_000;
    private static final long PATTERNS = 3_000_000;

    /**
     * A batch of images, each the pattern of its class with a quarter of noise.
     *
     * @param images (size, 3, side, side), row-major
     * @param labels (size)
     */
    public record Batch(float[] images, long[] labels) {}

    private DeterministicValues() {}

    /**
     * Element i of stream (seed, stream).
     *
     * @return a number in [0, 1)
     */
    public static double unit(long seed, long stream, long i) {
        long base = mix(seed + STEP * (stream + 1));
        return (mix(base + STEP * (i + 1)) >>> 40) * 0x1p-24;
    }

    /**
     * Sets every parameter and running statistic of an initialised ResNet. The stream of a parameter is its index in
     * {@link Block#getParameters()}, which is torchvision's order.
     */
    public static void fill(Block resnet, long seed) {
        List<Parameter> parameters = resnet.getParameters().values();
        long fanIn = 0;
        for (int stream = 0; stream < parameters.size(); stream++) {
            Parameter parameter = parameters.get(stream);
            long[] shape = parameter.getShape().getShape();
            if (shape.length == 2) {
                fanIn = shape[1];
            }
            double bound = shape.length == 4 ? Math.sqrt(6.0 / (shape[2] * shape[3] * shape[0])) : 1 / Math.sqrt(fanIn);
            float[] values = new float[Math.toIntExact(parameter.getShape().size())];
            for (int i = 0; i < values.length; i++) {
                double u = 2 * unit(seed, stream, i) - 1;
                values[i] = (float) scaled(parameter.getType(), bound, u);
            }
            parameter.getArray().set(values);
        }
    }

    /**
     * Sets the weights and biases of an initialised sequence of convolutions, of any floating type, as {@code
     * fill_convolutions} does: He's weights, with which activations neither vanish nor explode, and biases within 0.1.
     */
    public static void fillConvolutions(Block layers, long seed) {
        List<Parameter> parameters = layers.getParameters().values();
        for (int stream = 0; stream < parameters.size(); stream++) {
            NDArray array = parameters.get(stream).getArray();
            long size = array.size();
            boolean isWeight = parameters.get(stream).getType() == Parameter.Type.WEIGHT;
            double bound = isWeight ? Math.sqrt(6.0 * array.getShape().get(0) / size) : 0.1;
            float[] values = new float[Math.toIntExact(size)];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (bound * (2 * unit(seed, stream, i) - 1));
            }
            try (NDArray source = array.getManager().create(values, array.getShape())) {
                InPlace.copy(List.of(array), List.of(source));
            }
        }
    }

    private static double scaled(Parameter.Type type, double bound, double u) {
        return switch (type) {
            case WEIGHT, BIAS -> bound * u;
            case GAMMA -> 0.3 + 0.15 * u;
            case BETA -> 0.4 + 0.8 * u;
            case RUNNING_MEAN -> 0.1 * u;
            case RUNNING_VAR -> 1 + 0.5 * u;
            case OTHER -> throw new IllegalArgumentException("a ResNet has no parameter of type " + type);
        };
    }

    /** Batch number {@code index}: the same images and labels as Python's {@code batch}. */
    public static Batch batch(long seed, long index, int size, int side, int classes) {
        int pixels = 3 * side * side;
        float[] images = new float[size * pixels];
        long[] labels = new long[size];
        for (int n = 0; n < size; n++) {
            labels[n] = (long) (unit(seed, LABELS + index, n) * classes);
            for (int i = 0; i < pixels; i++) {
                double pattern = 2 * unit(seed, PATTERNS + labels[n], i) - 1;
                double noise = 2 * unit(seed, IMAGES + index, (long) n * pixels + i) - 1;
                images[n * pixels + i] = (float) (pattern + 0.25 * noise);
            }
        }
        return new Batch(images, labels);
    }

    private static long mix(long z) {
        long a = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        long b = (a ^ (a >>> 27)) * 0x94d049bb133111ebL;
        return b ^ (b >>> 31);
    }
}
