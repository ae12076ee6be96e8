package org.visioncourse.cifar10;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.visioncourse.data.Augmentation;
import org.visioncourse.data.Cifar10Binary;
import org.visioncourse.data.DataFolder;
import org.visioncourse.data.GeneratedImages;
import org.visioncourse.data.ImageDataset;
import org.visioncourse.data.ImageFolder;
import org.visioncourse.data.ImageSet;
import org.visioncourse.data.Normalisation;

/**
 * The pictures of a run.
 *
 * @param train what is trained on
 * @param valid what epochs are compared on; null if nothing is held out
 * @param test looked at once, at the end
 */
public record Cifar10Data(ImageSet train, ImageSet valid, ImageSet test) {

    /** Height and width of the pictures. */
    public static final int SIZE = 32;

    private static final int PADDING = 4;
    private static final int OVERFIT_STEPS = 10;
    private static final int SAMPLE_TRAIN = 2_000;
    private static final int SAMPLE_TEST = 500;
    private static final int EVALUATION_BATCH = 256;

    /**
     * Reads or draws the pictures.
     *
     * @throws IOException if the data cannot be found or read, in one sentence
     */
    public static Cifar10Data load(Cifar10Config config) throws IOException {
        Cifar10Binary.Splits all = read(config);
        ImageSet train = all.train();
        ImageSet test = part(all.test(), config);
        if (config.overfit()) {
            int batch = Math.min(config.batchSize(), train.size());
            int[] again = IntStream.range(0, batch * OVERFIT_STEPS)
                    .map(i -> i % batch)
                    .toArray();
            return new Cifar10Data(train.subset(again), null, test);
        }
        if (config.validRatio() == 0) {
            return new Cifar10Data(part(train, config), null, test);
        }
        ImageSet.Split split = train.split(config.validRatio(), config.seed());
        return new Cifar10Data(part(split.train(), config), part(split.valid(), config), test);
    }

    private static Cifar10Binary.Splits read(Cifar10Config config) throws IOException {
        if (config.data().equals(Cifar10Config.SAMPLE)) {
            ImageSet drawn = GeneratedImages.draw(SAMPLE_TRAIN + SAMPLE_TEST, config.seed());
            int[] indices = IntStream.range(0, drawn.size()).toArray();
            return new Cifar10Binary.Splits(
                    drawn.subset(IntStream.of(indices).limit(SAMPLE_TRAIN).toArray()),
                    drawn.subset(IntStream.of(indices).skip(SAMPLE_TRAIN).toArray()));
        }
        Path path = DataFolder.resolve(config.data());
        if (Files.isDirectory(path.resolve("train")) && Files.isDirectory(path.resolve("test"))) {
            ImageSet train = ImageFolder.read(path.resolve("train"), SIZE, SIZE);
            ImageSet test = ImageFolder.read(path.resolve("test"), SIZE, SIZE);
            if (!train.classNames().equals(test.classNames())) {
                throw new IOException("the classes in " + path + " differ: train has " + train.classNames()
                        + ", test has " + test.classNames());
            }
            return new Cifar10Binary.Splits(train, test);
        }
        return Cifar10Binary.read(path);
    }

    /** A random part of the pictures, in their order. */
    private static ImageSet part(ImageSet images, Cifar10Config config) {
        if (config.limit() == 0 || config.limit() >= images.size()) {
            return images;
        }
        List<Integer> indices = IntStream.range(0, images.size()).boxed().collect(Collectors.toList());
        Collections.shuffle(indices, new Random(config.seed()));
        return images.subset(indices.stream()
                .limit(config.limit())
                .sorted()
                .mapToInt(Integer::intValue)
                .toArray());
    }

    /** The training pictures, shuffled and augmented anew each epoch. */
    public ImageDataset training(Cifar10Config config) {
        return ImageDataset.builder(train)
                .batchSize(Math.min(config.batchSize(), train.size()))
                .shuffle(!config.overfit())
                .dropLast(true)
                .augmentations(config.overfit() ? List.of() : augmentations(config))
                .normalisation(Normalisation.CIFAR10)
                .seed(config.seed())
                .build();
    }

    private static List<Augmentation> augmentations(Cifar10Config config) {
        Augmentation crop = Augmentation.padCrop(PADDING);
        Augmentation flip = Augmentation.horizontalFlip();
        return config.cutout() == 0
                ? List.of(crop, flip)
                : List.of(crop, flip, Augmentation.cutout(config.cutout(), Normalisation.CIFAR10));
    }

    /** Pictures in their order, as they are. */
    public static ImageDataset evaluation(ImageSet images) {
        return ImageDataset.builder(images)
                .batchSize(Math.min(EVALUATION_BATCH, images.size()))
                .normalisation(Normalisation.CIFAR10)
                .build();
    }
}
