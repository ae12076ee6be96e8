package org.visioncourse.dogbreeds;

import ai.djl.Model;
import ai.djl.nn.SequentialBlock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.visioncourse.models.Backbone;
import org.visioncourse.training.CountedEpochs;
import org.visioncourse.training.Progress;
import org.visioncourse.training.RunFolder;
import org.visioncourse.training.Stop;

/** Runs that take a second: MobileNet at 32 pixels on 24 photographs of generated dogs, for two epochs. */
final class SmallRuns {

    /** Names of what {@link #write} writes. */
    static final String WEIGHTS = "weights.safetensors";

    static final String DATA = "kaggle";

    private SmallRuns() {}

    /** Writes what {@link #config} names: weights, and 4 photographs of each of 6 breeds. */
    static void write(Path folder) throws IOException {
        weights(folder.resolve(WEIGHTS), Backbone.MOBILENET, 1);
        KaggleDogs.write(folder.resolve(DATA), 6, 4);
    }

    /** The preset of a mode in small. */
    static DogBreedsConfig config(Mode mode, Path folder) {
        return config(mode, folder, options -> {});
    }

    /** The same with more options. */
    static DogBreedsConfig config(Mode mode, Path folder, Consumer<DogBreedsOptions> more) {
        DogBreedsOptions options = new DogBreedsOptions();
        options.backbone = Backbone.MOBILENET;
        options.weights = folder.resolve(WEIGHTS).toString();
        options.side = 32;
        options.validRatio = 0.5;
        options.training.epochs = 2;
        if (mode != Mode.ALL) {
            options.training.batchSize = 4;
        }
        more.accept(options);
        return options.over(DogBreedsConfig.real(folder.resolve(DATA).toString(), mode));
    }

    /** Writes a backbone's start values as its weights. */
    static Path weights(Path file, Backbone backbone, long seed) throws IOException {
        DogBreedsConfig config = config(Mode.SCRATCH, file, options -> {
            options.backbone = backbone;
            options.run.seed = seed;
        });
        try (Model model = DogClassifier.create(config, List.of("boxer", "pug"))) {
            backbone.save(DogClassifier.trunk((SequentialBlock) model.getBlock()), file);
        }
        return file;
    }

    /** A training from its start to its end. */
    static DogBreedsResult train(DogBreedsConfig config, RunFolder run) throws Exception {
        try (Stop stop = Stop.after(null)) {
            return DogBreedsTraining.create(config, run)
                    .run(DogBreedsData.load(config), stop, Progress.SILENT)
                    .orElseThrow();
        }
    }

    /** A series from where it stands to its end, or to the epoch after which it is stopped. */
    static Optional<DogBreedsResult> series(DogBreedsConfig config, RunFolder run, CountedEpochs epochs)
            throws Exception {
        try (Stop stop = Stop.after(null)) {
            return new Series(config, DogBreedsData.load(config), run, stop, epochs.stopping(stop)).run();
        }
    }

    /** A new run's folder. */
    static RunFolder folder(Path parent, String name) throws IOException {
        return RunFolder.create(DogBreedsTraining.EXERCISE, parent.resolve(name));
    }
}
