package org.visioncourse.styletransfer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.function.BinaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import org.visioncourse.engine.GradMode;
import org.visioncourse.engine.Torch;
import org.visioncourse.notebook.Check;
import org.visioncourse.notebook.Verdict;

/**
 * Judges a reader's own pieces of style transfer. Each check goes through small cases, of which every one is wrong for one of
 * the usual mistakes.
 */
public final class StyleExercises {

    private StyleExercises() {}

    /** From a value of a normalised picture back to a pixel. */
    @FunctionalInterface
    public interface Unnormalise {

        /**
         * The pixel of a value: clipped and rounded.
         *
         * @param value normalised, any number
         * @param mean of the colour, in [0, 1]
         * @param std its standard deviation, positive
         * @return in [0, 255]
         */
        int pixel(double value, double mean, double std);
    }

    /** How many pixels a side a value sees, behind layers that slide a window. */
    @FunctionalInterface
    public interface ReceptiveField {

        /**
         * The side of the square that is seen.
         *
         * @param kernels sides of the layers' windows in pixels, the first layer first
         * @param strides by how much they move, in the same order
         */
        int side(int[] kernels, int[] strides);
    }

    /**
     * Judges the way back from normalised values to pixels.
     *
     * @param unnormalise the reader's
     * @return right for 255 (value std + mean), clipped to [0, 255] and rounded
     */
    public static Verdict pixel(Unnormalise unnormalise) {
        return new Check()
                .expect(
                        "value 0, mean 0.4 and deviation 0.2",
                        () -> unnormalise.pixel(0, 0.4, 0.2),
                        102,
                        "0 stands for the mean colour, so the mean is to be added, and 1 is a pixel of 255")
                .expect(
                        "value 1, mean 0.4 and deviation 0.2",
                        () -> unnormalise.pixel(1, 0.4, 0.2),
                        153,
                        "there it was divided by the deviation, so back it is multiplied, before the mean is added")
                .expect(
                        "value 2, mean 0.4 and deviation 0.2",
                        () -> unnormalise.pixel(2, 0.4, 0.2),
                        204,
                        "clip the light, not the normalised value, which may well be above 1")
                .expect(
                        "value 5, mean 0.4 and deviation 0.2",
                        () -> unnormalise.pixel(5, 0.4, 0.2),
                        255,
                        "no pixel is lighter than 255: clip from above")
                .expect(
                        "value -5, mean 0.4 and deviation 0.2",
                        () -> unnormalise.pixel(-5, 0.4, 0.2),
                        0,
                        "no pixel is darker than 0: clip from below")
                .expect(
                        "value 0.014, mean 0.4 and deviation 0.2",
                        () -> unnormalise.pixel(0.014, 0.4, 0.2),
                        103,
                        "255 times 0.4028 is 102.7: a cast cuts it off, and a picture that goes there and back gets darker;"
                                + " round")
                .verdict();
    }

    /**
     * Judges a receptive field.
     *
     * @param field the reader's
     * @return right if each layer adds (kernel - 1) times the product of the strides before it to 1
     */
    public static Verdict receptiveField(ReceptiveField field) {
        return new Check()
                .expect(
                        "no layer",
                        () -> field.side(new int[0], new int[0]),
                        1,
                        "a value of the picture itself is one pixel: begin with 1")
                .expect(
                        "a window of 3",
                        () -> field.side(new int[] {3}, new int[] {1}),
                        3,
                        "a layer adds its window less one, as the one in the middle is there already")
                .expect(
                        "two windows of 3",
                        () -> field.side(new int[] {3, 3}, new int[] {1, 1}),
                        5,
                        "neighbouring windows overlap, so sizes neither multiply nor add up: each adds 2")
                .expect(
                        "a pooling of 2 with stride 2",
                        () -> field.side(new int[] {2}, new int[] {2}),
                        2,
                        "a layer's own stride counts for the layers behind it only")
                .expect(
                        "a pooling and a window of 3",
                        () -> field.side(new int[] {2, 3}, new int[] {2, 1}),
                        6,
                        "behind a stride of 2 neighbouring values are 2 pixels apart: a window of 3 then adds 4")
                .expect(
                        "two poolings and a window of 3",
                        () -> field.side(new int[] {2, 2, 3}, new int[] {2, 2, 1}),
                        12,
                        "strides multiply: behind two of 2, neighbouring values are 4 pixels apart")
                .verdict();
    }

