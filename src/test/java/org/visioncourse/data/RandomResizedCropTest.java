package org.visioncourse.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.visioncourse.data.RandomResizedCrop.Rectangle;

class RandomResizedCropTest {

    private static final int DRAWS = 4000;

    @Test
    void leavesThePictureWhenAllOfItIsDrawn() {
        Picture picture = Pictures.random(1, 5, 5).picture(0);
        Augmentation crop = Augmentation.randomResizedCrop(5, 1, 1);
        assertThat(crop.apply(picture, Draws.random(1)).pixels()).isEqualTo(picture.pixels());
    }

    @Test
    void cutsOutTheDrawnPart() {
        Picture picture = Pictures.grey(
                new int[] {1, 2, 3, 4}, new int[] {5, 6, 7, 8}, new int[] {9, 10, 11, 12}, new int[] {13, 14, 15, 16});
        Augmentation crop = Augmentation.randomResizedCrop(2, 0.25, 1);
        Scripted smallest = new Scripted(0, 0.5, 2, 1); // area 0.25, the middle of the ratios, row 2, column 1
        assertThat(Pictures.rows(crop.apply(picture, smallest))).isDeepEqualTo(new int[][] {{10, 11}, {14, 15}});
    }

    @Test
    void scalesTheDrawnPartBilinearly() {
        Picture picture = Pictures.grey(new int[] {0, 200, 7}, new int[] {0, 200, 7}, new int[] {9, 9, 9});
        Augmentation crop = Augmentation.randomResizedCrop(4, 4 / 9.0, 1);
        assertThat(Pictures.rows(crop.apply(picture, new Scripted(0, 0.5, 0, 0)))[3])
                .containsExactly(0, 50, 150, 200);
    }

    @Test
    void isD2lsCropAfterScalingTo40() {
        RandomResizedCrop crop = new RandomResizedCrop(32, 0.64, 1);
        Set<Integer> sides = new HashSet<>();
        double meanArea = 0;
        for (int seed = 0; seed < DRAWS; seed++) {
            Rectangle part = crop.draw(40, 40, Draws.random(seed));
            assertThat(part.width()).isEqualTo(part.height());
            assertInside(part, 40, 40);
            sides.add(part.width());
            meanArea += part.width() * part.height() / 1600.0 / DRAWS;
        }
        assertThat(sides).containsExactlyInAnyOrder(32, 33, 34, 35, 36, 37, 38, 39, 40);
        assertThat(meanArea).isCloseTo(0.82, within(0.005)); // uniform in [0.64, 1]
    }

    @Test
    void scalesTo40AndCropsPicturesOf32() {
        Picture picture = Pictures.random(1, 32, 32).picture(0);
        RandomGenerator random = Draws.random(3);
        Picture larger = Augmentation.resize(40, 40).apply(picture, random);
        Picture cropped = Augmentation.randomResizedCrop(32, 0.64, 1).apply(larger, random);
        assertThat(larger.pixels()).isEqualTo(Resampling.resize(picture, 40, 40).pixels());
        assertThat(cropped.height()).isEqualTo(32);
        assertThat(cropped.width()).isEqualTo(32);
        assertThat(cropped.channels()).isEqualTo(3);
    }

    @Test
    void drawsAreaAndLogarithmOfTheRatioUniformly() {
        RandomResizedCrop crop = new RandomResizedCrop(8, 0.08, 4.0 / 3);
        int[] areas = new int[4]; // quarters of [0.08, 0.68], where no draw is too large for the picture
        int[] ratios = new int[4]; // quarters of [-ln 4/3, ln 4/3]
        for (int seed = 0; seed < DRAWS; seed++) {
            Rectangle part = crop.draw(1000, 1000, Draws.random(seed));
            assertInside(part, 1000, 1000);
            double area = part.height() * part.width() / 1e6;
            if (area < 0.68) {
                areas[(int) Math.max(0, (area - 0.08) / 0.15)]++;
                double logarithm = Math.log((double) part.width() / part.height()) / Math.log(4.0 / 3);
                ratios[(int) Math.max(0, Math.min(3, (logarithm + 1) * 2))]++;
            }
        }
        int drawn = Arrays.stream(areas).sum();
        assertThat(drawn).isGreaterThan(DRAWS / 2);
        IntStream.concat(Arrays.stream(areas), Arrays.stream(ratios))
                .forEach(count -> assertThat(count).isCloseTo(drawn / 4, within(drawn / 30)));
    }

    @Test
    void drawsEveryPlace() {
        RandomResizedCrop crop = new RandomResizedCrop(2, 0.04, 1);
        Set<Rectangle> ofOnePixel = new HashSet<>();
        for (int seed = 0; seed < DRAWS; seed++) {
            Rectangle part = crop.draw(5, 5, Draws.random(seed));
            if (part.width() == 1) {
                ofOnePixel.add(part);
            }
        }
        assertThat(ofOnePixel).hasSize(25);
    }

    @ParameterizedTest
    @CsvSource({"2, 100, 0, 48, 2, 3", "100, 2, 48, 0, 3, 2", "30, 20, 0, 0, 30, 20"})
    void takesTheMiddleWhereNothingFits(int height, int width, int top, int left, int rows, int columns) {
        RandomResizedCrop crop = new RandomResizedCrop(2, 1, 1.5); // nothing but the whole area
        double tooWide = height < width ? 0 : 1; // the other extreme of the ratios than the picture's own
        double[] draws = new double[20];
        Arrays.fill(draws, tooWide);
        assertThat(crop.draw(height, width, new Scripted(draws))).isEqualTo(new Rectangle(top, left, rows, columns));
    }

    @Test
    void refusesASideAnAreaOrARatioThatMakesNoSense() {
        assertThatIllegalArgumentException().isThrownBy(() -> Augmentation.randomResizedCrop(0, 0.5, 1));
        for (double area : new double[] {0, -1, 1.1, Double.NaN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Augmentation.randomResizedCrop(1, area, 1))
                    .withMessageContaining("minArea " + area);
        }
        for (double ratio : new double[] {0.9, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Augmentation.randomResizedCrop(1, 0.5, ratio))
                    .withMessageContaining("maxRatio " + ratio);
        }
        assertThatIllegalArgumentException().isThrownBy(() -> Augmentation.resize(0, 4));
    }

    private static void assertInside(Rectangle part, int height, int width) {
        assertThat(part.top()).isBetween(0, height - part.height());
        assertThat(part.left()).isBetween(0, width - part.width());
    }
}
