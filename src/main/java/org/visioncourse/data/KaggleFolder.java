package org.visioncourse.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads CIFAR-10 as <a href="https://www.kaggle.com/competitions/cifar-10">Kaggle</a> hands it out:
 * {@code trainLabels.csv} with the columns {@code id,label}, the pictures {@code train/1.png, ...} that it labels, and
 * {@code test/1.png, ...}.
 *
 * <p>A picture's id is the name of its file without the ending.
 */
public final class KaggleFolder {

    private static final String LABELS = "trainLabels.csv";
    static final String TRAIN = "train";
    static final String TEST = "test";

    private KaggleFolder() {}

    /**
     * The pictures to train on.
     *
     * @param pictures in the order of their labels' lines
     * @param labelsWithoutPicture how many lines name a picture that is not there, as where only a part was unpacked
     */
    public record Training(ImageSet pictures, int labelsWithoutPicture) {}

    /** Whether the folder has this layout. */
    public static boolean matches(Path folder) {
        return Files.isRegularFile(folder.resolve(LABELS)) && Files.isDirectory(folder.resolve(TRAIN));
    }

    /**
     * Reads the labelled pictures; those of another size are scaled. The classes are all that the labels name, sorted,
     * so that a part of the pictures has the class numbers of the whole.
     *
     * @throws IOException if a label's line is wrong, or a picture has no label or cannot be read; the message names it
     */
    public static Training training(Path folder, int height, int width) throws IOException {
        Labelled labelled = labelled(folder, LABELS, "id,label");
        return new Training(labelled.photos.inMemory(height, width), labelled.labelsWithoutPicture);
    }

    /**
     * The pictures to test on, read when they are asked for.
     *
     * @param partSize pictures a part; two parts are in memory at a time
     * @throws IOException if there is no test picture
     */
    public static TestPictures test(Path folder, int height, int width, int partSize) throws IOException {
        return new TestPictures(folder.resolve(TEST), namesById(folder.resolve(TEST)), height, width, partSize);
    }

    /** Pictures in their files, in the order of their labels' lines, and how many lines name a picture that is not there. */
    record Labelled(PhotoSet photos, int labelsWithoutPicture) {}

    /**
     * The pictures in {@code train} whose classes stand in a file of labels; the classes are all that it names, sorted.
     *
     * @param labelFile its name
     * @param header its first line
     */
    static Labelled labelled(Path folder, String labelFile, String header) throws IOException {
        Map<String, String> labels = LabelFile.read(folder.resolve(labelFile), header);
        Path train = folder.resolve(TRAIN);
        Map<String, String> names = namesById(train);
        for (Map.Entry<String, String> name : names.entrySet()) {
            if (!labels.containsKey(name.getKey())) {
                throw new IOException("The picture " + train.resolve(name.getValue()) + " has no label in "
                        + folder.resolve(labelFile) + ": add a line, or remove the picture.");
            }
        }
        List<String> ids = labels.keySet().stream().filter(names::containsKey).toList();
        List<Path> files = ids.stream().map(id -> train.resolve(names.get(id))).toList();
        List<String> classNames = labels.values().stream().distinct().sorted().toList();
        int[] classes =
                ids.stream().mapToInt(id -> classNames.indexOf(labels.get(id))).toArray();
        return new Labelled(new PhotoSet(files, classes, classNames), labels.size() - ids.size());
    }

    /** The names of a folder's image files by id, sorted as strings: 1, 10, 100, 2. */
    static TreeMap<String, String> namesById(Path folder) throws IOException {
        List<String> names = Files.isDirectory(folder) ? ImageFile.names(folder) : List.of();
        if (names.isEmpty()) {
            throw new IOException("There are no pictures in " + folder + ": unpack them to there.");
        }
        TreeMap<String, String> byId = new TreeMap<>();
        for (String name : names) {
            String other = byId.put(name.substring(0, name.lastIndexOf('.')), name);
            if (other != null) {
                throw new IOException(
                        folder + " holds " + other + " and " + name + ", two pictures of one id: remove one.");
            }
        }
        return byId;
    }
}
