package org.visioncourse.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class IouTest {

    /** Golden: multibox_target_example, 5 anchors and 2 truths. */
    @Test
    void theTableOfD2lsExampleIsPublished() {
        float[] rows = Golden.floats("multibox_target_example/inputs/ground_truth"); // (label, box)
        Boxes truths = Boxes.ofCorners(rows[1], rows[2], rows[3], rows[4], rows[6], rows[7], rows[8], rows[9]);
        Boxes anchors = Golden.boxes("multibox_target_example/inputs/anchors");
        float[] expected = Golden.floats("multibox_target_example/recomputed/iou_anchors_x_gt");

        float[][] iou = Iou.ofAllPairs(anchors, truths);

        for (int i = 0; i < anchors.size(); i++) {
            assertThat(iou[i]).containsExactly(new float[] {expected[2 * i], expected[2 * i + 1]}, within(1e-6f));
        }
    }

    @Test
    void everyPairHasTheIouOfItsBoxes() {
        RandomBoxes random = new RandomBoxes(1);
        Boxes a = random.boxes(50);
        Boxes b = random.boxes(37);

        float[][] iou = Iou.ofAllPairs(a, b);

        for (int i = 0; i < a.size(); i++) {
            for (int j = 0; j < b.size(); j++) {
                assertThat((double) iou[i][j]).isCloseTo(a.get(i).iou(b.get(j)), within(1e-5));
            }
        }
    }

    @Test
    void iouIsSymmetricAndOneWithItself() {
        Boxes boxes = new RandomBoxes(2).boxes(40);
        float[][] iou = Iou.ofAllPairs(boxes, boxes);

        for (int i = 0; i < boxes.size(); i++) {
            assertThat(iou[i][i]).isEqualTo(1);
            for (int j = 0; j < i; j++) {
                assertThat(iou[i][j])
                        .isEqualTo(iou[j][i])
                        .isGreaterThanOrEqualTo(0)
                        .isLessThan(1);
            }
        }
    }

    @Test
    void boxesThatAreApartOrWithoutAreaShareNothing() {
        Boxes boxes = Boxes.ofCorners(
                0, 0, 0.2f, 0.2f, 0.5f, 0, 0.7f, 0.2f, 0.5f, 0.5f, 0.7f, 0.7f, 0.1f, 0.1f, 0.1f, 0.1f, 0.1f, 0, 0.1f,
                1);
        float[][] iou = Iou.ofAllPairs(boxes, boxes);

        for (int i = 0; i < boxes.size(); i++) {
            for (int j = 0; j < boxes.size(); j++) {
                assertThat(iou[i][j]).isEqualTo(i == j && i < 3 ? 1 : 0);
            }
        }
    }
}
