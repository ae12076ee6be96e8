package org.visioncourse.bench;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.visioncourse.engine.Precision;
import org.visioncourse.training.Command;
import org.visioncourse.training.Environment;
import org.visioncourse.training.Json;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/**
 * The command {@code bench}: how long the course's work takes on this machine, as a table and as JSON.
 *
 * <pre>mvn test-compile exec:exec@bench -Dbench="--only TrainingStep --batch-size 32,128"</pre>
 *
 * <p>Every class of the tests with JMH's annotations is one of its benchmarks. Each runs in a Java machine of its own.
 */
@CommandLine.Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Measures the course's training steps, evaluations and preparations of data.")
final class Bench implements Callable<Integer> {

    @Option(names = "--only", paramLabel = "REGEX", description = "benchmarks whose name holds this")
    private String only = ".";

    @Option(names = "--batch-size", paramLabel = "N", split = ",", description = "pictures of a step, or several sizes")
    private List<String> batchSizes;

    @Option(names = "--side", paramLabel = "PIXELS", split = ",", description = "side of the pictures, or several")
    private List<String> sides;

    @Option(
            names = "--precision",
            paramLabel = "NAME",
            split = ",",
            description = "fp32, bf16, or both, where it has any; default all that the machine can")
    private List<String> precisions;

    @Option(names = "--recipe", paramLabel = "NAME", description = "course or fast, where it has any; default course")
    private String recipe;

    @Option(names = "--threads", paramLabel = "N", description = "libtorch's threads; default one a processor")
    private Integer threads;

    @Option(names = "--repeats", paramLabel = "N", description = "measured repetitions; default each benchmark's own")
    private Integer repeats;

    @Option(names = "--json", paramLabel = "FILE", description = "writes the figures as JSON, too")
    private Path json;

    /** The figures of all benchmarks, and what they were measured on. */
    record Report(Environment environment, String processor, List<Timing> timings) {}

    /** The command line's entry. */
    public static void main(String[] args) {
        System.exit(Command.run(new Bench(), args));
    }

    @Override
    public Integer call() throws Exception {
        Collection<RunResult> results = new Runner(options().build()).run();
        List<Timing> timings = results.stream()
                .map(Timing::of)
                .sorted(Comparator.comparing(Timing::benchmark))
                .toList();
        System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads()));
        Report report = new Report(Environment.current(), Processor.name(), timings);
        print(report);
        if (json != null) {
            Json.write(json, report);
        }
        return 0;
    }

    private int threads() {
        return threads != null ? threads : Runtime.getRuntime().availableProcessors();
    }

    private ChainedOptionsBuilder options() {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(only)
                .shouldFailOnError(true)
                .jvmArgsAppend("-Dai.djl.pytorch.num_threads=" + threads());
        set(options, "batch", batchSizes);
        set(options, "side", sides);
        set(options, "precision", precisions == null ? possible() : upper(precisions));
        set(options, "recipe", recipe == null ? null : upper(List.of(recipe)));
        if (repeats != null) {
            options.measurementIterations(repeats);
        }
        return options;
    }

    /** The precisions that this machine has. */
    private static List<String> possible() {
        try {
            Precision.BF16.require();
            return List.of("FP32", "BF16");
        } catch (IllegalArgumentException e) {
            return List.of("FP32");
        }
    }

    private static List<String> upper(List<String> names) {
        return names.stream().map(name -> name.toUpperCase(Locale.ROOT)).toList();
    }

    private static void set(ChainedOptionsBuilder options, String name, List<String> values) {
        if (values != null) {
            options.param(name, values.toArray(String[]::new));
        }
    }

    private static void print(Report report) {
        Environment on = report.environment();
        System.out.printf(
                "%n%s, %d of %d processors; Java %s, DJL %s, libtorch %s%n%n",
                report.processor(), on.threads(), on.processors(), on.java(), on.djl(), on.libtorch());
        System.out.println("| benchmark | of | median | least | most | unit | pictures a second |");
        System.out.println("|---|---|---|---|---|---|---|");
        report.timings().forEach(timing -> System.out.println(timing.row()));
    }
}
