package org.visioncourse.training;

import java.time.Duration;
import java.util.Map;

/** Asks for a stop after so many steps, as a user would who presses Ctrl-C there. */
public final class StopAfter implements Progress {

    private final Stop stop;
    private int left;

    public StopAfter(int steps, Stop stop) {
        this.stop = stop;
        left = steps;
    }

    @Override
    public void step(int epoch, int epochs, int step, int steps, Figures soFar, double rate, Duration timeLeft) {
        left--;
        if (left == 0) {
            stop.request("a test");
        }
    }

    @Override
    public void epoch(int epoch, int epochs, Map<String, Double> row, Duration timeLeft) {}

    @Override
    public void end() {}
}
