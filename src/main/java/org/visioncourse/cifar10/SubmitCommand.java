package org.visioncourse.cifar10;

import ai.djl.Model;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.visioncourse.data.DataFolder;
import org.visioncourse.data.KaggleFolder;
import org.visioncourse.data.TestPictures;
import org.visioncourse.training.ModelOption;
import org.visioncourse.training.RunFolder;
import org.visioncourse.training.SavedRun;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cifar10 submit}: a submission for Kaggle, with what a trained model takes each test picture for. */
@CommandLine.Command(
        name = "submit",
        mixinStandardHelpOptions = true,
        description = "Classifies the test pictures of Kaggle's layout and writes submission.csv.")
final class SubmitCommand implements Callable<Integer> {

    private static final int PART = 2_000; // pictures in memory at a time

    @Mixin
    private ModelOption model = new ModelOption();

    @Option(names = "--data", required = true, paramLabel = "DATA", description = "a folder or set in Kaggle's layout")
    private String data;

    @Option(names = "--out", paramLabel = "FILE", description = "default submission.csv in the run's folder")
    private Path out;

    @Option(names = "--flip", description = "look at each picture mirrored, too, and take the mean (as test views do)")
    private boolean flip;

    @Override
    public Integer call() throws IOException {
        RunFolder run = model.run(Cifar10Training.EXERCISE);
        SavedRun<Cifar10Config> saved = SavedRun.read(run, Cifar10Config.class);
        Path file = out != null ? out : run.path().resolve("submission.csv");
        TestPictures pictures = KaggleFolder.test(DataFolder.resolve(data), Cifar10Data.SIZE, Cifar10Data.SIZE, PART);
        try (Model best = Classifier.best(run)) {
            Submission.write(file, best, pictures, saved.classNames(), TestViews.of(saved.options(), flip));
        }
        System.out.println("The classes of " + pictures.size() + " pictures are in " + file);
        return 0;
    }
}
