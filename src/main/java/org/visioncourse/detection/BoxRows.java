package org.visioncourse.detection;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.visioncourse.data.ImageFile;

/** Gathers the boxes that label files name, and refuses, or leaves out and reports, those that cannot be. */
final class BoxRows {

    private static final double ROUNDING = 0.5; // how far a box may reach over the edge, in pixels, before it is wrong

    /** What is done with a row. */
    interface Reading {
        void read() throws IOException;
    }

    private record NamedBox(String name, Box box) {}

    private final List<String> classNames;
    private final boolean skipBad;
    private final Map<Path, ImageFile.Size> sizes = new HashMap<>();
    private final Map<Path, List<NamedBox>> pictures = new LinkedHashMap<>();
    private final List<String> leftOut = new ArrayList<>();

    /**
     * Starts with nothing.
     *
     * @param classNames the classes that there may be; if empty, all that are named, in the end, in order
     * @param skipBad whether a bad row is left out and reported, and not thrown
     */
    BoxRows(List<String> classNames, boolean skipBad) {
        this.classNames = List.copyOf(classNames);
        this.skipBad = skipBad;
    }

    /**
     * Reads a row.
     *
     * @param place the file and the line, for the message
     * @throws IOException if the row is bad, and bad rows are not left out; the message names the place
     */
    void at(String place, Reading reading) throws IOException {
        try {
            reading.read();
        } catch (BadRowException e) {
            String message = place + ": " + e.getMessage();
            if (!skipBad) {
                throw new IOException(message + " Correct it, or leave such rows out with --skip-bad.", e);
            }
            leftOut.add(message);
        }
    }

    /**
     * The size of a picture's upright pixels, read from its file.
     *
     * @throws BadRowException if the file cannot be read
     */
    ImageFile.Size size(Path picture) throws BadRowException {
        try {
            if (!sizes.containsKey(picture)) {
                sizes.put(picture, ImageFile.size(picture));
            }
            return sizes.get(picture);
        } catch (IOException e) {
            throw new BadRowException(e.getMessage());
        }
    }

    /**
     * Compares the size that a row tells with the picture's.
     *
     * @param told 0 for a height or width that is not known
     */
    void requireSize(Path picture, ImageFile.Size told) throws BadRowException {
        ImageFile.Size size = size(picture);
        if (told.height() != 0 && told.width() != 0 && !told.equals(size)) {
            throw new BadRowException(
                    "the picture " + picture + " is " + text(size) + ", not " + text(told) + " as the row tells.");
        }
    }

    /** Adds a picture, which may have boxes or not. */
    void addPicture(Path picture) throws BadRowException {
        size(picture);
        pictures.putIfAbsent(picture, new ArrayList<>());
    }

    /** Adds a box, and its picture where that is new. The edges are in pixels from the picture's upper left corner. */
    void addBox(Path picture, String className, double xmin, double ymin, double xmax, double ymax)
            throws BadRowException {
        requireClass(className);
        requireOrder("xmin", xmin, "xmax", xmax);
        requireOrder("ymin", ymin, "ymax", ymax);
        ImageFile.Size size = size(picture);
        if (xmin < -ROUNDING || ymin < -ROUNDING || xmax > size.width() + ROUNDING || ymax > size.height() + ROUNDING) {
            throw new BadRowException("the box from (" + xmin + ", " + ymin + ") to (" + xmax + ", " + ymax
                    + ") reaches out of the picture " + picture + ", which is " + text(size) + ".");
        }
        double width = size.width();
        double height = size.height();
        Box box = new Box(xmin / width, ymin / height, xmax / width, ymax / height).clip();
        if (!(box.width() > 0 && box.height() > 0)) {
            throw new BadRowException("the box from (" + xmin + ", " + ymin + ") to (" + xmax + ", " + ymax
                    + ") has nothing of the picture " + picture + " in it.");
        }
        addPicture(picture);
        pictures.get(picture).add(new NamedBox(className, box));
    }

    /**
     * All that was added.
     *
     * @param from where it was read, for the message
     * @throws IOException if that is nothing
     */
    BoxLabels labels(Path from) throws IOException {
        if (pictures.isEmpty()) {
            String reason = leftOut.isEmpty() ? "it is empty." : "the first of what is wrong is: " + leftOut.get(0);
            throw new IOException("There are no labelled pictures in " + from + "; " + reason);
        }
        List<String> names = classNames.isEmpty() ? named() : classNames;
        List<List<LabelledBox>> numbered = pictures.values().stream()
                .map(boxes -> boxes.stream()
                        .map(named -> new LabelledBox(classNumber(named.name, names), named.box))
                        .toList())
                .toList();
        return new BoxLabels(BoxSet.ofFiles(List.copyOf(pictures.keySet()), numbered, names), leftOut);
    }

    /** The names that occur, numbers by their value. */
    private List<String> named() {
        TreeSet<String> names = new TreeSet<>(
                Comparator.<String>comparingInt(name -> isNumber(name) ? name.length() : Integer.MAX_VALUE)
                        .thenComparing(Comparator.naturalOrder()));
        pictures.values().forEach(boxes -> boxes.forEach(named -> names.add(named.name)));
        return List.copyOf(names);
    }

    private void requireClass(String name) throws BadRowException {
        if (name.isBlank()) {
            throw new BadRowException("the class is blank.");
        }
        if (!classNames.isEmpty() && classNumber(name, classNames) < 0) {
            throw new BadRowException(
                    "the class " + name + " is unknown: expected one of " + String.join(", ", classNames) + ".");
        }
    }

    /** By its name, or as a number below the number of classes; else -1. */
    private static int classNumber(String name, List<String> names) {
        int at = names.indexOf(name);
        if (at < 0 && isNumber(name) && Integer.parseInt(name) < names.size()) {
            return Integer.parseInt(name);
        }
        return at;
    }

    private static boolean isNumber(String name) {
        return name.matches("\\d{1,9}");
    }

    private static void requireOrder(String first, double low, String second, double high) throws BadRowException {
        if (!(low < high && Double.isFinite(high - low))) {
            throw new BadRowException(
                    first + " must be below " + second + ", but they are " + low + " and " + high + ".");
        }
    }

    private static String text(ImageFile.Size size) {
        return size.width() + " wide and " + size.height() + " high";
    }
}
