package org.visioncourse.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.visioncourse.engine.Torch;

class CheckTest {

    private static Verdict verdict(Object given, Object expected) {
        return new Check().expect("a case", () -> given, expected, "think").verdict();
    }

    static List<Object[]> equals() {
        return List.of(
                new Object[] {1, 1.0},
                new Object[] {0.33333f, 1 / 3.0},
                new Object[] {1_000_000, 1_000_050.0},
                new Object[] {Double.POSITIVE_INFINITY, Float.POSITIVE_INFINITY},
                new Object[] {new float[] {1, 2}, List.of(1, 2.0)},
                new Object[] {new int[][] {{1}, {2, 3}}, new double[] {1, 2, 3}},
                new Object[] {"cat", "cat"},
                new Object[] {List.of("a", "b"), List.of("a", "b")});
    }

    @ParameterizedTest
    @MethodSource("equals")
    void whatIsEqualUpToRoundingIsRight(Object given, Object expected) {
        assertThat(verdict(given, expected)).hasToString("Right: all 1 cases agree.");
    }

    static List<Object[]> different() {
        return List.of(
                new Object[] {1.001, 1, "the answer is 1.001, but should be 1.000"},
                new Object[] {Double.NaN, 1, "the answer is NaN, but should be 1.000"},
                new Object[] {Double.POSITIVE_INFINITY, 1, "the answer is Infinity, but should be 1.000"},
                new Object[] {73_728L, 73_984L, "the answer is 73728, but should be 73984"},
                new Object[] {null, 1, "the answer is null, but should be 1.000"},
                new Object[] {
                    new float[] {1},
                    new float[] {1, 2},
                    "the answer is 1.000 (1 numbers), but should be 1.000, 2.000 (2 numbers)"
                },
                new Object[] {List.of("a"), List.of("b"), "the answer is [a], but should be [b]"});
    }

    @ParameterizedTest
    @MethodSource("different")
    void whatDiffersIsToldWithBothAndAHint(Object given, Object expected, String words) {
        Verdict verdict = verdict(given, expected);

        assertThat(verdict.right()).isFalse();
        assertThat(verdict).hasToString("Not yet: for a case " + words + ". Hint: think.");
    }

    @Test
    void anArrayOfTheEngineIsComparedByItsNumbers() {
        try (NDManager manager = Torch.start().newBaseManager()) {
            assertThat(verdict(manager.create(new float[] {1, 2}), new double[] {1, 2})
                            .right())
                    .isTrue();
        }
    }

    @Test
    void theFirstWrongCaseIsToldAndTheOthersAreNotTried() {
        Verdict verdict = new Check()
                .expect("one", () -> 1, 1, "a")
                .expect("two", () -> 1, 2, "b")
                .expect("three", () -> 1, 3, "c")
                .verdict();

        assertThat(verdict.words()).startsWith("for two ").endsWith("Hint: b.");
    }

    @Test
    void aFunctionThatThrowsIsToldWithItsException() {
        Verdict verdict = new Check()
                .expect("an empty list", () -> List.of().get(0), 1, "there may be none")
                .verdict();

        assertThat(verdict.right()).isFalse();
        assertThat(verdict.words())
                .startsWith("for an empty list it throws ArrayIndexOutOfBoundsException")
                .endsWith("Hint: there may be none.");
    }

    @Test
    void aLongArrayIsShownByItsFirstNumbers() {
        assertThat(verdict(new double[100], 1).words()).contains("0.000 and 92 more (100 numbers)");
    }
}
