package org.visioncourse.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GeneratedScenesTest {

    private enum Kind {
        LANDSCAPE,
        PAINTING;

        Picture draw(int height, int width, long seed) {
            return this == LANDSCAPE
                    ? GeneratedScenes.landscape(height, width, seed)
                    : GeneratedScenes.painting(height, width, seed);
        }
    }

    @ParameterizedTest
    @EnumSource
    void theSameSeedGivesTheSamePictureAndAnotherSeedAnother(Kind kind) {
        byte[] pixels = kind.draw(60, 90, 1).pixels();

        assertThat(kind.draw(60, 90, 1).pixels()).isEqualTo(pixels);
        byte[] others = kind.draw(60, 90, 2).pixels();
        double away = IntStream.range(0, pixels.length)
                .map(i -> Math.abs((pixels[i] & 0xff) - (others[i] & 0xff)))
                .average()
                .orElseThrow();
        assertThat(away).isGreaterThan(10);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1, 40", "40, 1", "7, 5", "301, 451"})
    void aSceneHasAnySizeThatIsAskedFor(int height, int width) {
        for (Kind kind : Kind.values()) {
            Picture picture = kind.draw(height, width, 3);

            assertThat(picture.height()).isEqualTo(height);
            assertThat(picture.width()).isEqualTo(width);
            assertThat(picture.channels()).isEqualTo(3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aSceneWithoutPixelsIsRefused(Kind kind) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> kind.draw(0, 5, 1))
                .withMessage("a scene has sides of 1 pixel or more, not 0x5 pixels");
        assertThatIllegalArgumentException().isThrownBy(() -> kind.draw(5, -1, 1));
    }

    @Test
    void thePaintingsEdgesAreStrongerThanTheLandscapesAndRunTogether() {
        for (long seed = 1; seed <= 3; seed++) {
            Edges painting = Edges.of(GeneratedScenes.painting(150, 225, seed));
            Edges landscape = Edges.of(GeneratedScenes.landscape(150, 225, seed));
            assertThat(painting.energy).isGreaterThan(3 * landscape.energy);
            assertThat(painting.coherence).isGreaterThan(landscape.coherence + 0.06);
        }
    }

    @Test
    void theSkyIsBlueAndTheMeadowGreen() {
        for (long seed = 1; seed <= 3; seed++) {
            Picture picture = GeneratedScenes.landscape(60, 90, seed);
            double[] sky = mean(picture.crop(0, 0, 10, 90));
            double[] meadow = mean(picture.crop(55, 0, 5, 90));

            assertThat(sky[2]).isGreaterThan(sky[0] + 20);
            assertThat(meadow[1]).isGreaterThan(meadow[2] + 20);
        }
    }

    /** The share of the gradients' energy that lies across the flow is the mean square of a sine: 0.5 by chance. */
    @Test
    void theStrokesOfASkyFollowItsFlow() {
        int rows = 200;
        Picture picture = GeneratedScenes.painting(rows, 300, 4);
        StarryNight motif = new StarryNight(1.5, 4);
        double across = 0;
        double energy = 0;
        for (int y = 1; y < rows - 1; y++) {
            for (int x = 1; x < 299; x++) {
                StarryNight.Part part = motif.part((double) x / rows, (double) y / rows);
                if (part == StarryNight.Part.SKY) {
                    double[] flow = motif.direction(part, (x + 0.5) / rows, (y + 0.5) / rows);
                    double right = right(picture, y, x);
                    double down = down(picture, y, x);
                    across += (right * flow[1] - down * flow[0]) * (right * flow[1] - down * flow[0]);
                    energy += right * right + down * down;
                }
            }
        }

        assertThat(across / energy).isGreaterThan(0.7);
    }

    @Test
    void theLakeMirrorsTheMountains() {
        for (long seed = 1; seed <= 4; seed++) {
            Picture open = GeneratedScenes.landscape(150, 225, seed).crop(0, 58, 150, 108); // firs stand at the sides
            double[] mirrored = rows(open, 105, 121);
            assertThat(correlation(rows(open, 52, 75), mirrored)).isGreaterThan(0.5);
        }
    }

    /** The mean of green over some rows, for each column. */
    private static double[] rows(Picture picture, int from, int to) {
        double[] means = new double[picture.width()];
        for (int x = 0; x < means.length; x++) {
            for (int y = from; y < to; y++) {
                means[x] += (double) picture.value(y, x, 1) / (to - from);
            }
        }
        return means;
    }

    private static double correlation(double[] first, double[] second) {
        double firstMean = DoubleStream.of(first).average().orElseThrow();
        double secondMean = DoubleStream.of(second).average().orElseThrow();
        double product = 0;
        double firstSquare = 0;
        double secondSquare = 0;
        for (int i = 0; i < first.length; i++) {
            product += (first[i] - firstMean) * (second[i] - secondMean);
            firstSquare += (first[i] - firstMean) * (first[i] - firstMean);
            secondSquare += (second[i] - secondMean) * (second[i] - secondMean);
        }
        return product / Math.sqrt(firstSquare * secondSquare);
    }

    private static double right(Picture picture, int y, int x) {
        return (picture.value(y, x + 1, 1) - picture.value(y, x - 1, 1)) / 2.0;
    }

    private static double down(Picture picture, int y, int x) {
        return (picture.value(y + 1, x, 1) - picture.value(y - 1, x, 1)) / 2.0;
    }

    private static double[] mean(Picture picture) {
        double[] mean = new double[3];
        for (int i = 0; i < picture.pixels().length; i++) {
            mean[i % 3] += (picture.pixels()[i] & 0xff) * 3.0 / picture.pixels().length;
        }
        return mean;
    }

    /**
     * The gradients of green in windows of 9x9 pixels, by the eigenvalues of their structure tensors.
     *
     * @param energy the mean square of a gradient
     * @param coherence (largest - smallest) / (largest + smallest), weighted by energy: 1 where all gradients of a window
     *     are parallel, 0 where no direction is more frequent
     */
    private record Edges(double energy, double coherence) {

        private static final int WINDOW = 9;

        static Edges of(Picture picture) {
            double energy = 0;
            double directed = 0;
            int windows = 0;
            for (int top = 1; top + WINDOW < picture.height(); top += WINDOW) {
                for (int left = 1; left + WINDOW < picture.width(); left += WINDOW) {
                    double xx = 0;
                    double xy = 0;
                    double yy = 0;
                    for (int y = top; y < top + WINDOW; y++) {
                        for (int x = left; x < left + WINDOW; x++) {
                            double right = right(picture, y, x);
                            double down = down(picture, y, x);
                            xx += right * right;
                            xy += right * down;
                            yy += down * down;
                        }
                    }
                    energy += xx + yy;
                    directed += Math.sqrt((xx - yy) * (xx - yy) + 4 * xy * xy);
                    windows++;
                }
            }
            return new Edges(energy / windows / (WINDOW * WINDOW), directed / energy);
        }
    }
}
