package org.visioncourse.training;

import java.time.Duration;
import java.util.Map;

/** Counts the epochs and steps of one or several trainings, and asks for a stop after one of them. */
public final class CountedEpochs implements Progress {

    private final int lastEpoch;
    private final int lastStep;
    private Stop stop;
    private int epochs;
    private int steps;

    private CountedEpochs(int lastEpoch, int lastStep) {
        this.lastEpoch = lastEpoch;
        this.lastStep = lastStep;
    }

    public static CountedEpochs all() {
        return new CountedEpochs(Integer.MAX_VALUE, Integer.MAX_VALUE);
    }

    public static CountedEpochs stoppedAfterEpochs(int count) {
        return new CountedEpochs(count, Integer.MAX_VALUE);
    }

    public static CountedEpochs stoppedAfterSteps(int count) {
        return new CountedEpochs(Integer.MAX_VALUE, count);
    }

    public CountedEpochs stopping(Stop stop) {
        this.stop = stop;
        return this;
    }

    public int count() {
        return epochs;
    }

    @Override
    public void step(int epoch, int of, int step, int ofSteps, Figures soFar, double rate, Duration left) {
        if (++steps == lastStep) {
            stop.request("the test says so");
        }
    }

    @Override
    public void epoch(int epoch, int of, Map<String, Double> row, Duration left) {
        if (++epochs == lastEpoch) {
            stop.request("the test says so");
        }
    }

    @Override
    public void end() {}
}
