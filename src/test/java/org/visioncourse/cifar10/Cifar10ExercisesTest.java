package org.visioncourse.cifar10;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Model;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.SequentialBlock;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.visioncourse.data.Picture;
import org.visioncourse.models.Summary;
import org.visioncourse.notebook.Verdict;
import org.visioncourse.training.Evaluation;

/** The judge of the notebook's exercises knows what is right, and what the usual mistakes are. */
class Cifar10ExercisesTest {

    private static double accuracy(double[][] logits, int[] labels) {
        float[][] rows = Arrays.stream(logits)
                .map(row -> {
                    float[] floats = new float[row.length];
                    IntStream.range(0, row.length).forEach(c -> floats[c] = (float) row[c]);
                    return floats;
                })
                .toArray(float[][]::new);
        return new Evaluation(rows, labels).accuracy();
    }

    private static long parameters(long in, long out) {
        return 9 * in * out + 9 * out * out + 4 * out + (in == out ? 0 : in * out + 2 * out);
    }

    private static double rounds(double s, int rounds) {
        double cube = s * s * s;
        return rounds == 0 ? s : rounds(3.4445 * s - 4.7750 * cube + 2.0315 * cube * s * s, rounds - 1);
    }

    private static double[] step(double w, double v, double g, double rate, double momentum) {
        double velocity = momentum * v + g;
        return new double[] {w - rate * velocity, velocity};
    }

    static Stream<Verdict> rightAnswers() {
        return Stream.of(
                Cifar10Exercises.accuracy(Cifar10ExercisesTest::accuracy),
                Cifar10Exercises.blockParameters(Cifar10ExercisesTest::parameters),
                Cifar10Exercises.momentumStep(Cifar10ExercisesTest::step),
                Cifar10Exercises.mirror((pixels, height, width, channels) ->
                        new Picture(pixels, height, width, channels).mirrored().pixels()),
                Cifar10Exercises.orthogonalised(s -> rounds(s, 5)));
    }

    @ParameterizedTest
    @MethodSource("rightAnswers")
    void aRightAnswerIsRight(Verdict verdict) {
        assertThat(verdict.right()).as(verdict.toString()).isTrue();
    }

    /** Each wrong answer with a part of the hint that it gets. */
    static Stream<Arguments> wrongAnswers() {
        return Stream.of(
                Arguments.of(Cifar10Exercises.accuracy((z, y) -> 1 / 2), "1 / 2 of two int is 0"),
                Arguments.of(Cifar10Exercises.accuracy((z, y) -> 0.5), "counted from 0"),
                Arguments.of(Cifar10Exercises.accuracy(Cifar10ExercisesTest::fromZero), "must not begin at 0"),
                Arguments.of(Cifar10Exercises.blockParameters((in, out) -> 18 * in * out), "gamma and a beta"),
                Arguments.of(Cifar10Exercises.blockParameters((in, out) -> 18 * in * out + 4 * out), "only the first"),
                Arguments.of(
                        Cifar10Exercises.momentumStep((w, v, g, rate, m) -> new double[] {w + rate * g, g}),
                        "against the gradient"),
                Arguments.of(
                        Cifar10Exercises.momentumStep((w, v, g, rate, m) -> {
                            double velocity = m * v + rate * g;
                            return new double[] {w - velocity, velocity};
                        }),
                        "no part of the velocity"),
                Arguments.of(
                        Cifar10Exercises.momentumStep((w, v, g, rate, m) -> new double[] {w - rate * g, g}),
                        "moves by the new velocity"),
                Arguments.of(
                        Cifar10Exercises.mirror((pixels, height, width, channels) -> reversed(pixels)), "upside down"),
                Arguments.of(
                        Cifar10Exercises.mirror(
                                (pixels, height, width, channels) -> new Picture(pixels, height, width * channels, 1)
                                        .mirrored()
                                        .pixels()),
                        "red must not become blue"),
                Arguments.of(Cifar10Exercises.mirror((pixels, h, w, c) -> pixels), "width - 1 - x"),
                Arguments.of(
                        Cifar10Exercises.mirror((pixels, h, w, c) -> {
                            byte[] mirrored =
                                    new Picture(pixels, h, w, c).mirrored().pixels();
                            System.arraycopy(mirrored, 0, pixels, 0, pixels.length);
                            return pixels;
                        }),
                        "into a new array"),
                Arguments.of(Cifar10Exercises.orthogonalised(s -> rounds(s, 1)), "one round makes 0.7010"),
                Arguments.of(
                        Cifar10Exercises.orthogonalised(s -> s == 1 ? rounds(s, 5) : Math.sqrt(s)),
                        "third and fifth powers"),
                Arguments.of(Cifar10Exercises.orthogonalised(s -> s < 0.1 ? s : rounds(s, 5)), "3.4445 times as large"),
                Arguments.of(
                        Cifar10Exercises.orthogonalised(s -> s == 0 ? 1 : rounds(s, 5)), "what is not there stays"));
    }

    private static double fromZero(double[][] logits, int[] labels) {
        double right = 0;
        for (int i = 0; i < labels.length; i++) {
            int best = -1;
            double most = 0;
            for (int c = 0; c < logits[i].length; c++) {
                if (logits[i][c] > most) {
                    most = logits[i][c];
                    best = c;
                }
            }
            right += best == labels[i] ? 1 : 0;
        }
        return right / labels.length;
    }

    private static byte[] reversed(byte[] pixels) {
        byte[] reversed = new byte[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            reversed[i] = pixels[pixels.length - 1 - i];
        }
        return reversed;
    }

    @ParameterizedTest
    @MethodSource("wrongAnswers")
    void aWrongAnswerGetsItsHint(Verdict verdict, String hint) {
        assertThat(verdict.right()).isFalse();
        assertThat(verdict.words()).contains(hint);
    }

    @Test
    void theCountOfParametersIsThatOfTheNetworksOwnBlocks() {
        try (Model model = Classifier.create(18, List.of("a", "b"), 0)) {
            SequentialBlock network = (SequentialBlock) model.getBlock();
            SequentialBlock second = (SequentialBlock) network.getChildren().valueAt(2);

            assertThat(Summary.of(second.getChildren().valueAt(0), new Shape(1, 64, 32, 32))
                            .trainableParameters())
                    .isEqualTo(parameters(64, 128));
        }
    }
}
