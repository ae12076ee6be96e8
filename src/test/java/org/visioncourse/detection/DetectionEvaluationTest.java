package org.visioncourse.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.visioncourse.detection.LabelFiles.box;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.LambdaBlock;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.visioncourse.engine.Torch;
import org.visioncourse.training.Figures;

/** Two anchors, three pictures, and a network that takes red for an object at the first anchor, green for one at the second. */
class DetectionEvaluationTest {

    private static final Boxes ANCHORS = Boxes.ofCorners(0, 0, 0.5f, 0.5f, 0.5f, 0.5f, 1, 1);
    private static final LabelledBox FIRST = box(0, 0, 0, 0.5, 0.5);
    private static final LabelledBox SECOND = box(0, 0.5, 0.5, 1, 1);
    private static final float OFFSET = 0.08f; // boxes come out a little too large and low

    @BeforeAll
    static void startEngine() {
        Torch.start();
    }

    private static NDList predict(NDList input) {
        NDArray seen = input.singletonOrThrow().reshape(-1, 3).get(":, :2"); // (N, 2), as a picture is a pixel
        NDArray object = seen.mul(40).sub(20).expandDims(2); // (N, 2, 1): 20 or -20
        NDArray logits = NDArrays.concat(new NDList(object.zerosLike(), object), 2); // (N, 2, 2)
        Shape offsets = new Shape(seen.getShape().get(0), 8);
        return new NDList(logits, input.getManager().full(offsets, OFFSET));
    }

    /** Pictures of one pixel in one colour, and what is in them. */
    private static DetectionEvaluation evaluate(byte[] pixels, List<List<LabelledBox>> boxes) {
        BoxSet set = BoxSet.inMemory(pixels, 1, 1, boxes, List.of("thing"));
        Block network = new LambdaBlock(DetectionEvaluationTest::predict);
        return DetectionEvaluation.of(
                network, ANCHORS, set, set.dataset(List.of()).batchSize(2).build());
    }

    @Test
    void theMeasuresAreTheHandWorkedOnesAlsoWhereTheLastBatchIsSmaller() {
        byte[] redRedBlack = {-1, 0, 0, -1, 0, 0, 0, 0, 0};
        DetectionEvaluation evaluation = evaluate(redRedBlack, List.of(List.of(FIRST), List.of(SECOND), List.of()));

        assertThat(evaluation.found()).extracting(List::size).containsExactly(1, 1, 0);
        assertThat(evaluation.found().get(0).get(0).box().iou(FIRST.box())).isBetween(0.9, 0.99);
        assertThat(evaluation.precision().map50())
                .as("one of two objects, found by the first of two detections")
                .isCloseTo(51 / 101.0, within(1e-12));
        assertThat(evaluation.errors().classError())
                .as("both anchors of the second of three pictures")
                .isCloseTo(2 / 6.0, within(1e-12));
        assertThat(evaluation.errors().boxMae())
                .as("at one anchor of two pictures, to the millionth that offsets are exact to")
                .isCloseTo(8 * OFFSET / 24, within(1e-5));
        assertThat(evaluation.background().classError()).isCloseTo(2 / 6.0, within(1e-12));
        assertThat(evaluation.background().boxMae()).isCloseTo(0, within(1e-5));
    }

    @Test
    void theFiguresOfAnEpochHaveThePrefix() {
        byte[] redGreen = {-1, 0, 0, 0, -1, 0};
        Figures figures =
                evaluate(redGreen, List.of(List.of(FIRST), List.of(SECOND))).figures("valid");

        assertThat(figures.examples()).isEqualTo(2);
        assertThat(figures.means()).containsOnlyKeys("validClassError", "validBoxMae", "validMap50", "validMap");
        assertThat(figures.get("validMap50")).isEqualTo(1);
        assertThat(figures.get("validMap")).isEqualTo(1);
    }
}
