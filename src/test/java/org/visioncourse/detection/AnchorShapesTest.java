package org.visioncourse.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnchorShapesTest {

    private static final List<Double> RATIOS = List.of(1.0, 2.0, 0.5);

    /** Golden: multibox_prior_561x728. The published box is rounded to two digits. */
    @Test
    void aPhotographsAnchorsAreD2ls() {
        String golden = "multibox_prior_561x728/";
        AnchorShapes shapes = new AnchorShapes(List.of(0.75, 0.5, 0.25), RATIOS);

        Boxes anchors = shapes.on(561, 728);

        assertThat(anchors.size()).isEqualTo((int) Golden.numbers(golden + "published/shape")[1]);
        int position = 5 * (250 * 728 + 250);
        assertThat(anchors.select(position).corners())
                .containsExactly(Golden.floats(golden + "published/box_250_250_0"), within(5e-3f));
        assertCorners(anchors, position, golden + "recomputed/boxes_250_250_all5");
        assertCorners(anchors, 0, golden + "recomputed/box_0_0");
        assertCorners(anchors, anchors.size() - 5, golden + "recomputed/box_last");
        double sum = 0;
        for (float corner : anchors.corners()) {
            sum += corner;
        }
        assertThat(sum).isCloseTo(Golden.at(golden + "recomputed/sum_all").getAsDouble(), within(0.1));
    }

    @Test
    void thoseOfOnePositionAreThoseOfTheMap() {
        AnchorShapes shapes = new AnchorShapes(List.of(0.75, 0.5, 0.25), RATIOS);
        Boxes all = shapes.on(3, 7);

        for (int i = 0; i < 21; i++) {
            int[] five = IntStream.range(5 * i, 5 * i + 5).toArray();
            assertThat(shapes.at(i / 7, i % 7, 3, 7).corners())
                    .containsExactly(all.select(five).corners(), within(1e-6f));
        }
        assertThatThrownBy(() -> shapes.at(3, 0, 3, 7)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static void assertCorners(Boxes anchors, int first, String golden) {
        float[] expected = Golden.floats(golden);
        int[] indices = IntStream.range(first, first + expected.length / 4).toArray();
        assertThat(anchors.select(indices).corners()).containsExactly(expected, within(1e-6f));
    }

    /** Golden: display_anchors_4x4 and display_anchors_2x2. */
    @ParameterizedTest
    @CsvSource({"4, 0.15, 48", "2, 0.4, 12"})
    void anchorsOfSmallMapsAreD2ls(int side, double size, int count) {
        Boxes anchors = new AnchorShapes(List.of(size), RATIOS).on(side, side);

        assertThat(anchors.size()).isEqualTo(count);
        assertCorners(
                anchors, 0, "display_anchors_" + side + "x" + side + "/recomputed/anchors_on_square_map_relative");
    }

    @Test
    void listsMayHaveAnyLengths() {
        AnchorShapes manyRatios = new AnchorShapes(List.of(0.4), List.of(1.0, 4.0, 0.25, 9.0));
        AnchorShapes manySizes = new AnchorShapes(List.of(0.4, 0.2, 0.1), List.of(4.0));

        assertThat(sides(manyRatios.on(1, 1)))
                .containsExactly(new double[] {0.4, 0.4, 0.8, 0.2, 0.2, 0.8, 1.2, 0.4 / 3}, within(1e-6));
        assertThat(sides(manySizes.on(1, 1)))
                .containsExactly(new double[] {0.8, 0.2, 0.4, 0.1, 0.2, 0.05}, within(1e-6));
    }

    /** Width and height of each box. */
    private static double[] sides(Boxes boxes) {
        return IntStream.range(0, boxes.size())
                .mapToObj(boxes::get)
                .flatMapToDouble(box -> DoubleStream.of(box.width(), box.height()))
                .toArray();
    }

    @Test
    void anAnchorOfRatioOneIsASquareOfPixelsOnAnyMap() {
        Box anchor = new AnchorShapes(List.of(0.5), List.of(1.0)).on(3, 5).get(7);

        assertThat(anchor.toCentre().x()).isCloseTo(0.5, within(1e-6));
        assertThat(anchor.toCentre().y()).isCloseTo(0.5, within(1e-6));
        assertThat(anchor.height()).isCloseTo(0.5, within(1e-6));
        assertThat(anchor.width() * 5).isCloseTo(anchor.height() * 3, within(1e-6));
    }

    @Test
    void sizesRatiosAndMapsThatAreEmptyOrNotPositiveAreNamed() {
        assertThatThrownBy(() -> new AnchorShapes(List.of(), RATIOS))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("sizes are [], expected one or more, all above 0");
        assertThatThrownBy(() -> new AnchorShapes(List.of(0.5), List.of(1.0, 0.0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("ratios are [1.0, 0.0], expected one or more, all above 0");
        assertThatThrownBy(() -> new AnchorShapes(List.of(0.5), RATIOS).on(0, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("0 x 3");
    }
}
