package org.visioncourse.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.visioncourse.detection.LabelFiles.box;
import static org.visioncourse.detection.LabelFiles.picture;
import static org.visioncourse.detection.LabelFiles.text;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VocXmlTest {

    private static final String OBJECT =
            """
              <object>
                <name>%s</name>
                <difficult>1</difficult>
                <bndbox><xmin>%s</xmin><ymin>%s</ymin><xmax>%s</xmax><ymax>%s</ymax></bndbox>
                <part><name>head</name><bndbox><xmin>1</xmin><ymin>1</ymin><xmax>2</xmax><ymax>2</ymax></bndbox></part>
              </object>""";

    @TempDir
    private Path root;

    private Path folder;

    @BeforeEach
    void writePictures() throws IOException {
        folder = root.resolve("Annotations");
        picture(root.resolve("JPEGImages/a.png"), 100, 50);
        picture(root.resolve("JPEGImages/b.png"), 40, 80);
    }

    private Path annotation(String name, String... objects) throws IOException {
        return text(
                folder.resolve(name + ".xml"),
                "<annotation>",
                "  <filename>" + name + ".png</filename>",
                "  <size><width>" + (name.equals("b") ? 40 : 100) + "</width><height>" + (name.equals("b") ? 80 : 50)
                        + "</height><depth>3</depth></size>",
                String.join("\n", objects),
                "</annotation>");
    }

    @Test
    void readsObjectsButNotTheirParts() throws IOException {
        annotation("b");
        annotation("a", OBJECT.formatted("dog", 10, 5, 60, 25), OBJECT.formatted("cat", 0, 0, 100, 50));
        BoxSet set = VocXml.read(folder, List.of(), false).set();
        assertThat(set.classNames()).containsExactly("cat", "dog");
        assertThat(set.boxes()).containsExactly(List.of(box(1, 0.1, 0.1, 0.6, 0.5), box(0, 0, 0, 1, 1)), List.of());
        assertThat(set.get(1).picture().height()).isEqualTo(80);
    }

    @Test
    void namesABadObjectByFileAndLine() throws IOException {
        annotation("b", OBJECT.formatted("dog", 1, 1, 2, 2));
        Path file = annotation("a", OBJECT.formatted("dog", 10, 5, 60, 25), OBJECT.formatted("dog", 60, 5, 10, 25));
        assertThatIOException()
                .isThrownBy(() -> VocXml.read(folder, List.of(), false))
                .withMessage(file + ", line 10: xmin must be below xmax, but they are 60.0 and 10.0."
                        + " Correct it, or leave such rows out with --skip-bad.");
        BoxLabels labels = VocXml.read(folder, List.of(), true);
        assertThat(labels.set().boxCount()).isEqualTo(2);
        assertThat(labels.leftOut()).hasSize(1);
    }

    @Test
    void namesObjectsThatLackSomethingOrAreOfAnUnknownClass() throws IOException {
        annotation("a", "<object><name>dog</name></object>");
        assertThatIOException()
                .isThrownBy(() -> VocXml.read(folder, List.of(), false))
                .withMessageContaining("a.xml, line 4: the object has no xmin.");
        annotation("a", OBJECT.formatted("dog", "wide", 1, 2, 2));
        assertThatIOException()
                .isThrownBy(() -> VocXml.read(folder, List.of(), false))
                .withMessageContaining("a.xml, line 4: xmin must be a number of pixels, and is \"wide\".");
        annotation("a", OBJECT.formatted("dog", 1, 1, 2, 2));
        assertThatIOException()
                .isThrownBy(() -> VocXml.read(folder, List.of("cat"), false))
                .withMessageContaining("a.xml, line 4: the class dog is unknown: expected one of cat.");
    }

    @Test
    void namesAMissingPictureAndOneOfAnotherSize() throws IOException {
        annotation("c", OBJECT.formatted("dog", 1, 1, 2, 2));
        assertThatIOException()
                .isThrownBy(() -> VocXml.read(folder, List.of(), false))
                .withMessageContaining("c.xml, line 2: there is no picture c.png in ")
                .withMessageContaining("JPEGImages");
        picture(root.resolve("JPEGImages/c.png"), 50, 100);
        assertThatIOException()
                .isThrownBy(() -> VocXml.read(folder, List.of(), false))
                .withMessageContaining("is 50 wide and 100 high, not 100 wide and 50 high as the row tells.");
    }

    @Test
    void leavesOutAFileThatIsNoXmlWithItsLine() throws IOException {
        annotation("b", OBJECT.formatted("dog", 1, 1, 2, 2));
        Path file = text(folder.resolve("a.xml"), "<annotation>", "<filename>a.png</file>", "</annotation>");
        assertThatIOException()
                .isThrownBy(() -> VocXml.read(folder, List.of(), false))
                .withMessageStartingWith(file + ": it is no XML, as line 2 shows.");
        assertThat(VocXml.read(folder, List.of(), true).set().size()).isEqualTo(1);
        text(file, "<html/>");
        assertThatIOException()
                .isThrownBy(() -> VocXml.read(folder, List.of(), false))
                .withMessageContaining("it names no picture");
    }

    @Test
    void readsNothingOutsideOfTheFile() throws IOException {
        Path secret = text(root.resolve("secret.txt"), "a.png");
        text(
                folder.resolve("a.xml"),
                "<!DOCTYPE annotation [<!ENTITY xxe SYSTEM \"" + secret.toUri() + "\">]>",
                "<annotation><filename>&xxe;</filename></annotation>");
        assertThatIOException()
                .isThrownBy(() -> VocXml.read(folder, List.of(), false))
                .withMessageContaining("line 1 defines or uses an entity, which is not read: remove its DOCTYPE.");
    }

    @Test
    void refusesElementsWithoutEnd() throws IOException {
        text(folder.resolve("a.xml"), "<annotation>" + "<object>".repeat(100_000));
        assertThatIOException()
                .isThrownBy(() -> VocXml.read(folder, List.of(), false))
                .withMessageContaining("nested deeper than 16");
    }
}
