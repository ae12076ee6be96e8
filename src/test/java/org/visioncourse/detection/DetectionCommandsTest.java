package org.visioncourse.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.visioncourse.data.ImageFile;
import org.visioncourse.training.Json;
import org.visioncourse.training.RunFolder;
import org.visioncourse.training.Said;

/** Training, evaluating and predicting as users do, on a few small pictures of two kinds of fruit. */
class DetectionCommandsTest {

    private static final String[] PICTURES = {"found.png", "precision-recall.png", "curves.png", "augmented.png"};

    @TempDir
    static Path folder;

    private static Path data;
    private static Path run;

    @BeforeAll
    static void train() throws Exception {
        data = SmallSets.write(folder.resolve("data"), 8);
        run = folder.resolve("run");
        Said said = training(data, run);
        assertWorked(said);
        assertThat(said.out())
                .contains("TinySSD on " + data + ", 64 x 64: 6 pictures to train on with 6 boxes of 2 classes,"
                        + " 2 pictures to validate on.")
                .contains("mAP@0.5 ");
    }

    private static Said say(Object... args) {
        return Said.by(new ObjectDetection(), args);
    }

    private static Object[] small(Path data, Path out, Object... more) {
        Object[] small = {"--data", data, "--side", 64, "--epochs", 1, "--batch-size", 4, "--out", out};
        boolean another = List.of(more).contains("--backbone");
        Stream<Object> backbone = another ? Stream.empty() : Stream.of("--backbone", "none");
        boolean ratio = List.of(more).contains("--valid-ratio");
        Stream<Object> held = ratio ? Stream.empty() : Stream.of("--valid-ratio", 0.25);
        return Stream.of(Stream.of(small), backbone, held, Arrays.stream(more))
                .flatMap(part -> part)
                .toArray();
    }

    private static Said training(Path data, Path out, Object... more) {
        return say(small(data, out, more));
    }

    private static void assertWorked(Said said) {
        assertThat(said.err()).isEmpty();
        assertThat(said.exitCode()).isZero();
    }

    private static void assertFailed(Said said, String... parts) {
        assertThat(said.exitCode()).isEqualTo(1);
        assertThat(said.err()).startsWith("error: ").contains(parts).doesNotContain("\n");
    }

    private static List<FoundObjects> predictions(Path file) throws Exception {
        return List.of(Json.read(file, FoundObjects[].class));
    }

    @Test
    void aRunHasItsPicturesAndFigures() throws Exception {
        assertThat(PICTURES).allMatch(name -> Files.exists(run.resolve(name)));
        DetectionResult result = Json.read(new RunFolder(run).result(), DetectionResult.class);
        assertThat(result.exercise()).isEqualTo("detection");
        assertThat(result.held().backgroundClassError()).isPositive();
        assertThat(ImageFile.size(run.resolve("curves.png")).width()).isEqualTo(3 * 640);
    }

    @Test
    void trainDoesWhatTheCommandAloneDoes() throws Exception {
        Path other = folder.resolve("subcommand");
        assertWorked(say(
                Stream.concat(Stream.of("train"), Stream.of(small(data, other))).toArray()));
        assertThat(Files.mismatch(new RunFolder(other).best(), new RunFolder(run).best()))
                .isEqualTo(-1);
    }

    @Test
    void evaluateRepeatsTheRunsFiguresAndMeasuresOtherPicturesOfSomeOfTheClasses() throws Exception {
        Said said = say("evaluate", "--model", run);
        assertWorked(said);
        DetectionResult result = Json.read(new RunFolder(run).result(), DetectionResult.class);
        assertThat(said.out())
                .startsWith(EvaluateCommand.text(result.held()) + ", on 2 pictures with 2 boxes\n")
                .contains("banana ");
        Path other = SmallSets.write(folder.resolve("other"), 4, 7);
        Path labels = other.resolve("label.csv");
        Files.write(
                labels,
                Files.readAllLines(labels).stream()
                        .filter(line -> line.startsWith("img_name") || line.contains("banana"))
                        .toList());
        long bananas = Files.readAllLines(labels).size() - 1;
        assertThat(bananas).isPositive();
        Said others = say("evaluate", "--model", run, "--data", other);
        assertWorked(others);
        assertThat(others.out()).contains("on " + bananas + " pictures with " + bananas + " boxes");
    }

    @Test
    void evaluateRefusesOtherClassesAndPicturesWithoutBoxes() throws Exception {
        Path other = SmallSets.write(folder.resolve("other-classes"), 3);
        Path labels = other.resolve("label.csv");
        Files.writeString(labels, Files.readString(labels).replace(",banana,", ",pear,"));
        assertFailed(
                say("evaluate", "--model", run, "--data", other),
                labels + ", line ",
                "the class pear is unknown: expected one of ");
        Path empty = folder.resolve("empty");
        LabelFiles.picture(empty.resolve("0.png"), 20, 20);
        LabelFiles.text(empty.resolve("Annotations/0.xml"), "<annotation><filename>0.png</filename></annotation>");
        assertFailed(say("evaluate", "--model", run, "--data", empty), "there is no box in " + empty);
    }

