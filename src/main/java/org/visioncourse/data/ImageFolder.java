package org.visioncourse.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Reads a folder of class folders of images: {@code folder/cat/1.png, folder/dog/7.jpg, ...}.
 *
 * <p>The classes are the folders' names, sorted. Files other than those that {@link ImageFile} reads, and names that
 * begin with a dot, are passed over.
 */
public final class ImageFolder {

    private ImageFolder() {}

    /**
     * Reads all images and scales each to the same size, without keeping its proportions; the order is that of the
     * sorted class and file names.
     *
     * @param folder holds one folder for each class
     * @param height of the pictures in the set
     * @param width of the pictures in the set
     * @return colour pictures: grey ones have three equal channels, and transparent ones lie on white
     * @throws IOException if there is no class, a class is empty or an image cannot be read; the message says which
     */
    public static ImageSet read(Path folder, int height, int width) throws IOException {
        return photos(folder).inMemory(height, width);
    }

    /**
     * Finds all images, and leaves them in their files; the order is that of the sorted class and file names.
     *
     * @param folder holds one folder for each class
     * @throws IOException if there is no class, or a class is empty; the message says which
     */
    public static PhotoSet photos(Path folder) throws IOException {
        List<String> classNames = classNames(folder);
        List<Path> files = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        for (int label = 0; label < classNames.size(); label++) {
            Path classFolder = folder.resolve(classNames.get(label));
            List<String> names = ImageFile.names(classFolder);
            if (names.isEmpty()) {
                throw new IOException("The class folder " + classFolder
                        + " holds no image (png, jpg, bmp or gif): put some in, or remove it.");
            }
            for (String name : names) {
                files.add(classFolder.resolve(name));
                labels.add(label);
            }
        }
        return new PhotoSet(files, labels.stream().mapToInt(Integer::intValue).toArray(), classNames);
    }

    private static List<String> classNames(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException("There is no folder " + folder + ": name a folder of class folders of images.");
        }
        try (Stream<Path> paths = Files.list(folder)) {
            List<String> names = paths.filter(Files::isDirectory)
                    .map(path -> path.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
            if (names.isEmpty()) {
                throw new IOException(
                        folder + " holds no class folders: expected one folder of images for each class.");
            }
            return names;
        }
    }
}
