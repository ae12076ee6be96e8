package org.visioncourse.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class FruitSetTest {

    @Test
    void bananasAreAsLargeAsD2lsAndAnywhere() {
        BoxSet set = FruitSet.bananas(300, 1);
        assertThat(set.classNames()).containsExactly("banana");
        assertThat(set.boxes()).hasSize(300).allMatch(boxes -> boxes.size() == 1);
        List<Box> boxes = set.boxes().stream().map(list -> list.get(0).box()).toList();
        assertThat(boxes).allSatisfy(box -> {
            assertThat(box.width() * 256).isBetween(34.0, 68.0);
            assertThat(box.height() * 256).isBetween(32.0, 73.0);
            assertThat(box).isEqualTo(box.clip());
        });
        assertThat(spread(boxes.stream().map(Box::width).toList())).isGreaterThan(28 / 256.0);
        assertThat(spread(boxes.stream().map(Box::height).toList())).isGreaterThan(34 / 256.0);
        assertThat(spread(boxes.stream().map(Box::xmin).toList())).isGreaterThan(0.7);
        assertThat(spread(boxes.stream().map(Box::ymin).toList())).isGreaterThan(0.7);
    }

    private static double spread(List<Double> values) {
        return values.stream().mapToDouble(v -> v).max().orElseThrow()
                - values.stream().mapToDouble(v -> v).min().orElseThrow();
    }

    @Test
    void hasSeveralFruitsAndClassesOnDemandApartFromOneAnother() {
        BoxSet set = FruitSet.draw(60, 6, 5, 2);
        Set<Integer> counts = set.boxes().stream().map(List::size).collect(Collectors.toSet());
        assertThat(counts).containsExactlyInAnyOrder(1, 2, 3, 4, 5);
        Set<Integer> labels = set.boxes().stream()
                .flatMap(List::stream)
                .map(LabelledBox::label)
                .collect(Collectors.toSet());
        assertThat(labels).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5);
        for (List<LabelledBox> boxes : set.boxes()) {
            for (LabelledBox one : boxes) {
                assertThat(boxes)
                        .filteredOn(other -> one.box().intersection(other.box()) > 0)
                        .containsExactly(one);
            }
        }
    }

    @Test
    void theSameSeedGivesTheSamePicturesAlsoOfALargerSet() {
        BoxSet small = FruitSet.draw(5, 3, 3, 7);
        BoxSet large = FruitSet.draw(9, 3, 3, 7);
        BoxSet other = FruitSet.draw(5, 3, 3, 8);
        assertThat(large.boxes().subList(0, 5)).isEqualTo(small.boxes());
        for (int i = 0; i < 5; i++) {
            byte[] pixels = small.get(i).picture().pixels();
            assertThat(large.get(i).picture().pixels()).isEqualTo(pixels);
            assertThat(other.get(i).picture().pixels()).isNotEqualTo(pixels);
        }
    }

    @Test
    void refusesSetsThatCannotBe() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FruitSet.bananas(20_000, 1))
                .withMessage("a generated set has 1 to 10922 pictures, not 20000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FruitSet.draw(1, 7, 1, 1))
                .withMessageContaining("1 to 6 kinds of fruit and 1 fruit or more, not 7 kinds and 1 fruits");
    }
}
