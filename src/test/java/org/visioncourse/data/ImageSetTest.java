package org.visioncourse.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ImageSetTest {

    private static final List<String> NAMES = List.of("a", "b", "c");

    /** Grey pictures of one pixel: picture i has the value i. */
    private static ImageSet numbered(int... labels) {
        byte[] pixels = new byte[labels.length];
        for (int i = 0; i < labels.length; i++) {
            pixels[i] = (byte) i;
        }
        return new ImageSet(pixels, 1, 1, 1, labels, NAMES);
    }

    @Test
    void picksASubsetInTheGivenOrder() {
        ImageSet subset = numbered(0, 1, 2, 0).subset(new int[] {3, 1});
        assertThat(subset.size()).isEqualTo(2);
        assertThat(subset.pixels()).containsExactly(3, 1);
        assertThat(subset.labels()).containsExactly(0, 1);
        assertThat(subset.classNames()).isEqualTo(NAMES);
    }

    @Test
    void showsThePicturesInTheirColours() {
        ImageSet images = new ImageSet(new byte[] {1, 2, 3, 4, 5, 6}, 1, 1, 3, new int[] {0, 2}, NAMES);
        assertThat(images.image(1).getRGB(0, 0)).isEqualTo(0xff040506);
        assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> images.picture(2));
    }

    @Test
    void validatesOnTheShareOfTheSmallestClassFromEachClass() {
        int[] labels = new int[75];
        Arrays.fill(labels, 0, 40, 0);
        Arrays.fill(labels, 40, 65, 1);
        Arrays.fill(labels, 65, 75, 2);
        ImageSet.Split split = numbered(labels).split(0.35, 1); // floor(10 * 0.35) = 3 of each class
        assertThat(split.valid().labels()).containsExactly(0, 0, 0, 1, 1, 1, 2, 2, 2);
        assertThat(split.train().size()).isEqualTo(66);
    }

    @Test
    void validatesOnAtLeastOnePictureOfEachClass() {
        assertThat(numbered(0, 0, 1, 1, 1).split(0.1, 1).valid().labels()).containsExactly(0, 1);
    }

    @Test
    void splitsD2lsDemonstrationAsItsRuleSays() {
        int classes = D2lCifar10.READ.published().classes();
        int pictures = D2lCifar10.READ.published().trainExamplesDemo();
        int[] labels = IntStream.range(0, pictures).map(i -> i % classes).toArray();
        List<String> names =
                IntStream.range(0, classes).mapToObj(String::valueOf).toList();
        ImageSet images = new ImageSet(new byte[pictures], 1, 1, 1, labels, names);
        ImageSet.Split split = images.split(D2lCifar10.READ.hyperparameters().validRatio(), 1);
        int[] validCounts = new int[classes];
        Arrays.stream(split.valid().labels()).forEach(label -> validCounts[label]++);
        assertThat(validCounts).hasSize(10).containsOnly(10); // max(1, floor(100 * 0.1))
        assertThat(split.train().size()).isEqualTo(900);
    }

    @Test
    void putsEachPictureIntoOnePartOfASplit() {
        ImageSet images = numbered(new int[30]);
        ImageSet.Split split = images.split(0.3, 4);
        byte[] both = Arrays.copyOf(split.train().pixels(), 30);
        System.arraycopy(split.valid().pixels(), 0, both, split.train().size(), 9);
        assertThat(both).containsExactlyInAnyOrder(images.pixels());
    }

    @Test
    void splitsBySeedAlone() {
        ImageSet images = numbered(new int[100]);
        byte[] first = images.split(0.2, 1).valid().pixels();
        assertThat(images.split(0.2, 1).valid().pixels()).isEqualTo(first);
        assertThat(images.split(0.2, 2).valid().pixels()).isNotEqualTo(first);
    }

    @Test
    void refusesARatioOutsideOfZeroToOne() {
        for (double ratio : new double[] {0, 1, -0.1, Double.NaN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> numbered(0, 0).split(ratio, 1))
                    .withMessageContaining("" + ratio);
        }
    }

    @Test
    void refusesPartsThatDoNotFitOneAnother() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ImageSet(new byte[5], 1, 1, 3, new int[2], NAMES))
                .withMessage("2 pictures of 1x1x3 have 6 bytes, not 5");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ImageSet(new byte[2], 1, 1, 1, new int[] {0, 3}, NAMES))
                .withMessage("picture 1 has label 3, but there are 3 class names");
        assertThatIllegalArgumentException().isThrownBy(() -> new ImageSet(new byte[0], 1, 1, 4, new int[0], NAMES));
    }
}
