package org.visioncourse.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.modality.cv.transform.RandomFlipLeftRight;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AugmentationTest {

    private static final Picture NINE = Pictures.grey(new int[] {1, 2, 3}, new int[] {4, 5, 6}, new int[] {7, 8, 9});
    private static final Normalisation GREY = new Normalisation(List.of(0.2f), List.of(1f));

    @Test
    void cropsTheUpperLeftOfThePaddedPicture() {
        assertThat(Pictures.rows(Augmentation.padCrop(1).apply(NINE, new Scripted(0, 0))))
                .isDeepEqualTo(new int[][] {{0, 0, 0}, {0, 1, 2}, {0, 4, 5}});
    }

    @Test
    void cropsTheLowerRightOfThePaddedPicture() {
        assertThat(Pictures.rows(Augmentation.padCrop(2).apply(NINE, new Scripted(4, 3))))
                .isDeepEqualTo(new int[][] {{8, 9, 0}, {0, 0, 0}, {0, 0, 0}});
    }

    @Test
    void cropsOnlyPaddingWhereItIsWiderThanThePicture() {
        assertThat(Augmentation.padCrop(4).apply(NINE, new Scripted(4, 8)).pixels())
                .containsOnly(0);
    }

    @Test
    void leavesThePictureWhenTheCropLiesInTheMiddle() {
        Picture picture = Pictures.random(1, 4, 6).picture(0);
        assertThat(Augmentation.padCrop(4).apply(picture, new Scripted(4, 4)).pixels())
                .isEqualTo(picture.pixels());
        assertThat(Augmentation.padCrop(0).apply(picture, new Scripted(0, 0)).pixels())
                .isEqualTo(picture.pixels());
    }

    @Test
    void cropsEveryPlaceOfThePadding() {
        Set<Integer> seen = new HashSet<>();
        for (int seed = 0; seed < 200; seed++) {
            seen.add(Augmentation.padCrop(1).apply(NINE, Draws.random(seed)).value(1, 1, 0));
        }
        assertThat(seen).containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void mirrorsPixelsAndNotChannels() {
        Picture picture = new Picture(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}, 2, 2, 3);
        assertThat(Augmentation.horizontalFlip().apply(picture, new Scripted(1)).pixels())
                .containsExactly(4, 5, 6, 1, 2, 3, 10, 11, 12, 7, 8, 9);
    }

    @Test
    void mirroringTwiceGivesThePictureBack() {
        Picture picture = Pictures.random(1, 5, 7).picture(0);
        Augmentation flip = Augmentation.horizontalFlip();
        assertThat(flip.apply(flip.apply(picture, new Scripted(1)), new Scripted(1))
                        .pixels())
                .isEqualTo(picture.pixels());
        assertThat(flip.apply(picture, new Scripted(0))).isSameAs(picture);
    }

    @Test
    void mirrorsEverySecondPicture() {
        int mirrored = 0;
        for (int seed = 0; seed < 2000; seed++) {
            Picture flipped = Augmentation.horizontalFlip().apply(NINE, Draws.random(seed));
            mirrored += flipped.value(0, 0, 0) == 3 ? 1 : 0;
        }
        assertThat(mirrored).isCloseTo(1000, within(100));
    }

    @Test
    void coversASquareAroundTheDrawnPixelWithTheMean() {
        Picture covered = Augmentation.cutout(2, GREY).apply(NINE, new Scripted(1, 2));
        assertThat(Pictures.rows(covered)).isDeepEqualTo(new int[][] {{1, 51, 51}, {4, 51, 51}, {7, 8, 9}});
    }

    @Test
    void losesWhatReachesOverTheEdge() {
        Picture covered = Augmentation.cutout(3, GREY).apply(NINE, new Scripted(2, 0));
        assertThat(Pictures.rows(covered)).isDeepEqualTo(new int[][] {{1, 2, 3}, {51, 51, 6}, {51, 51, 9}});
    }

    @Test
    void coversNothingWithASquareOfNoSide() {
        assertThat(Augmentation.cutout(0, GREY).apply(NINE, new Scripted(1, 1)).pixels())
                .isEqualTo(NINE.pixels());
    }

    @Test
    void coversWithAboutZeroAfterNormalising() {
        Picture picture = Pictures.random(1, 2, 2).picture(0);
        Picture covered = Augmentation.cutout(9, Normalisation.CIFAR10).apply(picture, new Scripted(0, 0));
        float[] table = Normalisation.CIFAR10.table();
        for (int c = 0; c < 3; c++) {
            assertThat(table[c * 256 + covered.value(0, 0, c)]).isCloseTo(0, within(0.5f / 255 / 0.19f));
        }
    }

    @Test
    void neverChangesThePictureItIsGiven() {
        Picture picture = Pictures.random(1, 4, 4).picture(0);
        byte[] before = picture.pixels().clone();
        Augmentation.padCrop(2).apply(picture, new Scripted(0, 4));
        Augmentation.horizontalFlip().apply(picture, new Scripted(1));
        Augmentation.cutout(3, Normalisation.CIFAR10).apply(picture, new Scripted(1, 1));
        assertThat(picture.pixels()).isEqualTo(before);
    }

    @Test
    void refusesNegativeLengthsAndAFillOfOtherChannels() {
        assertThatIllegalArgumentException().isThrownBy(() -> Augmentation.padCrop(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> Augmentation.cutout(-1, GREY));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Augmentation.cutout(1, Normalisation.CIFAR10).apply(NINE, new Scripted(0, 0)))
                .withMessage("a normalisation of 3 channels does not fit pictures of 1");
    }

    /** DJL's fault that this class stands in for: the mirrored copy is dropped. */
    @Test
    void isNeededBecauseRandomFlipLeftRightOfDjlDoesNothing() {
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray row = manager.arange(6f).reshape(new Shape(1, 6, 1)); // (H, W, C)
            for (int i = 0; i < 50; i++) {
                assertThat(new RandomFlipLeftRight().transform(row).toFloatArray())
                        .containsExactly(0, 1, 2, 3, 4, 5);
            }
        }
    }
}
