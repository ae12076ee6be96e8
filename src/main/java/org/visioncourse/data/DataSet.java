package org.visioncourse.data;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A published set that is fetched when a user asks for it by its name.
 *
 * @param name the name, and that of its folder under the root of all sets
 * @param file the archive that holds it
 * @param limits what the archive is unpacked with; none if the set is read from the archive as it is
 */
public record DataSet(String name, RemoteFile file, Optional<Archive.Limits> limits) {

    private static final String D2L = "https://d2l-data.s3-accelerate.amazonaws.com/";

    /** The sets that are known by name; {@code data/README.md} says more about them. */
    public static final List<DataSet> KNOWN = List.of(
            new DataSet(
                    "cifar10",
                    new RemoteFile(
                            URI.create("https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz"),
                            170_052_171,
                            new Checksum(
                                    "SHA-256", "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd")),
                    Optional.empty()),
            new DataSet(
                    "kaggle-cifar10-tiny",
                    new RemoteFile(
                            URI.create(D2L + "kaggle_cifar10_tiny.zip"),
                            RemoteFile.UNKNOWN,
                            new Checksum("SHA-1", "2068874e4b9a9f0fb07ebe0ad2b29754449ccacd")),
                    Optional.of(new Archive.Limits(10_000, 1 << 26))),
            new DataSet(
                    "banana-detection",
                    new RemoteFile(
                            URI.create(D2L + "banana-detection.zip"),
                            RemoteFile.UNKNOWN,
                            new Checksum("SHA-1", "5de26c8fce5ccdea9f91267273464dc968d20d72")),
                    Optional.of(new Archive.Limits(10_000, 1 << 29))));

    /**
     * Fetches the set, and unpacks it, unless it is there.
     *
     * @param root the folder that holds all sets
     * @return the set's folder
     * @throws IOException if it cannot be had, in one sentence
     */
    Path provide(Path root, Download download) throws IOException {
        Path folder = root.resolve(name);
        if (isThere(folder)) {
            return folder;
        }
        Path archive = (limits.isPresent() ? root : folder).resolve(file.fileName());
        download.fetch(file, archive);
        if (limits.isPresent()) {
            new Archive(archive, limits.get()).unpack(folder);
        }
        return folder;
    }

    /** Whether there is more than a download that was cut: people may have the set in another layout. */
    private static boolean isThere(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Files.exists(folder);
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.anyMatch(file -> !file.toString().endsWith(PartFile.ENDING));
        }
    }
}