    /**
     * Judges a content loss.
     *
     * @param loss the reader's, of features and their target, both (1, C, H, W); gives an array of shape ()
     * @return right for the mean squared difference
     */
    public static Verdict contentLoss(BinaryOperator<NDArray> loss) {
        try (GradMode off = GradMode.off();
                NDManager manager = Torch.start().newBaseManager()) {
            NDArray zeros = manager.zeros(new Shape(1, 2, 2, 3));
            NDArray one = manager.zeros(new Shape(1, 1, 1, 1));
            NDArray signs = manager.create(new float[] {1, -1, 1, -1}, new Shape(1, 1, 2, 2));
            return new Check()
                    .expect(
                            "two that are the same",
                            () -> loss.apply(zeros, zeros.duplicate()),
                            0,
                            "where nothing differs there is no loss")
                    .expect(
                            "the values 3 and 0",
                            () -> loss.apply(one.add(3), one),
                            9,
                            "the difference is squared, without a half and without a root")
                    .expect(
                            "twelve values that differ by 1 each",
                            () -> loss.apply(zeros.add(1), zeros),
                            1,
                            "take the mean, not the sum: otherwise a larger picture has a larger loss")
                    .expect(
                            "differences of 1, -1, 1 and -1",
                            () -> loss.apply(signs, signs.zerosLike()),
                            1,
                            "square first and take the mean then: otherwise differences make up for one another")
                    .verdict();
        }
    }

    /**
     * Judges a Gram matrix.
     *
     * @param gram the reader's, of features (C, H, W); gives (C, C)
     * @return right for X Xᵀ / (C H W), X being the features as (C, H W)
     */
    public static Verdict gram(UnaryOperator<NDArray> gram) {
        try (GradMode off = GradMode.off();
                NDManager manager = Torch.start().newBaseManager()) {
            NDArray wide = manager.ones(new Shape(2, 2, 3));
            NDArray single = manager.create(new float[] {1, 3}, new Shape(1, 1, 2));
            NDArray silent = manager.create(new float[] {1, 1, 0, 0}, new Shape(2, 1, 2));
            NDArray two = manager.create(new float[] {1, 2, 3, 4}, new Shape(2, 2, 1));
            return new Check()
                    .expect(
                            "the shape for features (2, 2, 3)",
                            () -> gram.apply(wide).getShape(),
                            new Shape(2, 2),
                            "one row for each channel, X of shape (C, H W), and X Xᵀ is (C, C);"
                                    + " Xᵀ X would compare places instead")
                    .expect(
                            "one channel with the values 1 and 3",
                            () -> gram.apply(single),
                            new double[] {5},
                            "1 * 1 + 3 * 3 is 10, divided by the number of values, 2")
                    .expect(
                            "the second row, where the second channel is zero",
                            () -> gram.apply(silent).get(1),
                            new double[] {0, 0},
                            "a silent channel goes with none; reshape(H W, C) puts values of several channels into a row:"
                                    + " reshape to (C, H W)")
                    .expect(
                            "the channels (1, 2) and (3, 4)",
                            () -> gram.apply(two),
                            new double[] {1.25, 2.75, 2.75, 6.25},
                            "D2L divides by C H W, the number of channels too, so that wide layers count no more")
                    .verdict();
        }
    }

    /**
     * Judges a total variation loss.
     *
     * @param loss the reader's, of pictures (1, C, H, W); gives an array of shape ()
     * @return right for half the mean absolute difference of rows and half that of columns
     */
    public static Verdict totalVariation(UnaryOperator<NDArray> loss) {
        try (GradMode off = GradMode.off();
                NDManager manager = Torch.start().newBaseManager()) {
            float[] ramp = {0, 1, 2, 0, 1, 2, 0, 1, 2};
            NDArray upright = manager.create(ramp, new Shape(1, 1, 3, 3)); // columns of 0, 1, 2
            NDArray level = upright.transpose(0, 1, 3, 2);
            ToDoubleFunction<NDArray> of = picture -> loss.apply(picture).getFloat();
            return new Check()
                    .expect(
                            "a picture of one colour",
                            () -> loss.apply(upright.onesLike()),
                            0,
                            "neighbours that are equal cost nothing")
                    .expect(
                            "a ramp from top to bottom, compared with one from left to right",
                            () -> of.applyAsDouble(level) / of.applyAsDouble(upright),
                            1,
                            "there are two kinds of neighbours, those side by side and those above one another")
                    .expect(
                            "a ramp that falls, compared with one that rises",
                            () -> of.applyAsDouble(upright.neg()) / of.applyAsDouble(upright),
                            1,
                            "take the absolute value of each difference")
                    .expect(
                            "a ramp twice as steep, compared with the ramp",
                            () -> of.applyAsDouble(upright.add(upright)) / of.applyAsDouble(upright),
                            2,
                            "take the absolute value, not the square: a step that is twice as high costs twice as much")
                    .expect(
                            "the ramp in three colours, compared with one",
                            () -> of.applyAsDouble(upright.repeat(1, 3)) / of.applyAsDouble(upright),
                            1,
                            "take means, not sums: otherwise more pixels or colours cost more")
                    .expect(
                            "a ramp from left to right in steps of 1",
                            () -> loss.apply(upright),
                            0.5,
                            "each of the two means counts one half; and the last column has no neighbour to its right,"
                                    + " least of all the first one")
                    .verdict();
        }
    }
}
