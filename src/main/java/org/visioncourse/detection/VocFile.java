package org.visioncourse.detection;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The content of one of Pascal VOC's XML files; nothing outside of the file is ever read. */
final class VocFile {

    private static final int MAX_DEPTH = 16; // VOC has five
    private static final String OBJECT = "annotation/object";

    /**
     * An object as it is told, by the last parts of its elements' names.
     *
     * @param line where it begins
     */
    record Thing(int line, Map<String, String> values) {

        /** @throws BadRowException if it is not told */
        String text(String name) throws BadRowException {
            if (!values.containsKey(name)) {
                throw new BadRowException("the object has no " + name + ".");
            }
            return values.get(name);
        }

        /** @throws BadRowException if it is not told, or no number */
        double number(String name) throws BadRowException {
            try {
                return Double.parseDouble(text(name));
            } catch (NumberFormatException e) {
                throw new BadRowException(name + " must be a number of pixels, and is \"" + text(name) + "\".");
            }
        }
    }

    private final List<Thing> objects = new ArrayList<>();
    private final Deque<String> path = new ArrayDeque<>(); // of element names
    private String picture = "";
    private int pictureLine;
    private int width;
    private int height;

    private VocFile() {}

    /**
     * Reads a file.
     *
     * @throws BadRowException if it is no XML, or none of VOC's; the message names the line and not the file
     */
    static VocFile read(Path file) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        VocFile voc = new VocFile();
        try (InputStream in = Files.newInputStream(file)) {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            try {
                voc.parse(xml);
            } finally {
                xml.close();
            }
        } catch (XMLStreamException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNumber();
            throw new BadRowException("it is no XML, as line " + line + " shows.");
        }
        if (voc.picture.isEmpty()) {
            throw new BadRowException("it names no picture: expected a filename in an annotation.");
        }
        return voc;
    }

    /** The name of its picture. */
    String picture() {
        return picture;
    }

    /** The line that names it. */
    int pictureLine() {
        return pictureLine;
    }

    /** Of the picture, in pixels; 0 if the file does not tell. */
    int width() {
        return width;
    }

    /** Of the picture, in pixels; 0 if the file does not tell. */
    int height() {
        return height;
    }

    List<Thing> objects() {
        return objects;
    }

    private void parse(XMLStreamReader xml) throws XMLStreamException, BadRowException {
        StringBuilder text = new StringBuilder();
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    text.setLength(0);
                    begin(xml);
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(xml.getText());
                case XMLStreamConstants.END_ELEMENT -> {
                    set(
                            String.join("/", path),
                            text.toString().strip(),
                            xml.getLocation().getLineNumber());
                    text.setLength(0);
                    path.removeLast();
                }
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                    throw new BadRowException("line " + xml.getLocation().getLineNumber()
                            + " defines or uses an entity, which is not read: remove its DOCTYPE.");
                default -> {} // comments and the like
            }
        }
    }

    private void begin(XMLStreamReader xml) throws BadRowException {
        path.addLast(xml.getLocalName());
        if (path.size() > MAX_DEPTH) {
            throw new BadRowException("its elements are nested deeper than " + MAX_DEPTH + ".");
        }
        if (String.join("/", path).equals(OBJECT)) {
            objects.add(new Thing(xml.getLocation().getLineNumber(), new HashMap<>()));
        }
    }

    private void set(String element, String value, int line) throws BadRowException {
        switch (element) {
            case "annotation/filename" -> {
                picture = value;
                pictureLine = line;
            }
            case "annotation/size/width" -> width = pixels(element, value);
            case "annotation/size/height" -> height = pixels(element, value);
            case OBJECT + "/name",
                    OBJECT + "/bndbox/xmin",
                    OBJECT + "/bndbox/ymin",
                    OBJECT + "/bndbox/xmax",
                    OBJECT + "/bndbox/ymax" ->
                objects.get(objects.size() - 1).values.put(element.substring(element.lastIndexOf('/') + 1), value);
            default -> {} // VOC tells more than is needed here
        }
    }

    private static int pixels(String element, String value) throws BadRowException {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new BadRowException(element + " must be a whole number of pixels, and is \"" + value + "\".");
        }
    }
}
