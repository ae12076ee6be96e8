package org.visioncourse.training;

/**
 * How far a run has come; what a checkpoint knows of the loop.
 *
 * @param epoch epochs done, from 0
 * @param step steps done in the epoch under way
 * @param seconds time spent so far, over all sessions
 * @param soFar figures of the epoch under way
 * @param best the best epoch's value of the figure that the best model is chosen by; null before the first epoch
 */
record Position(int epoch, int step, double seconds, Figures soFar, Double best) {

    static final Position START = new Position(0, 0, 0, Figures.NONE, null);

    Position afterStep(Figures figures, double secondsNow) {
        return new Position(epoch, step + 1, secondsNow, soFar.plus(figures), best);
    }

    Position afterEpoch(double secondsNow, Double bestNow) {
        return new Position(epoch + 1, 0, secondsNow, Figures.NONE, bestNow);
    }
}
