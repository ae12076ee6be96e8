package org.visioncourse.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DogFolderTest {

    private static final List<String> CLASSES = List.of("boxer", "collie", "pug");

    @TempDir
    private Path folder;

    @Test
    void findsThePhotographsInTheOrderOfTheirLabels() throws Exception {
        write("labels.csv", "id,breed", "f1,pug", "a2,boxer", "c3,pug", "");
        photos("train", "a2.jpg", "c3.jpg", "f1.jpg");
        DogFolder.Training training = DogFolder.training(folder);
        assertThat(training.photos().classNames()).containsExactly("boxer", "pug");
        assertThat(training.photos().labels()).containsExactly(1, 0, 1);
        assertThat(training.photos().files())
                .containsExactly(
                        folder.resolve("train/f1.jpg"), folder.resolve("train/a2.jpg"), folder.resolve("train/c3.jpg"));
        assertThat(training.labelsWithoutPicture()).isZero();
    }

    @Test
    void countsLabelsWithoutPhotographAndKeepsTheirClasses() throws Exception {
        write("labels.csv", "id,breed", "f1,pug", "a2,boxer", "c3,collie");
        photos("train", "a2.jpg");
        DogFolder.Training training = DogFolder.training(folder);
        assertThat(training.labelsWithoutPicture()).isEqualTo(2);
        assertThat(training.photos().classNames()).isEqualTo(CLASSES);
        assertThat(training.photos().labels()).containsExactly(0);
    }

    @Test
    void namesAPhotographWithoutLabel() throws Exception {
        write("labels.csv", "id,breed", "a2,boxer");
        photos("train", "a2.jpg", "b7.jpg");
        assertRefused("The picture " + folder.resolve("train/b7.jpg") + " has no label in "
                + folder.resolve("labels.csv") + ": add a line, or remove the picture.");
    }

    @Test
    void namesABreedThatTheSubmissionDoesNotKnow() throws Exception {
        write("labels.csv", "id,breed", "a2,boxer", "b7, borzio ", "c3,pug", "d4,borzio");
        photos("train", "a2.jpg");
        write("sample_submission.csv", "id,boxer,borzoi,pug");
        assertRefused(folder.resolve("labels.csv") + ", line 3: the breed borzio has no column in "
                + folder.resolve("sample_submission.csv") + ".");
        write("labels.csv", "id,breed", "a2,boxer", "c3,pug");
        assertRefused(folder.resolve("sample_submission.csv") + ", line 1: the column borzoi is no class of "
                + folder.resolve("labels.csv") + ".");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "id,label|a2,pug; line 1: expected the header id,breed, found \"id,label\".",
                "id,breed|a2; line 2: expected the columns id,breed, found \"a2\".",
                "id,breed|a2,; line 2: the breed is blank in \"a2,\".",
                "id,breed|a2,pug|a2,boxer; line 3: the id a2 has a label already, in a line above."
            },
            ignoreLeadingAndTrailingWhitespace = false)
    void namesAWrongLineOfTheLabels(String lines, String reason) throws Exception {
        write("labels.csv", lines.split("\\|"));
        photos("train", "a2.jpg");
        assertRefused(folder.resolve("labels.csv") + "," + reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "''; line 1: expected the header id, and a column for each class.",
                "id; line 1: expected the header id, and a column for each class.",
                "pug,boxer; line 1: expected the header id, and a column for each class.",
                "id,boxer,,pug; line 1: the column \"\" is blank or there twice.",
                "id,pug,boxer,pug; line 1: the column \"pug\" is blank or there twice.",
                "id,boxer,pug|a2,1; line 2: expected an id and 2 values, found \"a2\" and 1.",
                "id,boxer,pug|a2,1,0|,1,0; line 3: expected an id and 2 values, found \"\" and 2.",
                "id,boxer,pug|a2,1,0||a2,1,0; line 4: the id a2 has a line already, further above."
            },
            ignoreLeadingAndTrailingWhitespace = false)
    void namesAWrongLineOfTheSubmission(String lines, String reason) throws Exception {
        write("labels.csv", "id,breed", "a2,boxer", "c3,pug");
        photos("train", "a2.jpg");
        write("sample_submission.csv", lines.split("\\|"));
        assertRefused(folder.resolve("sample_submission.csv") + "," + reason);
    }

    @Test
    void testsInTheOrderOfTheSubmission() throws Exception {
        photos("test", "a2.jpg", "b7.jpg", "c3.jpg");
        write("sample_submission.csv", "id,pug,boxer,collie", "c3,0,0,1", "d4,1,0,0", "a2,1,0,0", "b7,1,0,0");
        DogFolder.Test test = DogFolder.test(folder, CLASSES);
        assertThat(test.ids()).containsExactly("c3", "a2", "b7");
        assertThat(test.photos().files())
                .containsExactly(
                        folder.resolve("test/c3.jpg"), folder.resolve("test/a2.jpg"), folder.resolve("test/b7.jpg"));
        assertThat(test.photos().classNames()).containsExactly("unknown");
        assertThat(test.columns()).containsExactly("pug", "boxer", "collie");
        assertThat(test.linesWithoutPicture()).isEqualTo(1);
    }

    @Test
    void testsInSortedOrderWithoutASubmission() throws Exception {
        photos("test", "b7.jpg", "a2.jpg");
        DogFolder.Test test = DogFolder.test(folder, List.of("pug", "boxer"));
        assertThat(test.ids()).containsExactly("a2", "b7");
        assertThat(test.columns()).containsExactly("boxer", "pug");
        assertThat(test.linesWithoutPicture()).isZero();
    }

    @Test
    void refusesASubmissionForOtherClassesOrWithoutAPhotograph() throws Exception {
        photos("test", "a2.jpg", "b7.jpg");
        write("sample_submission.csv", "id,pug,boxer,collie", "a2,1,0,0");
        assertThatIOException()
                .isThrownBy(() -> DogFolder.test(folder, CLASSES))
                .withMessage("The picture " + folder.resolve("test/b7.jpg") + " has no line in "
                        + folder.resolve("sample_submission.csv") + ": add one, or remove the picture.");
        assertThatIOException()
                .isThrownBy(() -> DogFolder.test(folder, List.of("pug", "boxer", "cat")))
                .withMessage(folder.resolve("sample_submission.csv")
                        + ", line 1: there is no column cat, a class of the classifier.");
    }

    @Test
    void saysWhatIsMissing() throws Exception {
        assertRefused("There is no file " + folder.resolve("labels.csv")
                + ": expected a line id,breed, then one such line for each picture.");
        write("labels.csv", "id,breed", "a2,boxer");
        assertRefused("There are no pictures in " + folder.resolve("train") + ": unpack them to there.");
        assertThatIOException()
                .isThrownBy(() -> DogFolder.test(folder, CLASSES))
                .withMessage("There are no pictures in " + folder.resolve("test") + ": unpack them to there.");
    }

    @Test
    void isKnownByItsLabels() throws Exception {
        photos("train", "a2.jpg");
        assertThat(DogFolder.matches(folder)).isFalse();
        write("trainLabels.csv", "id,label");
        assertThat(DogFolder.matches(folder)).isFalse();
        write("labels.csv", "id,breed");
        assertThat(DogFolder.matches(folder)).isTrue();
    }

    @Test
    void readsKagglesDogs() throws Exception {
        Path set = DataFolder.root().resolve("dog-breed-identification");
        Assumptions.assumeTrue(Files.isDirectory(set), "needs Kaggle's dog breeds in COURSE_DATA");
        DogFolder.Training training = DogFolder.training(set);
        assertThat(training.photos().classNames()).hasSize(120).startsWith("affenpinscher");
        assertThat(training.photos().picture(0).channels()).isEqualTo(3);
        DogFolder.Test test = DogFolder.test(set, training.photos().classNames());
        assertThat(test.ids()).hasSize(test.photos().size());
        assertThat(test.photos().files().get(0)).hasFileName(test.ids().get(0) + ".jpg");
        assertThat(test.columns()).isEqualTo(training.photos().classNames());
    }

    private void write(String name, String... lines) throws IOException {
        Files.write(folder.resolve(name), List.of(lines));
    }

    /** Files without content: they are found, not read. */
    private void photos(String part, String... names) throws IOException {
        Files.createDirectories(folder.resolve(part));
        for (String name : names) {
            Files.createFile(folder.resolve(part).resolve(name));
        }
    }

    private void assertRefused(String message) {
        assertThatIOException().isThrownBy(() -> DogFolder.training(folder)).withMessage(message);
    }
}
