package org.visioncourse.cifar10;

import ai.djl.Model;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.visioncourse.data.ImageSet;
import org.visioncourse.training.Evaluation;
import org.visioncourse.training.ModelOption;
import org.visioncourse.training.RunFolder;
import org.visioncourse.training.SavedRun;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cifar10 predict IMAGE...}: what a trained model takes pictures for. */
@CommandLine.Command(
        name = "predict",
        mixinStandardHelpOptions = true,
        description = "Says what a trained model takes pictures of any size for.")
final class PredictCommand implements Callable<Integer> {

    private static final int SHOWN = 5;

    @Mixin
    private ModelOption model = new ModelOption();

    @Option(names = "--flip", description = "look at each picture mirrored, too, and take the mean (as test views do)")
    private boolean flip;

    @Parameters(paramLabel = "IMAGE", arity = "1..*", description = "image files")
    private List<Path> images;

    @Override
    public Integer call() throws IOException {
        RunFolder run = model.run(Cifar10Training.EXERCISE);
        SavedRun<Cifar10Config> saved = SavedRun.read(run, Cifar10Config.class);
        List<String> names = saved.classNames();
        ImageSet pictures = Cifar10Data.pictures(images, names);
        try (Model best = Classifier.best(run)) {
            Evaluation evaluation = TestViews.of(saved.options(), flip).evaluate(best.getBlock(), pictures);
            for (int i = 0; i < images.size(); i++) {
                System.out.println(images.get(i));
                System.out.print(evaluation.top(i, names, SHOWN));
            }
        }
        return 0;
    }
}
