package org.visioncourse.dogbreeds;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.visioncourse.engine.AtomicFile;
import org.visioncourse.training.Evaluation;

/** What Kaggle wants to know: a file with a line for each test photograph, its id and the probability of every breed. */
public final class Submission {

    private Submission() {}

    /**
     * Writes the file, whole or not at all.
     *
     * @param file where it goes; one that is there is replaced
     * @param ids of the photographs, (N)
     * @param columns the breeds in the order of the file's columns, all among the class names
     * @param evaluation what a network says of the photographs, probabilities (N, C)
     * @param classNames of the C classes, by label
     * @throws IOException if the file cannot be written
     * @throws IllegalArgumentException if a column is no class, or ids and photographs differ in number
     */
    public static void write(
            Path file, List<String> ids, List<String> columns, Evaluation evaluation, List<String> classNames)
            throws IOException {
        if (ids.size() != evaluation.probabilities().length) {
            throw new IllegalArgumentException(
                    ids.size() + " ids are not those of " + evaluation.probabilities().length + " photographs");
        }
        int[] classes =
                columns.stream().mapToInt(column -> label(column, classNames)).toArray();
        AtomicFile.write(file, stream -> {
            Writer csv = new OutputStreamWriter(stream, StandardCharsets.UTF_8);
            csv.write("id," + String.join(",", columns) + "\n");
            for (int i = 0; i < ids.size(); i++) {
                StringBuilder line = new StringBuilder(ids.get(i));
                for (int c : classes) {
                    line.append(',').append(evaluation.probabilities()[i][c]);
                }
                csv.write(line.append('\n').toString());
            }
            csv.flush();
        });
    }

    private static int label(String column, List<String> classNames) {
        int label = classNames.indexOf(column);
        if (label < 0) {
            throw new IllegalArgumentException("the column " + column + " is not a class of the network");
        }
        return label;
    }
}
