package org.visioncourse.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.visioncourse.detection.LabelFiles.box;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.dataset.Batch;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.visioncourse.data.BatchStream;
import org.visioncourse.engine.Torch;

class TruthsTest {

    @AutoClose
    private final NDManager manager = Torch.start().newBaseManager();

    private static void assertHolds(Truths truths, LabelledBox... expected) {
        Truths theirs = Truths.of(List.of(expected));
        assertThat(truths.labels()).containsExactly(theirs.labels());
        assertThat(truths.boxes().corners()).containsExactly(theirs.boxes().corners());
    }

    @Test
    void rowsOfMinusOneAreNoObjects() {
        float[] rows = {
            2, 0.25f, 0, 0.5f, 1, -1, -1, -1, -1, -1, //
            -1, -1, -1, -1, -1, -1, -1, -1, -1, -1, //
            0, 0, 0, 0.5f, 0.5f, 1, 0.5f, 0.5f, 1, 1
        };

        List<Truths> batch = Truths.ofBatch(manager.create(rows, new Shape(3, 2, 5)));

        assertThat(batch).hasSize(3);
        assertHolds(batch.get(0), box(2, 0.25, 0, 0.5, 1));
        assertHolds(batch.get(1));
        assertHolds(batch.get(2), box(0, 0, 0, 0.5, 0.5), box(1, 0.5, 0.5, 1, 1));
    }

    @Test
    void aDataSetsBatchGivesItsBoxesBack() {
        BoxSet set = FruitSet.draw(4, 3, 5, 1);
        try (BatchStream batches = set.dataset(List.of()).batchSize(4).build().epoch(manager, 0, 0);
                Batch batch = batches.next()) {
            List<Truths> truths = Truths.ofBatch(batch.getLabels().singletonOrThrow());
            for (int i = 0; i < 4; i++) {
                assertHolds(truths.get(i), set.boxes().get(i).toArray(LabelledBox[]::new));
            }
        }
    }

    @Test
    void everyBoxHasALabel() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Truths(Boxes.of(List.of()), new int[] {1}))
                .withMessage("the labels of 0 boxes are [1], expected one for each, from 0");
    }
}
