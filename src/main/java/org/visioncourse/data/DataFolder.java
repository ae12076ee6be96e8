package org.visioncourse.data;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** Finds the data that a user names on the command line. */
public final class DataFolder {

    private DataFolder() {}

    /**
     * The folder that holds the sets: {@code -Dcourse.data}, else {@code COURSE_DATA}, else {@code data} in the course's
     * folder, see {@link CourseHome}.
     */
    public static Path root() {
        return root(System.getProperties(), System.getenv());
    }

    static Path root(Properties properties, Map<String, String> environment) {
        String folder = properties.getProperty("course.data", environment.get("COURSE_DATA"));
        return folder == null ? CourseHome.path(properties, environment).resolve("data") : Path.of(folder);
    }

    /**
     * Finds a set; one of {@link DataSet#KNOWN} that is not there is fetched, which is told on System.out.
     *
     * @param data the path of a folder or file, or the name of a set under {@link #root}
     * @throws FileNotFoundException if it is neither; the message says where it was looked for
     * @throws IOException if a known set cannot be fetched
     */
    public static Path resolve(String data) throws IOException {
        return resolve(data, root(), DataSet.KNOWN, new Download());
    }

    static Path resolve(String data, Path root, List<DataSet> known, Download download) throws IOException {
        if (data.isBlank()) {
            throw new IllegalArgumentException("data must be a folder or the name of a set, and is empty");
        }
        Path path = path(data);
        if (Files.exists(path)) {
            return path;
        }
        for (DataSet set : known) {
            if (set.name().equals(data)) {
                return set.provide(root, download);
            }
        }
        if (Files.exists(root.resolve(path))) {
            return root.resolve(path);
        }
        throw new FileNotFoundException("There is no data \"" + data + "\", neither in " + path.toAbsolutePath()
                + " nor in " + root.resolve(path).toAbsolutePath()
                + ": name a folder, or set COURSE_DATA to the folder that holds the sets (data/README.md lists them). "
                + "Fetched by name are: " + known.stream().map(DataSet::name).collect(Collectors.joining(", ")) + ".");
    }

    private static Path path(String data) {
        try {
            return Path.of(data);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("data must be a folder or the name of a set: " + data, e);
        }
    }
}
