package org.visioncourse.data;

import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.Batch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Photographs a second from their files through a random crop to 224x224, flip, jitter and normalisation into batches of
 * 32: the first 256 of Kaggle's dog breeds where they are in {@code COURSE_DATA}, else drawings of that size. Two workers
 * are to be at least twice as fast as torchvision in one process.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class PhotoBenchmark {

    private static final int BATCH = 32;
    private static final int PHOTOS = 256;
    private static final int SIDE = 224;
    private static final int WORKERS = 2;
    private static final List<Augmentation> AUGMENTATIONS = List.of(
            Augmentation.randomResizedCrop(SIDE, 0.08, 4.0 / 3),
            Augmentation.horizontalFlip(),
            Augmentation.colourJitter(0.4, 0.4, 0.4));

    private Path drawings;
    private BatchPlan plan;
    private Slot slot;
    private ImageDataset dataset;
    private NDManager manager;
    private int epoch;

    /** Finds the photographs, or draws some. */
    @Setup
    public void prepare() throws IOException {
        drawings = Files.createTempDirectory("photos");
        Path dogs = DataFolder.root().resolve("dog-breed-identification").resolve("train");
        PhotoSet photos = photos(Files.isDirectory(dogs) ? dogs : draw());
        plan = new BatchPlan(photos, BATCH, true, false, AUGMENTATIONS, Normalisation.IMAGENET, 1);
        slot = plan.newSlot();
        dataset = ImageDataset.builder(photos)
                .batchSize(BATCH)
                .shuffle(true)
                .augmentations(AUGMENTATIONS)
                .normalisation(Normalisation.IMAGENET)
                .workers(WORKERS)
                .build();
        manager = NDManager.newBaseManager();
    }

    private Path draw() throws IOException {
        ImageSet images = GeneratedImages.draw(PHOTOS, 1);
        for (int i = 0; i < PHOTOS; i++) {
            Picture large = Resampling.resize(images.picture(i), SIDE, SIDE);
            ImageIO.write(large.toImage(), "jpg", drawings.resolve(i + ".jpg").toFile());
        }
        return drawings;
    }

    private static PhotoSet photos(Path folder) throws IOException {
        List<Path> files = ImageFile.names(folder).stream()
                .limit(PHOTOS)
                .map(folder::resolve)
                .toList();
        return new PhotoSet(files, new int[PHOTOS], List.of("any"));
    }

    @TearDown
    public void close() throws IOException {
        manager.close();
        try (var files = Files.list(drawings)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(drawings);
    }

    /** A worker's task alone, on one thread. */
    @Benchmark
    @OperationsPerInvocation(BATCH)
    public Slot fillABatch() {
        slot.clear(BATCH);
        epoch++;
        for (int i = 0; i < BATCH; i++) {
            int index = (epoch * BATCH + i) % PHOTOS;
            slot.set(i, plan.example(epoch, index), index);
        }
        return slot;
    }

    /** A whole epoch by two workers, and a reader that only closes the batches. */
    @Benchmark
    @OperationsPerInvocation(PHOTOS)
    public int readAnEpoch() {
        int batches = 0;
        for (Batch batch : dataset.epoch(manager, epoch++, 0)) {
            batch.close();
            batches++;
        }
        return batches;
    }
}
