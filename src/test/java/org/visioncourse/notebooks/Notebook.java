package org.visioncourse.notebooks;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A Jupyter notebook as its file has it.
 *
 * @param format nbformat's major version
 * @param kernel the kernel that it asks for
 * @param cells with code
 * @param texts the other ones
 * @param metadata all of the notebook's and the cells' metadata
 */
record Notebook(String name, int format, Kernel kernel, List<Cell> cells, List<Text> texts, List<JsonObject> metadata) {

    /** A kernel's two names: Jupyter finds it by one, and shows the other. */
    record Kernel(String name, String displayName) {}

    /**
     * A cell with code.
     *
     * @param number its place among all cells, from 1, as a reader counts them
     * @param execution the number of its execution; null if it has not been executed
     * @param outputs as nbformat has them
     */
    record Cell(int number, String source, Integer execution, List<JsonObject> outputs) {
        /** One that has not been executed. */
        Cell(int number, String source) {
            this(number, source, null, List.of());
        }

        /** The source as Java sees it: lines that start with % are for the kernel. */
        String java() {
            return source.lines().filter(line -> !line.startsWith("%")).collect(Collectors.joining("\n"));
        }
    }

    /**
     * A cell with text.
     *
     * @param number its place among all cells, from 1
     */
    record Text(int number, String source) {
        private static final Pattern FOLDED = Pattern.compile(
                "<details><summary>Solution</summary>\\n\\n```java\\n(.*?)\\n```\\n\\n</details>", Pattern.DOTALL);

        /** The code of its folded solutions, as cells of the same number. */
        List<Cell> solutions() {
            List<Cell> solutions = new ArrayList<>();
            Matcher folded = FOLDED.matcher(source);
            while (folded.find()) {
                solutions.add(new Cell(number, folded.group(1)));
            }
            return solutions;
        }

        /** How many places are folded, in the way of a solution or another. */
        int folds() {
            return source.split("<details", -1).length - 1;
        }
    }

    /** All folded solutions, in the order of their cells. */
    List<Cell> solutions() {
        return texts.stream().flatMap(text -> text.solutions().stream()).toList();
    }

    /** Whether it has been executed, in part at least. */
    boolean isExecuted() {
        return cells.stream()
                .anyMatch(cell -> cell.execution() != null || !cell.outputs().isEmpty());
    }

    static Notebook read(Path file) throws IOException {
        return parse(file.getFileName().toString(), Files.readString(file));
    }

    /**
     * Reads a notebook's text.
     *
     * @throws RuntimeException if it is not JSON, or lacks what every notebook has
     */
    static Notebook parse(String name, String text) {
        JsonObject json = JsonParser.parseString(text).getAsJsonObject();
        JsonObject metadata = json.getAsJsonObject("metadata");
        JsonObject kernel = metadata.getAsJsonObject("kernelspec");
        List<Cell> cells = new ArrayList<>();
        List<Text> texts = new ArrayList<>();
        List<JsonObject> all = new ArrayList<>(List.of(metadata));
        for (JsonElement element : json.getAsJsonArray("cells")) {
            JsonObject cell = element.getAsJsonObject();
            all.add(cell.getAsJsonObject("metadata"));
            int number = all.size() - 1;
            if (cell.get("cell_type").getAsString().equals("code")) {
                cells.add(code(number, cell));
            } else {
                texts.add(new Text(number, joined(cell.get("source"))));
            }
        }
        return new Notebook(
                name,
                json.get("nbformat").getAsInt(),
                new Kernel(
                        kernel.get("name").getAsString(),
                        kernel.get("display_name").getAsString()),
                cells,
                texts,
                all);
    }

    private static Cell code(int number, JsonObject cell) {
        JsonElement execution = cell.get("execution_count");
        List<JsonObject> outputs = new ArrayList<>();
        if (cell.has("outputs")) {
            cell.getAsJsonArray("outputs").forEach(output -> outputs.add(output.getAsJsonObject()));
        }
        return new Cell(
                number,
                joined(cell.get("source")),
                execution == null || execution.isJsonNull() ? null : execution.getAsInt(),
                outputs);
    }

    /** A text of nbformat is one string or a list of lines. */
    static String joined(JsonElement text) {
        return text instanceof JsonArray lines
                ? lines.asList().stream().map(JsonElement::getAsString).collect(Collectors.joining())
                : text.getAsString();
    }
}
