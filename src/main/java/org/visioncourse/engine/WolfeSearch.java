package org.visioncourse.engine;

/**
 * A line search for the strong Wolfe conditions (Nocedal and Wright, Numerical Optimization, 2nd ed., section 3.5).
 *
 * <p>Along phi(t), from phi(0) with a negative slope, it looks for a step t with
 *
 * <pre>
 *     phi(t) &lt;= phi(0) + 1e-4 t phi'(0)       (sufficient decrease)
 *     |phi'(t)| &lt;= 0.9 |phi'(0)|              (curvature)
 * </pre>
 *
 * <p>Steps grow until they enclose such a t (algorithm 3.5), then the enclosing interval shrinks (algorithm 3.6), by the
 * minimum of the cubic that has both ends' values and slopes (equation 3.59), kept away from the ends, or by halves where
 * that is slow. A value or slope that is not finite counts as too far. A step is only ever taken to a lower value.
 */
final class WolfeSearch {

    private static final double DECREASE = 1e-4;
    private static final double CURVATURE = 0.9;
    private static final double GROWTH = 10; // of a step that is too short, at most
    private static final double MARGIN = 0.1; // of the interval, at each of its ends
    private static final double SLOW = 2. / 3; // an interval that shrinks by less is halved next

    private final Line line;
    private final Point start;
    private final double resolution;
    private int evaluationsLeft;
    private Point best;
    private boolean found;

    /**
     * A point on the line.
     *
     * @param step its t
     * @param value phi(t)
     * @param slope phi'(t)
     */
    record Point(double step, double value, double slope) {

        boolean isFinite() {
            return Double.isFinite(value) && Double.isFinite(slope);
        }
    }

    /** What is searched. */
    @FunctionalInterface
    interface Line {

        /** The point at a positive step. */
        Point at(double step) throws Exception;

        /** Hears that the point evaluated last is what the search returns, unless it finds another. */
        default void keep() {}
    }

    private WolfeSearch(Line line, Point start, int maxEvaluations, double resolution) {
        this.line = line;
        this.start = start;
        this.resolution = resolution;
        evaluationsLeft = maxEvaluations;
        best = start;
    }

    /**
     * Searches.
     *
     * @param line phi
     * @param start the point at step 0
     * @param first the step to try first, positive
     * @param maxEvaluations evaluations allowed, at least 1
     * @param resolution the smallest change of a value, as a share of it, that is more than rounding
     * @return a point that meets both conditions; where none is found, the lowest one evaluated; start, if none is lower
     *     or the slope there is not negative
     */
    static Point search(Line line, Point start, double first, int maxEvaluations, double resolution) throws Exception {
        WolfeSearch search = new WolfeSearch(line, start, maxEvaluations, resolution);
        if (start.isFinite() && start.slope < 0) {
            search.enclose(first);
        }
        return search.best;
    }

    /** Algorithm 3.5. */
    private void enclose(double first) throws Exception {
        Point last = start;
        double step = first;
        while (evaluationsLeft > 0) {
            Point point = evaluate(step);
            if (isTooFar(point) || point.value >= last.value) {
                shrink(last, point);
                return;
            }
            if (found) {
                return;
            }
            if (point.slope >= 0) {
                shrink(point, last);
                return;
            }
            double minimum = cubicMinimum(last, point);
            boolean isAhead = minimum > step; // not so where the slope only gets steeper
            step *= isAhead ? Math.max(2, Math.min(GROWTH, minimum / step)) : GROWTH;
            last = point;
        }
    }

    /** Algorithm 3.6: low has the lower value, and its slope points towards high. */
    private void shrink(Point low, Point high) throws Exception {
        double formerWidth = Double.POSITIVE_INFINITY;
        double width = Math.abs(high.step - low.step);
        while (!found && evaluationsLeft > 0 && width * Math.abs(low.slope) > resolution * Math.abs(low.value)) {
            Point point = evaluate(width > SLOW * formerWidth ? middle(low, high) : interpolate(low, high));
            if (isTooFar(point) || point.value >= low.value) {
                high = point;
            } else {
                if (point.slope * (high.step - low.step) >= 0) {
                    high = low;
                }
                low = point;
            }
            formerWidth = width;
            width = Math.abs(high.step - low.step);
        }
    }

    private Point evaluate(double step) throws Exception {
        evaluationsLeft--;
        Point point = line.at(step);
        found = !isTooFar(point)
                && point.value < start.value // which rounding may leave out of the decrease
                && Math.abs(point.slope) <= CURVATURE * Math.abs(start.slope);
        if (found || point.isFinite() && point.value < best.value) {
            best = point;
            line.keep();
        }
        return point;
    }

    private boolean isTooFar(Point point) {
        return !point.isFinite() || point.value > start.value + DECREASE * point.step * start.slope;
    }

    private static double interpolate(Point low, Point high) {
        double share = (cubicMinimum(low, high) - low.step) / (high.step - low.step);
        if (Double.isNaN(share)) {
            return middle(low, high);
        }
        return low.step + Math.max(MARGIN, Math.min(1 - MARGIN, share)) * (high.step - low.step);
    }

    private static double middle(Point low, Point high) {
        return low.step + (high.step - low.step) / 2;
    }

    /** Where the cubic through two points has its minimum (equation 3.59); NaN where it has none. */
    private static double cubicMinimum(Point a, Point b) {
        double width = b.step - a.step;
        double d1 = a.slope + b.slope - 3 * (b.value - a.value) / width;
        double d2 = Math.copySign(Math.sqrt(d1 * d1 - a.slope * b.slope), width);
        return b.step - width * (b.slope + d2 - d1) / (b.slope - a.slope + 2 * d2);
    }
}
