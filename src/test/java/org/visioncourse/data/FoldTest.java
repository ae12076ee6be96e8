package org.visioncourse.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FoldTest {

    private static final List<String> NAMES = List.of("pug", "boxer", "collie", "of which there is none");

    /** Photographs of three classes: 7 of the first, 11 of the second, 5 of the third, mixed. */
    private static PhotoSet photos() {
        int[] labels = IntStream.range(0, 23)
                .map(i -> i * 9 % 23)
                .map(i -> i < 7 ? 0 : i < 18 ? 1 : 2)
                .toArray();
        return new PhotoSet(Collections.nCopies(23, Path.of("a.jpg")), labels, NAMES);
    }

    private static int[] counts(int[] indices) {
        int[] counts = new int[NAMES.size()];
        Arrays.stream(indices).forEach(i -> counts[photos().labels()[i]]++);
        return counts;
    }

    @Test
    void holdsEachPictureOutExactlyOnce() {
        for (int k : new int[] {2, 3, 5, 23}) {
            List<Fold> folds = photos().folds(k, 1);
            assertThat(folds).hasSize(k);
            assertThat(folds.stream().flatMapToInt(fold -> Arrays.stream(fold.valid())))
                    .containsExactlyInAnyOrder(IntStream.range(0, 23).boxed().toArray(Integer[]::new));
        }
    }

    @Test
    void trainsOnAllThatAFoldDoesNotHoldOutInTheOrderOfTheSet() {
        for (Fold fold : photos().folds(4, 1)) {
            assertThat(fold.train()).isSorted().doesNotContain(fold.valid());
            assertThat(fold.valid()).isSorted();
            assertThat(fold.train().length + fold.valid().length).isEqualTo(23);
        }
    }

    @Test
    void holdsOutOfEachClassTheSameNumberGiveOrTakeOne() {
        for (Fold fold : photos().folds(5, 2)) {
            int[] counts = counts(fold.valid());
            assertThat(counts[0]).isBetween(1, 2);
            assertThat(counts[1]).isBetween(2, 3);
            assertThat(counts[2]).isEqualTo(1);
            assertThat(fold.valid()).hasSizeBetween(4, 5);
        }
    }

    @Test
    void dealsOutBySeedAlone() {
        int[] first = photos().folds(3, 1).get(0).valid();
        assertThat(photos().folds(3, 1).get(0).valid()).isEqualTo(first);
        assertThat(photos().folds(3, 2).get(0).valid()).isNotEqualTo(first);
    }

    @Test
    void refusesFoldsWithoutAPictureAndClassesOfOne() {
        for (int k : new int[] {-1, 0, 1, 24}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> photos().folds(k, 1))
                    .withMessage("23 pictures cannot be dealt out to " + k + " folds");
        }
        PhotoSet lonely = photos().subset(new int[] {0, 1, 2, 3, 4, 7, 22});
        String reason = "the class collie has one picture, and needs two";
        assertThat(counts(new int[] {0, 1, 2, 3, 4, 7, 22})[2]).isEqualTo(1);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> lonely.folds(2, 1))
                .withMessageContaining(reason);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> lonely.holdOut(0.2, 1))
                .withMessageContaining(reason);
    }
}
