package org.visioncourse.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.Model;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Blocks;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.EasyTrain;
import ai.djl.training.Trainer;
import ai.djl.training.dataset.Batch;
import ai.djl.training.loss.Loss;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.visioncourse.engine.Torch;

class ImageDatasetTest {

    private static final ImageSet IMAGES = Pictures.random(50, 6, 6);

    @AutoClose
    private final NDManager manager = Torch.start().newBaseManager();

    private static ImageDataset.Builder augmented() {
        return ImageDataset.builder(IMAGES)
                .batchSize(8)
                .shuffle(true)
                .augmentations(List.of(Augmentation.padCrop(2), Augmentation.horizontalFlip()))
                .normalisation(Normalisation.CIFAR10);
    }

    /** What a batch holds, as a copy. */
    private record Content(List<?> indices, List<Float> data, List<Long> labels) {

        static Content of(Batch batch) {
            List<Float> data = new ArrayList<>();
            for (float value : batch.getData().head().toFloatArray()) {
                data.add(value);
            }
            long[] labels = batch.getLabels().head().toLongArray();
            return new Content(
                    batch.getIndices(), data, LongStream.of(labels).boxed().toList());
        }
    }

    private static List<Content> read(Iterable<Batch> batches) {
        List<Content> contents = new ArrayList<>();
        for (Batch batch : batches) {
            try (batch) {
                contents.add(Content.of(batch));
            }
        }
        return contents;
    }

    private static List<Object> indices(List<Content> contents) {
        return contents.stream()
                .flatMap(content -> content.indices().stream())
                .map(Object.class::cast)
                .toList();
    }

    private static Object[] range(int end) {
        return LongStream.range(0, end).boxed().toArray();
    }

    @Test
    void holdsEachPictureOnceInAnEpoch() {
        List<Content> epoch = read(augmented().build().epoch(manager, 0, 0));
        assertThat(epoch).hasSize(7);
        assertThat(epoch.get(6).indices()).hasSize(2);
        assertThat(indices(epoch)).containsExactlyInAnyOrder(range(50)).isNotEqualTo(List.of(range(50)));
    }

    @Test
    void keepsTheOrderOfTheSetUnlessItShuffles() {
        ImageDataset dataset = ImageDataset.builder(IMAGES).batchSize(16).build();
        List<Content> epoch = read(dataset.epoch(manager, 3, 0));
        assertThat(indices(epoch)).containsExactly(range(50));
        assertThat(epoch.get(1).labels()).startsWith(0L, 1L, 0L, 1L);
        float first = (IMAGES.pixels()[0] & 0xff) / 255f;
        assertThat(epoch.get(0).data().get(0)).isEqualTo(first);
    }

    @Test
    void leavesOutTheLastBatchOnDemand() {
        ImageDataset dataset = augmented().dropLast(true).build();
        assertThat(dataset.batchesPerEpoch()).isEqualTo(6);
        assertThat(read(dataset.epoch(manager, 0, 0)))
                .hasSize(6)
                .allMatch(c -> c.indices().size() == 8);
        assertThat(augmented().build().batchesPerEpoch()).isEqualTo(7);
        assertThat(dataset.size()).isEqualTo(50);
    }

    @Test
    void givesTheSameBatchesForTheSameSeedAndOthersForAnother() {
        List<Content> epoch = read(augmented().seed(4).build().epoch(manager, 2, 0));
        assertThat(read(augmented().seed(4).build().epoch(manager, 2, 0))).isEqualTo(epoch);
        assertThat(read(augmented().seed(5).build().epoch(manager, 2, 0))).isNotEqualTo(epoch);
    }

    @Test
    void changesOrderAndAugmentationFromEpochToEpoch() {
        ImageDataset dataset = augmented().build();
        List<Content> first = read(dataset.epoch(manager, 0, 0));
        List<Content> second = read(dataset.epoch(manager, 1, 0));
        assertThat(indices(second)).isNotEqualTo(indices(first));
        assertThat(IntStream.range(0, 50).filter(i -> same(dataset.picture(0, i), dataset.picture(1, i))))
                .hasSizeLessThan(10);
    }

    private static boolean same(Picture a, Picture b) {
        return Arrays.equals(a.pixels(), b.pixels());
    }

