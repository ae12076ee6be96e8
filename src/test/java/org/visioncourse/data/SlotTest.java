package org.visioncourse.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import ai.djl.training.dataset.Batch;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SlotTest {

    private static final ImageSet IMAGES = Pictures.random(6, 2, 3);

    private static Slot filled(int batchSize, int... indices) {
        Slot slot = new Slot(batchSize, IMAGES.picture(0), Normalisation.CIFAR10, IMAGES);
        fill(slot, indices);
        return slot;
    }

    private static void fill(Slot slot, int... indices) {
        slot.clear(indices.length);
        for (int i = 0; i < indices.length; i++) {
            slot.set(i, IMAGES.example(indices[i], Draws.random(0)), indices[i]);
        }
    }

    @Test
    void handsOverNormalisedPicturesWithChannelsFirst() {
        try (NDManager manager = NDManager.newBaseManager();
                Batch batch = filled(2, 5, 2).toBatch(manager, () -> {}, 2, 6)) {
            NDArray data = batch.getData().head();
            assertThat(data.getShape()).isEqualTo(new Shape(2, 3, 2, 3));
            assertThat(data.getDataType()).isEqualTo(DataType.FLOAT32);
            float[] table = Normalisation.CIFAR10.table();
            int value = IMAGES.picture(2).value(1, 2, 1);
            assertThat(data.getFloat(1, 1, 1, 2)).isEqualTo(table[256 + value]);
        }
    }

    @Test
    void handsOverLabelsIndicesAndProgress() {
        try (NDManager manager = NDManager.newBaseManager();
                Batch batch = filled(4, 5, 2, 3).toBatch(manager, () -> {}, 3, 6)) {
            assertThat(batch.getLabels().head().toLongArray()).containsExactly(1, 0, 1);
            assertThat(batch.getSize()).isEqualTo(3);
            assertThat(batch.getIndices()).isEqualTo(List.of(5L, 2L, 3L));
            assertThat(batch.getProgress()).isEqualTo(3);
            assertThat(batch.getProgressTotal()).isEqualTo(6);
        }
    }

    /** A direct view, which only a contiguous array gives, of (N, H, W, C): so those are the strides. */
    @Test
    void laysPixelsOutChannelsLast() {
        Slot slot = filled(1, 0);
        try (NDManager manager = NDManager.newBaseManager();
                Batch batch = slot.toBatch(manager, () -> {}, 1, 6)) {
            NDArray data = batch.getData().head(); // (N, C, H, W)
            var channelsLast = data.transpose(0, 2, 3, 1).toByteBuffer(true).asFloatBuffer();
            var channelsFirst = data.toByteBuffer(true).asFloatBuffer();
            float before = channelsFirst.get(0);
            fill(slot, 1);
            assertThat(channelsLast.get(0)).isEqualTo(data.getFloat(0, 0, 0, 0)).isNotEqualTo(before);
            assertThat(channelsFirst.get(0)).as("a copy").isEqualTo(before);
        }
    }

    @Test
    void changesTheDataOfAnOpenBatchWhenItIsFilledTooEarly() {
        Slot slot = filled(2, 0, 1);
        try (NDManager manager = NDManager.newBaseManager();
                Batch batch = slot.toBatch(manager, () -> {}, 2, 6)) {
            float[] before = batch.getData().head().toFloatArray();
            fill(slot, 2, 3);
            assertThat(batch.getData().head().toFloatArray()).isNotEqualTo(before);
        }
    }

    /** Why a slot must not be filled before the backward pass: d/dw sum(w x) = sum(x) is read from it there. */
    @Test
    void changesTheGradientWhenItIsFilledBeforeTheBackwardPass() {
        assertThat(gradient(() -> {})).isNotEqualTo(0f).isEqualTo(gradient(() -> {}));
        Slot slot = filled(1, 0);
        assertThat(gradient(slot, () -> fill(slot, 1))).isNotEqualTo(gradient(() -> {}));
    }

    private static float gradient(Runnable beforeBackward) {
        return gradient(filled(1, 0), beforeBackward);
    }

    private static float gradient(Slot slot, Runnable beforeBackward) {
        try (NDManager manager = NDManager.newBaseManager();
                Batch batch = slot.toBatch(manager, () -> {}, 1, 6)) {
            NDArray weight = manager.create(2f);
            weight.setRequiresGradient(true);
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                NDArray loss = batch.getData().head().mul(weight).sum();
                beforeBackward.run();
                collector.backward(loss);
            }
            return weight.getGradient().getFloat();
        }
    }

    @Test
    void tellsOnceThatTheBatchHasClosed() {
        AtomicInteger released = new AtomicInteger();
        try (NDManager manager = NDManager.newBaseManager()) {
            Batch batch = filled(1, 0).toBatch(manager, released::incrementAndGet, 1, 6);
            batch.getManager().newSubManager().close();
            assertThat(released).hasValue(0);
            batch.close();
            assertThat(released).hasValue(1);
            filled(1, 0).toBatch(manager, released::incrementAndGet, 1, 6);
        }
        assertThat(released).as("closed with its parent").hasValue(2);
    }

    @Test
    void leavesNothingBehindInTheManager() {
        try (NDManager manager = NDManager.newBaseManager()) {
            filled(2, 0, 1).toBatch(manager, () -> {}, 2, 6).close();
            assertThat(manager.getManagedArrays()).isEmpty();
        }
    }

    @Test
    void refusesPicturesOfAnotherSizeAndBatchesBeyondABuffer() {
        Picture other = Pictures.random(1, 3, 2).picture(0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> filled(1).set(0, new Example(other, new float[1]), 0))
                .withMessageContaining("2x3x3, not as 3x2x3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Slot(Integer.MAX_VALUE, other, Normalisation.CIFAR10, IMAGES))
                .withMessageContaining("use smaller batches");
        assertThatIllegalArgumentException().isThrownBy(() -> new Slot(1, other, Normalisation.unit(1), IMAGES));
    }

    @Test
    void closesItsManagerWhenTheParentIsGone() {
        NDManager parent = NDManager.newBaseManager();
        parent.close();
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> filled(1, 0).toBatch(parent, () -> {}, 1, 6));
    }
}
