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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CocoJsonTest {

    private static final String GOOD =
            "{'id': 7, 'image_id': 1, 'category_id': 18, 'bbox': [10, 5, 50, 20], 'iscrowd': 0, 'area': 1, 'segmentation': []}";

    @TempDir
    private Path root;

    @BeforeEach
    void writePictures() throws IOException {
        picture(root.resolve("val2017/a.png"), 100, 50);
        picture(root.resolve("val2017/b.png"), 40, 80);
    }

    private Path file(String images, String annotations) throws IOException {
        String content = "{'info': {}, 'images': [" + images + "], 'annotations': [" + annotations + "],"
                + " 'categories': [{'id': 18, 'name': 'dog'}, {'id': 3, 'name': 'car', 'supercategory': 'vehicle'}]}";
        return text(root.resolve("annotations/instances_val2017.json"), content.replace('\'', '"'));
    }

    private static String image(int id, String name, int width, int height) {
        return "{'id': %d, 'file_name': '%s', 'width': %d, 'height': %d}".formatted(id, name, width, height);
    }

    @Test
    void readsBoxesWithWidthAndHeightAndNumbersClassesByTheirIds() throws IOException {
        Path file = file(
                image(1, "a.png", 100, 50) + "," + image(2, "b.png", 40, 80),
                GOOD + ", {'id': 8, 'image_id': 1, 'category_id': 3, 'bbox': [0, 0, 100.2, 50]}"
                        + ", {'id': 9, 'image_id': 2, 'category_id': 3, 'bbox': [0, 0, 9, 9], 'iscrowd': 1}");
        BoxSet set = CocoJson.read(file, List.of(), false).set();
        assertThat(set.classNames()).containsExactly("car", "dog");
        assertThat(set.boxes()).containsExactly(List.of(box(1, 0.1, 0.1, 0.6, 0.5), box(0, 0, 0, 1, 1)), List.of());
        assertThat(set.get(1).picture().width()).isEqualTo(40);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'id': 8, 'image_id': 1, 'category_id': 3, 'bbox': [0, 0, 0, 9]} | xmin must be below xmax",
                "{'id': 8, 'image_id': 1, 'category_id': 3, 'bbox': [60, 0, 41, 9]} | reaches out of the picture",
                "{'id': 8, 'image_id': 1, 'category_id': 3, 'bbox': [60, 0, 41]} | bbox must be left, top, width and height.",
                "{'id': 8, 'image_id': 1, 'category_id': 4, 'bbox': [6, 0, 4, 9]} | there is no category 4.",
                "{'id': 8, 'image_id': 5, 'category_id': 3, 'bbox': [6, 0, 4, 9]} | there is no image 5."
            })
    void namesABadAnnotationByFileAndId(String annotation, String reason) throws IOException {
        Path file = file(image(1, "a.png", 100, 50), annotation + "," + GOOD);
        assertThatIOException()
                .isThrownBy(() -> CocoJson.read(file, List.of(), false))
                .withMessageStartingWith(file + ", annotation 8: ")
                .withMessageContaining(reason);
        BoxLabels labels = CocoJson.read(file, List.of(), true);
        assertThat(labels.set().boxCount()).isEqualTo(1);
        assertThat(labels.leftOut()).singleElement().asString().contains(reason);
    }

    @Test
    void namesABadImageOnceAndLeavesOutItsAnnotations() throws IOException {
        Path file = file(image(1, "c.png", 100, 50) + "," + image(2, "b.png", 40, 80), GOOD);
        assertThatIOException()
                .isThrownBy(() -> CocoJson.read(file, List.of(), false))
                .withMessageStartingWith(file + ", image 1: there is no picture c.png in ")
                .withMessageContaining("val2017");
        BoxLabels labels = CocoJson.read(file, List.of(), true);
        assertThat(labels.leftOut()).hasSize(1);
        assertThat(labels.set().boxes()).containsExactly(List.of());
        assertThatIOException()
                .isThrownBy(() -> CocoJson.read(file(image(1, "a.png", 50, 100), GOOD), List.of(), false))
                .withMessageContaining("image 1: the picture")
                .withMessageContaining("not 50 wide and 100 high as the row tells");
    }

    @Test
    void takesTheClassesItIsGiven() throws IOException {
        Path file = file(image(1, "a.png", 100, 50), GOOD);
        assertThat(CocoJson.read(file, List.of("cat", "dog"), false)
                        .set()
                        .boxes()
                        .get(0)
                        .get(0)
                        .label())
                .isEqualTo(1);
        assertThatIOException()
                .isThrownBy(() -> CocoJson.read(file, List.of("cat"), false))
                .withMessageContaining("annotation 7: the class dog is unknown: expected one of cat.");
    }

    @Test
    void refusesWhatIsNotCocos() throws IOException {
        Path file = root.resolve("boxes.json");
        for (String content : List.of("{}", "", "{\"images\": [null], \"annotations\": [], \"categories\": []}")) {
            text(file, content);
            assertThatIOException()
                    .isThrownBy(() -> CocoJson.read(file, List.of(), true))
                    .withMessageStartingWith(file + " is not COCO's: expected images, annotations and categories");
        }
        for (String content : List.of("[]", "{\"images\": [", "{\"images\": [{\"id\": \"x\"}]}", "no json")) {
            text(file, content);
            assertThatIOException()
                    .isThrownBy(() -> CocoJson.read(file, List.of(), true))
                    .withMessageStartingWith(file + " cannot be understood: ");
        }
        assertThatIOException()
                .isThrownBy(() -> CocoJson.read(root.resolve("none.json"), List.of(), true))
                .withMessage("There is no file " + root.resolve("none.json") + ".");
    }
}
