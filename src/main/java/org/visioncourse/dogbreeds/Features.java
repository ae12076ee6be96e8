package org.visioncourse.dogbreeds;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.training.dataset.Batch;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.visioncourse.data.BatchStream;
import org.visioncourse.data.ImageDataset;
import org.visioncourse.engine.Constants;
import org.visioncourse.engine.ForwardPass;
import org.visioncourse.engine.GradMode;
import org.visioncourse.training.Progress;

/** What a network's layers below its head make of photographs. */
public final class Features {

    private static final double SECONDS_BETWEEN_LINES = 10;

    private Features() {}

    /**
     * Computes the features of all photographs, with a line of progress every ten seconds.
     *
     * @param trunk pictures (N, 3, H, W) to features (N, D)
     * @param photos in their order
     * @param mirror whether each is also looked at mirrored, and the mean counts
     * @return a row of length D for each photograph
     */
    public static float[][] of(Block trunk, ImageDataset photos, boolean mirror) {
        float[][] rows = new float[photos.size()][];
        into(rows, trunk, photos, mirror, () -> false);
        return rows;
    }

    /**
     * The same, ended early when asked to or by a photograph that cannot be read: the first rows are then there, the others
     * are null.
     *
     * @param rows where the features go, one for each photograph
     * @throws UncheckedIOException if a photograph cannot be read; the message names it
     */
    static void into(float[][] rows, Block trunk, ImageDataset photos, boolean mirror, BooleanSupplier stop) {
        int done = 0;
        long begin = System.nanoTime();
        double said = 0;
        try (GradMode off = GradMode.off();
                NDManager manager = NDManager.newBaseManager();
                BatchStream batches = photos.epoch(manager, 0, 0)) {
            while (batches.hasNext() && !stop.getAsBoolean()) {
                try (Batch batch = batches.next()) {
                    done += addRows(features(trunk, batch.getData().singletonOrThrow(), mirror), rows, done);
                }
                double seconds = (System.nanoTime() - begin) / 1e9;
                if (seconds - said > SECONDS_BETWEEN_LINES) {
                    said = seconds;
                    print(done, rows.length, seconds);
                }
            }
        }
    }

    /**
     * The photographs whose features are most like those of one: of the smallest angle to them, the nearest first.
     *
     * @param rows features (N, D)
     * @param i the one, which is not among them
     * @param count the most of them
     */
    static int[] nearest(float[][] rows, int i, int count) {
        return IntStream.range(0, rows.length)
                .filter(j -> j != i)
                .boxed()
                .sorted(Comparator.comparingDouble(j -> -cosine(rows[i], rows[j])))
                .limit(count)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static double cosine(float[] a, float[] b) {
        return dot(a, b) / Math.sqrt(Math.max(dot(a, a) * dot(b, b), Double.MIN_NORMAL));
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int d = 0; d < a.length; d++) {
            sum += (double) a[d] * b[d];
        }
        return sum;
    }

    private static NDArray features(Block trunk, NDArray pictures, boolean mirror) {
        NDArray features = ForwardPass.inference(trunk, pictures); // (N, D)
        return mirror
                ? Constants.multiply(features.add(ForwardPass.inference(trunk, pictures.flip(3))), 0.5f)
                : features;
    }

    private static int addRows(NDArray matrix, float[][] rows, int from) {
        int count = (int) matrix.getShape().get(0);
        int width = (int) matrix.getShape().get(1);
        float[] values = matrix.toFloatArray();
        for (int i = 0; i < count; i++) {
            rows[from + i] = Arrays.copyOfRange(values, i * width, (i + 1) * width);
        }
        return count;
    }

    private static void print(int done, int all, double seconds) {
        Duration left = Duration.ofMillis((long) (1000 * seconds / done * (all - done)));
        System.out.printf(
                Locale.ROOT,
                "features of %,d of %,d photographs, %.0f a second, %s left%n",
                done,
                all,
                done / seconds,
                Progress.format(left));
    }
}
