package org.visioncourse.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnchorMatcherTest {

    private static final Boxes NONE = Boxes.of(List.of());

    /** D2L's order, read as it stands: the threshold first, then the largest entry of the whole table, truth by truth. */
    @RepeatedTest(20)
    void theAssignmentIsD2ls(RepetitionInfo repetition) {
        RandomBoxes random = new RandomBoxes(repetition.getCurrentRepetition());
        Boxes anchors = random.boxes(60);
        Boxes truths = random.boxes(8);

        int[] assigned = AnchorMatcher.assign(anchors, truths, 0.3);

        assertThat(assigned).containsExactly(byTable(Iou.ofAllPairs(anchors, truths), 0.3));
    }

    private static int[] byTable(float[][] iou, double threshold) {
        int[] assigned = IntStream.range(0, iou.length)
                .map(anchor -> {
                    int best = largest(iou[anchor]);
                    return iou[anchor][best] >= threshold ? best : AnchorMatcher.BACKGROUND;
                })
                .toArray();
        int truths = iou[0].length;
        for (int round = 0; round < truths; round++) {
            float[] flat = new float[iou.length * truths];
            IntStream.range(0, flat.length).forEach(i -> flat[i] = iou[i / truths][i % truths]);
            int anchor = largest(flat) / truths;
            int truth = largest(flat) % truths;
            assigned[anchor] = truth;
            Arrays.fill(iou[anchor], -1);
            for (float[] row : iou) {
                row[truth] = -1;
            }
        }
        return assigned;
    }

    private static int largest(float[] values) {
        return IntStream.range(0, values.length)
                .reduce((best, i) -> values[i] > values[best] ? i : best)
                .orElseThrow();
    }

    @RepeatedTest(10)
    void everyTruthOwnsAnAnchor(RepetitionInfo repetition) {
        RandomBoxes random = new RandomBoxes(repetition.getCurrentRepetition());
        Boxes truths = random.boxes(12);

        int[] assigned = AnchorMatcher.assign(random.boxes(15), truths, 0.5);

        assertThat(assigned).contains(IntStream.range(0, truths.size()).toArray());
    }

    @RepeatedTest(10)
    void permutingTruthsPermutesTheAssignment(RepetitionInfo repetition) {
        RandomBoxes random = new RandomBoxes(repetition.getCurrentRepetition());
        Boxes anchors = random.boxes(80);
        Boxes truths = random.boxes(5);
        int[] order = {3, 0, 4, 1, 2};

        int[] assigned = AnchorMatcher.assign(anchors, truths, 0.3);
        int[] permuted = AnchorMatcher.assign(anchors, truths.select(order), 0.3);

        assertThat(IntStream.of(permuted).map(truth -> truth < 0 ? truth : order[truth]))
                .containsExactly(Arrays.stream(assigned).boxed().toArray(Integer[]::new));
    }

    @Test
    void ofMoreTruthsThanAnchorsThoseThatOverlapLeastHaveNone() {
        Boxes anchors = Boxes.ofCorners(0, 0, 1, 1, 0, 0, 0.5f, 0.5f);
        Boxes truths = Boxes.ofCorners(0.9f, 0.9f, 1, 1, 0, 0, 1, 0.9f, 0, 0, 0.5f, 0.4f);

        assertThat(AnchorMatcher.assign(anchors, truths, 0.5)).containsExactly(1, 2);
    }

    @Test
    void withoutTruthsAllIsBackgroundAndWithoutAnchorsThereIsNothingToAssign() {
        Boxes boxes = new RandomBoxes(1).boxes(3);

        assertThat(AnchorMatcher.assign(boxes, NONE, 0.5)).containsExactly(-1, -1, -1);
        assertThat(AnchorMatcher.assign(NONE, boxes, 0.5)).isEmpty();
    }

    @Test
    void truthsThatNoAnchorOverlapsOwnTheFirstFreeAnchors() {
        Boxes anchors = Boxes.ofCorners(0, 0, 0.5f, 0.5f, 0.5f, 0.5f, 1, 1, 0, 0.5f, 0.5f, 1);
        Boxes truths = Boxes.ofCorners(0.7f, 0.2f, 0.7f, 0.2f, 3, 3, 4, 4, 0, 0, 0.5f, 0.5f);

        assertThat(AnchorMatcher.assign(anchors, truths, 0.5)).containsExactly(2, 0, 1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.5, 1.5, Double.NaN})
    void thresholdsOutOfRangeAreNamed(double threshold) {
        assertThatThrownBy(() -> AnchorMatcher.assign(NONE, NONE, threshold))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the threshold is " + threshold + ", expected an IoU in (0, 1]");
    }
}
