package org.visioncourse.bench;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.util.Statistics;

/**
 * What a benchmark measured.
 *
 * @param benchmark its class and method
 * @param parameters by name
 * @param repeats number of measured repetitions
 * @param median over the repetitions
 * @param least the least
 * @param most the most
 * @param unit of median, least and most
 * @param picturesPerSecond at the median; null where the benchmark has no batch
 */
record Timing(
        String benchmark,
        Map<String, String> parameters,
        long repeats,
        double median,
        double least,
        double most,
        String unit,
        Double picturesPerSecond) {

    private static final double MIDDLE = 50;

    static Timing of(RunResult run) {
        BenchmarkParams params = run.getParams();
        Map<String, String> parameters = new TreeMap<>();
        params.getParamsKeys().forEach(key -> parameters.put(key, params.getParam(key)));
        Result<?> result = run.getPrimaryResult();
        Statistics statistics = result.getStatistics();
        double median = statistics.getPercentile(MIDDLE);
        String batch = parameters.get("batch");
        return new Timing(
                name(params.getBenchmark()),
                parameters,
                statistics.getN(),
                median,
                statistics.getMin(),
                statistics.getMax(),
                result.getScoreUnit(),
                batch == null ? null : Integer.parseInt(batch) / median);
    }

    /** Class and method, without the packages. */
    private static String name(String benchmark) {
        return benchmark.replaceAll("^.*\\.(?=\\w+\\.\\w+$)", "");
    }

    /** As a row of a Markdown table. */
    String row() {
        String of = parameters.entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        String speed = picturesPerSecond == null ? "" : String.format(Locale.ROOT, "%,.0f", picturesPerSecond);
        return String.format(
                Locale.ROOT,
                "| %s | %s | %.4g | %.4g | %.4g | %s | %s |",
                benchmark,
                of,
                median,
                least,
                most,
                unit,
                speed);
    }
}
