package org.visioncourse.detection;

import java.util.List;
import java.util.random.RandomGenerator;
import org.visioncourse.data.Picture;

/**
 * SSD's random crop (Liu et al., 2015, <a href="https://arxiv.org/abs/1512.02325">SSD: Single Shot MultiBox Detector</a>,
 * section 2.2): the whole picture, a part whose IoU with an object is at least 0.1, 0.3, 0.5, 0.7 or 0.9, or any part,
 * each equally likely.
 *
 * <p>A part has 0.3 to 1 of each side and is at most twice as wide, or high, in fractions of the picture, as it is high,
 * or wide; the paper's smallest part is 0.1 of the picture, and its published program has these numbers. An object stays
 * if its middle lies in the part, and its box is cut at the part's edge. A part without an object, or below the IoU, is
 * drawn anew; where fifty are, the picture stays whole, as does one without objects.
 */
record RandomBoxCrop() implements BoxAugmentation {

    /** Least IoU of the part with an object that stays; 0 for any part. */
    private static final double[] LEAST_IOU = {0, 0.1, 0.3, 0.5, 0.7, 0.9};

    private static final int ATTEMPTS = 50;
    private static final double LEAST_SIDE = 0.3;
    private static final double MOST_RATIO = 2;

    /** A part of a picture, in pixels. */
    private record Part(int top, int left, int height, int width) {

        static Part draw(Picture picture, RandomGenerator random) {
            double width = random.nextDouble(LEAST_SIDE, 1);
            double height =
                    random.nextDouble(Math.max(LEAST_SIDE, width / MOST_RATIO), Math.min(1, width * MOST_RATIO));
            int rows = Math.max(1, (int) Math.round(height * picture.height()));
            int columns = Math.max(1, (int) Math.round(width * picture.width()));
            int top = random.nextInt(picture.height() - rows + 1);
            int left = random.nextInt(picture.width() - columns + 1);
            return new Part(top, left, rows, columns);
        }

        /** The part in fractions of the picture. */
        Box in(Picture picture) {
            double width = picture.width();
            double height = picture.height();
            return new Box(left / width, top / height, (left + this.width) / width, (top + this.height) / height);
        }
    }

    @Override
    public LabelledPicture apply(LabelledPicture whole, RandomGenerator random) {
        int choice = random.nextInt(LEAST_IOU.length + 1);
        if (choice == LEAST_IOU.length || whole.boxes().isEmpty()) {
            return whole;
        }
        for (int i = 0; i < ATTEMPTS; i++) {
            Part part = Part.draw(whole.picture(), random);
            Box window = part.in(whole.picture());
            List<LabelledBox> inside = whole.boxes().stream()
                    .filter(labelled -> holdsMiddle(window, labelled.box()))
                    .toList();
            if (inside.stream().anyMatch(labelled -> window.iou(labelled.box()) >= LEAST_IOU[choice])) {
                Picture cut = whole.picture().crop(part.top, part.left, part.height, part.width);
                return new LabelledPicture(
                        cut, inside.stream().map(box -> seen(box, window)).toList());
            }
        }
        return whole;
    }

    private static boolean holdsMiddle(Box window, Box box) {
        double x = (box.xmin() + box.xmax()) / 2;
        double y = (box.ymin() + box.ymax()) / 2;
        return x > window.xmin() && x < window.xmax() && y > window.ymin() && y < window.ymax();
    }

    /** What the window shows of a box, in fractions of the window. */
    private static LabelledBox seen(LabelledBox labelled, Box window) {
        Box box = labelled.box();
        Box moved = new Box(
                (box.xmin() - window.xmin()) / window.width(),
                (box.ymin() - window.ymin()) / window.height(),
                (box.xmax() - window.xmin()) / window.width(),
                (box.ymax() - window.ymin()) / window.height());
        return new LabelledBox(labelled.label(), moved.clip());
    }
}
