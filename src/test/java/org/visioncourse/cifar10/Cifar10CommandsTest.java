package org.visioncourse.cifar10;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Model;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.visioncourse.data.GeneratedImages;
import org.visioncourse.data.ImageSet;
import org.visioncourse.data.KaggleFolder;
import org.visioncourse.data.TestPictures;
import org.visioncourse.training.Command;
import org.visioncourse.training.Evaluation;
import org.visioncourse.training.Json;
import org.visioncourse.training.RunFolder;
import org.visioncourse.training.Said;
import org.visioncourse.training.SavedRun;

/** Evaluating, predicting and submitting with a model that was trained for a few steps. */
class Cifar10CommandsTest {

    @TempDir
    static Path folder;

    private static RunFolder run;

    @BeforeAll
    static void train() throws IOException {
        Path out = folder.resolve("run");
        assertThat(Command.run(new Cifar10(), "--quick", "--limit", "64", "--out", out.toString()))
                .isZero();
        run = RunFolder.open(out);
    }

    private static Said say(Object... args) {
        return Said.by(new Cifar10(), args);
    }

    /** Kaggle's layout with 12 training pictures, one of them missing, and 11 test pictures. */
    private static Path kaggle(String name) throws IOException {
        ImageSet drawn = GeneratedImages.draw(23, 5);
        Path root = folder.resolve(name);
        Files.createDirectories(root.resolve("train"));
        Files.createDirectories(root.resolve("test"));
        StringBuilder labels = new StringBuilder("id,label\n");
        for (int i = 1; i <= 12; i++) {
            labels.append(i).append(',').append(i % 2 == 0 ? "cat" : "dog").append('\n');
            if (i < 12) {
                ImageIO.write(
                        drawn.image(i),
                        "png",
                        root.resolve("train/" + i + ".png").toFile());
            }
        }
        Files.writeString(root.resolve("trainLabels.csv"), labels);
        for (int i = 1; i <= 11; i++) {
            ImageIO.write(
                    drawn.image(11 + i),
                    "png",
                    root.resolve("test/" + i + ".png").toFile());
        }
        return root;
    }

    @Test
    void evaluateMeasuresWhatTrainingMeasuredAndDrawsWhereTheModelErrs() throws Exception {
        Said said = say("evaluate", "--model", run.path());
        assertThat(said.exitCode()).isZero();
        Cifar10Result result = Json.read(run.result(), Cifar10Result.class);
        assertThat(said.out()).contains(String.format(Locale.ROOT, "Accuracy %.2f %%", 100 * result.testAccuracy()));
        for (String name : List.of("confusion.png", "classes.png", "mistakes.png", "filters.png", "augmented.png")) {
            assertThat(ImageIO.read(run.path().resolve(name).toFile())).as(name).isNotNull();
        }
    }

    @Test
    void withFlipAMirroredSetGivesTheSameAnswers() throws Exception {
        ImageSet pictures = GeneratedImages.draw(20, 3);
        byte[] mirrored = new byte[pictures.pixels().length];
        for (int pixel = 0; pixel < mirrored.length / 3; pixel++) {
            int row = pixel / 32;
            int from = row * 32 + 31 - pixel % 32;
            System.arraycopy(pictures.pixels(), 3 * from, mirrored, 3 * pixel, 3);
        }
        ImageSet mirrors = new ImageSet(mirrored, 32, 32, 3, pictures.labels(), pictures.classNames());
        try (Model best = Classifier.best(run)) {
            Evaluation one = Evaluation.of(best.getBlock(), Cifar10Data.evaluation(pictures), true);
            Evaluation other = Evaluation.of(best.getBlock(), Cifar10Data.evaluation(mirrors), true);
            for (int i = 0; i < 20; i++) {
                assertThat(one.probabilities()[i]).containsExactly(other.probabilities()[i], within(1e-4f));
            }
        }
    }

    @Test
    void predictNamesTheFiveMostProbableClassesOfPicturesOfAnySize() throws Exception {
        Path picture = folder.resolve("large.png");
        BufferedImage large = new BufferedImage(300, 200, BufferedImage.TYPE_BYTE_GRAY);
        ImageIO.write(large, "png", picture.toFile());
        Said said = say("predict", "--model", run.path(), picture, picture);
        assertThat(said.exitCode()).isZero();
        assertThat(said.out().lines()).hasSize(2 * (1 + 5));
    }

