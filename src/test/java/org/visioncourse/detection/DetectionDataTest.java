package org.visioncourse.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.visioncourse.data.PhotoSet;

class DetectionDataTest {

    @TempDir
    private Path folder;

    private static DetectionData load(Path data, Consumer<DetectionOptions> more) throws IOException {
        return DetectionData.load(SmallSets.config(data, more));
    }

    private static List<Path> files(BoxSet set) {
        return ((PhotoSet) set.pictures()).files();
    }

    @Test
    void generatedFruitIsSplitAsD2lsBananas() throws IOException {
        DetectionData data = DetectionData.load(DetectionConfig.sample());
        assertThat(data.train().size()).isEqualTo(1000);
        assertThat(data.valid().size()).isEqualTo(100);
        assertThat(data.train().classNames()).containsExactly("banana");
        assertThat(data.train().boxCount()).isEqualTo(1000);
    }

    @Test
    void aLimitIsOfAllPicturesOfASetInOnePartAndOfEachOfASetInTwo() throws IOException {
        Path one = SmallSets.write(folder.resolve("one"), 12);
        DetectionData part = load(one, options -> options.training.limit = 8);
        assertThat(part.train().size()).isEqualTo(6);
        assertThat(part.valid().size()).isEqualTo(2);
        SmallSets.write(folder.resolve("bananas_train"), 6);
        SmallSets.write(folder.resolve("bananas_val"), 5);
        DetectionData parts = load(folder, options -> options.training.limit = 4);
        assertThat(parts.train().size()).isEqualTo(4);
        assertThat(parts.valid().size()).isEqualTo(4);
        DetectionConfig sample = DetectionConfig.sample().quick();
        assertThat(DetectionData.load(sample).all().size()).isEqualTo(sample.limit());
    }

    @Test
    void ofAPublishedSetTheSecondPartIsHeldOut() throws IOException {
        SmallSets.write(folder.resolve("bananas_train"), 4);
        SmallSets.write(folder.resolve("bananas_val"), 3, 6);
        DetectionData data = load(folder, options -> options.validRatio = 0.5);
        assertThat(files(data.train()))
                .hasSize(4)
                .allMatch(
                        file -> file.startsWith(folder.resolve("bananas_train").toAbsolutePath()));
        assertThat(files(data.valid()))
                .hasSize(3)
                .allMatch(file -> file.startsWith(folder.resolve("bananas_val").toAbsolutePath()));
        DetectionConfig folds = SmallSets.config(folder, options -> options.folds = 2);
        DetectionData crossed = DetectionData.load(folds);
        assertThat(files(crossed.heldOutBy(folds.onFold(0)).train())).hasSameElementsAs(files(data.train()));
    }

    @Test
    void foldsHoldEachPictureOutOnceAndTheRunOnAllHoldsNoneOut() throws IOException {
        DetectionConfig config = SmallSets.config(SmallSets.write(folder, 7), options -> options.folds = 3);
        DetectionData data = DetectionData.load(config);
        assertThat(data.valid()).isNull();
        List<Path> held = new ArrayList<>();
        for (int fold = 1; fold <= 3; fold++) {
            DetectionData part = data.heldOutBy(config.onFold(fold));
            assertThat(files(part.train())).doesNotContainAnyElementsOf(files(part.valid()));
            assertThat(part.train().size() + part.valid().size()).isEqualTo(7);
            held.addAll(files(part.valid()));
            assertThat(DetectionData.load(config.onFold(fold)).valid().boxes())
                    .as("as evaluate loads it")
                    .isEqualTo(part.valid().boxes());
        }
        assertThat(held).containsExactlyInAnyOrderElementsOf(files(data.all()));
        DetectionData all = data.heldOutBy(config.onFold(0));
        assertThat(all.train().size()).isEqualTo(7);
        assertThat(all.valid()).isNull();
    }

    @Test
    void theChecksumTellsBoxesClassesFilesAndPartsApart() throws IOException {
        SmallSets.write(folder, 4);
        long before = load(folder, options -> {}).checksum();
        assertThat(load(folder, options -> {}).checksum()).isEqualTo(before);
        assertThat(load(folder, options -> options.validRatio = 0.0).checksum()).isNotEqualTo(before);
        assertThat(load(folder, options -> options.validRatio = 0.5).checksum()).isNotEqualTo(before);
        Path labels = folder.resolve("label.csv");
        String text = Files.readString(labels);
        List<String> rows = text.lines().toList();
        String[] moved = rows.get(1).split(",");
        moved[2] = "0.5";
        Files.writeString(labels, text.replace(rows.get(1), String.join(",", moved)));
        assertThat(load(folder, options -> {}).checksum()).as("a box").isNotEqualTo(before);
        Files.writeString(labels, text.replace(",banana,", ",cucumber,"));
        assertThat(load(folder, options -> {}).checksum()).as("a class").isNotEqualTo(before);
        Files.copy(folder.resolve("images/0.png"), folder.resolve("images/x.png"));
        Files.writeString(labels, text.replace("\n0.png", "\nx.png"));
        assertThat(load(folder, options -> {}).checksum()).as("a file").isNotEqualTo(before);
    }

    @Test
    void badRowsAreRefusedOrLeftOutAndReported() throws IOException {
        SmallSets.write(folder, 4);
        Path labels = folder.resolve("label.csv");
        Files.writeString(labels, Files.readString(labels) + "0.png,banana,9,9,3,20\nnone.png,banana,1,1,3,20\n");
        assertThatIOException()
                .isThrownBy(() -> load(folder, options -> {}))
                .withMessageStartingWith(labels + ", line 6: xmin must be below xmax");
        DetectionData data = load(folder, options -> options.skipBad = true);
        assertThat(data.all().boxCount()).isEqualTo(4);
        assertThat(data.leftOut())
                .satisfiesExactly(
                        first -> assertThat(first).startsWith(labels + ", line 6: "),
                        second -> assertThat(second).startsWith(labels + ", line 7: there is no picture none.png"));
    }

    @Test
    void picturesWithoutABoxAreTrainedOnAsBackground() throws IOException {
        DetectionData data = load(SmallSets.coco(folder, 4, 1), options -> options.validRatio = 0.0);
        assertThat(data.train().boxes()).extracting(List::size).containsExactly(1, 0, 0, 0);
    }

    @Test
    void aPartWithoutAnyBoxIsRefusedBeforeThereIsARun() throws IOException {
        SmallSets.coco(folder, 4, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> load(folder, options -> options.folds = 2))
                .withMessageMatching("none of the 2 pictures (to train on|held out to measure on) has a box: .*");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> load(SmallSets.coco(folder, 4, 0), options -> options.validRatio = 0.0))
                .withMessageStartingWith("none of the 4 pictures to train on has a box");
    }

    @Test
    void onePictureCannotBeHeldOutAndTrainedOn() throws IOException {
        SmallSets.write(folder, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> load(folder, options -> {}))
                .withMessageStartingWith("there is one picture, and two are needed for one to be held out");
        assertThat(load(folder, options -> options.validRatio = 0.0).train().size())
                .isEqualTo(1);
    }
}
