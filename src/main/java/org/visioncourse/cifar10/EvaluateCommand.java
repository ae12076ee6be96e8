package org.visioncourse.cifar10;

import ai.djl.Model;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.visioncourse.training.Evaluation;
import org.visioncourse.training.ModelOption;
import org.visioncourse.training.RunFolder;
import org.visioncourse.training.SavedRun;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cifar10 evaluate}: how good a trained model is on test pictures, with pictures of where it errs. */
@CommandLine.Command(
        name = "evaluate",
        mixinStandardHelpOptions = true,
        description = "Measures a trained model on test pictures.")
final class EvaluateCommand implements Callable<Integer> {

    @Mixin
    private ModelOption model = new ModelOption();

    @Option(names = "--data", paramLabel = "DATA", description = "other pictures than the run's")
    private String data;

    @Option(names = "--flip", description = "look at each picture mirrored, too, and take the mean (as test views do)")
    private boolean flip;

    @Option(names = "--no-views", description = "without the test views of --recipe fast")
    private boolean noViews;

    @Override
    public Integer call() throws IOException {
        RunFolder run = model.run(Cifar10Training.EXERCISE);
        SavedRun<Cifar10Config> saved = SavedRun.read(run, Cifar10Config.class);
        TestViews views = views(saved.options());
        Cifar10Config config = data == null ? saved.options() : saved.options().withData(data);
        Cifar10Data pictures = Cifar10Data.load(config);
        if (pictures.test() == null) {
            throw new IOException(config.data() + " has no labelled test pictures: evaluate on another --data");
        }
        if (!pictures.test().classNames().equals(saved.classNames())) {
            throw new IOException("the model of " + run.path() + " knows the classes " + saved.classNames() + ", but "
                    + config.data() + " has " + pictures.test().classNames());
        }
        try (Model best = Classifier.best(run)) {
            Evaluation evaluation = views.evaluate(best.getBlock(), pictures.test());
            report(evaluation, views, saved.classNames());
            Pictures.write(run, pictures.test(), evaluation);
        }
        System.out.println("Look at confusion.png, classes.png and mistakes.png in " + run.path());
        return 0;
    }

    private TestViews views(Cifar10Config options) {
        if (!noViews) {
            return TestViews.of(options, flip);
        }
        if (!options.has(FastPart.TEST_VIEWS)) {
            throw new IllegalArgumentException(
                    "--no-views is for runs with test views, as those of --recipe fast: this one has none");
        }
        return TestViews.of(options.withoutParts(FastPart.TEST_VIEWS), flip);
    }

    private static void report(Evaluation evaluation, TestViews views, List<String> names) {
        System.out.printf(
                Locale.ROOT,
                "Accuracy %.2f %%, loss %.4f on %,d pictures%s.%n",
                100 * evaluation.accuracy(),
                evaluation.loss(),
                evaluation.labels().length,
                views.words());
        int[][] confusion = evaluation.confusion();
        for (int c = 0; c < names.size(); c++) {
            System.out.printf(Locale.ROOT, "%-12s %.1f %%%n", names.get(c), 100 * Evaluation.recall(confusion, c));
        }
    }
}
