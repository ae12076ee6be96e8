package org.visioncourse.cifar10;

import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.visioncourse.data.GeneratedImages;
import org.visioncourse.data.ImageSet;
import org.visioncourse.training.Memory;
import org.visioncourse.training.Steps;

/**
 * Times training steps of ResNet-18 at batch 128, and shows that live arrays and resident memory stay flat.
 *
 * <pre>mvn -q test-compile exec:java -Dexec.classpathScope=test \
 *   -Dexec.mainClass=org.visioncourse.cifar10.StepBenchmark -Dexec.args="STEPS BATCH"</pre>
 *
 * <p>Prints the median of the steps after a warm-up, and arrays and memory every tenth of the way.
 */
public final class StepBenchmark {

    private static final int WARM_UP = 3;

    private StepBenchmark() {}

    public static void main(String[] args) throws Exception {
        int steps = args.length > 0 ? Integer.parseInt(args[0]) : 10;
        int batch = args.length > 1 ? Integer.parseInt(args[1]) : 128;
        ImageSet drawn = GeneratedImages.draw(1000, 0);
        int[] enough = IntStream.range(0, (steps + WARM_UP) * batch)
                .map(i -> i % drawn.size())
                .toArray();
        ImageSet pictures = drawn.subset(enough);
        Cifar10Options options = new Cifar10Options();
        options.training.batchSize = batch;
        options.averageDecay = args.length > 2 ? Double.valueOf(args[2]) : null;
        Cifar10Config config = options.over(Cifar10Config.real("benchmark"));
        double[] seconds = new double[steps];
        try (ClassifierTraining training = new ClassifierTraining(config, new Cifar10Data(pictures, null, pictures));
                NDManager scope = NDManager.newBaseManager();
                Steps epoch = training.begin(0, 0)) {
            for (int i = -WARM_UP; i < steps; i++) {
                long begin = System.nanoTime();
                epoch.next(scope);
                if (i >= 0) {
                    seconds[i] = (System.nanoTime() - begin) / 1e9;
                }
                if (i >= 0 && i % Math.max(1, steps / 10) == 0) {
                    System.out.printf(
                            Locale.ROOT,
                            "step %d: %d live arrays, %d MiB resident%n",
                            i,
                            training.model().getNDManager().getManagedArrays().size(),
                            Memory.residentMiB().orElse(-1));
                }
            }
        }
        Arrays.sort(seconds);
        double median = seconds[steps / 2];
        System.out.printf(
                Locale.ROOT,
                "ResNet-18, batch %d: %.3f s a step (median of %d; fastest %.3f), %.0f pictures a second, peak %d MiB%n",
                batch,
                median,
                steps,
                seconds[0],
                batch / median,
                Memory.peakMiB().orElse(-1));
    }
}
