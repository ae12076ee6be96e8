package org.visioncourse.data;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.random.RandomGenerator;

/** Pictures with what is to be learned of them, handed out one at a time; what that is, only the source knows. */
public interface ExampleSource {

    /** The number of examples, N. */
    int size();

    /** The channels of every picture, C: 3 (red, green, blue) or 1 (grey). */
    int channels();

    /**
     * Example i, whose picture the caller may change. Several threads may ask at a time.
     *
     * @param random for changes that move picture and label together
     * @throws UncheckedIOException if its file cannot be read; the message names it
     */
    Example example(int i, RandomGenerator random);

    /**
     * The labels of a batch as one array.
     *
     * @param labels of the batch's examples
     * @return an array of the manager's, of shape (N, ...)
     */
    NDArray stack(List<float[]> labels, NDManager manager);
}
