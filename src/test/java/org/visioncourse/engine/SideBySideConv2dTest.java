package org.visioncourse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SideBySideConv2dTest {

    private static final double FLOAT32 = 1e-5; // of the largest entry
    private static final double BFLOAT16 = 0.03;

    @AutoClose
    private final NDManager manager = Torch.start().newBaseManager();

    private ConvolutionPair<SideBySideConv2d> pair(Conv2d.Builder settings, NDArray x) {
        return ConvolutionPair.of(manager, settings, SideBySideConv2d::new, x);
    }

    /** In float32, which every machine has and which rounds less. */
    @ParameterizedTest
    @CsvSource({
        "8, 7, 7, 4, true, true",
        "8, 7, 7, 4, false, true",
        "16, 3, 3, 8, true, false",
        "6, 5, 8, 2, true, true",
        "6, 1, 1, 6, true, false"
    })
    void mapsSideBySideAreConvolvedAsEachAlone(
            int n, int height, int width, int maps, boolean channelsLast, boolean bias) {
        NDArray x = ConvolutionPair.maps(manager, n, height, width, channelsLast);
        ConvolutionPair<SideBySideConv2d> pair =
                pair(ConvolutionPair.settings(3, 1, 1).optBias(bias), x);
        NDArray weights = manager.randomNormal(new Shape(n, ConvolutionPair.FILTERS, height, width));
        List<NDArray> parameters = ConvolutionPair.arrays(pair.other());
        List<NDArray> leaves =
                Stream.concat(Stream.of(x.duplicate()), parameters.stream()).toList();

        List<NDArray> actual = ConvolutionPair.outputAndGradients(
                all -> SideBySideConv2d.sideBySide(all.get(0), all.get(1), bias ? all.get(2) : null, maps),
                leaves,
                weights);

        ConvolutionPair.assertClose(actual, pair.outputAndGradients(pair.direct(), x, weights), FLOAT32);
    }

    @ParameterizedTest
    @CsvSource({"512, 7, 4", "512, 3, 8", "128, 8, 4", "128, 4, 8", "6, 7, 2", "5, 7, 1", "512, 15, 1"})
    void inBfloat16AsManyMapsAsMakeALongRowStandSideBySide(int n, int side, int maps) {
        assumeThat(Autocast.hasTiles()).isTrue();
        NDArray x = ConvolutionPair.maps(manager, n, side, side, true);
        ConvolutionPair<SideBySideConv2d> pair = pair(ConvolutionPair.settings(3, 1, 1), x);
        NDArray weights = manager.randomNormal(new Shape(n, ConvolutionPair.FILTERS, side, side));

        assertThat(pair.other().mapsInARow(x)).isEqualTo(1); // in float32
        try (Precision.Scope scope = Precision.BF16.use()) {
            assertThat(pair.other().mapsInARow(x)).isEqualTo(maps);
            ConvolutionPair.assertClose(
                    pair.outputAndGradients(pair.other(), x, weights),
                    pair.outputAndGradients(pair.direct(), x, weights),
                    BFLOAT16);
        }
    }

    @ParameterizedTest
    @CsvSource({"3, 2, 1", "1, 1, 0", "3, 1, 0"})
    void otherConvolutionsAreDirect(int kernel, int stride, int padding) {
        NDArray x = ConvolutionPair.maps(manager, 8, 7, 7, true);
        ConvolutionPair<SideBySideConv2d> pair = pair(ConvolutionPair.settings(kernel, stride, padding), x);

        try (Precision.Scope scope = autocast()) {
            assertThat(pair.other().mapsInARow(x)).isEqualTo(1);
            assertThat(Precision.single(pair.output(pair.other(), x)))
                    .isEqualTo(Precision.single(pair.output(pair.direct(), x)));
        }
    }

    private static Precision.Scope autocast() {
        return (Autocast.isFast() ? Precision.BF16 : Precision.FP32).use();
    }

    @Test
    void hasTheParametersOfConv2d() {
        NDArray x = ConvolutionPair.maps(manager, 8, 7, 7, true);
        ConvolutionPair<SideBySideConv2d> pair = pair(ConvolutionPair.settings(3, 1, 1), x);

        assertThat(pair.other().getParameters().keys())
                .isEqualTo(pair.direct().getParameters().keys());
        assertThat(pair.other().getOutputShapes(new Shape[] {x.getShape()})).containsExactly(new Shape(8, 24, 7, 7));
    }
}
