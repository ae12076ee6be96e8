package org.visioncourse.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.visioncourse.engine.Torch;

class DetectionErrorsTest {

    private static final Shape OFFSETS = new Shape(1, 16);

    @AutoClose
    private final NDManager manager = Torch.start().newBaseManager();

    /** Four anchors of one picture: background, a first class, background, a second class. */
    private NDList targets() {
        float[] offsets = {0, 0, 0, 0, 1, 2, 3, 4, 0, 0, 0, 0, 0.5f, 0, 0, -0.5f};
        float[] mask = {0, 0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 1, 1, 1, 1};
        return new NDList(
                manager.create(new long[] {0, 1, 0, 2}, new Shape(1, 4)),
                manager.create(offsets, OFFSETS),
                manager.create(mask, OFFSETS));
    }

    private NDList predictions(float[] logits, float[] offsets) {
        return new NDList(manager.create(logits, new Shape(1, 4, 3)), manager.create(offsets, OFFSETS));
    }

    /** Background, the first class, the second and the first: the latter two are wrong; offsets of background do not count. */
    @Test
    void theErrorsAreTheHandWorkedOnes() {
        float[] logits = {5, 1, 1, 1, 5, 1, 1, 1, 5, 1, 5, 1};
        float[] offsets = {9, 9, 9, 9, 1, 2, 3, 5, 9, 9, 9, 9, 0, 0, 0, 0};

        DetectionErrors errors = DetectionErrors.of(targets(), predictions(logits, offsets));

        assertThat(errors.classError()).isEqualTo(2 / 4.0);
        assertThat(errors.boxMae()).isCloseTo((1 + 0.5 + 0.5) / 16, within(1e-7));
    }

    @Test
    void whoSaysTheTruthHasNoError() {
        float[] logits = {5, 1, 1, 1, 5, 1, 5, 1, 1, 1, 1, 5};
        float[] offsets = targets().get(1).toFloatArray();

        assertThat(DetectionErrors.of(targets(), predictions(logits, offsets))).isEqualTo(new DetectionErrors(0, 0));
    }

    @Test
    void theErrorsOfBackgroundAreTheHandWorkedOnesAndThoseOfADetectorThatSaysBackground() {
        DetectionErrors background = DetectionErrors.ofBackground(targets());

        assertThat(background.classError()).isEqualTo(2 / 4.0);
        assertThat(background.boxMae()).isCloseTo((1 + 2 + 3 + 4 + 0.5 + 0.5) / 16, within(1e-7));
        float[] logits = {1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0};
        assertThat(DetectionErrors.of(targets(), predictions(logits, new float[16])))
                .isEqualTo(background);
    }

    @Test
    void aMeanCountsPictures() {
        DetectionErrors mean =
                DetectionErrors.mean(new DetectionErrors(0.2, 0.04), 3, new DetectionErrors(0.6, 0.08), 1);

        assertThat(mean.classError()).isCloseTo(0.3, within(1e-12));
        assertThat(mean.boxMae()).isCloseTo(0.05, within(1e-12));
    }
}