    @Test
    void resumesInTheMiddleOfAnEpochWithTheSameBatches() {
        ImageDataset dataset = augmented().build();
        List<Content> whole = read(dataset.epoch(manager, 1, 0));
        for (int first = 0; first <= 7; first++) {
            assertThat(read(dataset.epoch(manager, 1, first))).isEqualTo(whole.subList(first, 7));
        }
    }

    @Test
    void givesTheSamePicturesWhateverTheTiming() {
        List<Content> smooth = read(augmented().build().epoch(manager, 0, 0));
        Augmentation slow = (picture, random) -> {
            pause(picture.value(0, 0, 0) % 3);
            return picture;
        };
        ImageDataset dataset = augmented()
                .augmentations(List.of(slow, Augmentation.padCrop(2), Augmentation.horizontalFlip()))
                .build();
        List<Content> uneven = new ArrayList<>();
        for (Batch batch : dataset.epoch(manager, 0, 0)) {
            pause(uneven.size() % 2 * 20);
            uneven.add(Content.of(batch));
            batch.close();
        }
        assertThat(uneven).isEqualTo(smooth);
    }

    private static void pause(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void showsAPictureAsItsBatchHasIt() {
        ImageDataset dataset = augmented().normalisation(Normalisation.unit(3)).build();
        for (Batch batch : dataset.epoch(manager, 2, 0)) {
            int index = ((Long) batch.getIndices().get(1)).intValue();
            float value = dataset.picture(2, index).value(3, 4, 2) / 255f;
            assertThat(batch.getData().head().getFloat(1, 2, 3, 4)).isEqualTo(value);
            batch.close();
        }
    }

    @Test
    void takesAugmentationsThatChangeTheSize() {
        Augmentation enlarge = (picture, random) -> Resampling.resize(picture, 10, 9);
        ImageDataset dataset = augmented().augmentations(List.of(enlarge)).build();
        try (BatchStream stream = dataset.epoch(manager, 0, 0);
                Batch batch = stream.next()) {
            assertThat(batch.getData().head().getShape()).isEqualTo(new Shape(8, 3, 10, 9));
        }
    }

    @Test
    void beginsTheNextEpochAtEachCallOfGetData() {
        ImageDataset dataset = augmented().build();
        List<Content> first = read(dataset.getData(manager));
        List<Content> second = read(dataset.getData(manager));
        assertThat(first).isEqualTo(read(dataset.epoch(manager, 0, 0)));
        assertThat(second).isEqualTo(read(dataset.epoch(manager, 1, 0)));
    }

    @Test
    void servesAPlainTrainingLoopOfDjl() throws Exception {
        try (Model model = Model.newInstance("linear")) {
            model.setBlock(new SequentialBlock()
                    .add(Blocks.batchFlattenBlock())
                    // A hidden layer: softmax over a single one has gradients of sum 0, which DJL takes for no
                    // gradients.
                    .add(Linear.builder().setUnits(4).build())
                    .add(Linear.builder().setUnits(2).build()));
            try (Trainer trainer = model.newTrainer(new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss()))) {
                trainer.initialize(new Shape(1, 3, 6, 6));
                EasyTrain.fit(trainer, 1, augmented().build(), augmented().build());
                int arrays = trainer.getManager().getManagedArrays().size();
                int batches = 0;
                for (Batch batch : trainer.iterateDataset(augmented().build())) {
                    batches++;
                    batch.close();
                }
                assertThat(batches).isEqualTo(7);
                assertThat(trainer.getManager().getManagedArrays()).hasSize(arrays);
            }
        }
    }

    @Test
    void refusesOptionsThatDoNotFitTheSet() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageDataset.builder(IMAGES).build())
                .withMessage("batchSize must be at least 1: 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> augmented().batchSize(51).dropLast(true).build())
                .withMessage("a set of 50 pictures has no batch of 51");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ImageDataset.builder(IMAGES.subset(new int[0]))
                        .batchSize(1)
                        .build())
                .withMessage("a set of 0 pictures has no batch of 1");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> augmented().normalisation(Normalisation.unit(1)).build());
    }

    @Test
    void refusesABatchBeyondTheEpoch() {
        ImageDataset dataset = augmented().build();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> dataset.epoch(manager, 0, 8))
                .withMessageContaining("no batch 8 in epoch 0");
        assertThatIllegalArgumentException().isThrownBy(() -> dataset.epoch(manager, -1, 0));
    }
}
