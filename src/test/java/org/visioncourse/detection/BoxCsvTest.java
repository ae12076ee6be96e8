package org.visioncourse.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.visioncourse.detection.LabelFiles.box;
import static org.visioncourse.detection.LabelFiles.picture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BoxCsvTest {

    private static final String D2L = "img_name,label,xmin,ymin,xmax,ymax";

    @TempDir
    private Path folder;

    @BeforeEach
    void writePictures() throws IOException {
        picture(folder.resolve("images/0.png"), 100, 50);
        picture(folder.resolve("1.png"), 40, 80);
    }

    private Path table(String... lines) throws IOException {
        return LabelFiles.text(folder.resolve("label.csv"), lines);
    }

    @Test
    void readsD2lsTableAndFindsPicturesBesideItAndInImages() throws IOException {
        Path file = table(D2L, "0.png,0,10,5,60,25", "1.png,0,0,0,40,80");
        BoxLabels labels = BoxCsv.read(file, List.of("banana"), false);
        assertThat(labels.leftOut()).isEmpty();
        BoxSet set = labels.set();
        assertThat(set.classNames()).containsExactly("banana");
        assertThat(set.boxes()).containsExactly(List.of(box(0, 0.1, 0.1, 0.6, 0.5)), List.of(box(0, 0, 0, 1, 1)));
        assertThat(set.get(0).picture().width()).isEqualTo(100);
        assertThat(set.get(1).picture().height()).isEqualTo(80);
    }

    @Test
    void readsColumnsInAnotherOrderWithWidthAndHeightAndGathersBoxesByPicture() throws IOException {
        Path file = table(
                "\uFEFFfilename, width, height, class, xmin, ymin, xmax, ymax, note",
                "0.png, 100, 50, pear, 10, 5, 60, 25, x",
                "1.png, 40, 80, apple, 0, 0, 20, 40, ",
                "",
                "0.png, 100, 50, apple, 50, 25, 100, 50, x");
        BoxSet set = BoxCsv.read(file, List.of(), false).set();
        assertThat(set.classNames()).containsExactly("apple", "pear");
        assertThat(set.boxes())
                .containsExactly(
                        List.of(box(1, 0.1, 0.1, 0.6, 0.5), box(0, 0.5, 0.5, 1, 1)), List.of(box(0, 0, 0, 0.5, 0.5)));
        assertThat(set.boxCount()).isEqualTo(3);
    }

    @Test
    void ordersNumberedClassesByTheirNumbers() throws IOException {
        Path file = table(D2L, "0.png,10,1,1,2,2", "0.png,9,1,1,2,2", "0.png,0,1,1,2,2");
        assertThat(BoxCsv.read(file, List.of(), false).set().classNames()).containsExactly("0", "9", "10");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.png,0,60,5,60,25 | xmin must be below xmax, but they are 60.0 and 60.0.",
                "0.png,0,10,25,60,5 | ymin must be below ymax, but they are 25.0 and 5.0.",
                "0.png,0,10,NaN,60,5 | ymin must be below ymax, but they are NaN and 5.0.",
                "0.png,0,10,5,101,25 | reaches out of the picture",
                "0.png,0,-1,5,60,25 | reaches out of the picture",
                "0.png,0,10,5,60,51 | which is 100 wide and 50 high.",
                "0.png,kiwi,10,5,60,25 | the class kiwi is unknown: expected one of banana.",
                "0.png,1,10,5,60,25 | the class 1 is unknown: expected one of banana.",
                "0.png,,10,5,60,25 | the class is blank.",
                "2.png,0,10,5,60,25 | there is no picture 2.png in",
                "../0.png,0,10,5,60,25 | \"../0.png\" is no picture's name",
                "0.png,0,ten,5,60,25 | xmin must be a number of pixels, and is \"ten\".",
                "0.png,0,10,5,60 | expected the columns img_name,label,xmin,ymin,xmax,ymax, found \"0.png,0,10,5,60\"."
            })
    void namesABadRowByFileAndLine(String row, String reason) throws IOException {
        Path file = table(D2L, "1.png,0,0,0,40,80", "", row, "0.png,banana,10,5,60,25");
        assertThatIOException()
                .isThrownBy(() -> BoxCsv.read(file, List.of("banana"), false))
                .withMessageStartingWith(file + ", line 4: ")
                .withMessageContaining(reason)
                .withMessageEndingWith("Correct it, or leave such rows out with --skip-bad.");
        BoxLabels labels = BoxCsv.read(file, List.of("banana"), true);
        assertThat(labels.set().boxCount()).isEqualTo(2);
        assertThat(labels.leftOut())
                .singleElement()
                .asString()
                .startsWith(file + ", line 4: ")
                .contains(reason);
    }

    @Test
    void namesARowThatTellsAnotherSizeThanThePictureHas() throws IOException {
        Path file = table("filename,width,height,class,xmin,ymin,xmax,ymax", "0.png,50,100,pear,1,1,2,2");
        assertThatIOException()
                .isThrownBy(() -> BoxCsv.read(file, List.of(), false))
                .withMessageContaining("line 2: the picture ")
                .withMessageContaining("is 100 wide and 50 high, not 50 wide and 100 high as the row tells.");
    }

    @Test
    void namesAPictureThatCannotBeRead() throws IOException {
        Files.writeString(folder.resolve("2.png"), "no picture");
        Path file = table(D2L, "2.png,0,1,1,2,2");
        assertThatIOException()
                .isThrownBy(() -> BoxCsv.read(file, List.of(), false))
                .withMessageContaining("line 2: The image ")
                .withMessageContaining("cannot be read");
    }

    @Test
    void cutsWhatReachesOverTheEdgeByRounding() throws IOException {
        Path file = table(D2L, "0.png,0,-0.3,0,100.4,50");
        assertThat(BoxCsv.read(file, List.of(), false).set().boxes()).containsExactly(List.of(box(0, 0, 0, 1, 1)));
    }

    @Test
    void leavesOutAPictureThatHasOnlyBadRows() throws IOException {
        Path file = table(D2L, "0.png,0,60,5,60,25", "1.png,0,0,0,40,80");
        assertThat(BoxCsv.read(file, List.of(), true).set().size()).isEqualTo(1);
    }

    @Test
    void refusesTablesWithoutHeaderOrRowsOrText() throws IOException {
        assertThatIOException()
                .isThrownBy(() -> BoxCsv.read(table("0.png,0,60,5,60,25"), List.of(), true))
                .withMessageContaining("label.csv, line 1: expected a header such as img_name,label,xmin");
        assertThatIOException()
                .isThrownBy(() -> BoxCsv.read(table(D2L), List.of(), true))
                .withMessageContaining("There are no labelled pictures in");
        assertThatIOException()
                .isThrownBy(() -> BoxCsv.read(table(D2L, "0.png,0,60,5,60,25"), List.of(), true))
                .withMessageContaining("the first of what is wrong is: ")
                .withMessageContaining("line 2: xmin");
        assertThatIOException()
                .isThrownBy(() -> BoxCsv.read(folder.resolve("none.csv"), List.of(), true))
                .withMessage("There is no file " + folder.resolve("none.csv") + ".");
    }
}
