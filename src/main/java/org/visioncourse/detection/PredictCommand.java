package org.visioncourse.detection;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.visioncourse.data.ImageFile;
import org.visioncourse.data.Picture;
import org.visioncourse.plots.Png;
import org.visioncourse.training.Json;
import org.visioncourse.training.ModelOption;
import org.visioncourse.training.RunFolder;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code detection predict IMAGE...}: what a trained detector finds in photographs, drawn and as JSON. */
@CommandLine.Command(
        name = "predict",
        mixinStandardHelpOptions = true,
        description = "Finds things in photographs of any size: draws boxes, and writes predictions.json.")
final class PredictCommand implements Callable<Integer> {

    @Mixin
    private ModelOption model = new ModelOption();

    @Option(
            names = "--threshold",
            paramLabel = "P",
            defaultValue = "0.5",
            description = "the least confidence; default ${DEFAULT-VALUE}")
    private double threshold;

    @Option(names = "--out", paramLabel = "FOLDER", description = "where to; default predictions in the run's folder")
    private Path out;

    @Parameters(paramLabel = "IMAGE", arity = "1..*", description = "image files")
    private List<Path> images;

    @Override
    public Integer call() throws IOException {
        if (!(threshold >= 0 && threshold <= 1)) {
            throw new IllegalArgumentException("--threshold is " + threshold + ", but must be in [0, 1]");
        }
        RunFolder run = model.run(DetectionTraining.EXERCISE);
        Path folder = out == null ? run.path().resolve("predictions") : out;
        try (TrainedDetector best = TrainedDetector.best(run)) {
            List<List<Detection>> found = best.detect(images);
            List<Path> drawn = drawn(folder);
            List<FoundObjects> predictions = new ArrayList<>();
            for (int i = 0; i < images.size(); i++) {
                List<Detection> sure = DetectionPictures.sure(found.get(i), threshold);
                predictions.add(show(images.get(i), drawn.get(i), sure, best.classNames()));
            }
            Json.write(folder.resolve("predictions.json"), predictions);
        }
        System.out.println("Look at the pictures and predictions.json in " + folder);
        return 0;
    }

    /** Where each photograph is drawn: under its name, with a number where a photograph is or is drawn there. */
    private List<Path> drawn(Path folder) {
        Set<Path> taken =
                images.stream().map(image -> image.toAbsolutePath().normalize()).collect(Collectors.toSet());
        return images.stream()
                .map(image -> IntStream.iterate(1, n -> n + 1)
                        .mapToObj(n -> folder.resolve(stem(image) + (n == 1 ? "" : "-" + n) + ".png"))
                        .filter(file -> taken.add(file.toAbsolutePath().normalize()))
                        .findFirst()
                        .orElseThrow())
                .toList();
    }

    private static String stem(Path image) {
        return image.getFileName().toString().replaceFirst("\\.[^.]*$", "");
    }

    private static FoundObjects show(Path image, Path drawn, List<Detection> found, List<String> classNames)
            throws IOException {
        Picture photo = ImageFile.read(image);
        Png.write(
                drawn, new BoxPicture(photo.toImage()).addAll(found, classNames).image());
        FoundObjects objects = FoundObjects.of(image.toString(), photo.width(), photo.height(), found, classNames);
        System.out.println(image + (found.isEmpty() ? ": nothing" : ""));
        for (FoundObjects.Found object : objects.objects()) {
            System.out.printf(
                    Locale.ROOT,
                    "  %5.1f %%  %-12s x %.0f to %.0f, y %.0f to %.0f%n",
                    100 * object.confidence(),
                    object.className(),
                    object.xmin(),
                    object.xmax(),
                    object.ymin(),
                    object.ymax());
        }
        return objects;
    }
}
