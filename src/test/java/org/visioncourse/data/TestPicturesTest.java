package org.visioncourse.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestPicturesTest {

    @TempDir
    private Path folder;

    /** Pictures test/1.png to test/count.png of one pixel; that of id i has the grey i. */
    private void write(int count) throws IOException {
        Files.createDirectories(folder.resolve("test"));
        for (int id = 1; id <= count; id++) {
            ImageIO.write(
                    Pictures.grey(new int[] {id}).toImage(),
                    "png",
                    folder.resolve("test/" + id + ".png").toFile());
        }
    }

    @Test
    void givesAllPicturesInTheOrderOfTheirIdsAsStrings() throws Exception {
        write(12);
        TestPictures test = KaggleFolder.test(folder, 1, 1, 5);
        List<String> ids = new ArrayList<>();
        while (test.hasNext()) {
            TestPictures.Part part = test.next();
            assertThat(part.pictures().size()).isEqualTo(part.ids().size()).isLessThanOrEqualTo(5);
            assertThat(part.pictures().classNames()).containsExactly("unknown");
            for (int i = 0; i < part.ids().size(); i++) {
                assertThat(part.pictures().picture(i).value(0, 0, 0))
                        .isEqualTo(Integer.parseInt(part.ids().get(i)));
            }
            ids.addAll(part.ids());
        }
        assertThat(ids).containsExactly("1", "10", "11", "12", "2", "3", "4", "5", "6", "7", "8", "9");
        assertThat(test.size()).isEqualTo(12);
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(test::next);
    }

    @Test
    void readsAPartAheadAndNoMore() throws Exception {
        write(6);
        TestPictures test = KaggleFolder.test(folder, 1, 1, 2);
        test.next(); // and the second part is being read
        Files.delete(folder.resolve("test/5.png"));
        assertThat(test.next().ids()).containsExactly("3", "4");
        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(test::next);
    }

    @Test
    void namesAPictureThatCannotBeRead() throws Exception {
        write(4);
        Files.writeString(folder.resolve("test/3.png"), "no picture");
        TestPictures test = KaggleFolder.test(folder, 1, 1, 2);
        assertThat(test.next().ids()).containsExactly("1", "2");
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(test::next)
                .withMessage("The image " + folder.resolve("test/3.png")
                        + " cannot be read (its content is no png, jpg, bmp or gif): replace or remove it.");
        assertThat(test.hasNext()).isFalse();
    }

    @Test
    void scalesPicturesOfOtherSizes() throws Exception {
        write(1);
        assertThat(KaggleFolder.test(folder, 2, 3, 8).next().pictures().pixels())
                .hasSize(18)
                .containsOnly(1);
    }

    @Test
    void readsManyPicturesInOrder() throws Exception {
        write(255);
        List<String> ids = new ArrayList<>();
        KaggleFolder.test(folder, 1, 1, 7).forEachRemaining(part -> ids.addAll(part.ids()));
        assertThat(ids).hasSize(255).isSorted();
    }

    @Test
    void endsItsWaitWhenInterrupted() throws Exception {
        write(1);
        TestPictures test = KaggleFolder.test(folder, 1, 1, 1);
        Thread.currentThread().interrupt();
        assertThatIllegalStateException().isThrownBy(test::next).withMessageStartingWith("interrupted");
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void refusesPartsWithoutPictures() throws Exception {
        write(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KaggleFolder.test(folder, 1, 1, 0))
                .withMessageContaining("0");
    }
}
