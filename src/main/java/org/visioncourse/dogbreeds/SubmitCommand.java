package org.visioncourse.dogbreeds;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.visioncourse.data.DataFolder;
import org.visioncourse.data.DogFolder;
import org.visioncourse.training.Evaluation;
import org.visioncourse.training.ModelOption;
import org.visioncourse.training.Parts;
import org.visioncourse.training.RunFolder;
import org.visioncourse.training.SavedRun;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dog-breeds submit}: a submission for Kaggle, with the probabilities of all breeds for each test photograph. */
@CommandLine.Command(
        name = "submit",
        mixinStandardHelpOptions = true,
        description =
                "Writes submission.csv: for each test photograph of Kaggle's layout the probabilities of all breeds.")
final class SubmitCommand implements Callable<Integer> {

    @Mixin
    private ModelOption model = new ModelOption();

    @Option(names = "--data", required = true, paramLabel = "DATA", description = "a folder or set in Kaggle's layout")
    private String data;

    @Option(names = "--out", paramLabel = "FILE", description = "default submission.csv in the run's folder")
    private Path out;

    @Override
    public Integer call() throws IOException {
        RunFolder asked = model.run(DogBreedsTraining.EXERCISE);
        RunFolder run = Parts.trainedIn(asked);
        SavedRun<DogBreedsConfig> saved = SavedRun.read(run, DogBreedsConfig.class);
        DogFolder.Test test = DogFolder.test(DataFolder.resolve(data), saved.classNames());
        Path file = out != null ? out : asked.path().resolve("submission.csv");
        Evaluation evaluation = DogClassifier.evaluate(run, test.photos());
        Submission.write(file, test.ids(), test.columns(), evaluation, saved.classNames());
        if (test.linesWithoutPicture() > 0) {
            System.out.printf(Locale.ROOT, "Lines without a photograph: %,d.%n", test.linesWithoutPicture());
        }
        System.out.printf(
                Locale.ROOT,
                "The breeds of %,d photographs are in %s%n",
                test.ids().size(),
                file);
        return 0;
    }
}
