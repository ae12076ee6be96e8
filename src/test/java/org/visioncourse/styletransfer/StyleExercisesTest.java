package org.visioncourse.styletransfer;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.visioncourse.data.Normalisation;
import org.visioncourse.data.Preprocessing;
import org.visioncourse.engine.Constants;
import org.visioncourse.engine.Torch;
import org.visioncourse.notebook.Verdict;
import org.visioncourse.styletransfer.StyleExercises.ReceptiveField;
import org.visioncourse.styletransfer.StyleExercises.Unnormalise;

class StyleExercisesTest {

    private static void assertRight(Verdict verdict) {
        assertThat(verdict.right()).as(verdict.words()).isTrue();
    }

    private static void assertHint(Verdict verdict, String hint) {
        assertThat(verdict.right()).isFalse();
        assertThat(verdict.words()).contains(hint);
    }

    private static double unit(double value, double mean, double std) {
        return value * std + mean;
    }

    private static int clipped(double value) {
        return (int) Math.round(Math.max(0, Math.min(255, value)));
    }

    @Test
    void thePixelsOfTheCourseAreRight() {
        try (var manager = Torch.start().newBaseManager()) {
            assertRight(StyleExercises.pixel((value, mean, std) -> {
                List<Float> means = List.of((float) mean, 0.5f, 0.5f);
                List<Float> deviations = List.of((float) std, 1f, 1f);
                Preprocessing preprocessing = new Preprocessing(new Normalisation(means, deviations));
                NDArray values = manager.full(new Shape(1, 3, 1, 1), (float) value);
                return preprocessing.picture(values).value(0, 0, 0);
            }));
        }
    }

    static List<Object[]> pixels() {
        Unnormalise noMean = (value, mean, std) -> clipped(255 * value * std);
        Unnormalise unit = (value, mean, std) -> (int) unit(value, mean, std);
        Unnormalise noDeviation = (value, mean, std) -> clipped(255 * (value + mean));
        Unnormalise meanFirst = (value, mean, std) -> clipped(255 * (value / std + mean));
        Unnormalise early = (value, mean, std) -> clipped(255 * unit(Math.max(-1, Math.min(1, value)), mean, std));
        Unnormalise noCeiling = (value, mean, std) -> (int) Math.round(Math.max(0, 255 * unit(value, mean, std)));
        Unnormalise noFloor = (value, mean, std) -> (int) Math.round(Math.min(255, 255 * unit(value, mean, std)));
        Unnormalise cut = (value, mean, std) -> (int) Math.max(0, Math.min(255, 255 * unit(value, mean, std) + 1e-9));
        return List.of(
                new Object[] {noMean, "the mean is to be added"},
                new Object[] {unit, "1 is a pixel of 255"},
                new Object[] {noDeviation, "back it is multiplied"},
                new Object[] {meanFirst, "back it is multiplied"},
                new Object[] {early, "clip the light"},
                new Object[] {noCeiling, "clip from above"},
                new Object[] {noFloor, "clip from below"},
                new Object[] {cut, "a cast cuts it off"});
    }

    @ParameterizedTest
    @MethodSource("pixels")
    void eachMistakeWithPixelsHasItsHint(Unnormalise wrong, String hint) {
        assertHint(StyleExercises.pixel(wrong), hint);
    }

    private static int field(int[] kernels, int[] strides) {
        int side = 1;
        int apart = 1;
        for (int i = 0; i < kernels.length; i++) {
            side += (kernels[i] - 1) * apart;
            apart *= strides[i];
        }
        return side;
    }

    @Test
    void aReceptiveFieldIsRight() {
        assertRight(StyleExercises.receptiveField(StyleExercisesTest::field));
    }

    static List<Object[]> fields() {
        ReceptiveField fromZero = (kernels, strides) -> field(kernels, strides) - 1;
        ReceptiveField sum = (kernels, strides) -> 1 + sum(kernels, 0);
        ReceptiveField product = (kernels, strides) -> product(kernels);
        ReceptiveField noStride = (kernels, strides) -> 1 + sum(kernels, 1);
        ReceptiveField ownStride = (kernels, strides) -> {
            int side = 1;
            int apart = 1;
            for (int i = 0; i < kernels.length; i++) {
                apart *= strides[i];
                side += (kernels[i] - 1) * apart;
            }
            return side;
        };
        ReceptiveField added = (kernels, strides) -> {
            int side = 1;
            int apart = 1;
            for (int i = 0; i < kernels.length; i++) {
                side += (kernels[i] - 1) * apart;
                apart += strides[i] - 1;
            }
            return side;
        };
        return List.of(
                new Object[] {fromZero, "begin with 1"},
                new Object[] {sum, "its window less one"},
                new Object[] {product, "neither multiply"},
                new Object[] {noStride, "2 pixels apart"},
                new Object[] {ownStride, "own stride"},
                new Object[] {added, "strides multiply"});
    }

    private static int sum(int[] values, int less) {
        int sum = 0;
        for (int value : values) {
            sum += value - less;
        }
        return sum;
    }

