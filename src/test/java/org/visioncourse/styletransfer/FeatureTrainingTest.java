package org.visioncourse.styletransfer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.visioncourse.data.Cifar10Binary;
import org.visioncourse.data.GeneratedImages;
import org.visioncourse.engine.Torch;
import org.visioncourse.models.SmallVgg;
import org.visioncourse.training.CountedEpochs;
import org.visioncourse.training.RunFolder;
import org.visioncourse.training.Said;
import org.visioncourse.training.Stop;

class FeatureTrainingTest {

    private static final Cifar10Binary.Splits PICTURES =
            new Cifar10Binary.Splits(GeneratedImages.draw(48, 1), GeneratedImages.draw(48, 2));

    @TempDir
    private Path folder;

    private static Said train(Object... args) {
        return Said.by(
                new StyleTransfer(),
                Stream.concat(Stream.of("train-features"), Arrays.stream(args)).toArray());
    }

    private void assertRefused(String part, Object... args) {
        Path out = folder.resolve("refused");
        Said said = train(
                Stream.concat(Arrays.stream(args), Stream.of("--out", out)).toArray());
        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.err()).startsWith("error: ").contains(part).doesNotContain("\n");
        assertThat(out).doesNotExist();
    }

    @Test
    void quickTrainsFeaturesThatCanBePaintedBy() throws Exception {
        Path out = folder.resolve("run");
        Said said = train("--quick", "--out", out);
        assertThat(said.err()).isEmpty();
        assertThat(said.exitCode()).isZero();
        Path features = out.resolve("small-vgg.safetensors");
        assertThat(said.out()).contains("epoch 1/1  train loss ", "Test accuracy ", "The features are in " + features);
        assertThat(out.resolve("result.json")).exists();
        try (NDManager manager = Torch.start().newBaseManager()) {
            assertThat(SmallVgg.read(features, manager).getOutputShapes(new Shape[] {new Shape(1, 3, 64, 32)}))
                    .containsExactly(new Shape(1, 128, 2, 1));
        }
        assertThat(train("--quick", "--out", out).err()).contains(out + " holds a run already");
        assertThat(train("--resume", out, "--epochs", 2).err())
                .isEqualTo("error: a resumed run keeps its options: epochs is 1 in the run, not 2");
        assertThat(train("--resume", folder).err()).contains(folder + " is not the folder of a run");
    }

    @Test
    void aTrainingThatWasStoppedEndsWhereAnUninterruptedOneDoes() throws Exception {
        FeatureConfig config = new FeatureConfig("sample", 0, 2, 16, 0.1f, 5e-4f, 48);
        RunFolder whole = RunFolder.create(FeatureTraining.EXERCISE, folder.resolve("whole"));
        FeatureTraining.Result result =
                run(FeatureTraining.create(config, whole), CountedEpochs.all()).orElseThrow();
        RunFolder parts = RunFolder.create(FeatureTraining.EXERCISE, folder.resolve("parts"));
        assertThat(run(FeatureTraining.create(config, parts), CountedEpochs.stoppedAfterSteps(4)))
                .isEmpty();
        assertThat(parts.path().resolve(FeatureTraining.FEATURES)).doesNotExist();
        assertThat(run(FeatureTraining.resume(parts), CountedEpochs.all())
                        .orElseThrow()
                        .testAccuracy())
                .isEqualTo(result.testAccuracy());
        assertThat(Files.mismatch(
                        whole.path().resolve(FeatureTraining.FEATURES),
                        parts.path().resolve(FeatureTraining.FEATURES)))
                .isEqualTo(-1);
    }

    private static Optional<FeatureTraining.Result> run(FeatureTraining training, CountedEpochs epochs)
            throws Exception {
        try (Stop stop = Stop.after(null)) {
            return training.run(PICTURES, stop, epochs.stopping(stop));
        }
    }

    @Test
    void aTrainingThatCannotBeginOrDivergesLeavesNothing() {
        assertRefused("There is no data \"no-such-set\"", "--data", "no-such-set");
        assertRefused("trainLoss is NaN", "--quick", "--learning-rate", "1e30");
    }

    @Test
    void aStoppedTrainingSaysHowItGoesOn() {
        Path out = folder.resolve("stopped");
        Said said = train("--quick", "--max-minutes", "0.0000001", "--out", out);
        assertThat(said.exitCode()).isZero();
        assertThat(said.out()).contains("Stopped: the time limit is reached. Go on with --resume " + out);
    }

    @ParameterizedTest
    @CsvSource({
        "--epochs, 0, at least 1",
        "--batch-size, 1, at least 2",
        "--learning-rate, NaN, positive",
        "--learning-rate, 0.0, positive",
        "--limit, -1, at least 0",
    })
    void anImpossibleValueIsNamedWithItsRange(String option, String value, String range) {
        assertRefused("error: " + option + " is " + value + ", but must be " + range, option, value);
    }
}
