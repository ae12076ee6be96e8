package org.visioncourse.training;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that names a trained model, for picocli's {@code @Mixin}. */
public final class ModelOption {

    @Option(names = "--model", paramLabel = "RUN", description = "a run's folder; default the newest run")
    public Path model;

    /**
     * The run whose best model is to be used.
     *
     * @param exercise whose newest run is taken where none was named
     * @throws IOException if there is no such run
     */
    public RunFolder run(String exercise) throws IOException {
        if (model != null) {
            return RunFolder.open(model);
        }
        return RunFolder.newest(exercise)
                .orElseThrow(() -> new IOException("there is no finished run of " + exercise
                        + " yet: train one, or name its folder with --model"));
    }
}