    @Test
    void predictDrawsAndTellsWhatItFindsInPicturesOfAnySize() throws Exception {
        Path small = LabelFiles.picture(folder.resolve("a/photo.png"), 30, 90);
        Path large = LabelFiles.picture(folder.resolve("b/photo.png"), 200, 70);
        Path out = folder.resolve("predicted");
        Said said = say("predict", "--model", run, "--threshold", 0.01, "--out", out, small, large);
        assertWorked(said);
        assertThat(said.out()).contains(small.toString(), large.toString(), "predictions.json in " + out);
        assertThat(ImageFile.size(out.resolve("photo.png"))).isEqualTo(new ImageFile.Size(90, 30));
        assertThat(ImageFile.size(out.resolve("photo-2.png"))).isEqualTo(new ImageFile.Size(70, 200));
        List<FoundObjects> found = predictions(out.resolve("predictions.json"));
        assertThat(found).extracting(FoundObjects::image).containsExactly(small.toString(), large.toString());
        assertThat(found).extracting(FoundObjects::width).containsExactly(30, 200);
        assertThat(found).extracting(FoundObjects::height).containsExactly(90, 70);
        assertThat(found).allSatisfy(photo -> {
            assertThat(photo.objects())
                    .as("after an epoch it is unsure of a lot")
                    .isNotEmpty();
            assertThat(photo.objects())
                    .extracting(FoundObjects.Found::confidence)
                    .isSortedAccordingTo((a, b) -> Double.compare(b, a));
            assertThat(photo.objects()).allSatisfy(object -> {
                assertThat(object.className())
                        .isIn("banana", FruitSet.draw(1, 2, 1, 0).classNames().get(1));
                assertThat(object.confidence()).isBetween(0.01, 1.0);
                assertThat(0 <= object.xmin() && object.xmin() <= object.xmax() && object.xmax() <= photo.width())
                        .isTrue();
                assertThat(0 <= object.ymin() && object.ymin() <= object.ymax() && object.ymax() <= photo.height())
                        .isTrue();
            });
        });
        String json = Files.readString(out.resolve("predictions.json"));
        assertThat(json)
                .contains("\"image\": ", "\"width\": 30", "\"height\": 90", "\"objects\": [")
                .contains(
                        "\"className\": ", "\"confidence\": ", "\"xmin\": ", "\"ymin\": ", "\"xmax\": ", "\"ymax\": ");
    }

    @Test
    void aThresholdLeavesTheUnsureOut() throws Exception {
        Path photo = data.resolve("images/0.png");
        assertWorked(say("predict", "--model", run, "--threshold", 1, photo));
        List<FoundObjects> found = predictions(run.resolve("predictions/predictions.json"));
        assertThat(found).singleElement().satisfies(one -> assertThat(one.objects())
                .isEmpty());
        assertFailed(
                say("predict", "--model", run, "--threshold", 2, photo), "--threshold is 2.0, but must be in [0, 1]");
    }

    @Test
    void predictNeitherOverwritesAPhotographNorDrawsTwoInOneFile() throws Exception {
        Path here = folder.resolve("here");
        Path photo = LabelFiles.picture(here.resolve("photo.png"), 30, 30);
        Path second = LabelFiles.picture(here.resolve("photo-2.png"), 40, 40);
        Path same = LabelFiles.picture(folder.resolve("elsewhere/photo.png"), 50, 50);
        byte[] before = Files.readAllBytes(photo);
        assertWorked(say("predict", "--model", run, "--out", here, photo, second, same));
        assertThat(photo).hasBinaryContent(before);
        assertThat(ImageFile.size(here.resolve("photo-3.png")).width()).isEqualTo(30);
        assertThat(ImageFile.size(here.resolve("photo-2-2.png")).width()).isEqualTo(40);
        assertThat(ImageFile.size(here.resolve("photo-4.png")).width()).isEqualTo(50);
    }

    @Test
    void predictNamesAPhotographThatIsMissingOrBrokenAndLeavesNoFolder() throws Exception {
        Path out = folder.resolve("none-predicted");
        Path good = data.resolve("images/0.png");
        Path bad = LabelFiles.text(folder.resolve("bad.png"), "no picture");
        assertFailed(say("predict", "--model", run, "--out", out, good, bad), bad.toString());
        assertFailed(say("predict", "--model", run, "--out", out, folder.resolve("none.jpg")), "none.jpg");
        assertThat(out).doesNotExist();
        assertFailed(say("predict", "--model", run, "--out", bad, good), bad.toString());
    }

