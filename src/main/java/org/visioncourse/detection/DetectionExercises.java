package org.visioncourse.detection;

import java.util.List;
import java.util.function.BiFunction;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.function.ToDoubleBiFunction;
import org.visioncourse.notebook.Check;
import org.visioncourse.notebook.Verdict;

/**
 * Judges what readers of the notebooks write themselves. Each case has the hint for the mistake that it is made for; what is
 * expected is worked out by hand, or is D2L's.
 */
public final class DetectionExercises {

    private static final Box SQUARE = new Box(0.2, 0.2, 0.6, 0.6);

    private DetectionExercises() {}

    /** From corners to middle and size, in any unit: {@link Box#toCentre}. */
    public static Verdict centre(Function<Box, Box.Centre> centre) {
        return new Check()
                .expect(
                        "a square in the picture's corner, (0, 0, 0.4, 0.4),",
                        () -> numbers(centre.apply(new Box(0, 0, 0.4, 0.4))),
                        List.of(0.2, 0.2, 0.4, 0.4),
                        "the first two numbers are the middle, not the upper left corner")
                .expect(
                        "a square elsewhere, (0.2, 0.2, 0.6, 0.6),",
                        () -> numbers(centre.apply(SQUARE)),
                        List.of(0.4, 0.4, 0.4, 0.4),
                        "the middle is half of the sum of two edges; half of their difference is half of the size")
                .expect(
                        "D2L's dog, (60, 45, 378, 516) in pixels,",
                        () -> numbers(centre.apply(new Box(60, 45, 378, 516))),
                        List.of(219, 280.5, 318, 471),
                        "x and the width go to the right, y and the height go down")
                .verdict();
    }

    private static double[] numbers(Box.Centre centre) {
        return new double[] {centre.x(), centre.y(), centre.width(), centre.height()};
    }

    /** Intersection over union of two boxes: {@link Box#iou}. */
    public static Verdict iou(ToDoubleBiFunction<Box, Box> iou) {
        return new Check()
                .expect(
                        "two equal boxes",
                        () -> iou.applyAsDouble(SQUARE, SQUARE),
                        1,
                        "the union is one area plus the other less what both cover, which would count twice")
                .expect(
                        "a square and the same half of its side to the right",
                        () -> iou.applyAsDouble(SQUARE, new Box(0.4, 0.2, 0.8, 0.6)),
                        1 / 3.0,
                        "what both cover begins at the larger of the left edges and ends at the smaller of the right ones")
                .expect(
                        "a square and one of a quarter of its area inside it",
                        () -> iou.applyAsDouble(SQUARE, new Box(0.3, 0.3, 0.5, 0.5)),
                        0.25,
                        "the union takes the areas of both boxes, which may differ")
                .expect(
                        "a square and one to the right that does not touch it",
                        () -> iou.applyAsDouble(SQUARE, new Box(0.7, 0.2, 0.9, 0.6)),
                        0,
                        "a width below 0 means that the boxes do not meet: then nothing is covered by both")
                .expect(
                        "a square and one to the right and further down",
                        () -> iou.applyAsDouble(SQUARE, new Box(0.8, 0.8, 1, 1)),
                        0,
                        "two sides below 0 have a product above 0: raise each to 0 before you multiply")
                .expect(
                        "two boxes without an area",
                        () -> iou.applyAsDouble(new Box(0.5, 0.5, 0.5, 0.5), new Box(0.5, 0.5, 0.5, 0.5)),
                        0,
                        "0 / 0 is not a number; ask whether the union is above 0")
                .verdict();
    }

    /** How large an anchor is. */
    @FunctionalInterface
    public interface AnchorSize {

        /**
         * The anchor's width and height, in fractions of the picture's.
         *
         * @param size s
         * @param ratio r, width over height
         * @param rows H of the feature map
         * @param columns W of the feature map
         */
        double[] of(double size, double ratio, int rows, int columns);
    }

    /** Width and height of an anchor: {@link AnchorShapes}. */
    public static Verdict anchorSize(AnchorSize size) {
        return new Check()
                .expect(
                        "size 0.5 and ratio 1 on 4 x 4 positions",
                        () -> size.of(0.5, 1, 4, 4),
                        List.of(0.5, 0.5),
                        "with ratio 1 on a square map both are the size, however many positions there are")
                .expect(
                        "size 0.4 and ratio 4 on 4 x 4 positions",
                        () -> size.of(0.4, 4, 4, 4),
                        List.of(0.8, 0.2),
                        "the width is multiplied by the root of the ratio and the height divided by it, so that the area"
                                + " stays")
                .expect(
                        "size 0.75 and ratio 1 on D2L's 561 x 728 positions",
                        () -> size.of(0.75, 1, 561, 728),
                        List.of(0.577953, 0.75),
                        "the size is one of the picture's height: as a fraction of a width that is larger it is less, by"
                                + " H / W")
                .expect(
                        "size 0.75 and ratio 2 on 561 x 728 positions",
                        () -> size.of(0.75, 2, 561, 728),
                        List.of(0.817349, 0.530330),
                        "both together: the root of the ratio, and H / W for the width")
                .verdict();
    }

