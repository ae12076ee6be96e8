package org.visioncourse.dogbreeds;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.visioncourse.training.Evaluation;
import org.visioncourse.training.ModelOption;
import org.visioncourse.training.Parts;
import org.visioncourse.training.RunFolder;
import org.visioncourse.training.SavedRun;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code dog-breeds predict IMAGE...}: which breeds a trained model sees in photographs. */
@CommandLine.Command(
        name = "predict",
        mixinStandardHelpOptions = true,
        description = "Says which breeds a trained model sees in photographs of any size.")
final class PredictCommand implements Callable<Integer> {

    private static final int SHOWN = 5;

    @Mixin
    private ModelOption model = new ModelOption();

    @Parameters(paramLabel = "IMAGE", arity = "1..*", description = "image files")
    private List<Path> images;

    @Override
    public Integer call() throws IOException {
        RunFolder run = Parts.trainedIn(model.run(DogBreedsTraining.EXERCISE));
        SavedRun<DogBreedsConfig> saved = SavedRun.read(run, DogBreedsConfig.class);
        Evaluation evaluation = DogClassifier.evaluate(run, DogBreedsData.unlabelled(images, saved.classNames()));
        for (int i = 0; i < images.size(); i++) {
            System.out.println(images.get(i));
            System.out.print(evaluation.top(i, saved.classNames(), SHOWN));
        }
        return 0;
    }
}
