package org.visioncourse.detection;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.visioncourse.engine.Torch;
import org.visioncourse.notebook.Verdict;

class DetectionExercisesTest {

    private static List<Integer> suppressed(List<Box> boxes, double[] scores, double threshold) {
        float[] floats = new float[scores.length];
        IntStream.range(0, scores.length).forEach(i -> floats[i] = (float) scores[i]);
        return IntStream.of(NonMaximumSuppression.keep(Boxes.of(boxes), floats, threshold))
                .boxed()
                .toList();
    }

    private static double[] offsets(Box anchor, Box truth) {
        float[] floats = Offsets.of(Boxes.of(List.of(anchor)), Boxes.of(List.of(truth)));
        return IntStream.range(0, floats.length).mapToDouble(i -> floats[i]).toArray();
    }

    private static double[] anchor(double size, double ratio, int rows, int columns) {
        Box box = new AnchorShapes(List.of(size), List.of(ratio))
                .at(0, 0, rows, columns)
                .get(0);
        return new double[] {box.width(), box.height()};
    }

    private static double smoothL1(double x, double sigma) {
        try (NDManager manager = Torch.start().newBaseManager()) {
            NDArray zero = manager.create(0f);
            return BoxLoss.smoothL1(sigma).of(manager.create((float) x), zero).getFloat();
        }
    }

    private static double focal(double p, double gamma) {
        try (NDManager manager = Torch.start().newBaseManager()) {
            NDArray logits = new NDList(manager.create(1 - p), manager.create(p))
                    .stream()
                            .reduce((a, b) -> a.reshape(1).concat(b.reshape(1)))
                            .orElseThrow();
            NDArray classes = manager.create(new long[] {1}, new Shape(1, 1));
            return ClassLoss.focal(gamma)
                    .of(logits.log().reshape(1, 1, 2), classes)
                    .toDoubleArray()[0];
        }
    }

    private static int anchors(int side) {
        return TinySsd.network(1).anchors(side, side).size();
    }

    static List<Verdict> ours() {
        return List.of(
                DetectionExercises.centre(Box::toCentre),
                DetectionExercises.iou(Box::iou),
                DetectionExercises.anchorSize(DetectionExercisesTest::anchor),
                DetectionExercises.offsets(DetectionExercisesTest::offsets),
                DetectionExercises.nms(DetectionExercisesTest::suppressed),
                DetectionExercises.anchorCount(DetectionExercisesTest::anchors),
                DetectionExercises.smoothL1(DetectionExercisesTest::smoothL1),
                DetectionExercises.focal(DetectionExercisesTest::focal),
                DetectionExercises.averagePrecision((recall, precision) ->
                        new PrecisionRecall(new double[recall.length], precision, recall).average()));
    }

    @ParameterizedTest
    @MethodSource("ours")
    void theChaptersOwnAnswersAreRight(Verdict verdict) {
        assertThat(verdict.words()).contains("cases agree");
        assertThat(verdict.right()).isTrue();
    }

    private static void hint(Verdict verdict, String hint) {
        assertThat(verdict.right()).isFalse();
        assertThat(verdict.words()).contains("Hint: ").contains(hint);
    }

    private static Verdict centre(BiFunction<Box, Box.Centre, Box.Centre> wrong) {
        return DetectionExercises.centre(box -> wrong.apply(box, box.toCentre()));
    }

    @Test
    void aWrongMiddleIsTold() {
        hint(
                centre((box, right) -> new Box.Centre(box.xmin(), box.ymin(), box.width(), box.height())),
                "not the upper left corner");
        hint(
                centre((box, right) -> new Box.Centre(box.width() / 2, box.height() / 2, box.width(), box.height())),
                "half of the sum");
        hint(
                centre((box, right) -> new Box.Centre(right.x(), right.y(), box.height(), box.width())),
                "the height go down");
        hint(centre((box, right) -> null), "throws NullPointerException");
    }

