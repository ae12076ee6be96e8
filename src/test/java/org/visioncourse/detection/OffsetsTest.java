package org.visioncourse.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class OffsetsTest {

    private static final Boxes ANCHOR = Boxes.ofCorners(0.2f, 0.2f, 0.4f, 0.6f);

    @Test
    void theInverseGivesBackTheBox() {
        RandomBoxes random = new RandomBoxes(1);
        Boxes anchors = random.boxes(100);
        Boxes truths = random.boxes(100);

        Boxes back = Offsets.inverse(anchors, Offsets.of(anchors, truths));

        assertThat(back.corners()).containsExactly(truths.corners(), within(2e-6f));
    }

    @Test
    void theOffsetsOfABoxFromItselfAreNextToZeroAndNoOffsetsMeanTheAnchor() {
        assertThat(Offsets.of(ANCHOR, ANCHOR)).containsExactly(new float[4], within(1e-5f));
        assertThat(Offsets.inverse(ANCHOR, new float[4]).corners()).containsExactly(ANCHOR.corners(), within(1e-7f));
    }

    @Test
    void theUnitIsTheAnchor() {
        Boxes moved = Boxes.ofCorners(0.3f, 0.2f, 0.7f, 0.6f); // by an anchor's width, and twice as wide

        assertThat(Offsets.of(ANCHOR, moved))
                .containsExactly(new float[] {10, 0, (float) (5 * Math.log(2)), 0}, within(1e-5f));
    }

    @Test
    void aTruthWithoutAreaHasFiniteOffsetsAndComesBack() {
        Boxes point = Boxes.ofCorners(0.3f, 0.3f, 0.3f, 0.3f);
        float[] offsets = Offsets.of(ANCHOR, point);

        assertThat(offsets[2]).isCloseTo((float) (5 * Math.log(1e-6)), within(1e-4f));
        assertThat(Offsets.inverse(ANCHOR, offsets).corners()).containsExactly(point.corners(), within(1e-6f));
    }

    @Test
    void predictionsHoweverLargeAreFiniteBoxes() {
        Box box =
                Offsets.inverse(ANCHOR, new float[] {1e6f, -1e6f, 1e9f, -1e9f}).get(0);

        assertThat(box.width()).isCloseTo(1000 * 0.2, within(0.1));
        assertThat(box.height()).isZero();
    }

    @Test
    void anchorsWithoutAreaAndNumbersThatDoNotFitAreNamed() {
        assertThatThrownBy(() -> Offsets.of(Boxes.ofCorners(0.5f, 0, 0.5f, 1), ANCHOR))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("anchor 0 has no area");
        assertThatThrownBy(() -> Offsets.of(ANCHOR, ANCHOR.select(0, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there are 1 anchors for 2 truths, expected one for each");
        assertThatThrownBy(() -> Offsets.inverse(ANCHOR, new float[5]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there are 5 offsets for 1 anchors, expected 4 for each");
    }
}