    @Test
    void predictNamesAPictureThatIsNotThere() {
        Said said = say("predict", "--model", run.path(), folder.resolve("no.png"));
        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.err()).startsWith("error: ").contains("no.png").doesNotContain("\n");
    }

    @Test
    void submitListsTheTestPicturesInTheOrderOfTheirIdsAsStrings() throws Exception {
        Path file = folder.resolve("submission.csv");
        Said said = say("submit", "--model", run.path(), "--data", kaggle("kaggle"), "--out", file);
        assertThat(said.exitCode()).isZero();
        List<String> lines = Files.readAllLines(file);
        assertThat(lines.get(0)).isEqualTo("id,label");
        assertThat(lines.stream().skip(1).map(line -> line.split(",")[0]))
                .containsExactly("1", "10", "11", "2", "3", "4", "5", "6", "7", "8", "9");
        assertThat(lines.stream().skip(1).map(line -> line.split(",")[1])).isSubsetOf(GeneratedImages.CLASS_NAMES);
    }

    @Test
    void aBrokenTestPictureLeavesNoSubmissionBehind() throws Exception {
        Path root = kaggle("broken");
        Files.writeString(root.resolve("test/5.png"), "no picture");
        Path file = folder.resolve("none.csv");
        Said said = say("submit", "--model", run.path(), "--data", root, "--out", file);
        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.err()).startsWith("error: ").contains("5.png").doesNotContain("\n");
        assertThat(file).doesNotExist();
    }

    @Test
    void kagglesLayoutIsTrainedOnWithoutATestSetAndMissingPicturesAreCounted() throws Exception {
        Path out = folder.resolve("kaggle-run");
        Said said = say("--data", kaggle("labelled"), "--quick", "--batch-size", "4", "--out", out);
        assertThat(said.err()).isEmpty();
        assertThat(said.exitCode()).isZero();
        assertThat(said.out()).contains("Labels without a picture: 1.").contains("submit --model");
        Said evaluated = say("evaluate", "--model", out);
        assertThat(evaluated.exitCode()).isEqualTo(1);
        assertThat(evaluated.err()).contains("has no labelled test pictures");
    }

    @Test
    void theRateFinderRaisesTheRateUntilTheLossGrowsAndSuggestsOneBefore() throws Exception {
        Cifar10Options options = new Cifar10Options();
        options.training.batchSize = 8;
        Cifar10Config config = options.over(Cifar10Config.sample().quick());
        RateFinder found = RateFinder.search(config, Cifar10Data.load(config));
        assertThat(found.rates()).isSorted().hasSameSizeAs(found.losses());
        assertThat(found.rates()[0]).isCloseTo(1e-4, within(1e-9));
        assertThat(found.suggestion()).isBetween(1e-5, 1.0);
        Path out = folder.resolve("rates");
        Said said = say("--find-lr", "--quick", "--out", out);
        assertThat(said.exitCode()).isZero();
        assertThat(said.out()).contains("try --learning-rate");
        assertThat(ImageIO.read(out.resolve("rates.png").toFile())).isNotNull();
    }

    @Test
    void aModelIsNotEvaluatedOnOtherClasses() throws Exception {
        Path root = folder.resolve("mine");
        ImageSet drawn = GeneratedImages.draw(40, 0);
        for (int i = 0; i < 40; i++) {
            Path place = Files.createDirectories(root.resolve(i < 20 ? "cat" : "dog"));
            ImageIO.write(drawn.image(i), "png", place.resolve(i + ".png").toFile());
        }
        Said said = say("evaluate", "--model", run.path(), "--data", root);
        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.err()).contains("knows the classes").contains("[cat, dog]");
    }

    @Test
    void compareDrawsTheAccuracyOfSeveralRunsAgainstTime() throws Exception {
        Path chart = folder.resolve("times.png");
        Path fast = folder.resolve("fast");
        assertThat(say(
                                "--recipe",
                                "fast",
                                "--quick",
                                "--limit",
                                "64",
                                "--batch-size",
                                "8",
                                "--valid-ratio",
                                "0.1",
                                "--out",
                                fast)
                        .exitCode())
                .isZero();

        Said said = say("compare", run.path(), fast, "--out", chart);

        assertThat(said.err()).isEmpty();
        assertThat(said.exitCode()).isZero();
        assertThat(said.out().lines().limit(2))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("ResNet-18, course recipe, fp32")
                                .contains("1 epoch"),
                        line -> assertThat(line).startsWith("FastNet, fast recipe, fp32"));
        assertThat(ImageIO.read(chart.toFile())).isNotNull();
    }

    /** The folder of a run with its options and two epochs, as {@code compare} reads it. */
    private static RunFolder measured(String name, Cifar10Config config) throws IOException {
        RunFolder made = RunFolder.create("cifar10", folder.resolve(name));
        new SavedRun<>(config, GeneratedImages.CLASS_NAMES, 0, null).write(made);
        Files.writeString(made.metrics(), "epoch,validAccuracy,seconds\n1,0.5,60\n2,0.75,150\n");
        return made;
    }

    @Test
    void compareKeepsRunsOfOneKindApartByTheirFolders() throws Exception {
        Cifar10Config fast = Cifar10Config.fast("cifar10");
        RunFolder one = measured("one", fast);
        RunFolder other = measured("other", fast);
        RunFolder lacking = measured("lacking", fast.withoutParts(FastPart.MUON, FastPart.LOOKAHEAD));
        RunFolder namesake = measured("deeper/one", fast);

        assertThat(Comparison.of(List.of(one, other, lacking)).lines())
                .extracting(Comparison.Line::name)
                .containsExactly(
                        "FastNet, fast recipe, fp32, one",
                        "FastNet, fast recipe, fp32, other",
                        "FastNet, fast recipe, fp32, without muon, lookahead");
        assertThat(Comparison.of(List.of(one, namesake, lacking)).lines())
                .extracting(Comparison.Line::name)
                .startsWith(
                        "FastNet, fast recipe, fp32, " + one.path(), "FastNet, fast recipe, fp32, " + namesake.path());
        assertThat(Comparison.of(List.of(one, one)).lines()).singleElement().satisfies(line -> {
            assertThat(line.minutes()).containsExactly(1, 2.5);
            assertThat(line.last()).isEqualTo(0.75);
        });
    }

    @Test
    void compareRefusesRunsOnOtherPicturesAndRunsWithoutAnEpoch() throws Exception {
        RunFolder real = measured("real", Cifar10Config.fast("cifar10"));
        RunFolder drawn = measured("drawn", Cifar10Config.fast(Cifar10Config.SAMPLE));
        RunFolder begun = measured("begun", Cifar10Config.fast("cifar10"));
        Files.delete(begun.metrics());

        assertThat(say("compare", real.path(), drawn.path()).err())
                .isEqualToIgnoringNewLines("error: accuracies on different data cannot be compared: " + real.path()
                        + " is of cifar10, " + drawn.path() + " of sample");
        assertThat(say("compare", real.path(), begun.path()).err())
                .isEqualToIgnoringNewLines("error: the run in " + begun.path() + " has not finished an epoch yet");
    }

    @Test
    void compareNamesARunThatHoldsNothingOutAndDrawsNothing() throws Exception {
        RunFolder fast = measured("nothing-held-out", Cifar10Config.fast("cifar10"));
        Files.writeString(fast.metrics(), "epoch,trainLoss,seconds\n1,0.5,60\n");

        Said said = say("compare", fast.path());

        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.err())
                .isEqualToIgnoringNewLines("error: the run in " + fast.path()
                        + " has no accuracies on held-out pictures after its epochs: train with --valid-ratio 0.1");
        assertThat(fast.path().resolve("accuracy-time.png")).doesNotExist();
    }

    @Test
    void aFastRunIsEvaluatedAndSubmittedByItsTestViews() throws Exception {
        Path fast = folder.resolve("views");
        assertThat(say("--recipe", "fast", "--quick", "--limit", "64", "--batch-size", "8", "--out", fast)
                        .exitCode())
                .isZero();
        Cifar10Result result = Json.read(RunFolder.open(fast).result(), Cifar10Result.class);

        assertThat(say("evaluate", "--model", fast).out())
                .contains(String.format(Locale.ROOT, "Accuracy %.2f %%", 100 * result.testAccuracy()))
                .contains("64 pictures, six looks at each.");
        assertThat(say("evaluate", "--model", fast, "--no-views").out()).contains("64 pictures.");
        assertThat(say("evaluate", "--model", fast, "--no-views", "--flip").out())
                .contains("64 pictures, each also mirrored.");
        assertThat(say("evaluate", "--model", run.path(), "--no-views").err())
                .isEqualToIgnoringNewLines(
                        "error: --no-views is for runs with test views, as those of --recipe fast: this one has none");

        Path file = folder.resolve("views.csv");
        Path root = kaggle("views-kaggle");
        assertThat(say("submit", "--model", fast, "--data", root, "--out", file).exitCode())
                .isZero();
        TestPictures pictures = KaggleFolder.test(root, 32, 32, 100);
        try (Model best = Classifier.best(RunFolder.open(fast))) {
            Evaluation evaluation =
                    TestViews.SIX.evaluate(best.getBlock(), pictures.next().pictures());
            assertThat(Files.readAllLines(file).stream().skip(1).map(line -> line.split(",")[1]))
                    .containsExactlyElementsOf(IntStream.range(0, 11)
                            .mapToObj(i -> GeneratedImages.CLASS_NAMES.get(evaluation.predicted(i)))
                            .toList());
        }
    }
}
