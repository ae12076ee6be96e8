package org.visioncourse.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Flips that alternate, and pictures that are mirrored at their edges. */
class AlternatingFlipTest {

    private static final int SIZE = 400;
    private static final ImageSet IMAGES = pictures();

    /** Each of one row of three grey pixels: 1, 2, 3. */
    private static ImageSet pictures() {
        byte[] pixels = new byte[3 * SIZE];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (1 + i % 3);
        }
        return new ImageSet(pixels, 1, 3, 1, new int[SIZE], List.of("row"));
    }

    private static boolean[] mirrored(int epoch, long seed) {
        ImageDataset set = ImageDataset.builder(IMAGES)
                .batchSize(1)
                .augmentations(List.of(Augmentation.alternatingFlip()))
                .seed(seed)
                .build();
        boolean[] mirrored = new boolean[SIZE];
        for (int i = 0; i < SIZE; i++) {
            mirrored[i] = set.picture(epoch, i).pixels()[0] == 3;
        }
        return mirrored;
    }

    private static long count(boolean[] values) {
        return IntStream.range(0, SIZE).filter(i -> values[i]).count();
    }

    @Test
    void anyTwoEpochsInTurnShowEachPictureBothWays() {
        for (int epoch = 0; epoch < 4; epoch++) {
            boolean[] now = mirrored(epoch, 0);
            boolean[] next = mirrored(epoch + 1, 0);
            assertThat(IntStream.range(0, SIZE).allMatch(i -> now[i] != next[i]))
                    .isTrue();
            assertThat(mirrored(epoch + 2, 0)).isEqualTo(now);
        }
    }

    @Test
    void aboutHalfOfThePicturesBeginMirroredAndTheSeedChoosesWhich() {
        assertThat(count(mirrored(0, 0))).isBetween(SIZE / 2 - 60L, SIZE / 2 + 60L);
        assertThat(mirrored(0, 1)).isNotEqualTo(mirrored(0, 0));
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 1, 2, 3, 4, 5, 6", "0, 1, 2, 1, 2, 5, 4, 5", "1, 0, 4, 5, 6, 1, 2, 3", "0, -2, 3, 2, 1, 6, 5, 4"
    })
    void aShiftedPictureIsMirroredAtItsEdge(int down, int right, int a, int b, int c, int d, int e, int f) {
        Picture picture = new Picture(new byte[] {1, 2, 3, 4, 5, 6}, 2, 3, 1);

        Picture shifted = Augmentation.reflectShift(down, right).apply(picture, new SplittableRandom(0));

        assertThat(shifted.pixels()).containsExactly((byte) a, (byte) b, (byte) c, (byte) d, (byte) e, (byte) f);
    }

    @Test
    void aShiftAsWideAsThePictureIsRefused() {
        Picture picture = new Picture(new byte[6], 2, 3, 1);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Augmentation.reflectShift(2, 0).apply(picture, new SplittableRandom(0)))
                .withMessage("a picture of 2x3 has no mirror image -2 and 0 pixels away");
    }

    @Test
    void aReflectedCropTakesEveryStepUpToItsPaddingDownAndAcross() {
        byte[] pixels = new byte[25];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) i;
        }
        Picture picture = new Picture(pixels, 5, 5, 1);
        SplittableRandom random = new SplittableRandom(0);
        List<Integer> middles = IntStream.range(0, 1_000)
                .mapToObj(
                        i -> Augmentation.reflectCrop(2).apply(picture, random).pixels()[12] + 0)
                .distinct()
                .sorted()
                .toList();

        assertThat(middles)
                .containsExactlyElementsOf(IntStream.range(0, 25).boxed().toList()); // each once in the middle
    }

    @Test
    void anImpossiblePaddingIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Augmentation.reflectCrop(-1))
                .withMessage("padding must not be negative: -1");
    }
}