    private static int product(int[] values) {
        int product = 1;
        for (int value : values) {
            product *= value;
        }
        return product;
    }

    @ParameterizedTest
    @MethodSource("fields")
    void eachMistakeWithReceptiveFieldsHasItsHint(ReceptiveField wrong, String hint) {
        assertHint(StyleExercises.receptiveField(wrong), hint);
    }

    @Test
    void theContentLossOfTheCourseIsRight() {
        assertRight(StyleExercises.contentLoss(Losses::content));
    }

    static List<Object[]> contentLosses() {
        BinaryOperator<NDArray> absolute = (a, b) -> a.sub(b).abs().mean();
        BinaryOperator<NDArray> half =
                (a, b) -> Constants.divide(a.sub(b).square().mean(), 2);
        BinaryOperator<NDArray> root = (a, b) -> a.sub(b).square().mean().sqrt();
        BinaryOperator<NDArray> sum = (a, b) -> a.sub(b).square().sum();
        BinaryOperator<NDArray> late = (a, b) -> a.sub(b).mean().square();
        BinaryOperator<NDArray> sizes = (a, b) -> a.square().mean().sub(1);
        BinaryOperator<NDArray> array = (a, b) -> a.sub(b).square();
        return List.of(
                new Object[] {absolute, "is squared"},
                new Object[] {half, "without a half"},
                new Object[] {root, "without a root"},
                new Object[] {sum, "not the sum"},
                new Object[] {late, "square first"},
                new Object[] {sizes, "no loss"},
                new Object[] {array, "12 numbers"});
    }

    @ParameterizedTest
    @MethodSource("contentLosses")
    void eachMistakeWithContentHasItsHint(BinaryOperator<NDArray> wrong, String hint) {
        assertHint(StyleExercises.contentLoss(wrong), hint);
    }

    @Test
    void theGramMatrixOfTheCourseIsRight() {
        assertRight(StyleExercises.gram(features -> Losses.gram(features.expandDims(0))));
    }

    private static NDArray rows(NDArray features) {
        return features.reshape(features.getShape().get(0), -1);
    }

    static List<Object[]> grams() {
        UnaryOperator<NDArray> places = features -> rows(features).transpose().matMul(rows(features));
        UnaryOperator<NDArray> plain =
                features -> rows(features).matMul(rows(features).transpose());
        UnaryOperator<NDArray> mixed = features -> {
            NDArray rows = features.reshape(-1, features.getShape().get(0));
            return Constants.divide(rows.transpose().matMul(rows), features.size());
        };
        UnaryOperator<NDArray> perPlace = features -> {
            NDArray rows = rows(features);
            return Constants.divide(
                    rows.matMul(rows.transpose()), rows.getShape().get(1));
        };
        UnaryOperator<NDArray> none = features -> null;
        return List.of(
                new Object[] {places, "compare places"},
                new Object[] {plain, "divided by the number of values"},
                new Object[] {mixed, "of several channels"},
                new Object[] {perPlace, "the number of channels too"},
                new Object[] {none, "one row for each channel"});
    }

    @ParameterizedTest
    @MethodSource("grams")
    void eachMistakeWithGramMatricesHasItsHint(UnaryOperator<NDArray> wrong, String hint) {
        assertHint(StyleExercises.gram(wrong), hint);
    }

    @Test
    void theTotalVariationOfTheCourseIsRight() {
        assertRight(StyleExercises.totalVariation(Losses::totalVariation));
    }

    private static NDArray down(NDArray x) {
        return x.get(":, :, 1:").sub(x.get(":, :, :-1"));
    }

    private static NDArray across(NDArray x) {
        return x.get(":, :, :, 1:").sub(x.get(":, :, :, :-1"));
    }

    private static NDArray half(NDArray x) {
        return Constants.divide(x, 2);
    }

    static List<Object[]> variations() {
        UnaryOperator<NDArray> one = x -> half(down(x).abs().mean());
        UnaryOperator<NDArray> signed = x -> half(down(x).mean().add(across(x).mean()));
        UnaryOperator<NDArray> squared =
                x -> half(down(x).square().mean().add(across(x).square().mean()));
        UnaryOperator<NDArray> sums =
                x -> half(down(x).abs().sum().add(across(x).abs().sum()));
        UnaryOperator<NDArray> whole =
                x -> down(x).abs().mean().add(across(x).abs().mean());
        UnaryOperator<NDArray> light = x -> x.mean();
        return List.of(
                new Object[] {light, "cost nothing"},
                new Object[] {one, "two kinds of neighbours"},
                new Object[] {signed, "the absolute value of each"},
                new Object[] {squared, "not the square"},
                new Object[] {sums, "not sums"},
                new Object[] {whole, "one half"});
    }

    @ParameterizedTest
    @MethodSource("variations")
    void eachMistakeWithTotalVariationHasItsHint(UnaryOperator<NDArray> wrong, String hint) {
        assertHint(StyleExercises.totalVariation(wrong), hint);
    }
}
