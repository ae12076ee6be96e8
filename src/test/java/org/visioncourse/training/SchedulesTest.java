package org.visioncourse.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.training.tracker.CosineTracker;
import ai.djl.training.tracker.Tracker;
import org.junit.jupiter.api.Test;

class SchedulesTest {

    @Test
    void stepsFallByTheFactorAfterEachPeriod() {
        Tracker rate = Schedules.step(2e-4f, 4, 0.9f); // D2L's kaggle-cifar10: lr_period 4, lr_decay 0.9
        assertThat(rate.getNewValue(3)).isEqualTo(2e-4f);
        assertThat(rate.getNewValue(4)).isCloseTo(1.8e-4f, within(1e-9f));
        assertThat(rate.getNewValue(11)).isCloseTo(2e-4f * 0.81f, within(1e-9f));
    }

    @Test
    void cosineGoesFromTheRateToZeroWhereDjlsEndsAtOneHundredth() {
        Tracker rate = Schedules.cosine(0.4f, 100);
        assertThat(rate.getNewValue(0)).isEqualTo(0.4f);
        assertThat(rate.getNewValue(50)).isCloseTo(0.2f, within(1e-6f));
        assertThat(rate.getNewValue(100)).isZero();
        assertThat(rate.getNewValue(1000)).isZero();
        Tracker djl =
                CosineTracker.builder().setBaseValue(0.4f).setMaxUpdates(100).build();
        assertThat(djl.getNewValue(100)).isCloseTo(0.01f, within(1e-6f));
    }

    @Test
    void oneCycleRisesAndFallsInStraightLines() {
        Tracker rate = Schedules.oneCycle(1f, 99, 0.2, 0);
        assertThat(rate.getNewValue(0)).isCloseTo(0.05f, within(1e-6f));
        assertThat(rate.getNewValue(9)).isCloseTo(0.5f, within(1e-6f));
        assertThat(rate.getNewValue(19)).isCloseTo(1f, within(1e-6f));
        assertThat(rate.getNewValue(59)).isCloseTo(0.5f, within(1e-6f));
        assertThat(rate.getNewValue(98)).isCloseTo(0.0125f, within(1e-6f));
        assertThat(rate.getNewValue(99)).isZero();
    }

    @Test
    void oneCycleEndsAtItsShareOfThePeak() {
        assertThat(Schedules.oneCycle(2f, 99, 0.2, 0.07).getNewValue(99)).isCloseTo(0.14f, within(1e-6f));
    }

    @Test
    void warmUpRisesToTheScheduleThatFollows() {
        Tracker rate = Schedules.warmUp(Schedules.cosine(1f, 10), 4);
        assertThat(rate.getNewValue(0)).isCloseTo(0.2f, within(1e-6f));
        assertThat(rate.getNewValue(3)).isCloseTo(0.8f, within(1e-6f));
        assertThat(rate.getNewValue(4)).isEqualTo(1f);
        assertThat(rate.getNewValue(14)).isZero();
    }

    @Test
    void lengthsAndSharesOutOfRangeAreNamed() {
        assertThatThrownBy(() -> Schedules.cosine(1, 0)).hasMessage("updates is 0, but must be at least 1");
        assertThatThrownBy(() -> Schedules.oneCycle(1, 10, 1, 0))
                .hasMessage("rise is 1.0, but must be between 0 and 1");
    }

    @Test
    void aLineGoesFromTheFirstUpdateToTheLastAndStaysThere() {
        Tracker line = Schedules.linear(1, 0.2f, 5);

        assertThat(line.getNewValue(0)).isEqualTo(1);
        assertThat(line.getNewValue(1)).isCloseTo(0.8f, within(1e-6f));
        assertThat(line.getNewValue(4)).isEqualTo(0.2f);
        assertThat(line.getNewValue(9)).isEqualTo(0.2f);
        assertThat(Schedules.linear(1, 0, 1).getNewValue(0)).isEqualTo(1);
    }

    @Test
    void aTriangleRisesFromItsStartAndFallsToItsEnd() {
        Tracker rate = Schedules.triangle(2f, 100, 0.2, 0.25, 0.1);

        assertThat(rate.getNewValue(0)).isCloseTo(0.4f, within(1e-6f));
        assertThat(rate.getNewValue(25)).isCloseTo(2f, within(1e-6f));
        assertThat(rate.getNewValue(50)).isCloseTo(2f * (0.1f + 0.9f * 50 / 75), within(1e-6f));
        assertThat(rate.getNewValue(100)).isCloseTo(0.2f, within(1e-6f));
        assertThatThrownBy(() -> Schedules.triangle(1, 10, 0, 0, 0))
                .hasMessage("rise is 0.0, but must be between 0 and 1");
    }
}
