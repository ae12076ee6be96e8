package org.visioncourse.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KaggleFolderTest {

    @TempDir
    private Path folder;

    @Test
    void readsThePicturesInTheOrderOfTheirLabels() throws Exception {
        labels("id,label", "10,frog", "9,cat", "2,frog");
        for (int id : new int[] {2, 9, 10}) {
            picture("train/" + id + ".png", id, 2);
        }
        KaggleFolder.Training training = KaggleFolder.training(folder, 1, 1);
        assertThat(training.pictures().classNames()).containsExactly("cat", "frog");
        assertThat(training.pictures().labels()).containsExactly(1, 0, 1);
        assertThat(training.pictures().pixels()).containsExactly(10, 10, 10, 9, 9, 9, 2, 2, 2);
        assertThat(training.labelsWithoutPicture()).isZero();
    }

    @Test
    void countsLabelsWithoutPictureAndKeepsTheirClasses() throws Exception {
        labels("id,label", "1,truck", "2,cat", "3,bird", "");
        picture("train/1.png", 1, 32);
        KaggleFolder.Training training = KaggleFolder.training(folder, 32, 32);
        assertThat(training.labelsWithoutPicture()).isEqualTo(2);
        assertThat(training.pictures().classNames()).containsExactly("bird", "cat", "truck");
        assertThat(training.pictures().labels()).containsExactly(2);
    }

    @Test
    void namesAPictureWithoutLabel() throws Exception {
        labels("id,label", "1,truck");
        picture("train/1.png", 1, 2);
        picture("train/2.png", 2, 2);
        assertRefused("The picture " + folder.resolve("train/2.png") + " has no label in "
                + folder.resolve("trainLabels.csv") + ": add a line, or remove the picture.");
    }

    @Test
    void namesTwoPicturesOfOneId() throws Exception {
        labels("id,label", "1,truck");
        picture("train/1.png", 1, 2);
        picture("train/1.jpg", 1, 2);
        assertRefused(folder.resolve("train") + " holds 1.jpg and 1.png, two pictures of one id: remove one.");
    }

    @Test
    void namesAPictureThatCannotBeRead() throws Exception {
        labels("id,label", "1,truck");
        picture("train/1.png", 1, 2);
        Files.write(folder.resolve("train/1.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G'});
        assertThatIOException()
                .isThrownBy(() -> KaggleFolder.training(folder, 2, 2))
                .withMessageStartingWith("The image " + folder.resolve("train/1.png"));
    }

    @Test
    void saysWhereThePicturesBelong() throws Exception {
        labels("id,label", "1,truck");
        assertRefused("There are no pictures in " + folder.resolve("train") + ": unpack them to there.");
        assertThatIOException()
                .isThrownBy(() -> KaggleFolder.test(folder, 2, 2, 1))
                .withMessage("There are no pictures in " + folder.resolve("test") + ": unpack them to there.");
    }

    @Test
    void saysWhichFileOfLabelsIsMissing() {
        assertRefused("There is no file " + folder.resolve("trainLabels.csv")
                + ": expected a line id,label, then one such line for each picture.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "1,frog; line 1: expected the header id,label, found \"1,frog\".",
                "label,id|frog,1; line 1: expected the header id,label, found \"label,id\".",
                "id,label|1,frog|2; line 3: expected the columns id,label, found \"2\".",
                "id,label|1,frog|2,frog,; line 3: expected the columns id,label, found \"2,frog,\".",
                "id,label|1, ; line 2: the label is blank in \"1, \".",
                "id,label|,frog; line 2: the id is blank in \",frog\".",
                "id,label|1,frog||1,cat; line 4: the id 1 has a label already, in a line above."
            },
            ignoreLeadingAndTrailingWhitespace = false)
    void namesAWrongLineOfTheLabels(String lines, String reason) throws Exception {
        labels(lines.split("\\|"));
        assertRefused(folder.resolve("trainLabels.csv") + "," + reason);
    }

    @Test
    void saysThatTheLabelsAreEmpty() throws Exception {
        labels();
        assertRefused(folder.resolve("trainLabels.csv") + ", line 1: expected the header id,label, found nothing.");
    }

    @Test
    void saysThatTheLabelsAreNoText() throws Exception {
        Files.write(folder.resolve("trainLabels.csv"), new byte[] {'i', 'd', (byte) 0xff});
        assertRefused(folder.resolve("trainLabels.csv") + " is no text in UTF-8: save it as such.");
    }

    @Test
    void isKnownByItsLabels() throws Exception {
        Files.createDirectory(folder.resolve("train"));
        assertThat(KaggleFolder.matches(folder)).isFalse();
        labels("id,label");
        assertThat(KaggleFolder.matches(folder)).isTrue();
    }

    @Test
    void hasTheClassesThatD2lCounts() throws Exception {
        Path set = DataFolder.root().resolve("kaggle-cifar10-tiny");
        Assumptions.assumeTrue(Files.isDirectory(set), "needs D2L's part of Kaggle's CIFAR-10 in COURSE_DATA");
        KaggleFolder.Training training = KaggleFolder.training(set, 32, 32);
        assertThat(training.pictures().size()).isEqualTo(100);
        assertThat(training.labelsWithoutPicture()).isEqualTo(49_900);
        assertThat(training.pictures().classNames())
                .isEqualTo(Cifar10Binary.CLASS_NAMES)
                .hasSize(D2lCifar10.READ.published().classes());
        assertThat(training.pictures().classNames().get(training.pictures().labels()[0]))
                .isEqualTo("frog"); // the label of 1.png
        assertThat(KaggleFolder.test(set, 32, 32, 100).next().ids()).containsExactly("1");
    }

    private void labels(String... lines) throws IOException {
        Files.write(folder.resolve("trainLabels.csv"), List.of(lines));
    }

    /** A square picture of one grey. */
    private void picture(String name, int grey, int side) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Picture picture = Resampling.resize(Pictures.grey(new int[] {grey}), side, side);
        assertThat(ImageIO.write(picture.toImage(), name.substring(name.lastIndexOf('.') + 1), file.toFile()))
                .isTrue();
    }

    private void assertRefused(String message) {
        assertThatIOException()
                .isThrownBy(() -> KaggleFolder.training(folder, 2, 2))
                .withMessage(message);
    }
}