    @Test
    void aWrongIouIsTold() {
        hint(DetectionExercises.iou((a, b) -> a.intersection(b) / (a.area() + b.area())), "would count twice");
        hint(DetectionExercises.iou((a, b) -> a.equals(b) ? 1 : 0), "the larger of the left edges");
        hint(
                DetectionExercises.iou((a, b) -> a.intersection(b) / (2 * a.area() - a.intersection(b))),
                "which may differ");
        hint(DetectionExercises.iou((a, b) -> ratio(a, b, side(a, b, true) * side(a, b, false))), "a width below 0");
        hint(
                DetectionExercises.iou((a, b) -> ratio(a, b, Math.max(0, side(a, b, true) * side(a, b, false)))),
                "raise each to 0");
        hint(DetectionExercises.iou((a, b) -> ratio(a, b, a.intersection(b))), "0 / 0");
    }

    private static double ratio(Box a, Box b, double shared) {
        return shared / (a.area() + b.area() - shared);
    }

    private static double side(Box a, Box b, boolean horizontal) {
        return horizontal
                ? Math.min(a.xmax(), b.xmax()) - Math.max(a.xmin(), b.xmin())
                : Math.min(a.ymax(), b.ymax()) - Math.max(a.ymin(), b.ymin());
    }

    @Test
    void aWrongAnchorIsTold() {
        hint(
                DetectionExercises.anchorSize((s, r, h, w) -> new double[] {s / w, s / h}),
                "however many positions there are");
        hint(DetectionExercises.anchorSize((s, r, h, w) -> new double[] {s * r, s / r}), "root of the ratio");
        hint(
                DetectionExercises.anchorSize((s, r, h, w) -> new double[] {s * Math.sqrt(r), s / Math.sqrt(r)}),
                "by H / W");
        hint(
                DetectionExercises.anchorSize(
                        (s, r, h, w) -> new double[] {h == w ? s * Math.sqrt(r) : s * h / w, s / Math.sqrt(r)}),
                "both together");
    }

    @Test
    void wrongOffsetsAreTold() {
        hint(DetectionExercises.offsets((a, t) -> new double[] {0, 0, 1, 1}), "ln 1 = 0");
        hint(DetectionExercises.offsets((a, t) -> of(a, t, a, 1)), "10 times the way");
        hint(
                DetectionExercises.offsets((a, t) -> {
                    double[] right = offsets(a, t);
                    return new double[] {right[0], right[1], -right[2], -right[3]};
                }),
                "not the other way round");
        hint(DetectionExercises.offsets((a, t) -> of(a, t, t, 10)), "not the truth's");
        hint(
                DetectionExercises.offsets((a, t) -> {
                    double[] right = offsets(a, t);
                    return new double[] {right[0] * a.width() / a.height(), right[1], right[2], right[3]};
                }),
                "x goes with the width");
    }

    private static double[] of(Box anchor, Box truth, Box unit, double scale) {
        Box.Centre a = anchor.toCentre();
        Box.Centre t = truth.toCentre();
        return new double[] {
            scale * (t.x() - a.x()) / unit.width(),
            scale * (t.y() - a.y()) / unit.height(),
            5 * Math.log(t.width() / a.width()),
            5 * Math.log(t.height() / a.height())
        };
    }

    @Test
    void aWrongSuppressionIsTold() {
        hint(
                DetectionExercises.nms((boxes, scores, threshold) ->
                        IntStream.range(0, boxes.size()).boxed().toList()),
                "falling scores");
        hint(DetectionExercises.nms((boxes, scores, threshold) -> ranked(scores)), "goes if its IoU with a surer one");
        hint(DetectionExercises.nms((boxes, scores, threshold) -> suppressed(boxes, scores, 0.5)), "that is handed in");
        hint(
                DetectionExercises.nms((boxes, scores, threshold) -> {
                    List<Integer> order = ranked(scores);
                    List<Integer> kept = new ArrayList<>();
                    for (int i = 0; i < order.size(); i++) {
                        Box box = boxes.get(order.get(i));
                        if (order.subList(0, i).stream()
                                .noneMatch(other -> boxes.get(other).iou(box) > threshold)) {
                            kept.add(order.get(i));
                        }
                    }
                    return kept;
                }),
                "that is gone drives out no other");
        hint(
                DetectionExercises.nms((boxes, scores, threshold) -> suppressed(boxes, scores, threshold - 1e-3)),
                "only more than the threshold");
        hint(
                DetectionExercises.nms((boxes, scores, threshold) ->
                        boxes.isEmpty() ? List.of(0) : suppressed(boxes, scores, threshold)),
                "none stays");
    }

