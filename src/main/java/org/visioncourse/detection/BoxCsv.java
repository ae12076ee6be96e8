package org.visioncourse.detection;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.visioncourse.data.ImageFile;
import org.visioncourse.data.LabelFile;

/**
 * Reads boxes from a table with a header and a row for each box, the edges in pixels: D2L's
 * {@code img_name,label,xmin,ymin,xmax,ymax}, or {@code filename,width,height,class,xmin,ymin,xmax,ymax}. The columns may
 * stand in any order, and others beside them.
 *
 * <p>The pictures lie beside the table or in {@code images} there.
 */
public final class BoxCsv {

    private static final List<String> PICTURE = List.of("img_name", "filename", "image");
    private static final List<String> LABEL = List.of("label", "class");
    private static final String BYTE_ORDER_MARK = "\uFEFF"; // as some table programs begin a text

    private final PictureFolders folders;
    private final BoxRows rows;
    private final List<String> columns;

    private BoxCsv(PictureFolders folders, BoxRows rows, List<String> columns) {
        this.folders = folders;
        this.rows = rows;
        this.columns = columns;
    }

    /**
     * Reads a table; empty lines are passed over.
     *
     * @param classNames the classes that there may be, named or numbered in the table; if empty, all that it names
     * @param skipBad whether a bad row is left out and reported
     * @throws IOException if the table cannot be read, or a row is bad; the message names file and line
     */
    public static BoxLabels read(Path file, List<String> classNames, boolean skipBad) throws IOException {
        List<String> lines = LabelFile.lines(file);
        List<String> columns = columns(file, lines.isEmpty() ? "" : lines.get(0));
        BoxRows rows = new BoxRows(classNames, skipBad);
        BoxCsv table = new BoxCsv(PictureFolders.beside(file.toAbsolutePath().getParent()), rows, columns);
        for (int i = 1; i < lines.size(); i++) {
            String line = lines.get(i);
            if (!line.isBlank()) {
                rows.at(file + ", line " + (i + 1), () -> table.add(line));
            }
        }
        return rows.labels(file);
    }

    private static List<String> columns(Path file, String header) throws IOException {
        List<String> columns = split(header.replace(BYTE_ORDER_MARK, "").toLowerCase(Locale.ROOT));
        boolean complete = columns.containsAll(List.of("xmin", "ymin", "xmax", "ymax"))
                && columns.stream().anyMatch(PICTURE::contains)
                && columns.stream().anyMatch(LABEL::contains);
        if (!complete) {
            throw new IOException(file + ", line 1: expected a header such as img_name,label,xmin,ymin,xmax,ymax or "
                    + "filename,width,height,class,xmin,ymin,xmax,ymax, found \"" + header + "\".");
        }
        return columns;
    }

    private void add(String line) throws IOException {
        List<String> values = split(line);
        if (values.size() != columns.size()) {
            throw new BadRowException(
                    "expected the columns " + String.join(",", columns) + ", found \"" + line + "\".");
        }
        Path picture = folders.find(value(values, PICTURE));
        if (columns.contains("width") && columns.contains("height")) {
            rows.requireSize(
                    picture, new ImageFile.Size((int) number(values, "height"), (int) number(values, "width")));
        }
        rows.addBox(
                picture,
                value(values, LABEL),
                number(values, "xmin"),
                number(values, "ymin"),
                number(values, "xmax"),
                number(values, "ymax"));
    }

    /** The value of the first column with one of these names. */
    private String value(List<String> values, List<String> names) {
        int at = 0;
        while (!names.contains(columns.get(at))) {
            at++;
        }
        return values.get(at);
    }

    private double number(List<String> values, String column) throws BadRowException {
        String value = values.get(columns.indexOf(column));
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException e) {
            throw new BadRowException(column + " must be a number of pixels, and is \"" + value + "\".");
        }
    }

    private static List<String> split(String line) {
        return Arrays.stream(line.split(",", -1)).map(String::strip).toList();
    }
}
