package org.visioncourse.notebooks;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.visioncourse.notebooks.Notebook.Cell;

/** What the outputs in a notebook's file must be like: of one run from top to bottom, whole, readable, of no machine, and small. */
final class OutputRules {
    private static final int LARGEST_PICTURE = 100_000; // bytes
    private static final int MOST_LINES = 150;

    /** What no reader wants to see, by its name. */
    private static final Map<String, Pattern> UNWANTED = new LinkedHashMap<>();

    static {
        UNWANTED.put(
                "a machine's path",
                Pattern.compile(
                        "(?<![\\w.~-])/(?:home|root|tmp|work|var|usr|opt|mnt|Users|private)/|\\b[A-Za-z]:\\\\"));
        UNWANTED.put(
                "an object's id",
                Pattern.compile("\\[+[A-Z](?:[\\w.$]+;)?@[0-9a-f]+|[\\w$]@[0-9a-f]{5,8}\\b|\\$Lambda"));
        UNWANTED.put(
                "log chatter",
                Pattern.compile(
                        "(?m)^.{0,60}\\b(?:TRACE|DEBUG|INFO|WARN|WARNING|SEVERE|ERROR)\\b(?: |:|\\]).*$|SLF4J"));
        UNWANTED.put("a terminal's control characters", Pattern.compile("[\\r\\u001B\\u0008]"));
    }

    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d");

    private OutputRules() {}

    /** What is wrong, a sentence each; nothing in a notebook without outputs. */
    static List<String> faults(Notebook notebook) {
        List<String> faults = new ArrayList<>();
        for (int i = 0; i < notebook.metadata().size(); i++) {
            String metadata = notebook.metadata().get(i).toString();
            Matcher time = TIME.matcher(metadata);
            if (time.find()) {
                faults.add("the metadata of %s has a time, %s"
                        .formatted(i == 0 ? "the notebook" : "cell " + i, time.group()));
            }
        }
        if (!notebook.isExecuted()) {
            return faults;
        }
        int next = 1;
        for (Cell cell : notebook.cells()) {
            faults.addAll(order(cell, next++));
            int lines = 0;
            for (JsonObject output : cell.outputs()) {
                output(output).forEach(fault -> faults.add("cell %d %s".formatted(cell.number(), fault)));
                lines += output.has("text")
                        ? (int) Notebook.joined(output.get("text")).lines().count()
                        : 0;
            }
            if (lines > MOST_LINES) {
                faults.add("cell %d prints %d lines, more than %d".formatted(cell.number(), lines, MOST_LINES));
            }
        }
        return faults;
    }

    private static List<String> order(Cell cell, int expected) {
        if (cell.execution() == null) {
            return List.of("cell %d was not executed, and others were".formatted(cell.number()));
        }
        return cell.execution() == expected
                ? List.of()
                : List.of("cell %d was executed as number %d, not %d: execute the notebook from top to bottom"
                        .formatted(cell.number(), cell.execution(), expected));
    }

    private static List<String> output(JsonObject output) {
        return switch (output.get("output_type").getAsString()) {
            case "error" -> List.of("ended with an error: " + output.get("ename") + " " + output.get("evalue"));
            case "stream" ->
                output.get("name").getAsString().equals("stderr")
                        ? List.of("wrote to stderr: "
                                + Notebook.joined(output.get("text")).strip())
                        : text(Notebook.joined(output.get("text")));
            default -> data(output.getAsJsonObject("data"));
        };
    }

    /** An output by its MIME types. */
    private static List<String> data(JsonObject data) {
        List<String> faults = new ArrayList<>();
        for (Map.Entry<String, JsonElement> entry : data.entrySet()) {
            String value =
                    entry.getValue().isJsonObject() ? entry.getValue().toString() : Notebook.joined(entry.getValue());
            if (entry.getKey().startsWith("image/")) {
                int size = entry.getKey().equals("image/svg+xml")
                        ? value.length()
                        : Base64.getMimeDecoder().decode(value).length;
                if (size > LARGEST_PICTURE) {
                    faults.add("shows a picture of %,d bytes, more than %,d".formatted(size, LARGEST_PICTURE));
                }
            } else {
                faults.addAll(text(value));
            }
        }
        return faults;
    }

    private static List<String> text(String text) {
        List<String> faults = new ArrayList<>();
        UNWANTED.forEach((name, pattern) -> {
            Matcher found = pattern.matcher(text);
            if (found.find()) {
                faults.add("shows %s: %s".formatted(name, line(text, found.start())));
            }
        });
        return faults;
    }

    private static String line(String text, int place) {
        int end = text.indexOf('\n', place);
        return text.substring(text.lastIndexOf('\n', place) + 1, end < 0 ? text.length() : end)
                .replaceAll("\\p{Cntrl}", "?");
    }
}
