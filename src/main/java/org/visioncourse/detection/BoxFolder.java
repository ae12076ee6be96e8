package org.visioncourse.detection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Boxes and pictures in whatever layout a user has them.
 *
 * <ul>
 *   <li>a table {@code .csv} ({@link BoxCsv}) or COCO's {@code .json} ({@link CocoJson}), or a folder with exactly one of
 *       them, there or in {@code annotations}
 *   <li>a folder of Pascal VOC's XML files, or one with them in {@code Annotations} ({@link VocXml})
 *   <li>a folder with {@code index.file} ({@link DjlBoxes})
 * </ul>
 */
public final class BoxFolder {

    private BoxFolder() {}

    /**
     * The parts that a published set comes in.
     *
     * @param train what is trained on
     * @param valid what is held out; empty where the set leaves that to its user
     */
    public record Parts(Path train, Optional<Path> valid) {}

    /** Looks for D2L's {@code bananas_train} and {@code bananas_val}, or DJL's {@code train} and {@code test}. */
    public static Parts parts(Path path) {
        for (Parts parts : List.of(named(path, "bananas_train", "bananas_val"), named(path, "train", "test"))) {
            if (Files.isDirectory(parts.train) && Files.isDirectory(parts.valid.orElseThrow())) {
                return parts;
            }
        }
        return new Parts(path, Optional.empty());
    }

    private static Parts named(Path path, String train, String valid) {
        return new Parts(path.resolve(train), Optional.of(path.resolve(valid)));
    }

    /**
     * Reads labels and finds their pictures.
     *
     * @param path a file of labels, or a folder
     * @param classNames the classes that there may be; if empty, all that are named
     * @param skipBad whether what is bad is left out and reported
     * @throws IOException if there are no labels, several files of them, or a row is bad; the message says where
     */
    public static BoxLabels read(Path path, List<String> classNames, boolean skipBad) throws IOException {
        if (Files.isRegularFile(path)) {
            return readFile(path, classNames, skipBad);
        }
        for (Path folder : List.of(path, path.resolve("Annotations"), path.resolve("annotations"))) {
            if (Files.isRegularFile(folder.resolve("index.file"))) {
                return DjlBoxes.read(folder, classNames, skipBad);
            }
            Optional<Path> file = labelFile(folder);
            if (file.isPresent()) {
                return readFile(file.get(), classNames, skipBad);
            }
            if (Files.isDirectory(folder) && !VocXml.files(folder).isEmpty()) {
                return VocXml.read(folder, classNames, skipBad);
            }
        }
        throw new IOException("There are no boxes in " + path
                + ": expected a table label.csv, COCO's annotations/*.json, or Pascal VOC's Annotations/*.xml.");
    }

    private static BoxLabels readFile(Path file, List<String> classNames, boolean skipBad) throws IOException {
        String name = file.toString();
        if (name.endsWith(".csv")) {
            return BoxCsv.read(file, classNames, skipBad);
        }
        if (name.endsWith(".json")) {
            return CocoJson.read(file, classNames, skipBad);
        }
        throw new IOException(file + " holds no labels that can be read: expected a .csv or a .json file.");
    }

    /** The only table or JSON file of a folder; several leave open which is meant. */
    private static Optional<Path> labelFile(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> paths = Files.list(folder)) {
            List<Path> files = paths.filter(path -> path.toString().matches(".*\\.(csv|json)"))
                    .sorted()
                    .toList();
            if (files.size() > 1) {
                throw new IOException(
                        folder + " holds several files of labels: name one, such as " + files.get(0) + ".");
            }
            return files.stream().findFirst();
        }
    }
}
