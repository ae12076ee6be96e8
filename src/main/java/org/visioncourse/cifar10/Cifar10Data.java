package org.visioncourse.cifar10;

import static org.visioncourse.training.Configuration.require;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.visioncourse.data.Augmentation;
import org.visioncourse.data.Cifar10Binary;
import org.visioncourse.data.DataFolder;
import org.visioncourse.data.GeneratedImages;
import org.visioncourse.data.ImageDataset;
import org.visioncourse.data.ImageFile;
import org.visioncourse.data.ImageFolder;
import org.visioncourse.data.ImageSet;
import org.visioncourse.data.KaggleFolder;
import org.visioncourse.data.Normalisation;

/**
 * The pictures of a run.
 *
 * @param train what is trained on
 * @param valid what epochs are compared on; null if nothing is held out
 * @param test looked at once, at the end; null in Kaggle's layout, whose test pictures have no labels
 * @param labelsWithoutPicture labels in Kaggle's list whose pictures are not there
 */
public record Cifar10Data(ImageSet train, ImageSet valid, ImageSet test, int labelsWithoutPicture) {

    /** Height and width of the pictures. */
    public static final int SIZE = 32;

    private static final String CIFAR_FOLDER = "cifar-10-batches-bin";
    private static final double TEST_RATIO = 0.1;
    private static final int OVERFIT_STEPS = 10;
    private static final int FEWEST_STEPS = 5; // of an epoch of the fast recipe
    private static final int MANY_STEPS = 20;
    private static final int SAMPLE_TRAIN = 2_000;
    private static final int SAMPLE_TEST = 500;
    private static final int EVALUATION_BATCH = 256;

    /** Pictures of which none is missing. */
    public Cifar10Data(ImageSet train, ImageSet valid, ImageSet test) {
        this(train, valid, test, 0);
    }

    /**
     * Reads or draws the pictures.
     *
     * @throws IOException if the data cannot be found or read, in one sentence
     */
    public static Cifar10Data load(Cifar10Config config) throws IOException {
        Cifar10Data all = read(config);
        ImageSet test = all.test == null ? null : part(all.test, config);
        if (config.overfit()) {
            ImageSet batch = all.train.sample(config.batchSize(), config.seed());
            int[] again = IntStream.range(0, batch.size() * OVERFIT_STEPS)
                    .map(i -> i % batch.size())
                    .toArray();
            return new Cifar10Data(batch.subset(again), null, test, all.labelsWithoutPicture);
        }
        if (config.validRatio() == 0) {
            return new Cifar10Data(part(all.train, config), null, test, all.labelsWithoutPicture);
        }
        ImageSet.Split split = all.train.split(config.validRatio(), config.seed());
        return new Cifar10Data(
                part(split.train(), config), part(split.valid(), config), test, all.labelsWithoutPicture);
    }

    /** All pictures, nothing held out yet. */
    private static Cifar10Data read(Cifar10Config config) throws IOException {
        if (config.data().equals(Cifar10Config.SAMPLE)) {
            return new Cifar10Data(
                    GeneratedImages.draw(SAMPLE_TRAIN, config.seed()),
                    null,
                    GeneratedImages.draw(SAMPLE_TEST, config.seed() + 1));
        }
        Path path = DataFolder.resolve(config.data());
        if (KaggleFolder.matches(path)) {
            KaggleFolder.Training training = KaggleFolder.training(path, SIZE, SIZE);
            return new Cifar10Data(training.pictures(), null, null, training.labelsWithoutPicture());
        }
        if (Files.isDirectory(path.resolve("train")) && Files.isDirectory(path.resolve("test"))) {
            return trainAndTest(path);
        }
        if (isClassFolders(path)) {
            ImageSet.Split split = ImageFolder.read(path, SIZE, SIZE).split(TEST_RATIO, config.seed());
            return new Cifar10Data(split.train(), null, split.valid());
        }
        Cifar10Binary.Splits splits = Cifar10Binary.read(path);
        return new Cifar10Data(splits.train(), null, splits.test());
    }

