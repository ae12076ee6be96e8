package org.visioncourse.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class GaussianPointsTest {

    private static final float[][] CORNERS = {{0, 0}, {4, 0}, {4, 2}, {0, 2}};

    /** The largest standard error is that of the second number's variance: 4.25 sqrt(2 / 100,000) = 0.019. */
    @Test
    void manyPointsHaveTheMeanAndTheCovarianceOfD2l() {
        float[][] points = GaussianPoints.draw(100_000, 1);

        assertThat(GaussianPoints.mean(points)).containsExactly(new double[] {1, 2}, within(0.03));
        double[][] covariance = GaussianPoints.covariance(points);
        assertThat(covariance[0]).containsExactly(new double[] {1.01, 1.95}, within(0.06));
        assertThat(covariance[1]).containsExactly(new double[] {1.95, 4.25}, within(0.06));
    }

    @Test
    void theTrueCovarianceIsThatOfD2l() {
        assertThat(GaussianPoints.trueCovariance(0, 0)).isCloseTo(1.01, within(1e-6));
        assertThat(GaussianPoints.trueCovariance(0, 1)).isCloseTo(1.95, within(1e-6));
        assertThat(GaussianPoints.trueCovariance(1, 0)).isCloseTo(1.95, within(1e-6));
        assertThat(GaussianPoints.trueCovariance(1, 1)).isCloseTo(4.25, within(1e-6));
    }

    @Test
    void theMeanIsThatOfEachNumber() {
        assertThat(GaussianPoints.mean(CORNERS)).containsExactly(2, 1);
    }

    @Test
    void theCovarianceIsDividedByTheNumberOfPoints() {
        assertThat(GaussianPoints.covariance(CORNERS)).isDeepEqualTo(new double[][] {{4, 0}, {0, 1}});
        assertThat(GaussianPoints.covariance(new float[][] {{0, 2}, {2, 0}}))
                .isDeepEqualTo(new double[][] {{1, -1}, {-1, 1}});
    }

    @Test
    void aSeedGivesTheSamePoints() {
        float[][] points = GaussianPoints.draw(100, 7);

        assertThat(GaussianPoints.draw(100, 7)).isDeepEqualTo(points);
        assertThat(Arrays.deepEquals(GaussianPoints.draw(100, 8), points)).isFalse();
    }

    @Test
    void fewerPointsOfASeedAreTheFirstOfMore() {
        assertThat(GaussianPoints.draw(10, 7)).isDeepEqualTo(Arrays.copyOf(GaussianPoints.draw(100, 7), 10));
    }
}
