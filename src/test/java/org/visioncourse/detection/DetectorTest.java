package org.visioncourse.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.visioncourse.engine.Torch;

class DetectorTest {

    /** D2L, Anchor Boxes, section 14.4.4: three boxes of a dog and one of a cat, offsets 0. */
    private static final Boxes ANCHORS = Boxes.ofCorners(
            0.1f, 0.08f, 0.52f, 0.92f, 0.08f, 0.2f, 0.56f, 0.95f, 0.15f, 0.3f, 0.62f, 0.91f, 0.55f, 0.2f, 0.9f, 0.88f);

    /** Background, dog, cat; D2L's, whose rows do not sum to 1. */
    private static final float[] PROBABILITIES = {0, 0.9f, 0.1f, 0, 0.8f, 0.2f, 0, 0.7f, 0.3f, 0, 0.1f, 0.9f};

    private static final float[] NO_OFFSETS = new float[16];

    @Test
    void ofD2lsFourBoxesADogAndACatStay() {
        List<Detection> detections = new Detector(ANCHORS, 0.5, 0.01).detect(PROBABILITIES, NO_OFFSETS);

        assertThat(detections).extracting(Detection::label).containsExactly(0, 1);
        assertThat(detections).allMatch(detection -> detection.confidence() == 0.9f);
        assertThat(detections).extracting(Detection::box).satisfiesExactly(DetectorTest::isFirst, DetectorTest::isLast);
    }

    private static void isFirst(Box box) {
        assertThat(Boxes.of(List.of(box)).corners())
                .containsExactly(ANCHORS.select(0).corners(), within(1e-6f));
    }

    private static void isLast(Box box) {
        assertThat(Boxes.of(List.of(box)).corners())
                .containsExactly(ANCHORS.select(3).corners(), within(1e-6f));
    }

    @Test
    void theSurestComesFirstAndTheUnsureAreLeftOut() {
        float[] probabilities = {0.2f, 0.6f, 0.2f, 0.7f, 0.2f, 0.1f, 0.9f, 0.05f, 0.05f, 0.1f, 0.1f, 0.8f};

        List<Detection> detections = new Detector(ANCHORS, 0.5, 0.3).detect(probabilities, NO_OFFSETS);

        assertThat(detections).extracting(Detection::label).containsExactly(1, 0);
        assertThat(detections).extracting(Detection::confidence).containsExactly((double) 0.8f, (double) 0.6f);
    }

    @Test
    void aHigherThresholdKeepsBoxesThatOverlap() {
        assertThat(new Detector(ANCHORS, 0.9, 0.01).detect(PROBABILITIES, NO_OFFSETS))
                .extracting(Detection::confidence)
                .containsExactly((double) 0.9f, (double) 0.9f, (double) 0.8f, (double) 0.7f);
    }

    @Test
    void boxesStandWhereTheOffsetsSay() {
        Boxes truth = Boxes.ofCorners(0.3f, 0.1f, 0.7f, 0.9f);
        float[] offsets = Offsets.of(ANCHORS.select(0), truth);

        Detection detection = new Detector(ANCHORS.select(0), 0.5, 0.5)
                .detect(new float[] {0.1f, 0.9f}, offsets)
                .get(0);

        assertThat(detection.box().iou(truth.get(0))).isGreaterThan(0.9999);
    }

    @Test
    void logitsOfABatchAreReadPictureByPicture() {
        Torch.start();
        try (NDManager manager = NDManager.newBaseManager()) {
            float[] logits = new float[2 * PROBABILITIES.length];
            for (int i = 0; i < PROBABILITIES.length; i++) {
                logits[PROBABILITIES.length + i] = (float) Math.log(PROBABILITIES[i]); // the first picture's are equal
            }
            NDList predictions =
                    new NDList(manager.create(logits, new Shape(2, 4, 3)), manager.zeros(new Shape(2, 16)));

            List<List<Detection>> detections = new Detector(ANCHORS, 0.5, 0.5).detect(predictions);

            assertThat(detections).hasSize(2);
            assertThat(detections.get(0)).isEmpty();
            assertThat(detections.get(1)).extracting(Detection::label).containsExactly(0, 1);
            NDList ofOthers = new NDList(manager.zeros(new Shape(2, 5, 3)), manager.zeros(new Shape(2, 20)));
            assertThatThrownBy(() -> new Detector(ANCHORS, 0.5, 0.5).detect(ofOthers))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("predictions of shapes (2, 5, 3) and (2, 20) do not fit 4 anchors");
        }
    }

    @Test
    void aNetworkThatGivesNoNumbersSeesNothing() {
        float[] nothing = new float[12];
        Arrays.fill(nothing, Float.NaN);

        assertThat(new Detector(ANCHORS, 0.5, 0).detect(nothing, NO_OFFSETS)).isEmpty();
    }

    @Test
    void thresholdsOutOfRangeAreNamed() {
        assertThatThrownBy(() -> new Detector(ANCHORS, 0.5, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("nmsThreshold is 0.5 and leastConfidence 2.0, but both must be in [0, 1]");
    }
}
