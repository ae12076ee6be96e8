package org.visioncourse.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.Batch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.visioncourse.engine.Torch;

class BatchStreamTest {

    private static final ImageSet IMAGES = Pictures.random(40, 4, 4);

    @AutoClose
    private final NDManager manager = Torch.start().newBaseManager();

    private static ImageDataset dataset(Augmentation... augmentations) {
        return ImageDataset.builder(IMAGES)
                .batchSize(4)
                .augmentations(List.of(augmentations))
                .build();
    }

    private static Set<Thread> workers() {
        Set<Thread> workers = new HashSet<>(Thread.getAllStackTraces().keySet());
        workers.removeIf(thread -> !thread.getName().equals("image-batches"));
        return workers;
    }

    @Test
    void leavesAnOpenBatchAloneWhileTheOthersPassBy() {
        try (BatchStream stream = dataset().epoch(manager, 0, 0)) {
            Batch first = stream.next();
            float[] before = first.getData().head().toFloatArray();
            stream.forEachRemaining(Batch::close);
            assertThat(first.getData().head().toFloatArray()).isEqualTo(before);
            first.close();
        }
    }

    @Test
    void refusesAFourthOpenBatchInsteadOfWaitingForEver() {
        try (BatchStream stream = dataset().epoch(manager, 0, 0)) {
            List<Batch> open = List.of(stream.next(), stream.next(), stream.next());
            assertThatIllegalStateException()
                    .isThrownBy(stream::next)
                    .withMessageContaining("close a batch before the next");
            open.get(1).close();
            assertThat(stream.next().getIndices()).isEqualTo(List.of(12L, 13L, 14L, 15L));
        }
    }

    @Test
    void buildsAheadNoMoreThanItsMemoryHolds() throws Exception {
        AtomicInteger built = new AtomicInteger();
        ImageDataset dataset = dataset(counting(built));
        try (BatchStream stream = dataset.epoch(manager, 0, 0)) {
            waitUntilAsleepAt(15, built); // three batches of four, and a picture for the shape of each new slot
            stream.next().close();
            waitUntilAsleepAt(19, built);
        }
    }

    private static Augmentation counting(AtomicInteger count) {
        return (picture, random) -> {
            count.incrementAndGet();
            return picture;
        };
    }

    /** Until so many pictures are built, and the worker waits for a slot. */
    private static void waitUntilAsleepAt(int count, AtomicInteger built) throws InterruptedException {
        Thread worker = workers().iterator().next();
        for (int i = 0; i < 1000 && (built.get() < count || worker.getState() != Thread.State.WAITING); i++) {
            Thread.sleep(2);
        }
        assertThat(worker.getState()).isEqualTo(Thread.State.WAITING);
        assertThat(worker.isDaemon()).isTrue();
        assertThat(built).hasValue(count);
    }

    @Test
    void endsItsWorkerWhenClosedInTheMiddle() {
        BatchStream stream = dataset().epoch(manager, 0, 0);
        assertThat(workers()).hasSize(1);
        stream.next().close();
        stream.close();
        stream.close();
        assertThat(workers()).isEmpty();
        assertThat(stream.hasNext()).isFalse();
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(stream::next);
    }

    @Test
    void endsItsWorkerInTheMiddleOfABatch() {
        AtomicInteger built = new AtomicInteger();
        Augmentation slow = (picture, random) -> {
            if (built.incrementAndGet() > 1 && !Thread.currentThread().isInterrupted()) {
                try {
                    Thread.sleep(60_000);
                } catch (InterruptedException e) {
                    return picture; // without passing it on: the stream must end all the same
                }
            }
            return picture;
        };
        ImageDataset dataset = ImageDataset.builder(IMAGES)
                .batchSize(40)
                .augmentations(List.of(
                        (picture, random) -> Thread.currentThread().getName().equals("image-batches")
                                ? slow.apply(picture, random)
                                : picture))
                .build();
        dataset.epoch(manager, 0, 0).close();
        assertThat(workers()).isEmpty();
        assertThat(built.get()).isLessThan(4);
    }

    @Test
    void endsItsWorkerAfterTheLastBatch() {
        for (Batch batch : dataset().getData(manager)) {
            batch.close();
        }
        assertThat(workers()).isEmpty();
    }

    @Test
    void endsTheWorkerOfAStreamThatWasLeftAndForgotten() throws Exception {
        leaveInTheMiddle(dataset());
        for (int i = 0; i < 200 && !workers().isEmpty(); i++) {
            System.gc();
            Thread.sleep(10);
        }
        assertThat(workers()).isEmpty();
    }

