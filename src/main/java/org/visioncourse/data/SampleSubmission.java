package org.visioncourse.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The form in which Kaggle expects an answer: a line {@code id,class,class,...}, then for each picture a line with its id
 * and a probability for each class.
 *
 * @param columns the classes, in the order of the first line
 * @param ids of the pictures, in the order of their lines
 */
record SampleSubmission(List<String> columns, Set<String> ids) {

    /** @throws IOException if the file cannot be read or a line is wrong; the message names file and line */
    static SampleSubmission read(Path file) throws IOException {
        List<String> lines = LabelFile.lines(file);
        List<String> columns = columns(file, lines.isEmpty() ? "" : lines.get(0));
        Set<String> ids = new LinkedHashSet<>();
        for (int i = 1; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.isBlank()) {
                continue;
            }
            String[] values = line.split(",", -1);
            String id = values[0].strip();
            if (id.isEmpty() || values.length != columns.size() + 1) {
                throw new IOException(file + ", line " + (i + 1) + ": expected an id and " + columns.size()
                        + " values, found \"" + id + "\" and " + (values.length - 1) + ".");
            }
            if (!ids.add(id)) {
                throw new IOException(
                        file + ", line " + (i + 1) + ": the id " + id + " has a line already, further above.");
            }
        }
        return new SampleSubmission(columns, ids);
    }

    private static List<String> columns(Path file, String header) throws IOException {
        List<String> names =
                Arrays.stream(header.split(",", -1)).map(String::strip).toList();
        List<String> columns = names.subList(1, names.size());
        Set<String> seen = new HashSet<>(Set.of(""));
        for (String column : columns) {
            if (!seen.add(column)) {
                throw new IOException(file + ", line 1: the column \"" + column + "\" is blank or there twice.");
            }
        }
        if (!names.get(0).equals("id") || columns.isEmpty()) {
            throw new IOException(file + ", line 1: expected the header id, and a column for each class.");
        }
        return columns;
    }

    /** @throws IOException if the columns are not these classes, in whatever order; the message names one that is not */
    void requireClasses(List<String> classNames, Path file, String classesOf) throws IOException {
        for (String name : classNames) {
            if (!columns.contains(name)) {
                throw new IOException(
                        file + ", line 1: there is no column " + name + ", a class of " + classesOf + ".");
            }
        }
        for (String column : columns) {
            if (!classNames.contains(column)) {
                throw new IOException(file + ", line 1: the column " + column + " is no class of " + classesOf + ".");
            }
        }
    }
}
