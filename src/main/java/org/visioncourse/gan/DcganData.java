package org.visioncourse.gan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import org.visioncourse.data.Cifar10Binary;
import org.visioncourse.data.DataFolder;
import org.visioncourse.data.GeneratedSprites;
import org.visioncourse.data.ImageDataset;
import org.visioncourse.data.ImageSet;
import org.visioncourse.data.ImageTree;
import org.visioncourse.data.Normalisation;
import org.visioncourse.data.Picture;
import org.visioncourse.data.Preprocessing;

/** The pictures that a generator should learn to make. */
public final class DcganData {

    /** From bytes to values from -1 to 1, as tanh makes them. */
    static final Normalisation NORMALISATION = new Normalisation(List.of(0.5f, 0.5f, 0.5f), List.of(0.5f, 0.5f, 0.5f));

    private static final int SPRITES = 2_000;
    private static final String CIFAR10 = "cifar10";

    private DcganData() {}

    /**
     * Reads or draws the pictures.
     *
     * @throws IOException if they cannot be found or read, or there is only one, in one sentence
     */
    public static ImageSet load(DcganConfig config) throws IOException {
        ImageSet all = read(config);
        ImageSet used = config.limit() == 0 ? all : all.sample(config.limit(), config.seed());
        if (used.size() < 2) { // BatchNorm and the distance are of several
            throw new IOException("There is one picture to learn from in " + config.data()
                    + (config.limit() == 1 ? " with --limit 1" : "") + ": a GAN needs two, and better hundreds.");
        }
        return used;
    }

    private static ImageSet read(DcganConfig config) throws IOException {
        boolean sample = config.data().equals(DcganConfig.SAMPLE);
        Path path = sample ? null : DataFolder.resolve(config.data());
        if (!sample && isCifar10(config, path)) {
            return scaled(ofClass(Cifar10Binary.read(path).train(), config.className()), config.side());
        }
        if (config.className() != null) {
            throw new IllegalArgumentException(
                    "--class is " + config.className() + ", but classes are told apart in CIFAR-10 only");
        }
        return sample
                ? GeneratedSprites.draw(SPRITES, config.side(), config.seed())
                : ImageTree.of(path).read(config.side(), Color.decode(config.background()));
    }

    private static boolean isCifar10(DcganConfig config, Path path) {
        return config.data().equals(CIFAR10) || Files.isDirectory(path.resolve("cifar-10-batches-bin"));
    }

    private static ImageSet ofClass(ImageSet images, String name) {
        if (name == null) {
            return images;
        }
        int label = images.classNames().indexOf(name);
        if (label < 0) {
            throw new IllegalArgumentException("--class is " + name + ", but must be one of " + images.classNames());
        }
        return images.subset(IntStream.range(0, images.size())
                .filter(i -> images.labels()[i] == label)
                .toArray());
    }

    private static ImageSet scaled(ImageSet images, int side) {
        if (images.height() == side && images.width() == side) {
            return images;
        }
        int length = side * side * images.channels();
        byte[] pixels = new byte[Math.multiplyExact(images.size(), length)];
        for (int i = 0; i < images.size(); i++) {
            Picture picture = images.picture(i).resized(side, side);
            System.arraycopy(picture.pixels(), 0, pixels, i * length, length);
        }
        return new ImageSet(pixels, side, side, images.channels(), images.labels(), images.classNames());
    }

    /**
     * The pictures as a generator makes them and a discriminator sees them.
     *
     * @return (N, 3, H, W), values from -1 to 1, attached to the manager
     */
    public static NDArray array(ImageSet images, NDManager manager) {
        try (NDManager scope = manager.newSubManager()) {
            Preprocessing preprocessing = new Preprocessing(NORMALISATION);
            NDList all = new NDList(images.size());
            for (int i = 0; i < images.size(); i++) {
                all.add(preprocessing.array(images.picture(i), scope));
            }
            NDArray joined = NDArrays.concat(all); // (N, 3, H, W)
            joined.attach(manager);
            return joined;
        }
    }

    /** The pictures in batches, shuffled anew each epoch; those that fill no batch are left for the next one. */
    static ImageDataset batches(ImageSet images, DcganConfig config) {
        return ImageDataset.builder(images)
                .batchSize(Math.min(config.batchSize(), images.size()))
                .shuffle(true)
                .dropLast(true)
                .normalisation(NORMALISATION)
                .seed(config.seed())
                .build();
    }

    /** The pictures in their order. */
    static ImageDataset inOrder(ImageSet images, int batchSize) {
        return ImageDataset.builder(images)
                .batchSize(Math.min(batchSize, images.size()))
                .normalisation(NORMALISATION)
                .build();
    }

    /** A checksum of the pixels, by which a resumed run knows that its pictures are the same. */
    static long checksum(ImageSet images) {
        CRC32 crc = new CRC32();
        crc.update(images.pixels());
        return crc.getValue();
    }
}