    @Test
    void aCrossValidationsModelPredictsAndItsPartsAreEvaluated() throws Exception {
        Path out = folder.resolve("folds");
        Said said = training(data, out, "--folds", 2);
        assertWorked(said);
        assertThat(said.out())
                .contains("8 pictures to train on", "each held out once in 2 parts")
                .contains("Look at " + out.resolve("fold-1/found.png"));
        assertWorked(say("predict", "--model", out, data.resolve("images/0.png")));
        assertFailed(
                say("evaluate", "--model", out), "the run held no pictures out: evaluate on other ones with --data");
        Said part = say("evaluate", "--model", out.resolve("fold-2"));
        assertWorked(part);
        assertThat(part.out()).contains("on 4 pictures with 4 boxes");
    }

    @Test
    void nothingHeldOutIsSaid() {
        Path out = folder.resolve("none-held-out");
        Said said = training(data, out, "--valid-ratio", 0);
        assertWorked(said);
        assertThat(said.out()).contains("Nothing was held out to measure on");
        assertFailed(say("evaluate", "--model", out), "the run held no pictures out");
    }

    @Test
    void batchesOfBackgroundAloneAndASinglePictureHeldOutAreNoObstacle() throws Exception {
        Path background = SmallSets.coco(folder.resolve("background"), 8, 1);
        assertWorked(training(background, folder.resolve("background-run"), "--valid-ratio", 0));
        assertWorked(training(background, folder.resolve("background-run-d2l"), "--valid-ratio", 0, "--loss", "d2l"));
        Path one = SmallSets.coco(folder.resolve("one"), 5, 5);
        Path out = folder.resolve("one-run");
        assertWorked(training(one, out, "--valid-ratio", 0.1));
        Said said = say("evaluate", "--model", out);
        assertWorked(said);
        assertThat(said.out()).contains("on 1 pictures with 1 boxes");
    }

    @Test
    void aBackboneStandsOnItsWeightsAndOthersAreRefused() throws Exception {
        Path weights = SmallSets.weights(folder.resolve("weights.safetensors"));
        Path out = folder.resolve("mobilenet");
        Said said = training(data, out, "--backbone", "mobilenet", "--weights", weights);
        assertWorked(said);
        assertThat(said.out()).contains("SSD over mobilenet on ");
        assertWorked(say("predict", "--model", out, data.resolve("images/0.png")));
        Path none = folder.resolve("no-run");
        assertFailed(
                training(data, none, "--backbone", "resnet18", "--weights", weights),
                weights + " does not fit the network; missing: conv1.weight");
        Path missing = folder.resolve("no.safetensors");
        assertFailed(training(data, none, "--backbone", "mobilenet", "--weights", missing), missing.toString());
        byte[] whole = Files.readAllBytes(weights);
        Path cut = Files.write(folder.resolve("cut.safetensors"), Arrays.copyOf(whole, whole.length / 2));
        assertFailed(training(data, none, "--backbone", "mobilenet", "--weights", cut), cut.toString());
        assertThat(none).doesNotExist();
    }

    @Test
    void badLabelsAreNamedByFileAndLineOrLeftOut() throws Exception {
        Path set = SmallSets.write(folder.resolve("bad-row"), 8);
        Path labels = set.resolve("label.csv");
        Path out = folder.resolve("bad-row-run");
        Files.writeString(labels, Files.readString(labels) + "1.png,banana,1,1,900,20\n");
        assertFailed(training(set, out), labels + ", line 10: the box from ");
        assertThat(out).doesNotExist();
        Said said = training(set, out, "--skip-bad");
        assertWorked(said);
        assertThat(said.out()).contains(labels + ", line 10: the box from ", "Left out: 1 rows.");
        Files.delete(labels);
        Path other = folder.resolve("no-labels-run");
        assertFailed(training(set, other), "There are no boxes in " + set);
        assertFailed(training(labels, other), "There is no data \"" + labels);
        assertThat(other).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void aPictureThatIsMissingOrBrokenIsNamedAndItsFolderServesAgain(int folds) throws Exception {
        Path set = SmallSets.write(folder.resolve("broken-" + folds), 8);
        Path out = folder.resolve("broken-run-" + folds);
        Path picture = set.resolve("images/3.png");
        byte[] whole = Files.readAllBytes(picture);
        Files.write(picture, Arrays.copyOf(whole, whole.length / 2)); // its size can still be read
        assertFailed(training(set, out, "--folds", folds), picture.toString());
        assertThat(out).doesNotExist();
        Files.delete(picture);
        assertFailed(training(set, out, "--folds", folds), "label.csv, line 5: there is no picture 3.png");
        assertThat(out).doesNotExist();
        Files.write(picture, whole);
        assertWorked(training(set, out, "--folds", folds));
    }

    @Test
    void aRunKeepsItsOptions() {
        assertFailed(
                say("--resume", run, "--side", 96), "a resumed run keeps its options: side is 64 in the run, not 96");
        assertWorked(say("--resume", run));
    }
}
