package org.visioncourse.detection;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.visioncourse.data.Picture;
import org.visioncourse.plots.ImageGrid;

/**
 * Shows on a picture what anchors are and what becomes of them: the figures of D2L's sections Anchor Boxes and Multiscale
 * Object Detection.
 *
 * <p>Pictures are drawn with a longer side of so many pixels, whatever their own, so that labels can be read.
 */
public final class AnchorPictures {

    private static final int SIDE = 640;
    private static final double SMALL = 0.625; // of three in a row

    private static final List<Double> RATIOS = List.of(1.0, 2.0, 0.5);
    private static final AnchorShapes SHAPES = new AnchorShapes(List.of(0.75, 0.5, 0.25), RATIOS);
    private static final double LEAST_IOU = 0.5; // of an anchor with the truth that it has to predict
    private static final double DOT = 3; // in pixels of the drawing
    private static final Color TRUTH = Color.BLACK;
    private static final Color BACKGROUND = new Color(0x777777);

    private final Picture picture;
    private final int side;

    /**
     * Draws with a longer side of {@value #SIDE} pixels.
     *
     * @param picture of any size
     */
    public AnchorPictures(Picture picture) {
        this(picture, SIDE);
    }

    /**
     * Draws in a size of one's own.
     *
     * @param picture of any size
     * @param side the longer one of a drawing, in pixels
     */
    public AnchorPictures(Picture picture, int side) {
        this.picture = picture;
        this.side = side;
    }

    /**
     * The five anchors of one pixel: sizes 0.75, 0.5 and 0.25 of ratio 1, then size 0.75 of ratios 2 and 0.5. D2L shows
     * those of pixel (250, 250) of its photograph, which has 561 rows and 728 columns.
     *
     * @param row from 0
     * @param column from 0
     * @throws IllegalArgumentException if there is no such pixel
     */
    public BufferedImage aroundPixel(int row, int column) {
        if (row < 0 || row >= picture.height() || column < 0 || column >= picture.width()) {
            throw new IllegalArgumentException("there is no pixel (" + row + ", " + column + ") in a picture of "
                    + picture.height() + " rows and " + picture.width() + " columns");
        }
        Boxes anchors = SHAPES.at(row, column, picture.height(), picture.width());
        BufferedImage fitted = picture.fitted(side).toImage();
        BoxPicture boxes = new BoxPicture(fitted);
        for (int i = 0; i < anchors.size(); i++) {
            String label = "s=" + number(SHAPES.size(i)) + ", r=" + number(SHAPES.ratio(i));
            boxes.add(anchors.get(i), label, BoxPicture.colour(i));
        }
        Box.Centre middle = anchors.get(0).toCentre();
        Box dot = Box.fromCentre(
                new Box.Centre(middle.x(), middle.y(), DOT / fitted.getWidth(), DOT / fitted.getHeight()));
        return boxes.add(dot, "", Color.BLACK).image();
    }

    /** 1 rather than 1.0, and 0.75. */
    private static String number(double value) {
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    /**
     * Three feature maps side by side, each with all its anchors: 48 small ones on 4 x 4 positions, 12 on 2 x 2, and 3 large
     * ones on one position; those of one ratio have one colour.
     */
    public BufferedImage multiscale() {
        return new ImageGrid(3)
                .add(map(4, 0.15), "4 x 4 positions, size 0.15: 48 anchors")
                .add(map(2, 0.4), "2 x 2 positions, size 0.4: 12 anchors")
                .add(map(1, 0.8), "one position, size 0.8: 3 anchors")
                .image();
    }

    private BufferedImage map(int positions, double size) {
        AnchorShapes shapes = new AnchorShapes(List.of(size), RATIOS);
        Boxes anchors = shapes.on(positions, positions);
        BoxPicture boxes = new BoxPicture(picture.fitted((int) (SMALL * side)).toImage());
        for (int i = 0; i < anchors.size(); i++) {
            int shape = i % shapes.perPosition();
            String label = positions == 1 ? "r=" + number(shapes.ratio(shape)) : "";
            boxes.add(anchors.get(i), label, BoxPicture.colour(shape));
        }
        return boxes.image();
    }

    /**
     * The example's anchors, numbered from 0, in the colour of the class that each has to predict or grey for background,
     * with its IoU with the truth that it overlaps most; the truths are black.
     */
    public BufferedImage labelled(AnchorExample example) {
        Truths truths = Truths.of(example.truths());
        int[] assigned = AnchorMatcher.assign(example.anchors(), truths.boxes(), LEAST_IOU);
        float[][] iou = Iou.ofAllPairs(example.anchors(), truths.boxes()); // (anchors, truths)
        BoxPicture boxes = new BoxPicture(picture.fitted(side).toImage());
        for (LabelledBox truth : example.truths()) {
            boxes.add(truth.box(), example.classNames().get(truth.label()), TRUTH);
        }
        for (int i = 0; i < assigned.length; i++) {
            boolean background = assigned[i] == AnchorMatcher.BACKGROUND;
            int label = background ? 0 : truths.labels()[assigned[i]];
            String name = background ? "background" : example.classNames().get(label);
            double overlap = background ? largest(iou[i]) : iou[i][assigned[i]];
            boxes.add(
                    example.anchors().get(i),
                    String.format(Locale.ROOT, "%d: %s, IoU %.2f", i, name, overlap),
                    background ? BACKGROUND : BoxPicture.colour(label));
        }
        return boxes.image();
    }

    private static float largest(float[] values) {
        float largest = 0;
        for (float value : values) {
            largest = Math.max(largest, value);
        }
        return largest;
    }

    /**
     * Of a network's anchors those that have to predict a truth, in one colour for each truth, and how many they are; the
     * truths are black.
     *
     * @param anchors such as those of {@link Ssd#anchors}
     */
    public BufferedImage positives(List<LabelledBox> truths, List<String> classNames, Boxes anchors) {
        int[] assigned = AnchorMatcher.assign(anchors, Truths.of(truths).boxes(), LEAST_IOU);
        BoxPicture positives = new BoxPicture(picture.fitted(side).toImage()).thin();
        for (int i = 0; i < assigned.length; i++) {
            if (assigned[i] != AnchorMatcher.BACKGROUND) {
                positives.add(anchors.get(i), "", BoxPicture.colour(assigned[i]));
            }
        }
        BoxPicture boxes = new BoxPicture(positives.image());
        for (int i = 0; i < truths.size(); i++) {
            int truth = i;
            long count = IntStream.of(assigned).filter(index -> index == truth).count();
            String label = classNames.get(truths.get(i).label()) + ": " + count + (count == 1 ? " anchor" : " anchors");
            boxes.add(truths.get(i).box(), label, TRUTH);
        }
        return boxes.image();
    }

    /**
     * Candidates before and after non-maximum suppression, each class by itself, side by side.
     *
     * @param threshold the largest IoU that two detections of a class may have, in [0, 1]
     */
    public BufferedImage suppression(List<Detection> candidates, List<String> classNames, double threshold) {
        List<Detection> kept = NonMaximumSuppression.keepPerClass(candidates, threshold);
        BufferedImage fitted = picture.fitted(side).toImage();
        return new ImageGrid(2)
                .add(
                        new BoxPicture(fitted).addAll(candidates, classNames).image(),
                        "before: " + candidates.size() + " boxes")
                .add(new BoxPicture(fitted).addAll(kept, classNames).image(), "after: " + kept.size() + " boxes")
                .image();
    }
}
