package org.visioncourse.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.visioncourse.detection.LabelFiles.box;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.dataset.Batch;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.visioncourse.data.BatchStream;
import org.visioncourse.data.ImageDataset;
import org.visioncourse.data.Normalisation;

@Timeout(60)
class BoxDatasetTest {

    private static final List<BoxAugmentation> AUGMENTATIONS = List.of(
            BoxAugmentation.randomCrop(),
            BoxAugmentation.horizontalFlip(),
            BoxAugmentation.colourJitter(0.3, 0.3, 0.3),
            BoxAugmentation.resize(24, 16));

    @TempDir
    private Path folder;

    private BoxSet files(int count) throws IOException {
        SplittableRandom random = new SplittableRandom(1);
        List<Path> files = new ArrayList<>();
        List<List<LabelledBox>> boxes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            LabelledPicture labelled = Marked.draw(random);
            Path file = folder.resolve(i + ".png");
            ImageIO.write(labelled.picture().toImage(), "png", file.toFile());
            files.add(file);
            boxes.add(labelled.boxes().subList(0, 1 + i % 3));
        }
        return BoxSet.ofFiles(files, boxes, List.of("a", "b", "c"));
    }

    private static BoxSet inMemory() {
        List<List<LabelledBox>> boxes = List.of(
                List.of(box(1, 0, 0.25, 0.5, 1), box(0, 0.5, 0, 1, 0.5)), List.of(), List.of(box(2, 0, 0, 1, 1)));
        return BoxSet.inMemory(new byte[3 * 4 * 5 * 3], 4, 5, boxes, List.of("a", "b", "c"));
    }

    @Test
    void padsTheBoxesOfABatchWithRowsOfMinusOne() {
        ImageDataset dataset = inMemory().dataset(List.of()).batchSize(2).build();
        try (NDManager manager = NDManager.newBaseManager();
                BatchStream stream = dataset.epoch(manager, 0, 0)) {
            try (Batch batch = stream.next()) {
                NDArray labels = batch.getLabels().head();
                assertThat(labels.getDataType()).isEqualTo(DataType.FLOAT32);
                assertThat(labels.getShape()).isEqualTo(new Shape(2, 2, 5));
                assertThat(labels.toFloatArray())
                        .containsExactly(
                                1, 0, 0.25f, 0.5f, 1, 0, 0.5f, 0, 1, 0.5f, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1);
                assertThat(batch.getData().head().getShape()).isEqualTo(new Shape(2, 3, 4, 5));
                assertThat(batch.getIndices()).isEqualTo(List.of(0L, 1L));
            }
            try (Batch batch = stream.next()) {
                assertThat(batch.getLabels().head().getShape()).isEqualTo(new Shape(1, 1, 5));
            }
        }
    }

    @Test
    void aBatchOfBackgroundsHasARowOfMinusOneEach() {
        ImageDataset dataset =
                inMemory().subset(1, 1).dataset(List.of()).batchSize(2).build();
        try (NDManager manager = NDManager.newBaseManager();
                BatchStream stream = dataset.epoch(manager, 0, 0);
                Batch batch = stream.next()) {
            assertThat(batch.getLabels().head().getShape()).isEqualTo(new Shape(2, 1, 5));
            assertThat(batch.getLabels().head().toFloatArray()).containsOnly(-1);
        }
    }

    @Test
    void givesTheSameBatchesWhateverTheNumberOfWorkers() throws IOException {
        BoxSet set = files(18);
        List<String> one = contents(set, 1, 4, 2);
        assertThat(one).hasSize(5);
        assertThat(contents(set, 2, 4, 2)).isEqualTo(one);
        assertThat(contents(set, 5, 4, 2)).isEqualTo(one);
        assertThat(contents(set, 2, 5, 2)).as("another seed").isNotEqualTo(one);
        assertThat(contents(set, 2, 4, 3)).as("another epoch").isNotEqualTo(one);
    }

    private static List<String> contents(BoxSet set, int workers, long seed, int epoch) {
        ImageDataset dataset = set.dataset(AUGMENTATIONS)
                .batchSize(4)
                .shuffle(true)
                .normalisation(Normalisation.IMAGENET)
                .seed(seed)
                .workers(workers)
                .build();
        List<String> contents = new ArrayList<>();
        try (NDManager manager = NDManager.newBaseManager()) {
            for (Batch batch : dataset.epoch(manager, epoch, 0)) {
                contents.add(batch.getIndices()
                        + Arrays.toString(batch.getLabels().head().toFloatArray())
                        + Arrays.toString(batch.getData().head().toFloatArray()));
                batch.close();
            }
        }
        return contents;
    }

    @Test
    void leavesNothingBehindInTheManager() throws IOException {
        ImageDataset dataset = files(6).dataset(AUGMENTATIONS).batchSize(3).build();
        try (NDManager manager = NDManager.newBaseManager()) {
            dataset.epoch(manager, 0, 0).forEach(Batch::close);
            assertThat(manager.getManagedArrays()).isEmpty();
        }
    }

    @Test
    void holdsOutAndSamplesPicturesTogetherWithTheirBoxes() throws IOException {
        BoxSet set = files(20);
        BoxSet.Split split = set.split(0.25, 3);
        assertThat(split.train().size()).isEqualTo(15);
        assertThat(split.valid().size()).isEqualTo(5);
        assertThat(split.train().boxCount() + split.valid().boxCount()).isEqualTo(set.boxCount());
        assertThat(set.split(0.25, 3).valid().boxes()).isEqualTo(split.valid().boxes());
        BoxSet sample = set.sample(7, 1);
        assertThat(sample.size()).isEqualTo(7);
        for (BoxSet part : List.of(split.train(), split.valid(), sample)) {
            for (int i = 0; i < part.size(); i++) {
                LabelledBox first = part.boxes().get(i).get(0);
                assertThat(Marked.around(part.get(i).picture(), first.label())).isEqualTo(first.box());
            }
        }
        assertThat(set.sample(20, 1)).isSameAs(set);
    }

    @Test
    void refusesPicturesOfDifferentSizes() throws IOException {
        ImageDataset dataset = files(4).dataset(List.of()).batchSize(4).build();
        try (NDManager manager = NDManager.newBaseManager();
                BatchStream stream = dataset.epoch(manager, 0, 0)) {
            assertThatIllegalStateException()
                    .isThrownBy(stream::next)
                    .withMessageContaining("every picture of a batch must come out of the augmentations as");
        }
    }

    @Test
    void refusesBoxesThatDoNotFitPicturesOrClasses() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BoxSet(inMemory().pictures(), List.of(), List.of("a")))
                .withMessage("3 pictures have 0 lists of boxes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BoxSet(inMemory().pictures(), inMemory().boxes(), List.of("a")))
                .withMessage("picture 0 has a box of class 1, but there are 1 class names");
        assertThatIllegalArgumentException().isThrownBy(() -> box(-1, 0, 0, 1, 1));
    }
}
