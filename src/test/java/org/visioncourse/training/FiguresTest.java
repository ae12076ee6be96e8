package org.visioncourse.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class FiguresTest {

    @Test
    void theMeanOverTwoGroupsIsWeightedByTheirExamples() {
        Figures sum = Figures.of(3, "loss", 1).plus(Figures.of(1, "loss", 5));
        assertThat(sum.examples()).isEqualTo(4);
        assertThat(sum.get("loss")).isCloseTo(2, within(1e-12));
    }

    @Test
    void nothingAddsNothing() {
        Figures some = Figures.of(3, "loss", 1).with("accuracy", 0.5);
        assertThat(Figures.NONE.plus(some)).isEqualTo(some);
        assertThat(some.plus(Figures.NONE)).isEqualTo(some);
        assertThat(Figures.NONE.get("loss")).isNaN();
    }

    @Test
    void aNegativeNumberOfExamplesIsNamed() {
        assertThatThrownBy(() -> Figures.of(-1, "loss", 1)).hasMessageContaining("examples is -1");
    }
}
