package org.visioncourse.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the binary version of <a href="https://www.cs.toronto.edu/~kriz/cifar.html">CIFAR-10</a> (Krizhevsky, 2009).
 *
 * <p>It consists of {@code data_batch_1.bin} to {@code data_batch_5.bin} and {@code test_batch.bin}, with 10,000 records
 * each: a byte for the class, then 1024 bytes of red, of green and of blue, row by row. Files with fewer records are
 * read, too. {@code batches.meta.txt} may name the classes.
 */
public final class Cifar10Binary {

    /** The names of the classes where {@code batches.meta.txt} is missing. */
    public static final List<String> CLASS_NAMES =
            List.of("airplane", "automobile", "bird", "cat", "deer", "dog", "frog", "horse", "ship", "truck");

    private static final int SIDE = 32;
    private static final int PLANE = SIDE * SIDE;
    private static final int RECORD = 1 + 3 * PLANE;
    private static final int MAX_RECORDS = 10_000;
    private static final int MAX_ENTRIES = 100; // a folder and its eight files; others may come along
    private static final String FOLDER = "cifar-10-batches-bin";
    private static final String ARCHIVE = "cifar-10-binary.tar.gz";
    private static final String NAMES_FILE = "batches.meta.txt";
    private static final String TEST_FILE = "test_batch.bin";
    private static final List<String> TRAIN_FILES =
            List.of("data_batch_1.bin", "data_batch_2.bin", "data_batch_3.bin", "data_batch_4.bin", "data_batch_5.bin");

    private Cifar10Binary() {}

    /** The two published parts: 50,000 pictures to train on, 10,000 to test on. */
    public record Splits(ImageSet train, ImageSet test) {}

    /** Where the files come from: gives a file's bytes by its name, if it is there. */
    private interface Source {
        Optional<byte[]> read(String name) throws IOException;
    }

    /**
     * Reads the set into memory (about 184 MB).
     *
     * @param path the folder {@code cifar-10-batches-bin}, a folder that holds it or {@code cifar-10-binary.tar.gz}, or
     *     that archive, which is read without unpacking it to disk
     * @throws IOException if a file is missing, cut or damaged; the message says which one, and what is wrong
     */
    public static Splits read(Path path) throws IOException {
        Path place = locate(path);
        Source source = Files.isDirectory(place) ? name -> readFile(place.resolve(name)) : archived(place);
        List<String> names = classNames(source.read(NAMES_FILE), place);
        return new Splits(decode(source, TRAIN_FILES, place, names), decode(source, List.of(TEST_FILE), place, names));
    }

    private static Path locate(Path path) throws IOException {
        List<Path> places = List.of(path.resolve(FOLDER), path.resolve(ARCHIVE));
        if (Files.isRegularFile(path)) {
            return path;
        }
        for (Path place : places) {
            if (Files.exists(place)) {
                return place;
            }
        }
        if (Files.isDirectory(path)) {
            return path;
        }
        throw new IOException("There is no " + path + ": name the folder " + FOLDER + " or the file " + ARCHIVE + ".");
    }

    private static Optional<byte[]> readFile(Path file) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        checkSize(Files.size(file), file);
        return Optional.of(Files.readAllBytes(file));
    }

    private static void checkSize(long bytes, Path file) throws IOException {
        if (bytes > (long) MAX_RECORDS * RECORD) {
            throw new IOException(file + " has " + bytes + " bytes, but no file of CIFAR-10 has more than "
                    + MAX_RECORDS * RECORD + ": fetch it again.");
        }
    }

    private static Source archived(Path archive) throws IOException {
        List<String> wanted = new ArrayList<>(TRAIN_FILES);
        wanted.add(TEST_FILE);
        wanted.add(NAMES_FILE);
        long maxBytes = (wanted.size() + 1L) * MAX_RECORDS * RECORD;
        Map<String, byte[]> files = new Archive(archive, new Archive.Limits(MAX_ENTRIES, maxBytes)).read(wanted);
        return name -> Optional.ofNullable(files.remove(name)); // decoded once: the bytes are not needed after that
    }

    private static List<String> classNames(Optional<byte[]> text, Path place) throws IOException {
        if (text.isEmpty()) {
            return CLASS_NAMES;
        }
        List<String> names = new String(text.get(), StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
        if (names.size() != CLASS_NAMES.size()) {
            throw new IOException(NAMES_FILE + " in " + place + " names " + names.size() + " classes instead of "
                    + CLASS_NAMES.size() + ": fetch it again, or delete it.");
        }
        return names;
    }

    private static ImageSet decode(Source source, List<String> files, Path place, List<String> names)
            throws IOException {
        List<byte[]> contents = new ArrayList<>();
        int count = 0;
        for (String file : files) {
            byte[] content = source.read(file)
                    .orElseThrow(() -> new IOException(file + " is missing in " + place
                            + ": fetch CIFAR-10's binary version (" + ARCHIVE + ") again."));
            check(content, file, place);
            contents.add(content);
            count += content.length / RECORD;
        }
        byte[] pixels = new byte[count * 3 * PLANE];
        int[] labels = new int[count];
        int image = 0;
        for (byte[] content : contents) {
            for (int record = 0; record < content.length; record += RECORD) {
                labels[image] = content[record];
                interleave(content, record + 1, pixels, image * 3 * PLANE);
                image++;
            }
        }
        return new ImageSet(pixels, SIDE, SIDE, 3, labels, names);
    }

    private static void check(byte[] content, String file, Path place) throws IOException {
        checkSize(content.length, place.resolve(file));
        if (content.length == 0 || content.length % RECORD != 0) {
            throw new IOException(
                    file + " in " + place + " has " + content.length + " bytes, which is no whole number of records of "
                            + RECORD + " bytes: it was cut, fetch it again.");
        }
        for (int record = 0; record < content.length / RECORD; record++) {
            int label = content[record * RECORD] & 0xff;
            if (label >= CLASS_NAMES.size()) {
                throw new IOException(file + " in " + place + " has class " + label + " in record " + record
                        + " (counted from 0), but classes go from 0 to 9: it is damaged, fetch it again.");
            }
        }
    }

    /** Turns a record's pixels from (C, H, W) to (H, W, C). */
    private static void interleave(byte[] planes, int from, byte[] pixels, int to) {
        for (int i = 0; i < PLANE; i++) {
            for (int c = 0; c < 3; c++) {
                pixels[to + 3 * i + c] = planes[from + c * PLANE + i];
            }
        }
    }
}
