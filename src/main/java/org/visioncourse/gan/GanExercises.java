package org.visioncourse.gan;

import java.util.function.DoubleBinaryOperator;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToDoubleFunction;
import org.visioncourse.notebook.Check;
import org.visioncourse.notebook.Verdict;

/** Checks of what readers of the notebook on GANs write themselves. */
public final class GanExercises {

    private static final double LN_2 = Math.log(2);

    private GanExercises() {}

    /** A turn of two players at f(x, y) = x y. */
    @FunctionalInterface
    public interface Turn {

        /**
         * First y steps uphill, then x steps downhill.
         *
         * @param rate how far, times the slope
         * @return the new x and the new y
         */
        double[] of(double x, double y, double rate);
    }

    /**
     * Checks a binary cross entropy on logits, -t log s(x) - (1 - t) log(1 - s(x)) with the sigmoid s.
     *
     * @param loss from a logit, any number, and a target in [0, 1]
     */
    public static Verdict binaryCrossEntropy(DoubleBinaryOperator loss) {
        return new Check()
                .expect(
                        "the logit 0 and the target 1",
                        () -> loss.applyAsDouble(0, 1),
                        LN_2,
                        "a logit of 0 is a probability of one half, which costs ln 2: first the probability, then the"
                                + " logarithm, then the sign")
                .expect(
                        "the logit 2 and the target 1",
                        () -> loss.applyAsDouble(2, 1),
                        0.126928,
                        "who is sure and right pays little; a logit has to become a probability first, 1 / (1 + e^-x)")
                .expect(
                        "the logit 2 and the target 0",
                        () -> loss.applyAsDouble(2, 0),
                        2.126928,
                        "who is sure and wrong pays much; with the target 0 it is -log(1 - sigmoid(x))")
                .expect(
                        "the logit -1 and the target 0.8",
                        () -> loss.applyAsDouble(-1, 0.8),
                        1.113262,
                        "a smoothed target is between 0 and 1: both parts of the loss count")
                .expect(
                        "the logit 100 and the target 0",
                        () -> loss.applyAsDouble(100, 0),
                        100,
                        "sigmoid(100) is rounded to 1, and log(1 - 1) is not finite; log(1 + e^x) - t x is the same"
                                + " loss without that")
                .expect(
                        "the logit 1000 and the target 0",
                        () -> loss.applyAsDouble(1000, 0),
                        1000,
                        "e^1000 is too large for a double; log(1 + e^x) is max(x, 0) + log(1 + e^-|x|), which needs"
                                + " small powers only")
                .expect(
                        "the logit -1000 and the target 1",
                        () -> loss.applyAsDouble(-1000, 1),
                        1000,
                        "mind the sign of the power: e^-|x| is never above 1")
                .verdict();
    }

    /**
     * Checks a discriminator's loss: half the mean binary cross entropy of its logits for real things, which should be called real,
     * and half that for generated ones, which should not.
     *
     * @param loss from the logits for real ones and for generated ones
     */
    public static Verdict discriminatorLoss(ToDoubleBiFunction<double[], double[]> loss) {
        return new Check()
                .expect(
                        "logits of 0",
                        () -> loss.applyAsDouble(new double[] {0, 0}, new double[] {0, 0}),
                        LN_2,
                        "who knows nothing pays ln 2: a mean over each batch, not a sum, and half of their sum")
                .expect(
                        "a real one at 2 and a generated one at -2, both right",
                        () -> loss.applyAsDouble(new double[] {2}, new double[] {-2}),
                        0.126928,
                        "the target of the real ones is 1, that of the generated ones 0")
                .expect(
                        "a real one at 2 and a generated one at 0",
                        () -> loss.applyAsDouble(new double[] {2}, new double[] {0}),
                        0.410038,
                        "the first array has the logits for the real ones")
                .expect(
                        "three real ones and one generated one",
                        () -> loss.applyAsDouble(new double[] {2, 0, -2}, new double[] {3}),
                        2.015461,
                        "each batch has a mean of its own: divide by its own length")
                .verdict();
    }

