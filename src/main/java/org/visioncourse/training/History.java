package org.visioncourse.training;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.visioncourse.engine.AtomicFile;

/** The figures of a run, a row for every epoch; {@code metrics.csv} in memory. */
public final class History {

    private static final String EPOCH = "epoch";

    private final List<Map<String, Double>> rows = new ArrayList<>();

    /** No epochs yet. */
    public History() {}

    /** The epochs that a stopped run has had. */
    History(List<Map<String, Double>> rows) {
        rows.forEach(this::add);
    }

    /** The figures of all epochs, as a checkpoint keeps them. */
    List<Map<String, Double>> rows() {
        return Collections.unmodifiableList(rows);
    }

    /** Adds the next epoch's figures. */
    public void add(Map<String, Double> figures) {
        rows.add(Collections.unmodifiableMap(new LinkedHashMap<>(figures)));
    }

    /** Number of epochs. */
    public int epochs() {
        return rows.size();
    }

    /** An epoch's figures; epochs count from 0 here. */
    public Map<String, Double> row(int epoch) {
        return rows.get(epoch);
    }

    /** The names of all figures, in the order of their first appearance. */
    public List<String> names() {
        Set<String> names = new LinkedHashSet<>();
        rows.forEach(row -> names.addAll(row.keySet()));
        return List.copyOf(names);
    }

    /** One figure over the epochs, NaN where an epoch lacks it. */
    public double[] series(String name) {
        return rows.stream()
                .mapToDouble(row -> row.getOrDefault(name, Double.NaN))
                .toArray();
    }

    /** Writes a header and a row for each epoch; epochs count from 1 there. */
    void write(Path file) throws IOException {
        List<String> names = names();
        StringBuilder csv = new StringBuilder(EPOCH);
        names.forEach(name -> csv.append(',').append(name));
        csv.append('\n');
        for (int i = 0; i < rows.size(); i++) {
            csv.append(i + 1);
            for (String name : names) {
                Double value = rows.get(i).get(name);
                csv.append(',').append(value == null ? "" : value.toString());
            }
            csv.append('\n');
        }
        AtomicFile.write(file, csv.toString().getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Reads a run's metrics.csv.
     *
     * @throws IOException if it is missing or not as a run writes it
     */
    public static History read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        String[] names = lines.isEmpty() ? new String[] {""} : lines.get(0).split(",");
        if (!names[0].equals(EPOCH)) {
            throw new IOException(
                    file + ", line 1: expected the column " + EPOCH + " first, found \"" + names[0] + "\"");
        }
        History history = new History();
        for (int i = 1; i < lines.size(); i++) {
            String[] values = lines.get(i).split(",", -1);
            if (values.length != names.length) {
                throw new IOException(
                        file + ", line " + (i + 1) + ": " + values.length + " values for " + names.length + " columns");
            }
            Map<String, Double> row = new LinkedHashMap<>();
            for (int c = 1; c < names.length; c++) {
                if (!values[c].isEmpty()) {
                    row.put(names[c], number(values[c], file + ", line " + (i + 1)));
                }
            }
            history.add(row);
        }
        return history;
    }

    private static Double number(String text, String place) throws IOException {
        try {
            return Double.valueOf(text);
        } catch (NumberFormatException e) {
            throw new IOException(place + ": \"" + text + "\" is not a number", e);
        }
    }
}