    /** The four offsets from an anchor to a true box, by {@code (anchor, truth)}: {@link Offsets#of}. */
    public static Verdict offsets(BiFunction<Box, Box, double[]> offsets) {
        return new Check()
                .expect(
                        "an anchor that is the true box",
                        () -> offsets.apply(SQUARE, SQUARE),
                        List.of(0, 0, 0, 0),
                        "nothing is to be moved, and ln 1 = 0")
                .expect(
                        "a truth of the anchor's size, half of its side to the right",
                        () -> offsets.apply(SQUARE, new Box(0.4, 0.2, 0.8, 0.6)),
                        List.of(5, 0, 0, 0),
                        "10 times the way from the anchor's middle to the truth's, over the anchor's width")
                .expect(
                        "a truth of the same middle, but twice as wide",
                        () -> offsets.apply(SQUARE, new Box(0, 0.2, 0.8, 0.6)),
                        List.of(0, 0, 5 * Math.log(2), 0),
                        "middles are compared, not corners; and 5 times the natural logarithm of the truth's width over the"
                                + " anchor's, not the other way round")
                .expect(
                        "a truth that is half as high and lower by a quarter of the anchor's height",
                        () -> offsets.apply(SQUARE, new Box(0.2, 0.4, 0.6, 0.6)),
                        List.of(0, 2.5, 0, -5 * Math.log(2)),
                        "the unit of a way is the anchor's height, not the truth's")
                .expect(
                        "D2L's anchor 1 and its dog",
                        () -> offsets.apply(new Box(0.15, 0.2, 0.4, 0.4), new Box(0.1, 0.08, 0.52, 0.92)),
                        List.of(1.4, 10, 2.59397, 7.17542),
                        "x goes with the width, y with the height")
                .verdict();
    }

    /** Which of overlapping boxes stay. */
    @FunctionalInterface
    public interface Suppression {

        /**
         * The indices of the boxes that stay, the best first.
         *
         * @param scores one for each box
         * @param threshold the largest IoU that two boxes which stay may have
         */
        List<Integer> keep(List<Box> boxes, double[] scores, double threshold);
    }

    /** Non-maximum suppression, whatever the class: {@link NonMaximumSuppression#keep}. */
    public static Verdict nms(Suppression nms) {
        Box apart = new Box(0.7, 0.7, 0.9, 0.9);
        Box right = new Box(0.3, 0.2, 0.7, 0.6); // IoU 0.6 with the square
        Box further = new Box(0.4, 0.2, 0.8, 0.6); // IoU 1/3 with the square, 0.6 with the one before
        return new Check()
                .expect(
                        "two boxes that are apart, the second surer,",
                        () -> nms.keep(List.of(SQUARE, apart), new double[] {0.6, 0.9}, 0.5),
                        List.of(1, 0),
                        "both stay, and the surest comes first: sort by falling scores")
                .expect(
                        "two boxes with IoU 0.6, the second surer, and a threshold of 0.5",
                        () -> nms.keep(List.of(SQUARE, right), new double[] {0.6, 0.9}, 0.5),
                        List.of(1),
                        "a box goes if its IoU with a surer one that stays is above the threshold")
                .expect(
                        "the same two boxes and a threshold of 0.7",
                        () -> nms.keep(List.of(SQUARE, right), new double[] {0.6, 0.9}, 0.7),
                        List.of(1, 0),
                        "the threshold is the one that is handed in")
                .expect(
                        "three boxes in a row of which only neighbours overlap enough, the left one surest,",
                        () -> nms.keep(List.of(SQUARE, right, further), new double[] {0.9, 0.8, 0.7}, 0.5),
                        List.of(0, 2),
                        "a box that is gone drives out no other: compare with those that stay, not with all surer ones")
                .expect(
                        "IoU 0.5 and a threshold of 0.5",
                        () -> nms.keep(
                                List.of(new Box(0, 0, 1, 1), new Box(0, 0, 1, 0.5)), new double[] {0.9, 0.8}, 0.5),
                        List.of(0, 1),
                        "only more than the threshold is too much")
                .expect("no boxes", () -> nms.keep(List.of(), new double[0], 0.5), List.of(), "then none stays")
                .verdict();
    }

