package org.visioncourse.dogbreeds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.visioncourse.training.RunFolder;
import org.visioncourse.training.Said;

/** Training, predicting and submitting as users do, on a competition of 6 breeds. */
class DogBreedsCommandsTest {

    private static final int BREEDS = 6;

    @TempDir
    static Path folder;

    private static Path weights;
    private static Path kaggle;
    private static Path run;

    @BeforeAll
    static void train() throws Exception {
        SmallRuns.write(folder);
        weights = folder.resolve(SmallRuns.WEIGHTS);
        kaggle = folder.resolve(SmallRuns.DATA);
        run = folder.resolve("run");
        Said said = training(kaggle, run, "--folds", 2, "--learning-rate", 0.1);
        assertThat(said.err()).isEmpty();
        assertThat(said.exitCode()).isZero();
        assertThat(said.out()).contains("6 breeds, 24 photographs, each held out once in 2 parts.");
    }

    private static Said say(Object... args) {
        return Said.by(new DogBreeds(), args);
    }

    private static Said training(Path data, Path out, Object... more) {
        return training(weights, data, out, more);
    }

    private static Said training(Path weights, Path data, Path out, Object... more) {
        Object[] small = {"--weights", weights, "--data", data, "--side", 32, "--epochs", 2, "--out", out};
        boolean another = List.of(more).contains("--backbone");
        Stream<Object> backbone = another ? Stream.empty() : Stream.of("--backbone", "mobilenet");
        return say(Stream.of(Stream.of(small), backbone, Stream.of(more))
                .flatMap(part -> part)
                .toArray());
    }

