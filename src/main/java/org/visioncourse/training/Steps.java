package org.visioncourse.training;

import ai.djl.ndarray.NDManager;
import ai.djl.training.dataset.Batch;
import java.util.Iterator;

/** The steps of one epoch, run one after another by {@link Fit}. */
@FunctionalInterface
public interface Steps extends AutoCloseable {

    /**
     * Runs the next step: forward, backward, update.
     *
     * @param scope closed after the step, with all arrays attached to it
     * @return what the step measured
     * @throws Exception whatever goes wrong; it ends the run
     */
    Figures next(NDManager scope) throws Exception;

    /** Ends the epoch, run to its end or not. */
    @Override
    default void close() {}

    /** What one batch is trained by. */
    @FunctionalInterface
    interface OnBatch {
        Figures run(Batch batch) throws Exception;
    }

    /**
     * One step for each of a data set's batches; a batch is closed as soon as its step is over.
     *
     * @param batches the batches, owned by the caller's epoch
     * @param onEnd closes the batches' source
     * @param step the step
     */
    static Steps over(Iterator<Batch> batches, Runnable onEnd, OnBatch step) {
        return new Steps() {
            @Override
            public Figures next(NDManager scope) throws Exception {
                try (Batch batch = batches.next()) {
                    return step.run(batch);
                }
            }

            @Override
            public void close() {
                onEnd.run();
            }
        };
    }
}