    private void leaveInTheMiddle(ImageDataset dataset) {
        for (Batch batch : dataset.getData(manager)) {
            assertThat(workers()).hasSize(1);
            assertThat(batch.getSize()).isEqualTo(4);
            break;
        }
    }

    @Test
    void readsTwoStreamsOfOneDatasetSideBySide() {
        ImageDataset dataset = dataset();
        try (BatchStream one = dataset.epoch(manager, 0, 0);
                BatchStream two = dataset.epoch(manager, 0, 0)) {
            while (one.hasNext()) {
                try (Batch a = one.next();
                        Batch b = two.next()) {
                    assertThat(a.getData().head().toFloatArray())
                            .isEqualTo(b.getData().head().toFloatArray());
                }
            }
        }
    }

    @Test
    void buildsEveryEpochInTheSameMemory() {
        AtomicInteger slots = new AtomicInteger();
        Augmentation shapeOfNewSlots = (picture, random) -> {
            if (!Thread.currentThread().getName().equals("image-batches")) {
                slots.incrementAndGet();
            }
            return picture;
        };
        ImageDataset dataset = dataset(shapeOfNewSlots);
        for (int epoch = 0; epoch < 5; epoch++) {
            try (BatchStream stream = dataset.epoch(manager, epoch, 0)) {
                stream.next().close();
                stream.next().close();
            }
            dataset.epoch(manager, epoch, 0).forEachRemaining(Batch::close);
        }
        assertThat(slots).hasValue(3);
    }

    @Test
    void leavesAnOpenBatchAloneAfterItsStreamHasClosed() {
        ImageDataset dataset = dataset();
        BatchStream stream = dataset.epoch(manager, 0, 0);
        Batch open = stream.next();
        stream.close();
        float[] before = open.getData().head().toFloatArray();
        dataset.epoch(manager, 1, 3).forEachRemaining(Batch::close);
        assertThat(open.getData().head().toFloatArray()).isEqualTo(before);
        open.close();
    }

    @Test
    void keepsNoArraysOverManyBatches() {
        ImageDataset dataset = dataset();
        for (int epoch = 0; epoch < 20; epoch++) {
            for (Batch batch : dataset.getData(manager)) {
                assertThat(manager.getManagedArrays()).hasSize(3); // rows, their transposed view, labels
                batch.close();
            }
        }
        assertThat(manager.getManagedArrays()).isEmpty();
    }

    @Test
    void passesOnWhatWentWrongInTheWorker() {
        Augmentation fails = (picture, random) -> {
            if (Arrays.equals(picture.pixels(), IMAGES.picture(6).pixels())) {
                throw new ArithmeticException("no such luck");
            }
            return picture;
        };
        BatchStream stream = dataset(fails).epoch(manager, 2, 0);
        stream.next().close();
        for (int i = 0; i < 2; i++) {
            assertThatIllegalStateException()
                    .isThrownBy(stream::next)
                    .withMessageContainingAll("epoch 2", "no such luck")
                    .withCauseInstanceOf(ArithmeticException.class);
        }
        stream.close();
        assertThat(workers()).isEmpty();
    }

    @Test
    void refusesPicturesThatComeOutInDifferentSizes() {
        AtomicInteger height = new AtomicInteger(8);
        Augmentation uneven = (picture, random) -> Resampling.resize(picture, height.getAndIncrement(), 4);
        try (BatchStream stream = dataset(uneven).epoch(manager, 0, 0)) {
            assertThatIllegalStateException()
                    .isThrownBy(stream::next)
                    .withMessageContaining("every picture of a batch must come out");
        }
    }

    @Test
    void anInterruptedReaderGetsItsBatchAndKeepsItsFlag() {
        try (BatchStream stream = dataset().epoch(manager, 0, 0)) {
            Thread.currentThread().interrupt();
            stream.next().close();
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void tellsHowLongItsReaderWaited() {
        Augmentation slow = (picture, random) -> {
            try {
                Thread.sleep(10);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return picture;
        };
        try (BatchStream stream = dataset(slow).epoch(manager, 0, 0)) {
            assertThat(stream.waited()).isZero();
            List<Duration> waits = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                stream.next().close();
                waits.add(stream.waited());
            }
            assertThat(waits.get(0)).isPositive();
            assertThat(waits.get(1)).isGreaterThan(waits.get(0));
        }
    }
}
