package org.visioncourse.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class HardNegativesTest {

    @Test
    void ofEachPictureTheBackgroundWithTheLargestLossesCounts() {
        float[] losses = {0.1f, 5, 0.3f, 0.2f, 0.4f, 0.9f, 0.1f, 0.8f, 0.7f, 0.2f};
        long[] classes = {2, 0, 0, 0, 0, 0, 1, 0, 3, 0};

        assertThat(HardNegatives.select(losses, classes, 5, 2)).containsExactly(1, 1, 0, 0, 1, 1, 1, 1, 1, 1);
        assertThat(HardNegatives.select(losses, classes, 5, 1)).containsExactly(1, 1, 0, 0, 0, 1, 1, 1, 1, 0);
        assertThat(HardNegatives.select(losses, classes, 5, 0)).containsExactly(1, 0, 0, 0, 0, 0, 1, 0, 1, 0);
    }

    @Test
    void aPictureOfBackgroundAloneDoesNotCount() {
        assertThat(HardNegatives.select(new float[] {3, 2, 1}, new long[3], 3, 3))
                .containsOnly(0);
    }

    @Test
    void theRatioMayAskForMoreThanThereAre() {
        assertThat(HardNegatives.select(new float[] {3, 2}, new long[] {0, 1}, 2, Integer.MAX_VALUE))
                .containsOnly(1);
    }

    @Test
    void numbersThatDoNotFitAreNamed() {
        assertThatThrownBy(() -> HardNegatives.select(new float[4], new long[4], 3, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there are 4 losses and 4 classes for pictures of 3 anchors, and the ratio is 3");
    }
}
