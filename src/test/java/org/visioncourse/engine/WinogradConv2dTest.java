package org.visioncourse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThatCode;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WinogradConv2dTest {

    private static final double RELATIVE_ERROR = 3e-5; // of the largest entry, in float32

    @AutoClose
    private final NDManager manager = Torch.start().newBaseManager();

    private ConvolutionPair<WinogradConv2d> pair(int kernel, int stride, int padding, NDArray x) {
        return ConvolutionPair.of(manager, ConvolutionPair.settings(kernel, stride, padding), WinogradConv2d::new, x);
    }

    @ParameterizedTest
    @CsvSource({
        "96, 4, 4, true",
        "96, 4, 4, false",
        "24, 8, 8, true",
        "31, 8, 8, false",
        "50, 4, 8, true",
        "50, 8, 4, true",
        "32, 7, 7, true",
        "33, 7, 7, false",
        "171, 3, 3, true",
        "74, 3, 7, true",
        "55, 7, 4, true"
    })
    void agreesWithTheDirectConvolutionAndItsGradients(int n, int height, int width, boolean channelsLast) {
        NDArray x = ConvolutionPair.maps(manager, n, height, width, channelsLast);
        ConvolutionPair<WinogradConv2d> pair = pair(3, 1, 1, x);
        NDArray weights = manager.randomNormal(new Shape(n, ConvolutionPair.FILTERS, height, width));

        assertThat(pair.other().isFaster(x)).isTrue();
        assertThat(MemoryLayout.isChannelsLast(pair.output(pair.other(), x))).isTrue();
        ConvolutionPair.assertClose(
                pair.outputAndGradients(pair.other(), x, weights),
                pair.outputAndGradients(pair.direct(), x, weights),
                RELATIVE_ERROR);
    }

    @ParameterizedTest
    @CsvSource({
        "3, 2, 1, 96, 8",
        "1, 1, 0, 96, 8",
        "3, 1, 0, 96, 8",
        "3, 1, 1, 8, 16",
        "3, 1, 1, 96, 6",
        "3, 1, 1, 96, 5",
        "3, 1, 1, 96, 15",
        "3, 1, 1, 31, 7",
        "3, 1, 1, 170, 3",
        "3, 1, 1, 95, 4"
    })
    void leavesWhatItIsNotFasterAtToTheDirectConvolution(int kernel, int stride, int padding, int n, int side) {
        NDArray x = ConvolutionPair.maps(manager, n, side, side, true);
        ConvolutionPair<WinogradConv2d> pair = pair(kernel, stride, padding, x);

        assertThat(pair.other().isFaster(x)).isFalse();
        assertThat(pair.output(pair.other(), x)).isEqualTo(pair.output(pair.direct(), x));
    }

    @Test
    void leavesBfloat16ToMapsSideBySide() {
        assumeThatCode(Precision.BF16::require).doesNotThrowAnyException();
        NDArray x = ConvolutionPair.maps(manager, 96, 4, 4, true);
        ConvolutionPair<WinogradConv2d> pair = pair(3, 1, 1, x);
        SideBySideConv2d sideBySide = ConvolutionPair.of(
                        manager, ConvolutionPair.settings(3, 1, 1), SideBySideConv2d::new, x)
                .other();
        InPlace.copy(ConvolutionPair.arrays(sideBySide), ConvolutionPair.arrays(pair.other()));

        try (Precision.Scope scope = Precision.BF16.use()) {
            assertThat(pair.other().isFaster(x)).isFalse();
            assertThat(Precision.single(pair.output(pair.other(), x)))
                    .isEqualTo(Precision.single(pair.output(sideBySide, x)));
        }
    }

    @Test
    void hasTheParametersOfConv2d() {
        NDArray x = ConvolutionPair.maps(manager, 96, 4, 4, true);
        ConvolutionPair<WinogradConv2d> pair = pair(3, 1, 1, x);

        assertThat(pair.other().getParameters().keys())
                .isEqualTo(pair.direct().getParameters().keys());
        assertThat(pair.other().getOutputShapes(new Shape[] {x.getShape()})).containsExactly(new Shape(96, 24, 4, 4));
    }
}
