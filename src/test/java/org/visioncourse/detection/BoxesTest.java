package org.visioncourse.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class BoxesTest {

    private static final float[] CORNERS = {0, 0.25f, 0.5f, 0.75f, -1, -1, 2, 2};
    private static final Boxes BOXES = Boxes.ofCorners(CORNERS);

    @Test
    void cornersComeBackAsTheyWere() {
        assertThat(BOXES.size()).isEqualTo(2);
        assertThat(BOXES.corners()).containsExactly(CORNERS);
        assertThat(BOXES.get(0)).isEqualTo(new Box(0, 0.25, 0.5, 0.75));
        assertThat(Boxes.of(List.of(BOXES.get(0), BOXES.get(1))).corners()).containsExactly(CORNERS);
    }

    @Test
    void aSelectionKeepsItsOrder() {
        assertThat(BOXES.select(1, 0, 1).corners()).containsExactly(-1, -1, 2, 2, 0, 0.25f, 0.5f, 0.75f, -1, -1, 2, 2);
        assertThat(BOXES.select().size()).isZero();
    }

    @Test
    void partsStandOneAfterTheOther() {
        Boxes none = Boxes.of(List.of());
        assertThat(Boxes.concat(List.of(BOXES.select(1), none, BOXES.select(0))).corners())
                .containsExactly(BOXES.select(1, 0).corners());
    }

    @Test
    void rowsThatAreNotWholeOrNoBoxesAreRefused() {
        assertThatThrownBy(() -> Boxes.ofCorners(0, 0, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("boxes have 4 edges each, but there are 3");
        assertThatThrownBy(() -> Boxes.ofCorners(0.5f, 0, 0.25f, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(0.5, 0.0, 0.25, 1.0)");
    }
}
