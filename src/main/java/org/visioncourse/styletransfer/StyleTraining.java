package org.visioncourse.styletransfer;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.visioncourse.training.Fit;
import org.visioncourse.training.Progress;
import org.visioncourse.training.RunFolder;
import org.visioncourse.training.Stop;
import org.visioncourse.training.TrainingRun;

/** One run, from its options to its result. */
public final class StyleTraining {

    /** The exercise's name, of its command and of its folder under {@code runs/}. */
    public static final String EXERCISE = "style-transfer";

    private final TrainingRun<StyleConfig> run;

    private StyleTraining(TrainingRun<StyleConfig> run) {
        this.run = run;
    }

    /** A new run. */
    public static StyleTraining create(StyleConfig config, RunFolder folder) {
        return new StyleTraining(TrainingRun.create(config, folder));
    }

    /** A run that was stopped, with the options it was started with. */
    public static StyleTraining resume(RunFolder folder) throws IOException {
        return new StyleTraining(TrainingRun.resume(folder, StyleConfig.class));
    }

    /** The run's options. */
    public StyleConfig config() {
        return run.options();
    }

    /** Where the run is written. */
    public RunFolder folder() {
        return run.folder();
    }

    /**
     * Paints to the end, or until stopped.
     *
     * @param pictures that {@link StylePair#load} gives for the options
     * @param stop ends the run before its time
     * @param progress shown after each iteration and picture
     * @return the result, empty if the run was stopped
     * @throws IOException if weights cannot be had, or the run's files cannot be written, in one sentence
     */
    public Optional<StyleResult> run(StylePair pictures, Stop stop, Progress progress) throws Exception {
        return run.run(List.of(), pictures.checksum(), () -> paint(pictures, stop, progress));
    }

    private Optional<StyleResult> paint(StylePair pictures, Stop stop, Progress progress) throws Exception {
        try (Synthesis synthesis = new Synthesis(config(), pictures)) {
            Fit.Outcome outcome = run.fit(synthesis, config().every(), synthesis.checkpoint(), stop, progress);
            if (!outcome.finished()) {
                return Optional.empty();
            }
            StylePictures.write(folder(), config(), pictures, synthesis.picture());
            return Optional.of(StyleResult.of(config(), outcome));
        }
    }
}
