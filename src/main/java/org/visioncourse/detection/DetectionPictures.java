package org.visioncourse.detection;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.visioncourse.engine.SplitMix;
import org.visioncourse.plots.ImageGrid;
import org.visioncourse.plots.LineChart;
import org.visioncourse.training.RunFolder;

/** Pictures of what a detector is shown, what it finds, and how sure it may be. */
public final class DetectionPictures {

    private static final int COLUMNS = 4;
    private static final int SHOWN = 12;
    private static final int WORST = 4;
    private static final int AUGMENTED = 3;
    private static final int SIDE = 176; // the longer one of a picture in a grid; a notebook holds dozens
    private static final int MOST = 12; // an untrained detector finds hundreds
    private static final double SURE = 0.5;
    private static final double[] THRESHOLDS = {0.5, 0.75, 0.9};

    private DetectionPictures() {}

    /** Pictures from all over a set, with the boxes of their objects (D2L, "The Object Detection Dataset"). */
    public static BufferedImage examples(BoxSet set) {
        ImageGrid grid = new ImageGrid(COLUMNS);
        for (int i : ImageGrid.spread(SHOWN, set.size())) {
            grid.add(withTruths(set.get(i), set.classNames()).image(), "picture " + (i + 1));
        }
        return grid.image();
    }

    /** Some pictures as they may look in four epochs, a row for each, with the boxes where they have gone. */
    public static BufferedImage augmented(BoxSet set, DetectionConfig config) {
        ImageGrid grid = new ImageGrid(COLUMNS);
        for (int i : ImageGrid.spread(AUGMENTED, set.size())) {
            for (int epoch = 0; epoch < COLUMNS; epoch++) {
                LabelledPicture labelled = set.get(i);
                SplittableRandom random = new SplittableRandom(SplitMix.value(SplitMix.value(config.seed(), epoch), i));
                for (BoxAugmentation augmentation : DetectionData.augmentations(config)) {
                    labelled = augmentation.apply(labelled, random);
                }
                grid.add(withTruths(labelled, set.classNames()).image());
            }
        }
        return grid.image();
    }

    private static BoxPicture withTruths(LabelledPicture labelled, List<String> classNames) {
        BoxPicture picture = new BoxPicture(labelled.picture().fitted(SIDE).toImage());
        for (LabelledBox truth : labelled.boxes()) {
            picture.add(truth.box(), classNames.get(truth.label()), Color.WHITE);
        }
        return picture;
    }

    /**
     * Held-out pictures: the true boxes white, in colour what the detector finds with a confidence of at least a half.
     *
     * @param found of each picture
     */
    public static BufferedImage found(BoxSet set, List<List<Detection>> found) {
        ImageGrid grid = new ImageGrid(COLUMNS);
        for (int i : ImageGrid.spread(SHOWN, set.size())) {
            LabelledPicture labelled = set.get(i);
            BoxPicture picture = new BoxPicture(labelled.picture().fitted(SIDE).toImage());
            labelled.boxes().forEach(truth -> picture.add(truth.box(), "", Color.WHITE));
            List<Detection> sure = sure(found.get(i), SURE).stream().limit(MOST).toList();
            grid.add(picture.addAll(sure, set.classNames()).image(), caption(labelled.boxes(), sure));
        }
        return grid.image();
    }

    /**
     * The {@value #WORST} pictures in which the objects are found worst, as {@link #found} shows them, the worst first: those
     * whose objects overlap least, on average, with what is found of their class.
     *
     * @param found of each picture
     */
    public static BufferedImage worst(BoxSet set, List<List<Detection>> found) {
        double[] fit = IntStream.range(0, set.size())
                .mapToDouble(i -> DoubleStream.of(overlaps(set.boxes().get(i), sure(found.get(i), SURE)))
                        .average()
                        .orElse(1))
                .toArray();
        int[] worst = IntStream.range(0, set.size())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> fit[i]))
                .limit(WORST)
                .mapToInt(i -> i)
                .toArray();
        return found(set.subset(worst), IntStream.of(worst).mapToObj(found::get).toList());
    }

    /** Of each object its IoU with the detection of its class that fits it best, 0 where there is none. */
    private static double[] overlaps(List<LabelledBox> truths, List<Detection> found) {
        return truths.stream()
                .mapToDouble(truth -> found.stream()
                        .filter(detection -> detection.label() == truth.label())
                        .mapToDouble(detection -> detection.box().iou(truth.box()))
                        .max()
                        .orElse(0))
                .toArray();
    }

    private static String caption(List<LabelledBox> truths, List<Detection> found) {
        double[] overlaps = overlaps(truths, found);
        return overlaps.length == 1
                ? String.format(Locale.ROOT, "IoU %.2f", overlaps[0])
                : truths.size() + " true, " + found.size() + " found";
    }

    /** The detections with a confidence of at least so much. */
    static List<Detection> sure(List<Detection> found, double least) {
        return found.stream()
                .filter(detection -> detection.confidence() >= least)
                .toList();
    }

    /** Precision over recall at IoU 0.5, 0.75 and 0.9 where there is one class; at 0.5, a line for each, where there are more. */
    public static BufferedImage precisionRecall(DetectionEvaluation evaluation, List<String> classNames) {
        LineChart chart = new LineChart("Precision and recall", "recall", "precision").yRange(0, 1);
        AveragePrecision precision = evaluation.precision();
        if (classNames.size() == 1) {
            for (double threshold : THRESHOLDS) {
                add(chart, "IoU " + threshold, precision.curve(0, threshold));
            }
        } else {
            for (int label = 0; label < classNames.size(); label++) {
                if (precision.objects(label) > 0) {
                    add(chart, classNames.get(label), precision.curve(label, THRESHOLDS[0]));
                }
            }
        }
        return chart.image();
    }

    private static void add(LineChart chart, String name, PrecisionRecall curve) {
        chart.line(String.format(Locale.ROOT, "%s, AP %.3f", name, curve.average()), curve.recall(), curve.precision());
    }

    /** Writes the pictures of an evaluation into a run's folder. */
    static void write(RunFolder run, BoxSet set, DetectionEvaluation evaluation) throws IOException {
        run.picture("found.png", found(set, evaluation.found()));
        run.picture("precision-recall.png", precisionRecall(evaluation, set.classNames()));
    }
}
