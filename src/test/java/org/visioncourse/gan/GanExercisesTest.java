package org.visioncourse.gan;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.visioncourse.engine.Torch;
import org.visioncourse.notebook.Verdict;

class GanExercisesTest {

    @AutoClose
    private final NDManager manager = Torch.start().newBaseManager();

    private static double bce(double x, double target) {
        return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))) - target * x;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private static double mean(double[] values, double target) {
        return Arrays.stream(values).map(x -> bce(x, target)).average().orElseThrow();
    }

    private NDArray array(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return manager.create(floats);
    }

    private ToDoubleBiFunction<double[], double[]> discriminator(GanLoss loss) {
        return (real, generated) ->
                loss.discriminator(array(real), array(generated), 0).getFloat();
    }

    private static void assertHint(Verdict verdict, String hint) {
        assertThat(verdict.right()).isFalse();
        assertThat(verdict.words()).contains(hint);
    }

    private static void assertRight(Verdict verdict) {
        assertThat(verdict.words()).endsWith("cases agree.");
    }

    @Test
    void theChaptersOwnLossesAreRight() {
        assertRight(GanExercises.binaryCrossEntropy((x, target) ->
                GanLoss.BCE.distance(array(new double[] {x}), (float) target).getFloat()));
        assertRight(GanExercises.discriminatorLoss(discriminator(GanLoss.BCE)));
        assertRight(GanExercises.generatorLoss(
                generated -> GanLoss.BCE.generator(array(generated)).getFloat()));
        assertRight(GanExercises.leastSquares(discriminator(GanLoss.LEAST_SQUARES)));
    }

    @Test
    void aStableCrossEntropyInJavaIsRight() {
        assertRight(GanExercises.binaryCrossEntropy(GanExercisesTest::bce));
    }

    @Test
    void eachUsualMistakeInTheCrossEntropyHasItsHint() {
        DoubleBinaryOperator onProbabilities = (x, t) -> -t * Math.log(x) - (1 - t) * Math.log(1 - x);
        DoubleBinaryOperator realOnly = (x, t) -> -t * Math.log(sigmoid(x));
        DoubleBinaryOperator eitherOr = (x, t) -> t > 0.5 ? bce(x, 1) : bce(x, 0);
        DoubleBinaryOperator rounded = (x, t) -> -t * Math.log(sigmoid(x)) - (1 - t) * Math.log(1 - sigmoid(x));
        DoubleBinaryOperator softPlus = (x, t) -> Math.log(1 + Math.exp(x)) - t * x;

        assertHint(GanExercises.binaryCrossEntropy(onProbabilities), "a probability of one half");
        assertHint(GanExercises.binaryCrossEntropy((x, t) -> -bce(x, t)), "then the logarithm, then the sign");
        assertHint(GanExercises.binaryCrossEntropy(realOnly), "with the target 0");
        assertHint(GanExercises.binaryCrossEntropy(eitherOr), "a smoothed target");
        assertHint(GanExercises.binaryCrossEntropy(rounded), "rounded to 1");
        assertHint(GanExercises.binaryCrossEntropy(softPlus), "e^1000");
    }

    @Test
    void eachUsualMistakeInTheDiscriminatorsLossHasItsHint() {
        assertHint(GanExercises.discriminatorLoss((real, generated) -> mean(real, 1) + mean(generated, 0)), "half");
        assertHint(
                GanExercises.discriminatorLoss((real, generated) -> (mean(real, 0) + mean(generated, 1)) / 2),
                "the target of the real ones is 1");
        assertHint(
                GanExercises.discriminatorLoss((real, generated) -> (mean(generated, 1) + mean(real, 0)) / 2),
                "the target of the real ones is 1");
        assertHint(
                GanExercises.discriminatorLoss(
                        (real, generated) -> (mean(real, 1) * real.length + mean(generated, 0) * generated.length)
                                / (real.length + generated.length)),
                "divide by its own length");
    }

    @Test
    void eachUsualMistakeInTheGeneratorsLossHasItsHint() {
        ToDoubleFunction<double[]> minimax = generated -> -mean(generated, 0);
        ToDoubleFunction<double[]> asDiscriminator = generated -> mean(generated, 0);
        ToDoubleFunction<double[]> ofMean =
                generated -> bce(Arrays.stream(generated).average().orElseThrow(), 1);
        ToDoubleFunction<double[]> rounded = generated -> Arrays.stream(generated)
                .map(x -> -Math.log(sigmoid(x)))
                .average()
                .orElseThrow();

        assertHint(GanExercises.generatorLoss(minimax), "above 0");
        assertHint(GanExercises.generatorLoss(asDiscriminator), "large and steep");
        assertHint(GanExercises.generatorLoss(ofMean), "not the loss of the mean");
        assertHint(GanExercises.generatorLoss(rounded), "rounded to 0");
    }

    @Test
    void eachUsualMistakeInLeastSquaresHasItsHint() {
        ToDoubleBiFunction<double[], double[]> onSigmoids = (real, generated) -> discriminator(GanLoss.LEAST_SQUARES)
                .applyAsDouble(
                        Arrays.stream(real).map(GanExercisesTest::sigmoid).toArray(),
                        Arrays.stream(generated).map(GanExercisesTest::sigmoid).toArray());
        ToDoubleBiFunction<double[], double[]> whole =
                (real, generated) -> 2 * discriminator(GanLoss.LEAST_SQUARES).applyAsDouble(real, generated);
        ToDoubleBiFunction<double[], double[]> absolute = (real, generated) ->
                Arrays.stream(real).map(x -> Math.abs(x - 1) / 2).average().orElseThrow()
                        + Arrays.stream(generated).map(x -> x * x / 2).average().orElseThrow();
        ToDoubleBiFunction<double[], double[]> sums = (real, generated) ->
                Arrays.stream(real).map(x -> (x - 1) * (x - 1) / 2).sum()
                        + Arrays.stream(generated).map(x -> x * x / 2).sum();

        assertHint(GanExercises.leastSquares(onSigmoids), "no sigmoid");
        assertHint(GanExercises.leastSquares(whole), "half of the squared distance");
        assertHint(GanExercises.leastSquares(absolute), "squared on either side");
        assertHint(GanExercises.leastSquares(sums), "divide by its own length");
    }

    @Test
    void theTurnsOfCs231nAreRight() {
        assertRight(GanExercises.alternating((x, y, rate) -> new double[] {x - rate * (y + rate * x), y + rate * x}));
    }

    @Test
    void eachUsualMistakeInATurnHasItsHint() {
        assertHint(
                GanExercises.alternating((x, y, rate) -> new double[] {x - rate * y, y + rate * x}), "not the old one");
        assertHint(
                GanExercises.alternating((x, y, rate) -> new double[] {x + rate * (y + rate * x), y + rate * x}),
                "subtract");
        assertHint(
                GanExercises.alternating((x, y, rate) -> new double[] {x - rate * (y - rate * x), y - rate * x}),
                "so add");
        assertHint(GanExercises.alternating((x, y, rate) -> new double[] {x - (y + x), y + x}), "rate times the slope");
        assertHint(
                GanExercises.alternating((x, y, rate) -> new double[] {x - rate * (y + rate * y), y + rate * y}),
                "the slope along x is y");
    }
}
