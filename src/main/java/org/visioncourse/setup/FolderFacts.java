package org.visioncourse.setup;

import ai.djl.util.Utils;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Finds out about the folders of data and caches. */
final class FolderFacts {
    private static final List<String> SETS = List.of(
            "cifar10",
            "kaggle-cifar10-tiny",
            "dog-breed-identification",
            "raccoons",
            "noto-emoji-72",
            "photos",
            "weights");

    private FolderFacts() {}

    static Facts.Data data(Path folder) {
        Map<String, Boolean> sets = new LinkedHashMap<>();
        SETS.forEach(set -> sets.put(set, Files.isDirectory(folder.resolve(set))));
        return new Facts.Data(folder, sets);
    }

    static Facts.Cache cache() {
        Path downloads = Utils.getCacheDir();
        Path natives = Utils.getEngineCacheDir("pytorch");
        return new Facts.Cache(downloads, natives, size(natives), isWritable(downloads) && isWritable(natives));
    }

    /** Bytes of all files in a folder, 0 if there is no folder, and empty if it cannot be read. */
    static OptionalLong size(Path folder) {
        if (Files.notExists(folder)) {
            return OptionalLong.of(0);
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return OptionalLong.of(files.map(Path::toFile)
                    .filter(File::isFile)
                    .mapToLong(File::length)
                    .sum());
        } catch (IOException | UncheckedIOException e) {
            return OptionalLong.empty();
        }
    }

    /** Whether a file can be made in the folder, or in the nearest one above it if there is none yet; tries it. */
    static boolean isWritable(Path folder) {
        Path existing = folder.toAbsolutePath();
        while (Files.notExists(existing)) {
            existing = existing.getParent();
        }
        try {
            Files.delete(Files.createTempFile(existing, ".course", null));
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
