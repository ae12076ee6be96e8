package org.visioncourse.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BoxPictureTest {

    private static final int GREY = 0xff808080;
    private static final int SIDE = 100;

    private static BufferedImage grey() {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < SIDE * SIDE; i++) {
            image.setRGB(i % SIDE, i / SIDE, GREY);
        }
        return image;
    }

    private static long count(BufferedImage image, IntPredicate colour) {
        return IntStream.range(0, SIDE * SIDE)
                .map(i -> image.getRGB(i % SIDE, i / SIDE))
                .filter(colour)
                .count();
    }

    private static long count(BufferedImage image, Rectangle part, Color colour) {
        return IntStream.range(0, part.width * part.height)
                .filter(i -> image.getRGB(part.x + i % part.width, part.y + i / part.width) == colour.getRGB())
                .count();
    }

    @Test
    void theEdgesAreDrawnAndTheInsideIsNot() {
        BufferedImage picture = grey();

        BufferedImage drawn = new BoxPicture(picture)
                .add(new Box(0.2, 0.3, 0.8, 0.9), "", Color.RED)
                .image();

        for (int[] edge : new int[][] {{20, 60}, {80, 60}, {50, 30}, {50, 90}}) {
            assertThat(drawn.getRGB(edge[0], edge[1])).isEqualTo(Color.RED.getRGB());
        }
        assertThat(drawn.getRGB(50, 60)).isEqualTo(GREY);
        assertThat(drawn.getRGB(10, 60)).isEqualTo(GREY);
        assertThat(count(picture, colour -> colour != GREY)).isZero();
    }

    @Test
    void aLabelStandsAboveItsBoxInAColourThatCanBeRead() {
        BufferedImage onDark = new BoxPicture(grey())
                .add(new Box(0.2, 0.4, 0.9, 0.9), "dog", Color.BLUE)
                .image();
        BufferedImage onBright = new BoxPicture(grey())
                .add(new Box(0.2, 0.4, 0.9, 0.9), "dog", Color.WHITE)
                .image();

        assertThat(onDark.getRGB(21, 37)).isEqualTo(Color.BLUE.getRGB());
        assertThat(onDark.getRGB(30, 45)).isEqualTo(GREY);
        assertThat(count(onDark, colour -> (colour & 0xffff00) == 0xffff00)).isPositive();
        assertThat(count(onBright, colour -> (colour & 0xff) < 0x40)).isPositive();
    }

    @Test
    void aLabelStandsBelowWhereThereIsNoRoomAboveAndInsideWhereThereIsNeither() {
        BufferedImage below = new BoxPicture(grey())
                .add(new Box(0.2, 0.05, 0.9, 0.4), "dog", Color.BLUE)
                .image();
        BufferedImage inside = new BoxPicture(grey())
                .add(new Box(0.2, 0.05, 0.9, 0.95), "dog", Color.BLUE)
                .image();

        assertThat(below.getRGB(21, 43)).isEqualTo(Color.BLUE.getRGB());
        assertThat(below.getRGB(30, 20)).isEqualTo(GREY);
        assertThat(inside.getRGB(23, 8)).isEqualTo(Color.BLUE.getRGB());
    }

    @Test
    void labelsOfBoxesThatBeginTogetherDoNotCoverOneAnother() {
        Box box = new Box(0.1, 0.3, 0.9, 0.7);
        BufferedImage alone = new BoxPicture(grey()).add(box, "dog", Color.BLUE).image();
        BufferedImage both = new BoxPicture(grey())
                .add(box, "dog", Color.BLUE)
                .add(box, "cat", Color.RED)
                .image();
        Rectangle above = new Rectangle(0, 0, SIDE, 28);

        assertThat(count(both, above, Color.BLUE)).isEqualTo(count(alone, above, Color.BLUE));
        assertThat(count(both, above, Color.RED)).isPositive();
    }

    @Test
    void linesHaveAHaloWhereTheyAreNotThin() {
        Box box = new Box(0.2, 0.2, 0.8, 0.8);

        BufferedImage drawn = new BoxPicture(grey()).add(box, "", Color.RED).image();
        BufferedImage thin =
                new BoxPicture(grey()).thin().add(box, "", Color.RED).image();

        assertThat(count(drawn, colour -> colour != GREY && colour != Color.RED.getRGB()))
                .isPositive();
        assertThat(count(thin, colour -> colour != GREY && colour != Color.RED.getRGB()))
                .isZero();
        assertThat(count(thin, colour -> colour == Color.RED.getRGB()))
                .isPositive()
                .isLessThan(count(drawn, colour -> colour == Color.RED.getRGB()));
    }

    @Test
    void theLabelOfABoxThatBeginsBeyondThePictureCanBeRead() {
        BufferedImage within = new BoxPicture(grey())
                .add(new Box(0, 0, 2, 2), "dog", Color.BLUE)
                .image();
        BufferedImage before = new BoxPicture(grey())
                .add(new Box(-1, -1, 2, 2), "dog", Color.BLUE)
                .image();
        BufferedImage behind = new BoxPicture(grey())
                .add(new Box(1.5, 1.5, 2, 2), "dog", Color.BLUE)
                .image();

        assertThat(count(before, colour -> colour == Color.BLUE.getRGB())).isPositive();
        assertThat(count(behind, colour -> colour == Color.BLUE.getRGB()))
                .isEqualTo(count(before, colour -> colour == Color.BLUE.getRGB()))
                .isLessThan(count(within, colour -> colour == Color.BLUE.getRGB()));
    }

    @Test
    void detectionsHaveTheColoursOfTheirClasses() {
        List<Detection> detections = List.of(
                new Detection(0, 0.9, new Box(0.1, 0.5, 0.4, 0.9)), new Detection(1, 0.8, new Box(0.5, 0.5, 0.9, 0.9)));

        BufferedImage drawn =
                new BoxPicture(grey()).addAll(detections, List.of("dog", "cat")).image();

        assertThat(drawn.getRGB(10, 80)).isEqualTo(BoxPicture.colour(0).getRGB());
        assertThat(drawn.getRGB(90, 80)).isEqualTo(BoxPicture.colour(1).getRGB());
        assertThat(BoxPicture.colour(6)).isEqualTo(BoxPicture.colour(0)).isNotEqualTo(BoxPicture.colour(1));
    }
}
