package org.visioncourse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.visioncourse.engine.WolfeSearch.Point;

class WolfeSearchTest {

    private static final double RESOLUTION = Math.ulp(1.0);

    private final List<Point> evaluated = new ArrayList<>();
    private Point kept;

    /** A function, its derivative, and the most evaluations that the search may need from step 1. */
    private record Phi(DoubleUnaryOperator value, DoubleUnaryOperator slope, int evaluations) {

        Point at(double t) {
            return new Point(t, value.applyAsDouble(t), slope.applyAsDouble(t));
        }
    }

    private Point search(Phi phi, double first) throws Exception {
        return search(phi, first, 25);
    }

    private Point search(Phi phi, double first, int maxEvaluations) throws Exception {
        WolfeSearch.Line line = new WolfeSearch.Line() {
            @Override
            public Point at(double step) {
                evaluated.add(phi.at(step));
                return evaluated.get(evaluated.size() - 1);
            }

            @Override
            public void keep() {
                kept = evaluated.get(evaluated.size() - 1);
            }
        };
        return WolfeSearch.search(line, phi.at(0), first, maxEvaluations, RESOLUTION);
    }

    private static Phi parabola(double minimum, int evaluations) {
        return new Phi(t -> (t - minimum) * (t - minimum), t -> 2 * (t - minimum), evaluations);
    }

    /** |t - 0.3|, with the slope of one side at the kink. */
    private static Phi kink() {
        return new Phi(t -> Math.abs(t - 0.3), t -> t < 0.3 ? -1 : 1, 25);
    }

    static Stream<Named<Phi>> smooth() {
        return Stream.of(
                Named.of("a parabola with its minimum at the first step", parabola(1, 1)),
                Named.of("a parabola with its minimum before the first step", parabola(0.01, 3)),
                Named.of("a parabola with its minimum far away", parabola(1000, 3)),
                Named.of("a parabola with its minimum very far away", parabola(1e9, 10)),
                Named.of("a cubic", new Phi(t -> t * t * t - 3 * t, t -> 3 * t * t - 3, 1)),
                Named.of("a well", new Phi(t -> -t / (t * t + 2), t -> (t * t - 2) / ((t * t + 2) * (t * t + 2)), 1)),
                Named.of("waves", new Phi(t -> -Math.sin(5 * t) - t, t -> -5 * Math.cos(5 * t) - 1, 3)),
                Named.of("a steep wall", new Phi(t -> Math.exp(20 * t) - 100 * t, t -> 20 * Math.exp(20 * t) - 100, 8)),
                Named.of(
                        "a slow fall that ends in a wall",
                        new Phi(t -> Math.pow(t / 50, 8) - t, t -> 8 * Math.pow(t / 50, 7) / 50 - 1, 10)),
                Named.of(
                        "a logarithm that ends at 0.7",
                        new Phi(t -> -t - 0.01 * Math.log(0.7 - t), t -> -1 + 0.01 / (0.7 - t), 10)));
    }

    @ParameterizedTest
    @MethodSource("smooth")
    void theStrongWolfeConditionsHoldAtTheStepFound(Phi phi) throws Exception {
        Point start = phi.at(0);
        Point found = search(phi, 1);

        assertThat(found.value()).isLessThanOrEqualTo(start.value() + 1e-4 * found.step() * start.slope());
        assertThat(Math.abs(found.slope())).isLessThanOrEqualTo(0.9 * Math.abs(start.slope()));
        assertThat(evaluated).hasSizeLessThanOrEqualTo(phi.evaluations);
        assertThat(found).isSameAs(kept).isSameAs(evaluated.get(evaluated.size() - 1));
    }

    @Test
    void aStepGrowsTenfoldAtMost() throws Exception {
        search(parabola(1e9, 10), 1);

        assertThat(evaluated.stream().map(Point::step).limit(3)).containsExactly(1., 10., 100.);
    }

    /** t^3 + t^2 - 2 t from 0 and 3: the cubic through both ends is the function itself. */
    @Test
    void anIntervalIsDividedAtTheMinimumOfTheCubic() throws Exception {
        Phi cubic = new Phi(t -> t * t * t + t * t - 2 * t, t -> 3 * t * t + 2 * t - 2, 2);

        Point found = search(cubic, 3);

        assertThat(evaluated).hasSize(2);
        assertThat(found.step()).isCloseTo((Math.sqrt(7) - 1) / 3, within(1e-12));
    }

    @Test
    void aKinkIsApproachedAlthoughNoStepMeetsTheConditions() throws Exception {
        Point found = search(kink(), 1);

        assertThat(found.step()).isCloseTo(0.3, within(1e-5));
        assertThat(evaluated).hasSizeLessThanOrEqualTo(25);
        assertThat(found).isSameAs(kept);
        assertThat(found.value())
                .isEqualTo(evaluated.stream().mapToDouble(Point::value).min().orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void evaluationsAreLimited(int limit) throws Exception {
        Point found = search(kink(), 0.001, limit);

        assertThat(evaluated).hasSize(limit);
        assertThat(found.value()).isLessThan(0.3);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void valuesThatAreNotFiniteCountAsTooFar(double value) throws Exception {
        Phi phi = new Phi(t -> t > 0.02 ? value : -t, t -> t > 0.02 ? Double.NaN : -1, 25);

        Point found = search(phi, 1);

        assertThat(found.step()).isBetween(0.01, 0.02);
        assertThat(found).isSameAs(kept);
    }

    @Test
    void aFunctionThatOnlyRisesIsLeftAtItsStart() throws Exception {
        Phi phi = new Phi(t -> t == 0 ? 1 : 2, t -> t == 0 ? -1 : 0, 0);

        assertThat(search(phi, 1)).isEqualTo(phi.at(0));
        assertThat(kept).isNull();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, Double.NaN, Double.NEGATIVE_INFINITY})
    void nothingIsEvaluatedWhereTheSlopeIsNotNegative(double slope) throws Exception {
        Phi phi = new Phi(t -> 1, t -> slope, 0);

        assertThat(search(phi, 1)).isEqualTo(phi.at(0));
        assertThat(evaluated).isEmpty();
    }

    /** 1e-17 below 1 is nothing that a double could show. */
    @Test
    void changesBelowRoundingAreNotSearchedFor() throws Exception {
        Phi flat = new Phi(t -> 1, t -> -1e-17, 1);

        assertThat(search(flat, 1).step()).isZero();
        assertThat(evaluated).hasSize(1);
    }

    @Test
    void anErrorOfTheFunctionComesThrough() {
        WolfeSearch.Line broken = step -> {
            throw new IOException("no disk");
        };

        assertThatThrownBy(() -> WolfeSearch.search(broken, new Point(0, 1, -1), 1, 25, RESOLUTION))
                .isInstanceOf(IOException.class)
                .hasMessage("no disk");
    }
}
