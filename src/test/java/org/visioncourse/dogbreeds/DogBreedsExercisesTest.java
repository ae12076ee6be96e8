package org.visioncourse.dogbreeds;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Collections;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.visioncourse.notebook.Verdict;

/** The judge of the notebook's exercises knows what is right, and what the usual mistakes are. */
class DogBreedsExercisesTest {

    private static double logLoss(double[][] rows, int[] labels, double least) {
        return IntStream.range(0, labels.length)
                .mapToDouble(i -> -Math.log(Math.max(least, rows[i][labels[i]])))
                .average()
                .orElseThrow();
    }

    private static double topK(double[][] rows, int[] labels, int k) {
        long right = IntStream.range(0, labels.length)
                .filter(i -> Arrays.stream(rows[i])
                                .filter(p -> p > rows[i][labels[i]])
                                .count()
                        < k)
                .count();
        return right / (double) labels.length;
    }

    private static double[][] mirrored(double[][] picture) {
        return Arrays.stream(picture)
                .map(row -> IntStream.range(0, row.length)
                        .mapToDouble(x -> row[row.length - 1 - x])
                        .toArray())
                .toArray(double[][]::new);
    }

    private static double[] mean(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> (a[i] + b[i]) / 2).toArray();
    }

    private static double[] mirrorMean(Function<double[][], double[]> trunk, double[][] picture) {
        return mean(trunk.apply(picture), trunk.apply(mirrored(picture)));
    }

    private static double dot(double[] a, double[] b) {
        return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
    }

    private static double cosine(double[] a, double[] b) {
        double lengths = Math.sqrt(dot(a, a) * dot(b, b));
        return lengths == 0 ? 0 : dot(a, b) / lengths;
    }

    private static boolean isTrained(String name, Mode mode) {
        return !name.contains("running_") && (mode != Mode.FEATURES || name.startsWith("fc."));
    }

    static Stream<Verdict> rightAnswers() {
        return Stream.of(
                DogBreedsExercises.logLoss((rows, labels) -> logLoss(rows, labels, 1e-15)),
                DogBreedsExercises.topK(DogBreedsExercisesTest::topK),
                DogBreedsExercises.mirrorMean(DogBreedsExercisesTest::mirrorMean),
                DogBreedsExercises.cosine(DogBreedsExercisesTest::cosine),
                DogBreedsExercises.isTrained(DogBreedsExercisesTest::isTrained));
    }

    @ParameterizedTest
    @MethodSource("rightAnswers")
    void aRightAnswerIsRight(Verdict verdict) {
        assertThat(verdict.right()).as(verdict.toString()).isTrue();
    }

    /** Each wrong answer with a part of the hint that it gets. */
    static Stream<Arguments> wrongAnswers() {
        return Stream.of(
                Arguments.of(DogBreedsExercises.logLoss((p, y) -> 0), "natural logarithm"),
                Arguments.of(DogBreedsExercises.logLoss((p, y) -> -logLoss(p, y, 0)), "a loss is not negative"),
                Arguments.of(
                        DogBreedsExercises.logLoss((p, y) -> logLoss(p, new int[y.length], 0)), "not the largest one"),
                Arguments.of(
                        DogBreedsExercises.logLoss((p, y) -> y.length * logLoss(p, y, 0)),
                        "the mean over the photographs"),
                Arguments.of(DogBreedsExercises.logLoss((p, y) -> logLoss(p, y, 0)), "take 1e-15"),
                Arguments.of(
                        DogBreedsExercises.logLoss((p, y) -> logLoss(p, y, 1e-15) + (p[0][y[0]] == 1 ? 1e-3 : 0)),
                        "pays nothing"),
                Arguments.of(DogBreedsExercises.topK((p, y, k) -> (int) topK(p, y, k)), "of two int is 0"),
                Arguments.of(DogBreedsExercises.topK((p, y, k) -> topK(p, y, 1)), "count the breeds"),
                Arguments.of(DogBreedsExercises.topK((p, y, k) -> topK(p, y, Math.min(k, 2))), "always is"),
                Arguments.of(
                        DogBreedsExercises.topK((p, y, k) -> {
                            double share = topK(p, y, k);
                            Arrays.sort(p[0]);
                            return share;
                        }),
                        "sort a copy"),
                Arguments.of(DogBreedsExercises.mirrorMean((trunk, picture) -> trunk.apply(picture)), "left to right"),
                Arguments.of(
                        DogBreedsExercises.mirrorMean((trunk, picture) -> {
                            double[][] turned = mirrored(picture);
                            Collections.reverse(Arrays.asList(turned));
                            return mean(trunk.apply(picture), trunk.apply(turned));
                        }),
                        "stand on its head"),
                Arguments.of(
                        DogBreedsExercises.mirrorMean((trunk, picture) -> {
                            double[] answer = mirrorMean(trunk, picture);
                            System.arraycopy(mirrored(picture)[0], 0, picture[0], 0, picture[0].length);
                            return answer;
                        }),
                        "not the caller's picture"),
                Arguments.of(
                        DogBreedsExercises.mirrorMean((trunk, picture) -> {
                            double[][] other = mirrored(picture);
                            return trunk.apply(IntStream.range(0, picture.length)
                                    .mapToObj(y -> mean(picture[y], other[y]))
                                    .toArray(double[][]::new));
                        }),
                        "ghost"),
                Arguments.of(DogBreedsExercises.cosine(DogBreedsExercisesTest::dot), "divide"),
                Arguments.of(DogBreedsExercises.cosine((a, b) -> dot(a, b) / dot(a, a)), "lengths do not count"),
                Arguments.of(DogBreedsExercises.cosine((a, b) -> Math.abs(cosine(a, b))), "may be negative"),
                Arguments.of(
                        DogBreedsExercises.cosine((a, b) -> dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b))),
                        "say 0 where a length is 0"),
                Arguments.of(DogBreedsExercises.isTrained((name, mode) -> false), "head is new"),
                Arguments.of(DogBreedsExercises.isTrained((name, mode) -> true), "trunk is frozen"),
                Arguments.of(DogBreedsExercises.isTrained((name, mode) -> name.startsWith("fc.")), "changes the trunk"),
                Arguments.of(
                        DogBreedsExercises.isTrained((name, mode) ->
                                name.startsWith("fc.") || mode != Mode.FEATURES && !name.contains("bn")),
                        "gamma"),
                Arguments.of(
                        DogBreedsExercises.isTrained((name, mode) -> mode != Mode.FEATURES || name.startsWith("fc.")),
                        "counted from the batches"),
                Arguments.of(
                        DogBreedsExercises.isTrained((name, mode) ->
                                !name.contains("running_mean") && (mode != Mode.FEATURES || name.startsWith("fc."))),
                        "running_var as for running_mean"));
    }

    @ParameterizedTest
    @MethodSource("wrongAnswers")
    void aWrongAnswerGetsItsHint(Verdict verdict, String hint) {
        assertThat(verdict.right()).isFalse();
        assertThat(verdict.words()).contains(hint);
    }
}
