package org.visioncourse.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.Batch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.visioncourse.engine.Torch;

/** Batches of pictures in files, built by several workers. */
@Timeout(60)
class PhotoStreamTest {

    private static final Augmentation CROP = Augmentation.randomResizedCrop(6, 0.3, 4.0 / 3);

    @TempDir
    private Path folder;

    @AutoClose
    private final NDManager manager = Torch.start().newBaseManager();

    private static ImageDataset dataset(PictureSource photos, int workers, Augmentation... augmentations) {
        return ImageDataset.builder(photos)
                .batchSize(4)
                .augmentations(List.of(augmentations))
                .workers(workers)
                .build();
    }

    /** Batch for batch its indices, labels and values. */
    private static List<String> read(BatchStream stream) {
        List<String> contents = new ArrayList<>();
        for (Batch batch : stream) {
            contents.add(batch.getIndices()
                    + Arrays.toString(batch.getLabels().head().toLongArray())
                    + Arrays.toString(batch.getData().head().toFloatArray()));
            batch.close();
        }
        return contents;
    }

    private static boolean isWorker(Thread thread) {
        return thread.getName().equals("image-batches");
    }

    private static long workers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(PhotoStreamTest::isWorker)
                .count();
    }

    @Test
    void givesTheSameBatchesWhateverTheNumberOfWorkers() throws Exception {
        PhotoSet photos = Photos.write(folder, 30);
        Augmentation uneven = (picture, random) -> {
            pause(picture.height() % 3 * 3);
            return picture;
        };
        List<String> one = read(shuffled(photos, 1, CROP).epoch(manager, 3, 1));
        assertThat(one).hasSize(7);
        for (int workers : new int[] {2, 3, 8}) {
            assertThat(read(shuffled(photos, workers, uneven, CROP).epoch(manager, 3, 1)))
                    .isEqualTo(one);
        }
        assertThat(workers()).isZero();
    }

    private static ImageDataset shuffled(PhotoSet photos, int workers, Augmentation... augmentations) {
        return ImageDataset.builder(photos)
                .batchSize(4)
                .shuffle(true)
                .seed(5)
                .augmentations(List.of(augmentations))
                .workers(workers)
                .build();
    }

    @Test
    void givesFilesTheBatchesOfTheSamePicturesInMemory() throws Exception {
        PhotoSet photos = Photos.write(folder, 10);
        ImageSet images = photos.inMemory(7, 5);
        List<String> inMemory = read(dataset(images, 1).epoch(manager, 0, 0));
        assertThat(read(dataset(photos, 3, Augmentation.resize(7, 5)).epoch(manager, 0, 0)))
                .isEqualTo(inMemory);
    }

    @Test
    void buildsAsManyPicturesAtATimeAsItHasWorkers() throws Exception {
        CyclicBarrier three = new CyclicBarrier(3);
        Augmentation meet = (picture, random) -> {
            if (isWorker(Thread.currentThread())) {
                await(three);
            }
            return picture;
        };
        assertThat(read(dataset(Pictures.random(24, 2, 2), 3, meet).epoch(manager, 0, 0)))
                .hasSize(6);
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException("no others came", e);
        }
    }

    @Test
    void hasAWorkerAProcessorForFilesAndOneForASetInMemory() throws Exception {
        assertThat(threadsOf(Pictures.random(40, 2, 2))).isEqualTo(1);
        assertThat(threadsOf(Photos.write(folder, 40)))
                .isEqualTo(Runtime.getRuntime().availableProcessors());
    }

    private long threadsOf(PictureSource pictures) {
        Augmentation wait = (picture, random) -> {
            if (isWorker(Thread.currentThread())) {
                pause(60_000);
            }
            return Resampling.resize(picture, 4, 4);
        };
        ImageDataset dataset = ImageDataset.builder(pictures)
                .batchSize(4)
                .augmentations(List.of(wait))
                .build();
        BatchStream stream = dataset.epoch(manager, 0, 0);
        long workers = workers();
        stream.close();
        return workers;
    }

    @Test
    void namesTheFirstBrokenFileInItsOrderWhateverTheNumberOfWorkers() throws Exception {
        PhotoSet photos = Photos.write(folder, 20);
        for (int i : new int[] {6, 7, 9, 17}) {
            Files.writeString(photos.files().get(i), "no picture");
        }
        for (int workers : new int[] {1, 2, 5}) {
            try (BatchStream stream = dataset(photos, workers, CROP).epoch(manager, 0, 0)) {
                stream.next().close();
                for (int again = 0; again < 2; again++) {
                    assertThatExceptionOfType(UncheckedIOException.class)
                            .isThrownBy(stream::next)
                            .withMessage("The image " + photos.files().get(6)
                                    + " cannot be read (its content is no png, jpg, bmp or gif): replace or remove it.")
                            .havingCause()
                            .isInstanceOf(IOException.class);
                }
            }
            assertThat(workers()).isZero();
        }
    }

    @Test
    void waitsForAnEarlierPictureThatFailsLater() {
        ImageSet images = Pictures.random(8, 2, 2);
        Augmentation bothFail = (picture, random) -> {
            if (isWorker(Thread.currentThread())) {
                boolean first = picture.pixels()[0] == images.pixels()[0];
                if (first) {
                    pause(100);
                }
                throw new IllegalStateException(first ? "the first" : "another");
            }
            return picture;
        };
        try (BatchStream stream = dataset(images, 2, bothFail).epoch(manager, 0, 0)) {
            assertThatExceptionOfType(IllegalStateException.class)
                    .isThrownBy(stream::next)
                    .withMessageContaining("the first");
        }
    }

    @Test
    void endsAllItsWorkersInTheMiddleOfABatch() {
        AtomicInteger begun = new AtomicInteger();
        Augmentation slow = (picture, random) -> {
            if (isWorker(Thread.currentThread())) {
                begun.incrementAndGet();
                pause(60_000); // ended by an interrupt, which is not passed on
            }
            return picture;
        };
        BatchStream stream = dataset(Pictures.random(40, 2, 2), 4, slow).epoch(manager, 0, 0);
        while (begun.get() < 4) {
            Thread.onSpinWait();
        }
        assertThat(workers()).isEqualTo(4);
        stream.close();
        assertThat(workers()).isZero();
        assertThat(begun).hasValue(4);
    }

    @Test
    void endsAllItsWorkersWhileTheyWaitForMemory() throws Exception {
        AtomicInteger built = new AtomicInteger();
        Augmentation counting = (picture, random) -> {
            built.incrementAndGet();
            return picture;
        };
        BatchStream stream = dataset(Pictures.random(40, 2, 2), 4, counting).epoch(manager, 0, 0);
        for (int i = 0; i < 1000 && built.get() < 15; i++) {
            Thread.sleep(2);
        }
        Thread.sleep(20);
        assertThat(built).as("three batches, and the shapes of three slots").hasValue(15);
        stream.close();
        assertThat(workers()).isZero();
    }

    @Test
    void buildsEveryEpochInTheSameMemory() {
        AtomicInteger slots = new AtomicInteger();
        Augmentation shapeOfNewSlots = (picture, random) -> {
            if (!isWorker(Thread.currentThread())) {
                slots.incrementAndGet();
            }
            return picture;
        };
        ImageDataset dataset = dataset(Pictures.random(40, 2, 2), 3, shapeOfNewSlots);
        for (int epoch = 0; epoch < 6; epoch++) {
            try (BatchStream stream = dataset.epoch(manager, epoch, 0)) {
                stream.next().close();
                stream.next().close();
            }
        }
        assertThat(slots).hasValue(3);
    }

    @Test
    void refusesToWorkWithoutWorkers() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> dataset(Pictures.random(4, 2, 2), 0))
                .withMessage("workers must be at least 1: 0");
    }

    @Test
    void namesAFirstFileThatCannotBeRead() throws Exception {
        PhotoSet photos = Photos.write(folder, 4);
        Files.delete(photos.files().get(0));
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> dataset(photos, 2, CROP))
                .withMessage("There is no image " + photos.files().get(0) + ".");
    }

    private static void pause(long milliseconds) {
        try {
            Thread.sleep(milliseconds);
        } catch (InterruptedException e) {
            return;
        }
    }
}
