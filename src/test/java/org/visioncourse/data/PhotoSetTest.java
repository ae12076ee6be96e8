package org.visioncourse.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhotoSetTest {

    @TempDir
    private Path folder;

    @Test
    void readsAPhotographInItsOwnSizeWhenItIsAskedFor() throws Exception {
        PhotoSet photos = Photos.write(folder, 3);
        Files.delete(photos.files().get(0));
        Picture picture = photos.picture(2);
        assertThat(picture.height()).isEqualTo(Photos.picture(2).height());
        assertThat(picture.pixels()).isEqualTo(Photos.picture(2).pixels());
        assertThat(photos.channels()).isEqualTo(3);
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> photos.picture(0))
                .withMessage("There is no image " + photos.files().get(0) + ".");
    }

    @Test
    void picksASubsetInTheGivenOrder() throws Exception {
        PhotoSet photos = Photos.write(folder, 4);
        PhotoSet subset = photos.subset(new int[] {3, 0});
        assertThat(subset.size()).isEqualTo(2);
        assertThat(subset.files())
                .containsExactly(photos.files().get(3), photos.files().get(0));
        assertThat(subset.labels()).containsExactly(1, 0);
        assertThat(subset.classNames()).isEqualTo(photos.classNames());
    }

    @Test
    void samplesInTheOrderOfTheSet() {
        PhotoSet photos = numbered(50);
        assertThat(photos.sample(50, 1)).isSameAs(photos);
        assertThat(photos.sample(20, 1).files()).hasSize(20).isSubsetOf(photos.files());
        assertThat(photos.sample(20, 1).files())
                .isSorted()
                .isNotEqualTo(photos.sample(20, 2).files());
    }

    @Test
    void holdsOutWhatASetInMemoryDoes() {
        PhotoSet photos = numbered(60);
        ImageSet images = new ImageSet(new byte[60], 1, 1, 1, photos.labels(), photos.classNames());
        for (int i = 0; i < 60; i++) {
            images.pixels()[i] = (byte) i;
        }
        Fold fold = photos.holdOut(0.3, 7);
        assertThat(numbers(photos.subset(fold.valid())))
                .hasSize(18)
                .isEqualTo(images.split(0.3, 7).valid().pixels());
        assertThat(numbers(photos.subset(fold.train())))
                .hasSize(42)
                .isEqualTo(images.split(0.3, 7).train().pixels());
    }

    @Test
    void refusesPartsThatDoNotFitOneAnother() {
        List<Path> one = List.of(Path.of("a.jpg"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PhotoSet(one, new int[2], List.of("pug")))
                .withMessage("1 files have 2 labels");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PhotoSet(one, new int[] {1}, List.of("pug")))
                .withMessage("picture 0 has label 1, but there are 1 class names");
    }

    /** Files 10, 11, ... that are not there, of two classes in turn. */
    private static PhotoSet numbered(int count) {
        List<Path> files = IntStream.range(10, 10 + count)
                .mapToObj(i -> Path.of(Integer.toString(i)))
                .toList();
        return new PhotoSet(files, IntStream.range(0, count).map(i -> i % 2).toArray(), List.of("even", "odd"));
    }

    private static byte[] numbers(PhotoSet photos) {
        byte[] numbers = new byte[photos.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (byte) (Integer.parseInt(photos.files().get(i).toString()) - 10);
        }
        return numbers;
    }
}
