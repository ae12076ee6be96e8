package org.visioncourse.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KernelDistanceTest {

    private static final int ROWS = 300;
    private static final int WIDTH = 8;

    /** Standard normal rows with a shift of each number. */
    private static float[][] gaussian(int rows, float shift, long seed) {
        Random random = new Random(seed);
        float[][] result = new float[rows][WIDTH];
        for (float[] row : result) {
            for (int i = 0; i < WIDTH; i++) {
                row[i] = (float) random.nextGaussian() + shift;
            }
        }
        return result;
    }

    /** Kernels: 1, 1 and 27 within the first set, 8 within the second, 1, 8 and 27, each twice, between them. */
    @Test
    void aDistanceIsTheMeanKernelWithinEachSetLessTwiceThatBetweenThem() {
        float[][] a = {{0}, {1}, {2}};
        float[][] b = {{1}, {1}};

        assertThat(KernelDistance.of(a, b)).isCloseTo(29.0 / 3 + 8 - 2 * 12, within(1e-12));
    }

    /** (4 + 1)^3 within the first set, 1 elsewhere. */
    @Test
    void aDistanceOfTwoPlacesIsThatOfTheirKernels() {
        assertThat(KernelDistance.of(new float[][] {{2}, {2}}, new float[][] {{0}, {0}}))
                .isEqualTo(125 + 1 - 2);
    }

    /** The products are 0 within the sets, 0, 2, 0 and 2 between them. */
    @Test
    void aProductIsDividedByTheNumberOfFeatures() {
        float[][] a = {{1, 1}, {1, -1}};
        float[][] b = {{0, 0}, {2, 0}};

        assertThat(KernelDistance.of(a, b)).isEqualTo(1 + 1 - 2 * (1 + 8 + 1 + 8) / 4.0);
    }

    /** 4097 squared has 25 bits, one more than a float holds. */
    @Test
    void productsAreNotRoundedToFloats() {
        float[][] a = {{4097}, {4097}};
        float[][] b = {{0}, {0}};

        assertThat(KernelDistance.of(a, b)).isCloseTo(Math.pow(4097.0 * 4097 + 1, 3) - 1, within(1e7));
    }

    @Test
    void twoHalvesOfOneSampleAreNear() {
        float[][] all = gaussian(2 * ROWS, 0, 1);

        double distance = KernelDistance.of(Arrays.copyOf(all, ROWS), Arrays.copyOfRange(all, ROWS, 2 * ROWS));

        assertThat(distance).isCloseTo(0, within(0.05));
    }

    /** In the mean over many samples it is 0, which the form with each row's kernel with itself is not. */
    @Test
    void theDistanceOfSmallSamplesOfOneDistributionIsZeroInTheMean() {
        double sum = 0;
        int samples = 1000;
        for (int i = 0; i < samples; i++) {
            sum += KernelDistance.of(gaussian(10, 0, 2 * i), gaussian(10, 0, 2 * i + 1));
        }
        assertThat(sum / samples).isCloseTo(0, within(0.05));
    }

    @Test
    void theFurtherASampleIsShiftedTheLargerTheDistance() {
        float[][] sample = gaussian(ROWS, 0, 1);

        double near = KernelDistance.of(sample, gaussian(ROWS, 0.5f, 2));
        double far = KernelDistance.of(sample, gaussian(ROWS, 1, 2));

        assertThat(near).isGreaterThan(0.5);
        assertThat(far).isGreaterThan(2 * near);
    }

    @Test
    void theOrderOfTheSetsDoesNotMatter() {
        float[][] a = gaussian(20, 0, 1);
        float[][] b = gaussian(30, 1, 2);

        assertThat(KernelDistance.of(b, a)).isCloseTo(KernelDistance.of(a, b), within(1e-12));
    }

    @Test
    void theOrderOfTheRowsDoesNotMatter() {
        float[][] a = gaussian(20, 0, 1);
        float[][] b = gaussian(20, 1, 2);
        float[][] reversed = new float[20][];
        for (int i = 0; i < 20; i++) {
            reversed[i] = a[19 - i];
        }
        assertThat(KernelDistance.of(reversed, b)).isCloseTo(KernelDistance.of(a, b), within(1e-12));
    }

    @Test
    void fewerThanTwoRowsAreRefused() {
        float[][] two = {{1}, {2}};

        assertThatIllegalArgumentException()
                .isThrownBy(() -> KernelDistance.of(new float[][] {{1}}, two))
                .withMessage("a distance is of sets of two or more, not of 1 and 2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KernelDistance.of(two, new float[0][]))
                .withMessage("a distance is of sets of two or more, not of 2 and 0");
    }

    @Test
    void rowsOfUnequalLengthsAreRefused() {
        float[][] one = {{1}, {2}};
        float[][] two = {{1, 2}, {3, 4}};

        assertThatIllegalArgumentException()
                .isThrownBy(() -> KernelDistance.of(one, two))
                .withMessage("features of 1 and of 2 numbers");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KernelDistance.of(new float[][] {{1, 2}, {3}}, two))
                .withMessageMatching("features of [12] and of [12] numbers");
    }
}
