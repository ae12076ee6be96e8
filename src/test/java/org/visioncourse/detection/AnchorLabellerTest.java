package org.visioncourse.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.visioncourse.engine.Torch;

class AnchorLabellerTest {

    private static final Truths NOTHING = new Truths(Boxes.of(List.of()), new int[0]);
    private static final Boxes ANCHORS = Golden.boxes("multibox_target_example/inputs/anchors");
    private static final Truths DOG_AND_CAT = d2lsExample();

    @AutoClose
    private final NDManager manager = Torch.start().newBaseManager();

    private static Truths d2lsExample() {
        float[] rows = Golden.floats("multibox_target_example/inputs/ground_truth"); // (label, box)
        return new Truths(
                Boxes.ofCorners(rows[1], rows[2], rows[3], rows[4], rows[6], rows[7], rows[8], rows[9]),
                new int[] {(int) rows[0], (int) rows[5]});
    }

    /** Golden: multibox_target_example. */
    @Test
    void classesMaskAndOffsetsOfD2lsExampleArePublished() {
        String golden = "multibox_target_example/";
        int[] assigned = AnchorMatcher.assign(ANCHORS, DOG_AND_CAT.boxes(), 0.5);
        assertThat(Arrays.stream(assigned).asDoubleStream())
                .containsExactly(boxed(Golden.numbers(golden + "recomputed/assignment")));

        NDList labels = new AnchorLabeller(ANCHORS).label(manager, List.of(DOG_AND_CAT));

        assertThat(labels.getShapes()).containsExactly(new Shape(1, 5), new Shape(1, 20), new Shape(1, 20));
        assertThat(Arrays.stream(labels.get(0).toLongArray()).asDoubleStream())
                .containsExactly(boxed(Golden.numbers(golden + "published/class_labels")));
        assertThat(labels.get(2).toFloatArray()).containsExactly(Golden.floats(golden + "published/mask"));
        assertThat(labels.get(1).toFloatArray())
                .containsExactly(Golden.floats(golden + "recomputed/offsets_float64"), within(1e-5f))
                .containsExactly(Golden.floats(golden + "published/offsets_3_significant"), within(5e-3f));
    }

    private static Double[] boxed(double[] values) {
        return Arrays.stream(values).boxed().toArray(Double[]::new);
    }

    @Test
    void eachPictureOfABatchHasItsOwnLabels() {
        AnchorLabeller labeller = new AnchorLabeller(ANCHORS);
        Truths other = new Truths(new RandomBoxes(3).boxes(1), new int[] {6});

        NDList together = labeller.label(manager, List.of(other, NOTHING, DOG_AND_CAT));

        for (int i = 0; i < 3; i++) {
            NDList alone = labeller.label(
                    manager, List.of(List.of(other, NOTHING, DOG_AND_CAT).get(i)));
            for (int k = 0; k < 3; k++) {
                assertThat(together.get(k).get(i)).isEqualTo(alone.get(k).get(0));
            }
        }
        assertThat(together.get(0).get(0).max().getLong()).isEqualTo(7);
    }

    @Test
    void aPictureWithoutTruthsIsBackground() {
        NDList labels = new AnchorLabeller(ANCHORS).label(manager, List.of(NOTHING));

        assertThat(labels.get(0).toLongArray()).containsOnly(0);
        assertThat(labels.get(1).toFloatArray()).containsOnly(0);
        assertThat(labels.get(2).toFloatArray()).containsOnly(0);
    }

    @Test
    void theOrderOfTruthsDoesNotMatter() {
        int[] order = {1, 0};
        Truths permuted = new Truths(
                DOG_AND_CAT.boxes().select(order),
                IntStream.of(order).map(i -> DOG_AND_CAT.labels()[i]).toArray());
        AnchorLabeller labeller = new AnchorLabeller(ANCHORS);

        NDList labels = labeller.label(manager, List.of(DOG_AND_CAT, permuted));

        labels.forEach(array -> assertThat(array.get(0)).isEqualTo(array.get(1)));
    }

    @Test
    void anEmptyBatchAndLabelsThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> new AnchorLabeller(ANCHORS).label(manager, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a batch to label needs a picture");
        assertThatThrownBy(() -> new Truths(ANCHORS, new int[] {1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the labels of 5 boxes are [1], expected one for each, from 0");
        assertThatThrownBy(() -> new Truths(ANCHORS.select(0), new int[] {-1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the labels of 1 boxes are [-1], expected one for each, from 0");
    }
}
