package org.visioncourse.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class AnchorExampleTest {

    private static final LabelledBox SMALL = new LabelledBox(1, new Box(0.1, 0.6, 0.3, 0.8));
    private static final LabelledBox LARGE = new LabelledBox(0, new Box(0.5, 0.1, 0.9, 0.4));
    private static final LabelledBox SMALLEST = new LabelledBox(1, new Box(0.6, 0.6, 0.7, 0.7));

    private static int[] assigned(AnchorExample example) {
        return AnchorMatcher.assign(
                example.anchors(), Truths.of(example.truths()).boxes(), 0.5);
    }

    /** Golden: multibox_target_example. */
    @Test
    void d2lsIsThePublishedOne() {
        AnchorExample example = AnchorExample.d2l();

        float[] anchors = Golden.floats("multibox_target_example/inputs/anchors");
        assertThat(example.anchors().corners()).containsExactly(anchors, within(1e-6f));
        int background = AnchorMatcher.BACKGROUND;
        assertThat(assigned(example)).containsExactly(background, 0, 1, background, 1); // published: 0 1 2 0 2
    }

    @Test
    void anyPicturesAnchorsAreAssignedAsD2lsAre() {
        AnchorExample two = AnchorExample.about(List.of(SMALL, LARGE), List.of("apple", "pear"));
        AnchorExample three = AnchorExample.about(List.of(SMALLEST, SMALL, LARGE), List.of("apple", "pear"));

        int background = AnchorMatcher.BACKGROUND;
        assertThat(assigned(two)).containsExactly(background, 1, 0, background, 0);
        assertThat(assigned(three)).containsExactly(background, 2, 1, background, 1, 0);
        double best = two.anchors().get(1).iou(LARGE.box());
        assertThat(best).as("of an anchor that only is the best").isLessThan(0.5);
    }

    @Test
    void ofThreeCandidatesAboutAnObjectOneSurvives() {
        AnchorExample example = AnchorExample.about(List.of(SMALL, LARGE), List.of("apple", "pear"));

        assertThat(example.candidates()).hasSize(6);
        assertThat(NonMaximumSuppression.keep(
                        Boxes.of(example.candidates().stream()
                                .map(Detection::box)
                                .toList()),
                        new float[] {0.9f, 0.7f, 0.5f, 0.9f, 0.7f, 0.5f},
                        0.5))
                .containsExactly(0, 3);
        assertThat(example.candidates()).allMatch(box -> box.confidence() > 0.5 && box.confidence() < 1);
    }

    @Test
    void aPictureWithoutObjectsIsNoExample() {
        assertThatThrownBy(() -> AnchorExample.about(List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("an example needs an object in the picture");
    }
}
