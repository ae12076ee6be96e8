package org.visioncourse.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.dataset.Batch;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.visioncourse.engine.Torch;

class FeatureSetTest {

    private static final int[] LABELS = IntStream.range(0, 11).map(i -> i % 3).toArray();
    private static final float[][] ROWS =
            IntStream.range(0, 11).mapToObj(i -> new float[] {i, -i}).toArray(float[][]::new);

    @AutoClose
    private final NDManager manager = Torch.start().newBaseManager();

    private static FeatureSet shuffled(long seed) {
        return new FeatureSet(ROWS, LABELS, 4, true, seed);
    }

    /** The numbers of the examples in each batch; checks that vectors and labels belong to them. */
    private List<List<Integer>> batches(FeatureSet set, int epoch, int firstBatch) {
        List<List<Integer>> all = new ArrayList<>();
        try (Epochs.Batches batches = set.epoch(manager, epoch, firstBatch)) {
            while (batches.hasNext()) {
                try (Batch batch = batches.next()) {
                    all.add(numbers(batch));
                }
            }
            assertThatThrownBy(batches::next).isInstanceOf(NoSuchElementException.class);
        }
        return all;
    }

    private static List<Integer> numbers(Batch batch) {
        float[] values = batch.getData().singletonOrThrow().toFloatArray();
        long[] labels = batch.getLabels().singletonOrThrow().toLongArray();
        assertThat(labels).hasSize(values.length / 2).hasSize(batch.getSize());
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < labels.length; i++) {
            int number = (int) values[2 * i];
            assertThat(values[2 * i + 1]).isEqualTo(-number);
            assertThat(labels[i]).isEqualTo(LABELS[number]);
            numbers.add(number);
        }
        return numbers;
    }

    private static List<Integer> flat(List<List<Integer>> batches) {
        return batches.stream().flatMap(List::stream).toList();
    }

    @Test
    void anEpochHasEveryExampleOnceAndItsLastBatchWhatIsLeft() {
        FeatureSet set = shuffled(1);
        for (int epoch = 0; epoch < 3; epoch++) {
            List<List<Integer>> batches = batches(set, epoch, 0);
            assertThat(batches).extracting(List::size).containsExactly(4, 4, 3);
            assertThat(flat(batches))
                    .containsExactlyInAnyOrder(IntStream.range(0, 11).boxed().toArray(Integer[]::new));
        }
        assertThat(set.batchesPerEpoch()).isEqualTo(3);
        assertThat(set.size()).isEqualTo(11);
    }

    @Test
    void theOrderDependsOnSeedAndEpochAlone() {
        List<List<Integer>> third = batches(shuffled(1), 2, 0);
        FeatureSet again = shuffled(1);
        assertThat(batches(again, 0, 0)).isNotEqualTo(third);
        assertThat(batches(again, 2, 0)).isEqualTo(third);
        assertThat(batches(shuffled(2), 2, 0)).isNotEqualTo(third);
    }

    @Test
    void withoutShufflingTheOrderIsTheSets() {
        assertThat(flat(batches(new FeatureSet(ROWS, LABELS, 4, false, 1), 5, 0)))
                .containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    }

    @Test
    void anEpochGoesOnInItsMidstAsTheWholeOneDoes() {
        List<List<Integer>> whole = batches(shuffled(3), 1, 0);
        for (int first = 0; first <= 3; first++) {
            assertThat(batches(shuffled(3), 1, first)).isEqualTo(whole.subList(first, 3));
        }
    }

    @Test
    void batchesAreFloatVectorsAndLongLabels() {
        try (Epochs.Batches batches = shuffled(0).epoch(manager, 0, 0);
                Batch batch = batches.next()) {
            assertThat(batch.getData().singletonOrThrow().getShape()).isEqualTo(new Shape(4, 2));
            assertThat(batch.getData().singletonOrThrow().getDataType()).isEqualTo(DataType.FLOAT32);
            assertThat(batch.getLabels().singletonOrThrow().getDataType()).isEqualTo(DataType.INT64);
        }
    }

    @Test
    void refusesWhatDoesNotFit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FeatureSet(new float[][] {{1, 2}, {3}}, new int[2], 4, true, 0))
                .withMessage("the vectors differ in length");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FeatureSet(ROWS, new int[3], 4, true, 0))
                .withMessage("11 vectors have 3 labels");
        assertThatIllegalArgumentException().isThrownBy(() -> new FeatureSet(new float[0][], new int[0], 4, true, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FeatureSet(ROWS, LABELS, 0, true, 0))
                .withMessage("batchSize must be at least 1: 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shuffled(0).epoch(manager, 1, 4))
                .withMessage("no batch 4 in epoch 1");
    }
}
