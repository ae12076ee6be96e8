package org.visioncourse.detection;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.visioncourse.training.ModelOption;
import org.visioncourse.training.RunFolder;
import org.visioncourse.training.SavedRun;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code detection evaluate}: how good a trained detector is on pictures whose objects are known. */
@CommandLine.Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = "Measures a trained detector on the pictures that its run held out, or on all of other ones.")
final class EvaluateCommand implements Callable<Integer> {

    @Mixin
    private ModelOption model = new ModelOption();

    @Option(names = "--data", paramLabel = "DATA", description = "other pictures than the run's")
    private String data;

    @Option(names = "--skip-bad", description = "leave bad rows of labels out, and report them")
    private boolean skipBad;

    @Override
    public Integer call() throws IOException {
        RunFolder run = model.run(DetectionTraining.EXERCISE);
        try (TrainedDetector best = TrainedDetector.best(run)) {
            BoxSet set = data == null ? held(run) : other(best.classNames());
            DetectionEvaluation evaluation = best.evaluate(set);
            report(evaluation, set);
            RunFolder shown = data == null ? run : new RunFolder(run.path().resolve("evaluation"));
            Files.createDirectories(shown.path());
            DetectionPictures.write(shown, set, evaluation);
            System.out.println("Look at found.png and precision-recall.png in " + shown.path());
        }
        return 0;
    }

    private static BoxSet held(RunFolder run) throws IOException {
        SavedRun<DetectionConfig> saved = SavedRun.read(run, DetectionConfig.class);
        DetectionData now = DetectionData.load(saved.options());
        if (now.valid() == null) {
            throw new IOException("the run held no pictures out: evaluate on other ones with --data");
        }
        if (now.checksum() != saved.checksum()) { // else what it was trained on might be held out now
            throw new IOException("the pictures or boxes in " + saved.options().data() + " are not those that "
                    + run.path() + " was trained with: put them back, or evaluate on other ones with --data");
        }
        return now.valid();
    }

    private BoxSet other(List<String> classNames) throws IOException {
        BoxLabels other = DetectionData.toMeasureOn(data, classNames, skipBad);
        TrainCommand.reportFaults(other.leftOut());
        if (other.set().boxCount() == 0) {
            throw new IOException("there is no box in " + data + " to measure on: predict shows what is found there");
        }
        return other.set();
    }

    private static void report(DetectionEvaluation evaluation, BoxSet set) {
        System.out.printf(
                Locale.ROOT,
                "%s, on %,d pictures with %,d boxes%n",
                text(DetectionResult.Held.of(evaluation)),
                set.size(),
                set.boxCount());
        List<String> names = set.classNames();
        for (int label = 0; label < names.size(); label++) {
            if (evaluation.precision().objects(label) == 0) {
                System.out.printf(Locale.ROOT, "%-12s no objects%n", names.get(label));
                continue;
            }
            System.out.printf(
                    Locale.ROOT,
                    "%-12s average precision %.3f at IoU 0.5, %.3f at 0.75%n",
                    names.get(label),
                    evaluation.precision().curve(label, 0.5).average(),
                    evaluation.precision().curve(label, 0.75).average());
        }
    }

    /** The figures in a line. */
    static String text(DetectionResult.Held held) {
        return String.format(
                Locale.ROOT,
                "mAP@0.5 %.3f, mAP@[.5:.95] %.3f, class error %.2e (all background: %.2e), box error %.2e (%.2e)",
                held.map50(),
                held.map(),
                held.classError(),
                held.backgroundClassError(),
                held.boxMae(),
                held.backgroundBoxMae());
    }
}
