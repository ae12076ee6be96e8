package org.visioncourse.cifar10;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.visioncourse.training.Progress;
import org.visioncourse.training.RunFolder;
import org.visioncourse.training.Stop;

class LearningTest {

    @TempDir
    Path folder;

    /** Guessing gets one in ten right, a linear classifier about two; measured here: 0.568. */
    @Test
    void aResNetLearnsFourOfTenGeneratedPicturesInThreeShortEpochs() throws Exception {
        assertThat(testAccuracy(Cifar10Config.sample())).isGreaterThan(0.4);
    }

    /** Measured here: 0.916. */
    @Test
    void theFastRecipeLearnsMoreInAsManyEpochs() throws Exception {
        assertThat(testAccuracy(Cifar10Config.fast(Cifar10Config.SAMPLE))).isGreaterThan(0.7);
    }

    private double testAccuracy(Cifar10Config preset) throws Exception {
        Cifar10Options options = new Cifar10Options();
        options.training.limit = 900;
        options.training.epochs = 3;
        Cifar10Config config = options.over(preset);
        RunFolder run = RunFolder.create("cifar10", folder.resolve("run"));
        try (Stop stop = Stop.after(null)) {
            return Cifar10Training.create(config, run)
                    .run(Cifar10Data.load(config), stop, Progress.SILENT)
                    .orElseThrow()
                    .testAccuracy();
        }
    }
}