    /**
     * Checks a generator's loss in the form that does not saturate: the mean of -log s(x) of the discriminator's logits for what
     * it has generated.
     *
     * @param loss from the logits
     */
    public static Verdict generatorLoss(ToDoubleFunction<double[]> loss) {
        return new Check()
                .expect(
                        "a logit of 0",
                        () -> loss.applyAsDouble(new double[] {0}),
                        LN_2,
                        "-log of one half is ln 2, above 0")
                .expect(
                        "a logit of -4: the discriminator has found it out",
                        () -> loss.applyAsDouble(new double[] {-4}),
                        4.018150,
                        "this is when the generator has the most to learn; log(1 - D) is nearly 0 and flat there, -log D is"
                                + " large and steep")
                .expect(
                        "a logit of 4: the discriminator has been fooled",
                        () -> loss.applyAsDouble(new double[] {4}),
                        0.018150,
                        "the generator wants its points to be taken for real: its target is 1")
                .expect(
                        "logits of 1 and -1",
                        () -> loss.applyAsDouble(new double[] {1, -1}),
                        0.813262,
                        "take the mean of the losses, and not the loss of the mean")
                .expect(
                        "a logit of -1000",
                        () -> loss.applyAsDouble(new double[] {-1000}),
                        1000,
                        "the sigmoid is rounded to 0 here, whose logarithm is not finite; use the loss on logits")
                .verdict();
    }

    /**
     * Checks the discriminator's loss of least squares: half the mean squared distance to 1 of its outputs for real things, and half
     * that to 0 for generated ones.
     *
     * @param loss from the outputs for real ones and for generated ones
     */
    public static Verdict leastSquares(ToDoubleBiFunction<double[], double[]> loss) {
        return new Check()
                .expect(
                        "1 for a real one and 0 for a generated one",
                        () -> loss.applyAsDouble(new double[] {1}, new double[] {0}),
                        0,
                        "1 and 0 are the very answers that are asked for; there is no sigmoid in this loss")
                .expect(
                        "0 for both",
                        () -> loss.applyAsDouble(new double[] {0}, new double[] {0}),
                        0.5,
                        "half of the squared distance to 1, and the generated one costs nothing")
                .expect(
                        "3 for a real one and 0 for a generated one",
                        () -> loss.applyAsDouble(new double[] {3}, new double[] {0}),
                        2,
                        "being too sure costs, too: the distance is squared on either side of 1")
                .expect(
                        "two real ones and one generated one",
                        () -> loss.applyAsDouble(new double[] {1, -1}, new double[] {2}),
                        3,
                        "each batch has a mean of its own: divide by its own length")
                .verdict();
    }

    /**
     * Checks the alternating steps at f(x, y) = x y: y steps uphill first, then x downhill from where y is now (CS231n's question
     * on the stability of GANs).
     *
     * @param turn of both players
     */
    public static Verdict alternating(Turn turn) {
        return new Check()
                .expect(
                        "(1, 1) and a rate of 0: nobody moves",
                        () -> turn.of(1, 1, 0),
                        new double[] {1, 1},
                        "a step is the rate times the slope; return x first, then y")
                .expect(
                        "(0, 2) and a rate of 1: y is on level ground",
                        () -> turn.of(0, 2, 1),
                        new double[] {-2, 2},
                        "the slope along x is y, that along y is x; x goes down, so subtract")
                .expect(
                        "(1, 0) and a rate of 1: y moves first",
                        () -> turn.of(1, 0, 1),
                        new double[] {0, 1},
                        "y goes up to 1, so add; then x moves by the slope there, which is the new y and not the old one")
                .expect(
                        "(1, 1) and six turns at a rate of 1",
                        () -> turns(turn, 6),
                        new double[] {1, 1},
                        "a turn is"
                                + " y + rate x first, then x - rate times that; after six turns both are where they began")
                .expect(
                        "(2, 1) and a rate of 0.5",
                        () -> turn.of(2, 1, 0.5),
                        new double[] {1, 2},
                        "the rate counts in both steps")
                .verdict();
    }

    private static double[] turns(Turn turn, int count) {
        double[] at = {1, 1};
        for (int i = 0; i < count; i++) {
            at = turn.of(at[0], at[1], 1);
        }
        return at;
    }
}
