package org.visioncourse.training;

import ai.djl.training.tracker.Tracker;

/**
 * Learning-rate schedules, as DJL trackers of the number of updates done before, from 0.
 *
 * <p>DJL's own {@code CosineTracker} ends at 0.01 whatever is asked for, and none rises and falls in one run.
 */
public final class Schedules {

    private Schedules() {}

    /** The same rate at every update. */
    public static Tracker constant(float rate) {
        return updates -> rate;
    }

    /**
     * A straight line from the first update's value to the last one's, and that from there on.
     *
     * @param updates length of the run
     */
    public static Tracker linear(float first, float last, int updates) {
        positive("updates", updates);
        return done -> {
            double position = share(done, Math.max(1, updates - 1));
            return (float) ((1 - position) * first + position * last);
        };
    }

    /** The rate times factor after each period of updates, D2L's step schedule. */
    public static Tracker step(float rate, int period, float factor) {
        positive("period", period);
        return updates -> (float) (rate * Math.pow(factor, updates / period));
    }

    /**
     * Half a cosine from the rate down to 0 (Loshchilov and Hutter 2016).
     *
     * @param rate the rate of the first update
     * @param updates length of the run; the rate is 0 from there on
     */
    public static Tracker cosine(float rate, int updates) {
        positive("updates", updates);
        return done -> (float) (rate * (1 + Math.cos(Math.PI * share(done, updates))) / 2);
    }

    /**
     * A linear rise to the peak and a linear fall (Smith and Topin 2017, in Page's form).
     *
     * @param peak the highest rate
     * @param updates length of the run
     * @param rise share of the run that the rise takes, in (0, 1)
     * @param end the rate after the last update, as a share of the peak
     */
    public static Tracker oneCycle(float peak, int updates, double rise, double end) {
        positive("updates", updates);
        if (!(rise > 0 && rise < 1)) {
            throw new IllegalArgumentException("rise is " + rise + ", but must be between 0 and 1");
        }
        return done -> {
            double position = share(done + 1, updates + 1); // neither the first nor the last update is at rate 0
            return (float) (peak * (position < rise ? position / rise : end + (1 - end) * (1 - position) / (1 - rise)));
        };
    }

    /**
     * Another schedule after a linear rise from near 0.
     *
     * @param then the schedule, which starts counting when the rise is over
     * @param updates length of the rise, 0 for none
     */
    public static Tracker warmUp(Tracker then, int updates) {
        return done ->
                done < updates ? then.getNewValue(0) * (done + 1) / (updates + 1) : then.getNewValue(done - updates);
    }

    private static double share(int done, int updates) {
        return Math.min(1, done / (double) updates);
    }

    private static void positive(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + " is " + value + ", but must be at least 1");
        }
    }
}