    private static List<Integer> ranked(double[] scores) {
        return IntStream.range(0, scores.length)
                .boxed()
                .sorted((i, j) -> Double.compare(scores[j], scores[i]))
                .toList();
    }

    @Test
    void aWrongCountOfAnchorsIsTold() {
        hint(DetectionExercises.anchorCount(side -> 6 * anchors(side) / 4), "four at each position");
        hint(DetectionExercises.anchorCount(side -> 5444), "an eighth");
        hint(
                DetectionExercises.anchorCount(side -> side < 512 ? anchors(side) : anchors(side) + 12),
                "one position, however large");
    }

    @Test
    void aWrongSmoothL1IsTold() {
        hint(DetectionExercises.smoothL1((x, sigma) -> 1), "costs nothing");
        hint(DetectionExercises.smoothL1((x, sigma) -> Math.abs(x)), "the parabola");
        hint(DetectionExercises.smoothL1((x, sigma) -> x < 1 ? x * x / 2 : x), "so that the two meet");
        hint(DetectionExercises.smoothL1((x, sigma) -> x < 1 && x > -1 ? x * x / 2 : x - 0.5), "of the absolute value");
        hint(DetectionExercises.smoothL1((x, sigma) -> smoothL1(x, 1)), "which is 0.01 here");
        hint(DetectionExercises.smoothL1((x, sigma) -> smoothL1(x, Math.max(1, sigma))), "which is 4 here");
    }

    @Test
    void aWrongFocalLossIsTold() {
        hint(DetectionExercises.focal((p, gamma) -> -focal(p, gamma)), "not below 0");
        hint(DetectionExercises.focal((p, gamma) -> -Math.pow(p, gamma) * Math.log(p)), "is 1 - p, not p");
        hint(
                DetectionExercises.focal((p, gamma) -> gamma == 0 ? -Math.log(p) : -gamma * (1 - p) * Math.log(p)),
                "the power of 1 - p");
        hint(DetectionExercises.focal((p, gamma) -> p == 1 ? 1 : focal(p, gamma)), "costs nothing");
    }

    @Test
    void aWrongAveragePrecisionIsTold() {
        hint(DetectionExercises.averagePrecision((recall, precision) -> recall.length), "the mean is over 101");
        hint(
                DetectionExercises.averagePrecision((recall, precision) -> IntStream.range(0, precision.length)
                        .mapToDouble(i -> precision[i])
                        .average()
                        .orElse(0)),
                "never reached");
        hint(
                DetectionExercises.averagePrecision((recall, precision) -> mean(recall, precision, false)),
                "any larger one");
        hint(
                DetectionExercises.averagePrecision(
                        (recall, precision) -> precision.length == 3 ? 2 / 3.0 : mean(recall, precision, true)),
                "anew at each recall");
        hint(
                DetectionExercises.averagePrecision(
                        (recall, precision) -> recall.length == 0 ? Double.NaN : mean(recall, precision, true)),
                "the best is 0");
    }

    /** At each recall the best precision from there on, or the first there. */
    private static double mean(double[] recall, double[] precision, boolean best) {
        return IntStream.rangeClosed(0, 100)
                .mapToDouble(r -> {
                    double[] there = IntStream.range(0, recall.length)
                            .filter(i -> recall[i] >= r / 100.0)
                            .mapToDouble(i -> precision[i])
                            .toArray();
                    return there.length == 0
                            ? 0
                            : best
                                    ? IntStream.range(0, there.length)
                                            .mapToDouble(i -> there[i])
                                            .max()
                                            .orElseThrow()
                                    : there[0];
                })
                .average()
                .orElseThrow();
    }
}