    private static Cifar10Data trainAndTest(Path path) throws IOException {
        ImageSet train = ImageFolder.read(path.resolve("train"), SIZE, SIZE);
        ImageSet test = ImageFolder.read(path.resolve("test"), SIZE, SIZE);
        if (!train.classNames().equals(test.classNames())) {
            throw new IOException("the classes in " + path + " differ: train has " + train.classNames() + ", test has "
                    + test.classNames());
        }
        return new Cifar10Data(train, null, test);
    }

    /** Whether a folder holds nothing but folders, none of which is CIFAR-10's. */
    private static boolean isClassFolders(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            return false;
        }
        try (Stream<Path> entries = Files.list(path)) {
            List<Path> visible = entries.filter(
                            entry -> !entry.getFileName().toString().startsWith("."))
                    .toList();
            return !visible.isEmpty()
                    && visible.stream().allMatch(Files::isDirectory)
                    && !Files.exists(path.resolve(CIFAR_FOLDER));
        }
    }

    /** A checksum of pictures and labels, by which a resumed run knows that its data are the same. */
    long checksum() {
        CRC32 crc = new CRC32();
        for (ImageSet images :
                Stream.of(train, valid, test).filter(Objects::nonNull).toList()) {
            crc.update(images.pixels());
            for (int label : images.labels()) {
                crc.update(label);
            }
        }
        return crc.getValue();
    }

    /** As many pictures as the options allow. */
    private static ImageSet part(ImageSet images, Cifar10Config config) {
        return config.limit() == 0 ? images : images.sample(config.limit(), config.seed());
    }

    /** The training pictures, shuffled and augmented anew each epoch. */
    public ImageDataset training(Cifar10Config config) {
        return ImageDataset.builder(train)
                .batchSize(batchSize(config))
                .shuffle(!config.overfit())
                .dropLast(true)
                .augmentations(config.recipe().augmentations(config))
                .normalisation(Normalisation.CIFAR10)
                .seed(config.seed())
                .build();
    }

    /**
     * Refuses batches of the fast recipe that leave it next to no steps.
     *
     * @throws IllegalArgumentException in one sentence, with a batch size that would do
     */
    void requireSteps(Cifar10Config config) {
        require(
                config.recipe() != Recipe.FAST || config.overfit() || train.size() / config.batchSize() >= FEWEST_STEPS,
                "--batch-size",
                config.batchSize(),
                String.format(
                        Locale.ROOT,
                        "at most %d for %,d training pictures, and better %d: the fast recipe wants many steps",
                        Math.max(2, train.size() / FEWEST_STEPS),
                        train.size(),
                        Math.max(2, train.size() / MANY_STEPS)));
    }

    /** Pictures of a step: the options', or all there are. */
    int batchSize(Cifar10Config config) {
        return Math.min(config.batchSize(), config.overfit() ? train.size() / OVERFIT_STEPS : train.size());
    }

    /**
     * Pictures of any size and kind, scaled to the network's. All have label 0, which says nothing.
     *
     * @param classNames the classes that a network tells apart
     * @throws IOException if a file cannot be read, with its name
     */
    public static ImageSet pictures(List<Path> files, List<String> classNames) throws IOException {
        int length = SIZE * SIZE * 3;
        byte[] pixels = new byte[files.size() * length];
        for (int i = 0; i < files.size(); i++) {
            System.arraycopy(ImageFile.read(files.get(i), SIZE, SIZE).pixels(), 0, pixels, i * length, length);
        }
        return new ImageSet(pixels, SIZE, SIZE, 3, new int[files.size()], classNames);
    }

    /** Pictures in their order, as they are. */
    public static ImageDataset evaluation(ImageSet images) {
        return evaluation(images, List.of());
    }

    /** Pictures in their order, changed in the same way each time. */
    static ImageDataset evaluation(ImageSet images, List<Augmentation> changes) {
        return ImageDataset.builder(images)
                .augmentations(changes)
                .batchSize(Math.min(EVALUATION_BATCH, images.size()))
                .normalisation(Normalisation.CIFAR10)
                .build();
    }
}
