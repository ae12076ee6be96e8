package org.visioncourse.data;

import java.io.FileNotFoundException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** Finds the data that a user names on the command line. */
public final class DataFolder {

    private DataFolder() {}

    /**
     * The folder that holds the sets: {@code -Dcourse.data}, else {@code COURSE_DATA}, else {@code data} in the course's
     * folder, which {@code -Dcourse.home} names where a program (a notebook's kernel) starts in another one.
     */
    public static Path root() {
        return root(System.getProperties(), System.getenv());
    }

    static Path root(Properties properties, Map<String, String> environment) {
        Path home = Path.of(properties.getProperty("course.home", ""));
        String folder = properties.getProperty("course.data", environment.get("COURSE_DATA"));
        return folder == null ? home.resolve("data") : Path.of(folder);
    }

    /**
     * Finds a set.
     *
     * @param data the path of a folder or file, or the name of a set under {@link #root}
     * @throws FileNotFoundException if it is neither; the message says where it was looked for
     */
    public static Path resolve(String data) throws FileNotFoundException {
        return resolve(data, root());
    }

    static Path resolve(String data, Path root) throws FileNotFoundException {
        if (data.isBlank()) {
            throw new IllegalArgumentException("data must be a folder or the name of a set, and is empty");
        }
        try {
            Path path = Path.of(data);
            if (Files.exists(path)) {
                return path;
            }
            if (Files.exists(root.resolve(path))) {
                return root.resolve(path);
            }
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("data must be a folder or the name of a set: " + data, e);
        }
        throw new FileNotFoundException(
                "There is no data \"" + data + "\", neither in " + Path.of(data).toAbsolutePath()
                        + " nor in " + root.resolve(data).toAbsolutePath()
                        + ": name a folder, or set COURSE_DATA to the folder that holds the sets (data/README.md lists them).");
    }
}