    /** The number of TinySSD's anchors on a picture by its side, a multiple of 64: {@link TinySsd#ANCHORS}. */
    public static Verdict anchorCount(IntUnaryOperator count) {
        return new Check()
                .expect(
                        "D2L's 256 by 256",
                        () -> count.applyAsInt(256),
                        5444,
                        "four at each position, of maps of 32, 16, 8 and 4 positions a side and of one position")
                .expect(
                        "128 by 128, as this notebook trains,",
                        () -> count.applyAsInt(128),
                        1364,
                        "the first map has an eighth of the picture's side")
                .expect(
                        "512 by 512",
                        () -> count.applyAsInt(512),
                        21764,
                        "the last map has one position, however large the picture is")
                .verdict();
    }

    /** Smooth L1 by {@code (x, sigma)}: {@link BoxLoss#smoothL1}. */
    public static Verdict smoothL1(DoubleBinaryOperator loss) {
        return new Check()
                .expect("no error", () -> loss.applyAsDouble(0, 1), 0, "what is right costs nothing")
                .expect(
                        "an error of 0.5 with sigma 1",
                        () -> loss.applyAsDouble(0.5, 1),
                        0.125,
                        "near 0 it is the parabola (sigma x)^2 / 2")
                .expect(
                        "an error of 2 with sigma 1",
                        () -> loss.applyAsDouble(2, 1),
                        1.5,
                        "far from 0 it is |x| - 0.5 / sigma^2, so that the two meet")
                .expect(
                        "an error of -2 with sigma 1",
                        () -> loss.applyAsDouble(-2, 1),
                        1.5,
                        "it is of the absolute value")
                .expect(
                        "an error of 0.05 with sigma 10",
                        () -> loss.applyAsDouble(0.05, 10),
                        0.045,
                        "the parabola ends at 1 / sigma^2, which is 0.01 here")
                .expect(
                        "an error of 3 with sigma 0.5",
                        () -> loss.applyAsDouble(3, 0.5),
                        1.125,
                        "the parabola ends at 1 / sigma^2, which is 4 here, and sigma is squared with x")
                .verdict();
    }

    /** Focal loss by {@code (p, gamma)}, p the probability of the right class: {@link ClassLoss#focal}. */
    public static Verdict focal(DoubleBinaryOperator loss) {
        return new Check()
                .expect(
                        "p = 0.25 and gamma 0",
                        () -> loss.applyAsDouble(0.25, 0),
                        1.386294,
                        "with gamma 0 it is the cross entropy, -ln p: natural, and not below 0")
                .expect(
                        "p = 0.25 and gamma 1",
                        () -> loss.applyAsDouble(0.25, 1),
                        1.039721,
                        "what is nearly right is to cost less: the factor is 1 - p, not p")
                .expect(
                        "p = 0.75 and gamma 2",
                        () -> loss.applyAsDouble(0.75, 2),
                        0.0179801,
                        "gamma is the power of 1 - p, and not a factor")
                .expect("p = 1 and gamma 5", () -> loss.applyAsDouble(1, 5), 0, "what is right costs nothing")
                .verdict();
    }

    /** Average precision by {@code (recall, precision)}, as COCO measures it: {@link PrecisionRecall#average}. */
    public static Verdict averagePrecision(ToDoubleBiFunction<double[], double[]> average) {
        return new Check()
                .expect(
                        "two objects, both found at once,",
                        () -> average.applyAsDouble(new double[] {0.5, 1}, new double[] {1, 1}),
                        1,
                        "at each of the 101 recalls the precision is 1, and the mean is over 101")
                .expect(
                        "four objects, of which two are found, and no false alarm",
                        () -> average.applyAsDouble(new double[] {0.25, 0.5}, new double[] {1, 1}),
                        51 / 101.0,
                        "a recall that is never reached counts 0; that of 0.5 is reached, and so are 0, 0.01 and so on")
                .expect(
                        "two objects that are found after a false alarm",
                        () -> average.applyAsDouble(new double[] {0, 0.5, 1}, new double[] {0, 0.5, 2 / 3.0}),
                        2 / 3.0,
                        "at a recall stands the best precision at this recall or any larger one")
                .expect(
                        "two objects with a false alarm between them",
                        () -> average.applyAsDouble(new double[] {0.5, 0.5, 1}, new double[] {1, 0.5, 2 / 3.0}),
                        (51 + 50 * 2 / 3.0) / 101,
                        "the best precision is looked for anew at each recall")
                .expect(
                        "nothing found",
                        () -> average.applyAsDouble(new double[0], new double[0]),
                        0,
                        "of no values the best is 0")
                .verdict();
    }
}