    private static void assertFailed(Said said, String... parts) {
        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.err()).startsWith("error: ").contains(parts).doesNotContain("\n");
    }

    @Test
    void predictNamesTheFiveMostProbableBreedsByTheModelThatWasTrainedOnAll() {
        Path photo = kaggle.resolve("test/p1.png");
        Said said = say("predict", "--model", run, photo, photo);
        assertThat(said.err()).isEmpty();
        assertThat(said.exitCode()).isZero();
        List<String> lines = said.out().lines().toList();
        assertThat(lines).hasSize(2 * (1 + 5));
        assertThat(lines.get(0)).isEqualTo(photo.toString());
        assertThat(lines.subList(0, 6)).isEqualTo(lines.subList(6, 12));
        List<Double> percents = lines.subList(1, 6).stream()
                .map(line -> Double.valueOf(line.strip().split(" ")[0]))
                .toList();
        assertThat(percents).isSortedAccordingTo(Collections.reverseOrder());
        assertThat(say("predict", "--model", run.resolve("all"), photo, photo).out())
                .isEqualTo(said.out());
        assertThat(say("predict", "--model", run.resolve("fold-1"), photo, photo)
                        .out())
                .isNotEqualTo(said.out());
    }

    @Test
    void submitHasTheColumnsAndLinesOfTheSampleSubmission() throws Exception {
        Said said = say("submit", "--model", run, "--data", kaggle);
        assertThat(said.err()).isEmpty();
        assertThat(said.exitCode()).isZero();
        List<String> lines = Files.readAllLines(run.resolve("submission.csv"));
        List<String> sample = Files.readAllLines(kaggle.resolve("sample_submission.csv"));
        assertThat(lines.get(0))
                .isEqualTo(sample.get(0))
                .isEqualTo("id,breed_f,breed_e,breed_d,breed_c,breed_b,breed_a");
        assertThat(ids(lines)).isEqualTo(ids(sample)).startsWith("id", "p23", "p22");
        for (String line : lines.subList(1, lines.size())) {
            double[] row = Arrays.stream(line.split(","))
                    .skip(1)
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            assertThat(row).hasSize(BREEDS);
            assertThat(Arrays.stream(row).sum()).isCloseTo(1, within(1e-5));
        }
    }

    /** The most probable column of a photograph must be the breed that predict names first. */
    @Test
    void submitAndPredictSayTheSameOfAPhotograph() throws Exception {
        Path file = folder.resolve("answers.csv");
        assertThat(say("submit", "--model", run, "--data", kaggle, "--out", file)
                        .exitCode())
                .isZero();
        List<String> lines = Files.readAllLines(file);
        String[] columns = lines.get(0).split(",");
        for (int line : new int[] {1, 7, 24}) {
            String[] row = lines.get(line).split(",");
            int best = IntStream.range(1, row.length)
                    .reduce((a, b) -> Float.parseFloat(row[b]) > Float.parseFloat(row[a]) ? b : a)
                    .orElseThrow();
            Said said = say("predict", "--model", run, kaggle.resolve("test/" + row[0] + ".png"));
            assertThat(said.out().lines().toList().get(1)).endsWith("  " + columns[best]);
        }
    }

    private static List<String> ids(List<String> lines) {
        return lines.stream().map(line -> line.split(",")[0]).toList();
    }

    @Test
    void aBrokenPhotographIsNamedInPredictingAndSubmitting() throws Exception {
        Path data = KaggleDogs.write(folder.resolve("broken"), BREEDS, 4);
        Path bad = Files.writeString(data.resolve("test/p9.png"), "no picture");
        assertFailed(say("predict", "--model", run, bad), bad.toString());
        assertFailed(say("submit", "--model", run, "--data", data), bad.toString());
        assertFailed(say("predict", "--model", run, folder.resolve("none.jpg")), "none.jpg");
    }

    @ParameterizedTest
    @CsvSource({"features, 0", "finetune, 0", "features, 2", "all, 0"})
    void aRunThatABrokenPhotographEndsIsTakenBackAndItsFolderServesAgainWithoutThePhotograph(String mode, int folds)
            throws Exception {
        Path data = KaggleDogs.write(folder.resolve("broken-" + mode + folds), BREEDS, 4);
        Path out = folder.resolve("broken-run-" + mode + folds);
        Path bad = Files.writeString(data.resolve("train/p3.png"), "no picture");
        assertFailed(training(data, out, "--mode", mode, "--folds", folds), bad.toString());
        assertThat(out).doesNotExist();
        Files.delete(bad);
        Said again = training(data, out, "--mode", mode, "--folds", folds);
        assertThat(again.err()).isEmpty();
        assertThat(RunFolder.open(out).result()).exists();
    }

    @Test
    void aPhotographWithoutLabelAndAnUnknownBreedAreNamedBeforeThereIsARun() throws Exception {
        Path data = KaggleDogs.write(folder.resolve("unlabelled"), BREEDS, 4);
        Path out = folder.resolve("unlabelled-run");
        Path more = Files.copy(data.resolve("train/p0.png"), data.resolve("train/zz.png"));
        assertFailed(training(data, out), more + " has no label");
        Files.delete(more);
        Path sample = data.resolve("sample_submission.csv");
        Files.writeString(sample, Files.readString(sample).replace("breed_c", "borzoi"));
        assertFailed(training(data, out), data.resolve("labels.csv") + ", line 4: the breed breed_c has no column");
        assertFailed(say("submit", "--model", run, "--data", data), sample + ", line 1: there is no column breed_c");
        assertThat(out).doesNotExist();
    }

    @Test
    void weightsThatAreMissingCutOrOfAnotherNetworkAreNamed() throws Exception {
        Path out = folder.resolve("missing-weights");
        Path missing = folder.resolve("no.safetensors");
        assertFailed(training(missing, kaggle, out), missing.toString());
        byte[] whole = Files.readAllBytes(weights);
        Path cut = Files.write(folder.resolve("cut.safetensors"), Arrays.copyOf(whole, whole.length / 2));
        assertFailed(training(cut, kaggle, out), cut.toString());
        assertFailed(
                training(kaggle, out, "--backbone", "resnet18", "--mode", "finetune"),
                weights + " does not fit the network; missing: conv1.weight");
        assertThat(out).doesNotExist();
    }

    @Test
    void aSmallPartOfManyBreedsHasTwoPhotographsOfEachOfItsBreeds() throws Exception {
        Path out = folder.resolve("limited");
        Said said = training(kaggle, out, "--limit", 7, "--valid-ratio", 0.5);
        assertThat(said.err()).isEmpty();
        assertThat(said.exitCode()).isZero();
        assertThat(said.out()).contains("6 breeds, 7 photographs, 3 of them to validate on.");
        assertThat(RunFolder.open(out).best()).isNotEmptyFile();
    }

    @Test
    void nothingHeldOutIsSaidAndTheModelPredictsAllTheSame() {
        Path out = folder.resolve("modes");
        Said said = training(kaggle, out, "--mode", "all", "--valid-ratio", 0);
        assertThat(said.err()).isEmpty();
        assertThat(said.exitCode()).isZero();
        assertThat(said.out()).contains("Nothing was held out to measure on");
        assertThat(say("predict", "--model", out, kaggle.resolve("test/p0.png")).exitCode())
                .isZero();
    }
}
