package org.visioncourse.data;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Reads the labels of pictures from a text file: a line such as {@code id,label}, then one such line for each picture. */
public final class LabelFile {

    private LabelFile() {}

    /**
     * The label of each id, in the file's order; empty lines are passed over.
     *
     * @param header the first line: the names of the two columns
     * @throws IOException if there is no such file or a line is wrong; the message names file and line
     */
    static Map<String, String> read(Path file, String header) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException("There is no file " + file + ": expected a line " + header
                    + ", then one such line for each picture.");
        }
        List<String> lines = lines(file);
        if (lines.isEmpty() || !lines.get(0).strip().equals(header)) {
            String found = lines.isEmpty() ? "nothing" : "\"" + lines.get(0) + "\"";
            throw new IOException(file + ", line 1: expected the header " + header + ", found " + found + ".");
        }
        Map<String, String> labels = new LinkedHashMap<>();
        for (int i = 1; i < lines.size(); i++) {
            if (!lines.get(i).isBlank()) {
                add(lines.get(i), header, file + ", line " + (i + 1), labels);
            }
        }
        return labels;
    }

    /**
     * Where a label stands first, as file and line.
     *
     * @param label one of those that {@link #read} gives
     */
    static String place(Path file, String label) throws IOException {
        List<String> lines = lines(file);
        int line = IntStream.range(1, lines.size())
                .filter(i -> lines.get(i).strip().endsWith(label)
                        && lines.get(i).split(",", -1)[1].strip().equals(label))
                .findFirst()
                .orElseThrow(() -> new IOException(file + " has changed: it has no label " + label + " any more"));
        return file + ", line " + (line + 1);
    }

    /**
     * The lines of a text.
     *
     * @throws IOException if it is not there, or no text in UTF-8; the message names it
     */
    public static List<String> lines(Path file) throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException e) {
            throw new IOException("There is no file " + file + ".", e);
        } catch (MalformedInputException e) {
            throw new IOException(file + " is no text in UTF-8: save it as such.", e);
        }
    }

    private static void add(String line, String header, String place, Map<String, String> labels) throws IOException {
        String[] columns = line.split(",", -1);
        if (columns.length != 2) {
            throw new IOException(place + ": expected the columns " + header + ", found \"" + line + "\".");
        }
        String id = columns[0].strip();
        String label = columns[1].strip();
        if (id.isEmpty() || label.isEmpty()) {
            String blank = header.split(",")[id.isEmpty() ? 0 : 1];
            throw new IOException(place + ": the " + blank + " is blank in \"" + line + "\".");
        }
        if (labels.putIfAbsent(id, label) != null) {
            throw new IOException(place + ": the id " + id + " has a label already, in a line above.");
        }
    }
}
