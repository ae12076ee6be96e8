package org.visioncourse.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NonMaximumSuppressionTest {

    private static final int COUNT = 200;

    @RepeatedTest(10)
    void whatStaysIsWhatTheDefinitionKeeps(RepetitionInfo repetition) {
        RandomBoxes random = new RandomBoxes(repetition.getCurrentRepetition());
        Boxes boxes = random.boxes(COUNT);
        float[] scores = random.scores(COUNT);

        int[] kept = NonMaximumSuppression.keep(boxes, scores, 0.3);

        assertThat(kept).containsExactly(byDefinition(boxes, scores, 0.3)).hasSizeLessThan(COUNT);
        assertThat(kept[0]).isEqualTo(best(scores));
    }

    /** Two loops over boxes, as the definition reads. */
    private static int[] byDefinition(Boxes boxes, float[] scores, double threshold) {
        List<Integer> left = new ArrayList<>(IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -scores[i]))
                .toList());
        List<Integer> kept = new ArrayList<>();
        while (!left.isEmpty()) {
            int best = left.remove(0);
            kept.add(best);
            left.removeIf(other -> boxes.get(best).iou(boxes.get(other)) > threshold);
        }
        return kept.stream().mapToInt(Integer::intValue).toArray();
    }

    private static int best(float[] scores) {
        return IntStream.range(0, scores.length)
                .reduce((best, i) -> scores[i] > scores[best] ? i : best)
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.2, 0.5, 0.9, 1})
    void whatStaysOnceStaysAgain(double threshold) {
        RandomBoxes random = new RandomBoxes(7);
        Boxes boxes = random.boxes(COUNT);
        float[] scores = random.scores(COUNT);
        int[] kept = NonMaximumSuppression.keep(boxes, scores, threshold);
        float[] theirs = new float[kept.length];
        IntStream.range(0, kept.length).forEach(i -> theirs[i] = scores[kept[i]]);

        int[] again = NonMaximumSuppression.keep(boxes.select(kept), theirs, threshold);

        assertThat(again).containsExactly(IntStream.range(0, kept.length).toArray());
    }

    @RepeatedTest(5)
    void boxesOfDifferentClassesDoNotSuppressOneAnother(RepetitionInfo repetition) {
        RandomBoxes random = new RandomBoxes(repetition.getCurrentRepetition());
        Boxes boxes = random.boxes(COUNT);
        float[] scores = random.scores(COUNT);
        int[] classes = random.classes(COUNT, 3);

        int[] kept = NonMaximumSuppression.keepPerClass(boxes, scores, classes, 0.3);

        for (int c = 0; c < 3; c++) {
            int ofClass = c;
            int[] members =
                    IntStream.range(0, COUNT).filter(i -> classes[i] == ofClass).toArray();
            float[] theirs = new float[members.length];
            IntStream.range(0, members.length).forEach(i -> theirs[i] = scores[members[i]]);
            int[] alone = NonMaximumSuppression.keep(boxes.select(members), theirs, 0.3);
            assertThat(IntStream.of(kept).filter(i -> classes[i] == ofClass))
                    .containsExactly(
                            IntStream.of(alone).mapToObj(i -> members[i]).toArray(Integer[]::new));
        }
        assertThat(IntStream.of(kept).mapToObj(i -> scores[i])).isSortedAccordingTo(Comparator.reverseOrder());
        int[] one = new int[COUNT];
        assertThat(NonMaximumSuppression.keepPerClass(boxes, scores, one, 0.3))
                .containsExactly(NonMaximumSuppression.keep(boxes, scores, 0.3));
    }

    @Test
    void ofEqualBoxesWithEqualScoresTheFirstStays() {
        Boxes boxes = Boxes.ofCorners(0, 0, 1, 1, 0, 0, 1, 1, 2, 2, 3, 3);

        assertThat(NonMaximumSuppression.keep(boxes, new float[] {0.5f, 0.5f, 0.5f}, 0.5))
                .containsExactly(0, 2);
    }

    @Test
    void anIouAtTheThresholdIsAllowed() {
        Boxes half = Boxes.ofCorners(0, 0, 1, 1, 0, 0, 1, 0.5f);

        assertThat(NonMaximumSuppression.keep(half, new float[] {0.9f, 0.8f}, 0.5))
                .containsExactly(0, 1);
        assertThat(NonMaximumSuppression.keep(half, new float[] {0.9f, 0.8f}, 0.499))
                .containsExactly(0);
    }

    @Test
    void boxesWithoutAreaSuppressNoneAndNegativeScoresHaveAnOrderToo() {
        Boxes boxes = Boxes.ofCorners(0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0, 0, 1, 1);

        assertThat(NonMaximumSuppression.keep(boxes, new float[] {-2, -1, 3}, 0))
                .containsExactly(2, 1, 0);
    }

    @Test
    void ofNoBoxesNoneStay() {
        assertThat(NonMaximumSuppression.keep(Boxes.of(List.of()), new float[0], 0.5))
                .isEmpty();
        assertThat(NonMaximumSuppression.keepPerClass(Boxes.of(List.of()), new float[0], new int[0], 0.5))
                .isEmpty();
    }

    /** D2L, Anchor Boxes, section 14.4.4. */
    @Test
    void ofD2lsFourDetectionsADogAndACatStay() {
        AnchorExample example = AnchorExample.d2l();

        List<Detection> kept = NonMaximumSuppression.keepPerClass(example.candidates(), 0.5);

        assertThat(kept)
                .containsExactly(
                        example.candidates().get(0), example.candidates().get(3));
        assertThat(kept)
                .extracting(detection -> detection.describe(example.classNames()))
                .containsExactly(
                        "dog 0.90, x 0.100 to 0.520, y 0.080 to 0.920", "cat 0.90, x 0.550 to 0.900, y 0.200 to 0.880");
    }

    @Test
    void numbersThatDoNotFitAndThresholdsOutOfRangeAreNamed() {
        Boxes boxes = Boxes.ofCorners(0, 0, 1, 1);

        assertThatThrownBy(() -> NonMaximumSuppression.keep(boxes, new float[2], 0.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there are 1 boxes, but 2 scores");
        assertThatThrownBy(() -> NonMaximumSuppression.keepPerClass(boxes, new float[1], new int[3], 0.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there are 1 boxes, but 3 classes");
        assertThatThrownBy(() -> NonMaximumSuppression.keep(boxes, new float[1], 1.5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the threshold is 1.5, expected an IoU in [0, 1]");
    }
}
