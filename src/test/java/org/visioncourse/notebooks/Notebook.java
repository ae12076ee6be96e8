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
import java.util.stream.Collectors;

/**
 * A Jupyter notebook as its file has it.
 *
 * @param format nbformat's major version
 * @param kernel the name of the kernel that it asks for
 */
record Notebook(String name, int format, String kernel, List<Cell> cells) {

    /**
     * A cell with code.
     *
     * @param number its place among all cells, from 1, as a reader counts them
     */
    record Cell(int number, String source) {
        /** The source as Java sees it: lines that start with % are for the kernel. */
        String java() {
            return source.lines().filter(line -> !line.startsWith("%")).collect(Collectors.joining("\n"));
        }
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
        JsonObject kernel = json.getAsJsonObject("metadata").getAsJsonObject("kernelspec");
        JsonArray all = json.getAsJsonArray("cells");
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            JsonObject cell = all.get(i).getAsJsonObject();
            if (cell.get("cell_type").getAsString().equals("code")) {
                cells.add(new Cell(i + 1, source(cell.get("source"))));
            }
        }
        return new Notebook(
                name, json.get("nbformat").getAsInt(), kernel.get("name").getAsString(), cells);
    }

    /** A cell's source is one text or a list of lines. */
    private static String source(JsonElement source) {
        if (source.isJsonPrimitive()) {
            return source.getAsString();
        }
        return source.getAsJsonArray().asList().stream()
                .map(JsonElement::getAsString)
                .collect(Collectors.joining());
    }
}
