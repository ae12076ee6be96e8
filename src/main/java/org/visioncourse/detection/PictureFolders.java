package org.visioncourse.detection;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The folders that may hold the pictures of a label file.
 *
 * @param folders in the order in which they are looked into
 */
record PictureFolders(List<Path> folders) {

    /**
     * The folder itself, {@code images} in it, and further ones.
     *
     * @param folder that of the label file
     * @param others relative to it
     */
    static PictureFolders beside(Path folder, String... others) {
        return new PictureFolders(Stream.concat(Stream.of("", "images"), Stream.of(others))
                .map(name -> folder.resolve(name).normalize())
                .toList());
    }

    /**
     * The file of this name.
     *
     * @throws BadRowException if there is none, or the name leads out of the folders
     */
    Path find(String name) throws BadRowException {
        Path relative = relative(name);
        for (Path folder : folders) {
            if (Files.isRegularFile(folder.resolve(relative))) {
                return folder.resolve(relative);
            }
        }
        String looked =
                folders.stream().filter(Files::isDirectory).map(Path::toString).collect(Collectors.joining(" or "));
        throw new BadRowException("there is no picture " + name + " in " + looked + ".");
    }

    private static Path relative(String name) throws BadRowException {
        try {
            Path path = Path.of(name).normalize();
            if (name.isBlank() || path.isAbsolute() || path.startsWith("..")) {
                throw new BadRowException("\"" + name + "\" is no picture's name: expected one like images/1.png.");
            }
            return path;
        } catch (InvalidPathException e) {
            throw new BadRowException("\"" + name + "\" is no picture's name: " + e.getReason() + ".");
        }
    }
}
