package org.visioncourse.detection;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Average precision of a detector on pictures whose objects are known, as COCO measures it
 * (<a href="https://cocodataset.org/#detection-eval">detection evaluation</a>): a detection is right if it overlaps an
 * object of its class by at least a threshold of IoU, and that object was not found by a surer detection before.
 */
public final class AveragePrecision {

    /** COCO's ten thresholds of IoU: 0.5, 0.55, ... 0.95. */
    private static final double[] THRESHOLDS =
            IntStream.range(0, 10).mapToDouble(i -> (50 + 5 * i) / 100.0).toArray();

    private static final int MOST_DETECTIONS = 100; // of a class in a picture, COCO's

    private final List<List<LabelledBox>> truths;
    private final List<List<Detection>> detections;
    private final int numClasses;

    private AveragePrecision(List<List<LabelledBox>> truths, List<List<Detection>> detections, int numClasses) {
        this.truths = truths;
        this.detections = detections;
        this.numClasses = numClasses;
    }

    /**
     * Prepares the comparison; of a picture's detections of a class the 100 surest count.
     *
     * @param truths of each picture, its objects
     * @param detections of each picture, what was found in it, in any order
     * @param numClasses without background
     * @throws IllegalArgumentException if there are not as many pictures in both
     */
    public static AveragePrecision of(
            List<List<LabelledBox>> truths, List<List<Detection>> detections, int numClasses) {
        if (truths.size() != detections.size()) {
            throw new IllegalArgumentException(
                    "there are detections of " + detections.size() + " pictures, but objects of " + truths.size());
        }
        return new AveragePrecision(
                truths, detections.stream().map(AveragePrecision::sorted).toList(), numClasses);
    }

    private static List<Detection> sorted(List<Detection> found) {
        return found.stream()
                .sorted(Comparator.comparingDouble(Detection::confidence).reversed())
                .toList();
    }

    /** The mean over the classes at IoU 0.5; not a number if no picture has an object. */
    public double map50() {
        return mean(0.5);
    }

    /** The mean over the classes and over IoU 0.5, 0.55, ... 0.95; not a number if no picture has an object. */
    public double map() {
        return IntStream.range(0, THRESHOLDS.length)
                .mapToDouble(i -> mean(THRESHOLDS[i]))
                .average()
                .orElseThrow();
    }

    private double mean(double threshold) {
        return IntStream.range(0, numClasses)
                .filter(label -> objects(label) > 0)
                .mapToDouble(label -> curve(label, threshold).average())
                .average()
                .orElse(Double.NaN);
    }

    /** The number of a class's objects in all pictures. */
    public int objects(int label) {
        return (int) truths.stream()
                .flatMap(List::stream)
                .filter(truth -> truth.label() == label)
                .count();
    }

    /**
     * The precision-recall curve of a class.
     *
     * @param threshold the least IoU of a right detection, in (0, 1]
     */
    public PrecisionRecall curve(int label, double threshold) {
        List<Judged> judged = new ArrayList<>();
        for (int picture = 0; picture < truths.size(); picture++) {
            judge(picture, label, threshold, judged);
        }
        judged.sort(Comparator.comparingDouble(Judged::confidence).reversed());
        int objects = objects(label);
        double[] confidence = new double[judged.size()];
        double[] precision = new double[judged.size()];
        double[] recall = new double[judged.size()];
        int right = 0;
        for (int i = 0; i < judged.size(); i++) {
            right += judged.get(i).right ? 1 : 0;
            confidence[i] = judged.get(i).confidence;
            precision[i] = right / (i + 1.0);
            recall[i] = objects == 0 ? 0 : right / (double) objects;
        }
        return new PrecisionRecall(confidence, precision, recall);
    }

    private record Judged(double confidence, boolean right) {}

    /** The surest detection chooses first, of the objects that are left the one that it overlaps most. */
    private void judge(int picture, int label, double threshold, List<Judged> judged) {
        List<LabelledBox> left = new ArrayList<>(truths.get(picture).stream()
                .filter(truth -> truth.label() == label)
                .toList());
        List<Detection> surest = detections.get(picture).stream()
                .filter(detection -> detection.label() == label)
                .limit(MOST_DETECTIONS)
                .toList();
        for (Detection detection : surest) {
            LabelledBox best = left.stream()
                    .max(Comparator.comparingDouble(truth -> truth.box().iou(detection.box())))
                    .filter(truth -> truth.box().iou(detection.box()) >= threshold)
                    .orElse(null);
            left.remove(best);
            judged.add(new Judged(detection.confidence(), best != null));
        }
    }
}
