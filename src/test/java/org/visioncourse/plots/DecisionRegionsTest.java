package org.visioncourse.plots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class DecisionRegionsTest {

    private static final float[][] CORNERS = {{-1, -1}, {1, 1}};
    private static final int[] LABELS = {0, 1};

    private static int[] rightHalf(float[][] places) {
        return Arrays.stream(places).mapToInt(place -> place[0] > 0 ? 1 : 0).toArray();
    }

    private static int[] upperHalf(float[][] places) {
        return Arrays.stream(places).mapToInt(place -> place[1] > 0 ? 1 : 0).toArray();
    }

    private static DecisionRegions regions() {
        return new DecisionRegions("Halves", CORNERS, LABELS);
    }

    private static Color at(BufferedImage image, int x, int y) {
        return new Color(image.getRGB(x, y));
    }

    @Test
    void aPictureIs372By400OnWhite() {
        BufferedImage image = regions().image(DecisionRegionsTest::rightHalf);

        assertThat(image.getWidth()).isEqualTo(372);
        assertThat(image.getHeight()).isEqualTo(400);
        assertThat(at(image, 0, 399)).isEqualTo(Color.WHITE);
    }

    @Test
    void xGrowsToTheRightAndYUpward() {
        BufferedImage across = regions().image(DecisionRegionsTest::rightHalf);
        BufferedImage up = regions().image(DecisionRegionsTest::upperHalf);
        Color blue = at(across, 20, 200);
        Color red = at(across, 350, 200);

        assertThat(blue.getBlue()).isGreaterThan(blue.getRed());
        assertThat(red.getRed()).isGreaterThan(red.getBlue());
        assertThat(at(up, 180, 380)).isEqualTo(blue);
        assertThat(at(up, 180, 50)).isEqualTo(red);
    }

    @Test
    void aPointHasItsClassesFullColourAtItsPlace() {
        BufferedImage image = regions().image(DecisionRegionsTest::rightHalf);
        int near = 6 + (int) Math.round(360 * 0.15 / 1.15 / 2);

        assertThat(at(image, near, 400 - near)).isEqualTo(ChartStyle.COLOURS.get(0));
        assertThat(at(image, 372 - near, 34 + near - 6)).isEqualTo(ChartStyle.COLOURS.get(1));
    }

    @Test
    void theClassifierIsAskedForTheWholeSquare() {
        regions().image(places -> {
            assertThat(places).hasDimensions(120 * 120, 2);
            double most =
                    Arrays.stream(places).mapToDouble(place -> place[1]).max().orElseThrow();
            assertThat(most).isBetween(1.13, 1.15);
            return new int[places.length];
        });
    }

    @Test
    void aSinglePointAtTheOriginCanBeShown() {
        assertThat(new DecisionRegions("One", new float[][] {{0, 0}}, new int[] {2}).image(p -> new int[p.length]))
                .isNotNull();
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DecisionRegions("x", CORNERS, new int[1]))
                .withMessage("each point has a label, but there are 2 points and 1 labels");
        assertThatIllegalArgumentException().isThrownBy(() -> new DecisionRegions("x", new float[0][], new int[0]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DecisionRegions("x", new float[][] {{1, Float.NaN}}, new int[1]))
                .withMessage("a point has two finite coordinates, not [1.0, NaN]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DecisionRegions("x", CORNERS, new int[] {0, -1}))
                .withMessage("classes are counted from 0, but there is a class -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> regions().image(places -> new int[7]))
                .withMessage("the classifier gives 7 classes for 14400 places");
    }
}
