package org.visioncourse.training;

import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Option;

/** Options of every run, for picocli's {@code @Mixin}. */
public final class RunOptions {

    @Option(names = "--seed", paramLabel = "N", description = "seed of everything random")
    public Long seed;

    @Option(names = "--out", paramLabel = "FOLDER", description = "the run's folder; default runs/<exercise>/<time>")
    public Path out;

    @Option(names = "--resume", paramLabel = "RUN", description = "go on with the run in this folder")
    public Path resume;

    @Option(names = "--max-minutes", paramLabel = "M", description = "stop after so long; the run can be resumed")
    public Double maxMinutes;

    @Option(names = "--quick", description = "everything so small that it takes seconds, to see that it runs")
    public boolean quick;

    /** The time limit, null for none. */
    public Duration limit() {
        if (maxMinutes == null) {
            return null;
        }
        if (!(maxMinutes > 0)) {
            throw new IllegalArgumentException("--max-minutes is " + maxMinutes + ", but must be positive");
        }
        return Duration.ofMillis((long) (maxMinutes * 60_000));
    }
}
