package org.visioncourse.dogbreeds;

import ai.djl.Model;
import ai.djl.nn.SequentialBlock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.visioncourse.training.Progress;
import org.visioncourse.training.RunFolder;
import org.visioncourse.training.Stop;

/**
 * The backbone under the generated breeds, for which nobody has published weights: trained from scratch, on other generated
 * breeds.
 *
 * <p>Its file has its place inside of the run's folder and is not among the run's options: a run is resumed from whatever
 * working directory, and after its folder was moved.
 *
 * @param config the options of the run that needs it
 * @param folder of the backbone's own run
 */
record SampleBackbone(DogBreedsConfig config, RunFolder folder) {

    /**
     * The file of its weights; trains it first where that is not done yet.
     *
     * @return empty if the training was stopped
     */
    Optional<Path> weights(Stop stop, Progress progress) throws Exception {
        Path weights = folder.path().resolve("weights.safetensors");
        if (Files.exists(weights)) {
            return Optional.of(weights);
        }
        System.out.println("First a backbone, on generated breeds that the exercise does not know:");
        DogBreedsConfig options = config.backboneOfSample();
        DogBreedsTraining training = DogBreedsTraining.in(folder, options);
        if (training.run(DogBreedsData.load(options), stop, progress).isEmpty()) {
            return Optional.empty();
        }
        try (Model best = DogClassifier.best(folder)) {
            config.backbone().save(DogClassifier.trunk((SequentialBlock) best.getBlock()), weights);
        }
        return Optional.of(weights);
    }
}
