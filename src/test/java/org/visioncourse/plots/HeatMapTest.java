package org.visioncourse.plots;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeatMapTest {
    private static final int BLUE = ChartStyle.COLOURS.get(0).getRGB();
    private static final int RED = ChartStyle.COLOURS.get(1).getRGB();
    private static final List<String> NAMES = List.of("cat", "dog");

    @Test
    void rightAnswersAreBlueAndWrongOnesRed() {
        BufferedImage right = map(new int[][] {{5, 0}, {0, 7}}).image();
        BufferedImage wrong = map(new int[][] {{0, 5}, {7, 0}}).image();

        assertThat(pixels(right, BLUE)).hasSizeGreaterThan(2 * 80 * 80);
        assertThat(pixels(right, RED)).isEmpty();
        assertThat(pixels(wrong, RED)).hasSizeGreaterThan(2 * 80 * 80);
        assertThat(pixels(wrong, BLUE)).isEmpty();
    }

    @Test
    void rowsAreTrueClassesAndColumnsPredictedOnes() {
        BufferedImage image = map(new int[][] {{1, 0}, {1, 0}}).image(); // everything is taken for a cat

        int[] blue = pixels(image, BLUE);
        int[] red = pixels(image, RED);
        int width = image.getWidth();
        assertThat(red[0] / width).isGreaterThan(blue[blue.length - 1] / width);
        assertThat(red[0] % width).isEqualTo(blue[0] % width);
    }

    @Test
    void aCellIsTheDarkerTheLargerItsShareOfTheRow() {
        BufferedImage image = map(new int[][] {{1, 0}, {60, 20}}).image();

        assertThat(pixels(image, BLUE)).isNotEmpty(); // 1 of 1
        assertThat(pixels(image, RED)).isNotEmpty(); // 60 of 80: a quarter or more
        Color half = new Color(255 - (255 - 0x44) / 2, 255 - (255 - 0x77) / 2, 255 - (255 - 0xAA) / 2);
        assertThat(IntStream.of(all(image))
                        .filter(pixel -> near(new Color(pixel), half))) // 20 of 80: the root is a half
                .hasSizeGreaterThan(80 * 80);
    }

    @Test
    void countsOrPercentsStandInTheCells() {
        BufferedImage counts = map(new int[][] {{5, 0}, {0, 7}}).image();
        BufferedImage percents = map(new int[][] {{5, 0}, {0, 7}}).percent().image();

        assertThat(white(percents)).isGreaterThan(white(counts)); // 100.0 on blue is longer than 5
    }

    @Test
    void aZeroIsLeftOut() {
        BufferedImage image = map(new int[2][2]).image();

        assertThat(pixels(image, BLUE)).isEmpty();
        assertThat(pixels(image, RED)).isEmpty();
        int[] frame = frame(image);
        for (int y = frame[1] + 1; y < frame[3]; y++) {
            for (int x = frame[0] + 1; x < frame[2]; x++) {
                assertThat(image.getRGB(x, y)).isEqualTo(Color.WHITE.getRGB());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10, 20, 120})
    void everythingFitsOnTheSheet(int classes) {
        int[][] counts = new int[classes][classes];
        Arrays.stream(counts).forEach(row -> Arrays.fill(row, 1000));
        List<String> names = Collections.nCopies(classes, "German short-haired pointer");
        BufferedImage image = new HeatMap("A title that is not short", names, counts)
                .percent()
                .image();

        int right = image.getWidth() - 1;
        int lowest = image.getHeight() - 1;
        for (int x = 0; x <= right; x++) {
            assertThat(image.getRGB(x, 0)).isEqualTo(Color.WHITE.getRGB());
            assertThat(image.getRGB(x, lowest)).isEqualTo(Color.WHITE.getRGB());
        }
        for (int y = 0; y <= lowest; y++) {
            assertThat(image.getRGB(0, y)).isEqualTo(Color.WHITE.getRGB());
            assertThat(image.getRGB(right, y)).isEqualTo(Color.WHITE.getRGB());
        }
        assertThat(image.getWidth()).isLessThan(1700);
    }

    @Test
    void namesThatAreWiderThanACellAreTurned() {
        BufferedImage upright = map(new int[2][2]).image();
        BufferedImage turned = new HeatMap("Test", List.of("a very long name", "dog"), new int[2][2]).image();

        assertThat(turned.getHeight()).isGreaterThan(upright.getHeight() + 30);
    }

    @Test
    void aMatrixHasARowAndAColumnForEachName() {
        for (int[][] counts : new int[][][] {new int[2][3], new int[3][2], {{1, 2}, {3}}, new int[0][0]}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> map(counts))
                    .withMessage("a confusion matrix of 2 classes has 2 rows and columns");
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new HeatMap("Test", List.of(), new int[0][0]));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> map(new int[][] {{1, -1}, {0, 0}}))
                .withMessageContaining("-1");
    }

    private static HeatMap map(int[][] counts) {
        return new HeatMap("Test", NAMES, counts);
    }

    private static boolean near(Color a, Color b) {
        return Math.abs(a.getRed() - b.getRed())
                        + Math.abs(a.getGreen() - b.getGreen())
                        + Math.abs(a.getBlue() - b.getBlue())
                <= 3;
    }

    private static int[] all(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    /** The places of a colour, row by row. */
    private static int[] pixels(BufferedImage image, int colour) {
        int[] all = all(image);
        return IntStream.range(0, all.length).filter(i -> all[i] == colour).toArray();
    }

    /** White pixels within the frame. */
    private static int white(BufferedImage image) {
        int[] frame = frame(image);
        int white = 0;
        for (int y = frame[1]; y < frame[3]; y++) {
            for (int x = frame[0]; x < frame[2]; x++) {
                white += image.getRGB(x, y) == Color.WHITE.getRGB() ? 1 : 0;
            }
        }
        return white;
    }

    /** Left, top, right and bottom of the frame around the cells: the longest dark row and what lies below it. */
    private static int[] frame(BufferedImage image) {
        int ink = ChartStyle.INK.getRGB();
        int top = ChartStyle.HEADER - 1;
        int[] columns = IntStream.range(0, image.getWidth())
                .filter(x -> image.getRGB(x, top + 3) == ink && image.getRGB(x, top + 4) == ink)
                .toArray();
        int side = columns[columns.length - 1] - columns[0];
        return new int[] {columns[0], top, columns[columns.length - 1], top + side};
    }
}
