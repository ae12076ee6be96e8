package org.visioncourse.dogbreeds;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Model;
import ai.djl.nn.SequentialBlock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.visioncourse.data.DataFolder;
import org.visioncourse.data.DogFolder;
import org.visioncourse.data.Fold;
import org.visioncourse.data.GeneratedBreeds;
import org.visioncourse.data.PhotoSet;
import org.visioncourse.data.PictureSource;
import org.visioncourse.models.Backbone;
import org.visioncourse.training.History;
import org.visioncourse.training.Progress;
import org.visioncourse.training.RunFolder;
import org.visioncourse.training.Stop;

/** What transfer is worth, in seconds. */
class TransferTest {

    @TempDir
    private Path folder;

    /**
     * Guessing gets one in twelve right, 0.083; a head on a backbone of start values, whose features tell some colours,
     * 0.236. Measured here, on a backbone that saw 336 dogs of 24 other breeds: 0.65.
     */
    @Test
    void aHeadOnABackboneOfOtherBreedsTellsNewOnesApart() throws Exception {
        DogBreedsOptions options = new DogBreedsOptions();
        options.side = 32;
        options.training.epochs = 4;
        options.training.batchSize = 16;
        options.training.learningRate = 5e-3f;
        DogBreedsConfig config = options.over(DogBreedsConfig.sample(Mode.FEATURES));
        RunFolder below = SmallRuns.folder(folder, "below");
        PictureSource others = GeneratedBreeds.draw(24, 15, 32, 0); // fewer than the sample's, which take time to draw
        Fold fold = others.holdOut(0.1, 0);
        train(
                config.backboneOfSample(),
                below,
                new DogBreedsData(others, others.subset(fold.train()), others.subset(fold.valid()), 0));
        Path weights = folder.resolve("weights.safetensors");
        try (Model best = DogClassifier.best(below)) {
            config.backbone().save(DogClassifier.trunk((SequentialBlock) best.getBlock()), weights);
        }
        DogBreedsResult result =
                SmallRuns.train(config.withWeights(weights.toString()), SmallRuns.folder(folder, "above"));
        assertThat(result.validAccuracy()).isGreaterThan(0.5);
    }

    private static void train(DogBreedsConfig config, RunFolder run, DogBreedsData data) throws Exception {
        try (Stop stop = Stop.after(null)) {
            DogBreedsTraining.create(config, run)
                    .run(data, stop, Progress.SILENT)
                    .orElseThrow();
        }
    }

    /** Six photographs of each of ten breeds, learned by heart though dropout hides features: 0.98. */
    @Test
    void aHeadOnPublishedWeightsLearnsRealPhotographs() throws Exception {
        Path set = DataFolder.root().resolve("dog-breed-identification");
        Path weights = DataFolder.root().resolve("weights/mobilenet_v1_0.75_224/model.safetensors");
        Assumptions.assumeTrue(Files.isDirectory(set), "needs Kaggle's dog breeds in COURSE_DATA");
        Assumptions.assumeTrue(Files.isRegularFile(weights), "needs MobileNet's weights in COURSE_DATA");
        PhotoSet all = DogFolder.training(set).photos();
        int[] few = IntStream.range(0, 10)
                .flatMap(breed -> IntStream.range(0, all.size())
                        .filter(i -> all.labels()[i] == 12 * breed)
                        .limit(6))
                .toArray();
        PhotoSet photos = all.subset(few);
        DogBreedsOptions options = new DogBreedsOptions();
        options.backbone = Backbone.MOBILENET;
        options.weights = weights.toString();
        options.mirror = false;
        options.training.batchSize = 12;
        options.training.epochs = 20; // most of an epoch's time goes into checkpoint and curves
        options.training.learningRate = 5e-3f;
        DogBreedsConfig config = options.over(DogBreedsConfig.real(set.toString(), Mode.FEATURES));
        RunFolder run = SmallRuns.folder(folder, "real");
        train(config, run, new DogBreedsData(photos, photos, null, 0));
        assertThat(History.read(run.metrics()).row(config.epochs() - 1).get("trainAccuracy"))
                .isGreaterThan(0.8);
    }
}
