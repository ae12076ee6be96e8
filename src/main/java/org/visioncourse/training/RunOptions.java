package org.visioncourse.training;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.UnaryOperator;
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

    /**
     * The options of the run that is to be resumed.
     *
     * @param type the exercise's record of options
     * @param over puts the command line's options over a run's
     * @throws IllegalArgumentException if the command line asks for a new run, or for other options than the run's
     * @throws IOException if the folder holds no such run
     */
    public <O extends Record & TrainingRun.Options> O resumed(Class<O> type, UnaryOperator<O> over) throws IOException {
        if (out != null || quick) {
            throw new IllegalArgumentException("--out and --quick start a new run: not with --resume");
        }
        O saved = SavedRun.read(RunFolder.open(resume), type).options();
        Configuration.requireSame(saved, over.apply(saved));
        return saved;
    }
}
