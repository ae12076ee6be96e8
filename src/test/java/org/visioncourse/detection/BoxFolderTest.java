package org.visioncourse.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.visioncourse.detection.LabelFiles.box;
import static org.visioncourse.detection.LabelFiles.picture;
import static org.visioncourse.detection.LabelFiles.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BoxFolderTest {

    @TempDir
    private Path root;

    @BeforeEach
    void writePicture() throws IOException {
        picture(root.resolve("images/0.png"), 100, 50);
    }

    private List<List<LabelledBox>> boxes(Path path) throws IOException {
        return BoxFolder.read(path, List.of("banana"), false).set().boxes();
    }

    @Test
    void findsATableInAFolderOrByItsName() throws IOException {
        Path file = text(root.resolve("label.csv"), "img_name,label,xmin,ymin,xmax,ymax", "0.png,0,10,5,60,25");
        assertThat(boxes(root)).containsExactly(List.of(box(0, 0.1, 0.1, 0.6, 0.5)));
        assertThat(boxes(file)).isEqualTo(boxes(root));
    }

    @Test
    void findsPascalsAnnotations() throws IOException {
        text(root.resolve("Annotations/0.xml"), "<annotation><filename>0.png</filename></annotation>");
        assertThat(boxes(root)).containsExactly(List.of());
        assertThat(boxes(root.resolve("Annotations"))).containsExactly(List.of());
    }

    @Test
    void findsCocosAnnotations() throws IOException {
        text(
                root.resolve("annotations/all.json"),
                "{\"images\": [{\"id\": 1, \"file_name\": \"0.png\"}], \"annotations\": [], \"categories\": []}");
        assertThat(boxes(root)).containsExactly(List.of());
    }

    @Test
    void findsDjlsIndex() throws IOException {
        text(root.resolve("index.file"), "{\"images/0.png\": [0, 0.25, 0.5, 0.75, 1.0]}");
        assertThat(boxes(root)).containsExactly(List.of(box(0, 0.25, 0.5, 0.75, 1)));
    }

    @Test
    void findsThePartsOfD2lsAndDjlsSets() throws IOException {
        assertThat(BoxFolder.parts(root)).isEqualTo(new BoxFolder.Parts(root, Optional.empty()));
        for (List<String> names : List.of(List.of("train", "test"), List.of("bananas_train", "bananas_val"))) {
            Path train = Files.createDirectories(root.resolve(names.get(0)));
            Path valid = Files.createDirectories(root.resolve(names.get(1)));
            assertThat(BoxFolder.parts(root)).isEqualTo(new BoxFolder.Parts(train, Optional.of(valid)));
        }
    }

    @Test
    void saysWhatItExpectedWhereThereIsNothingOrTooMuch() throws IOException {
        assertThatIOException()
                .isThrownBy(() -> boxes(root))
                .withMessage(
                        "There are no boxes in " + root + ": expected a table label.csv, COCO's annotations/*.json,"
                                + " or Pascal VOC's Annotations/*.xml.");
        assertThatIOException()
                .isThrownBy(() -> boxes(root.resolve("images/0.png")))
                .withMessageContaining("holds no labels that can be read: expected a .csv or a .json file.");
        text(root.resolve("a.csv"), "");
        text(root.resolve("b.csv"), "");
        assertThatIOException()
                .isThrownBy(() -> boxes(root))
                .withMessageContaining("holds several files of labels: name one, such as " + root.resolve("a.csv"));
    }
}
