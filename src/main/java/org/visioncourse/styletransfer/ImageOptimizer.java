package org.visioncourse.styletransfer;

import java.util.List;
import java.util.Locale;
import org.visioncourse.engine.GroupedOptimizer;
import org.visioncourse.engine.Lbfgs;
import org.visioncourse.engine.ParameterGroup;
import org.visioncourse.engine.UpdateRule;
import org.visioncourse.training.Checkpoint;
import org.visioncourse.training.DivergedException;
import org.visioncourse.training.Schedules;

/** What moves the image. */
public enum ImageOptimizer {

    /** Adam, whose rate falls to 0.8 of itself every 50 iterations (D2L's). */
    ADAM {
        @Override
        Descent descent(SynthesizedImage image, float learningRate) {
            GroupedOptimizer adam = GroupedOptimizer.of(
                    UpdateRule.adam(0.9, 0.999, 1e-8),
                    Schedules.step(learningRate, 50, 0.8f),
                    List.of(ParameterGroup.all(image, 0)));
            return new Descent() {
                @Override
                public double step(Lbfgs.Objective objective) throws Exception {
                    double loss = objective.evaluate();
                    adam.step();
                    return loss;
                }

                @Override
                public void keep(Checkpoint checkpoint, String name) {
                    checkpoint.optimizer(name, adam);
                }

                @Override
                public void close() {
                    adam.close();
                }
            };
        }
    },

    /** {@link Lbfgs} (Gatys's choice), which knows the curvature of the last ten steps. */
    LBFGS {
        @Override
        Descent descent(SynthesizedImage image, float learningRate) {
            Lbfgs lbfgs = Lbfgs.of(List.of(image.array()), MEMORY);
            return new Descent() {
                @Override
                public double step(Lbfgs.Objective objective) throws Exception {
                    try {
                        return lbfgs.step(objective);
                    } catch (ArithmeticException e) {
                        throw new DivergedException(e.getMessage() + ": choose smaller weights of the losses");
                    }
                }

                @Override
                public void keep(Checkpoint checkpoint, String name) {
                    checkpoint.arrays(name, lbfgs.state());
                }

                @Override
                public void close() {
                    lbfgs.close();
                }
            };
        }
    };

    private static final int MEMORY = 10;

    /** One image's way down. */
    interface Descent extends AutoCloseable {

        /**
         * Does an iteration.
         *
         * @param objective computes the loss and leaves its gradient in the image; may be asked several times
         * @return one of the losses that it computed, or the last one again where L-BFGS finds no lower one
         */
        double step(Lbfgs.Objective objective) throws Exception;

        /** Makes what it remembers a part of the checkpoint. */
        void keep(Checkpoint checkpoint, String name);

        @Override
        void close();
    }

    abstract Descent descent(SynthesizedImage image, float learningRate);

    /** As the command line names it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
