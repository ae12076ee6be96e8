package org.visioncourse.cifar10;

import ai.djl.nn.Block;
import java.util.List;
import org.visioncourse.data.Augmentation;
import org.visioncourse.data.ImageSet;
import org.visioncourse.training.Evaluation;

/** How often a trained network looks at each picture before it says what it is; the logits of its looks are averaged. */
public enum TestViews {
    /** Once, as it is. */
    ONE(""),
    /** As it is and mirrored. */
    FLIP(", each also mirrored"),
    /** As it is, and moved by a pixel up left and down right, with half the weight; each of these mirrored, too. */
    SIX(", six looks at each");

    private final String words;

    TestViews(String words) {
        this.words = words;
    }

    /** What a run looks by after its training. */
    static TestViews of(Cifar10Config config) {
        return of(config, false);
    }

    /**
     * What a run's model is asked by.
     *
     * @param flip whether the mirrored picture is wanted; six looks have it anyway
     */
    static TestViews of(Cifar10Config config, boolean flip) {
        if (config.has(FastPart.TEST_VIEWS)) {
            return SIX;
        }
        return flip ? FLIP : ONE;
    }

    /** What the network says of pictures, in their order. */
    public Evaluation evaluate(Block network, ImageSet images) {
        Evaluation still = Evaluation.of(network, Cifar10Data.evaluation(images), this != ONE);
        return this == SIX
                ? Evaluation.mean(
                        List.of(still, moved(network, images, -1), moved(network, images, 1)), 0.5, 0.25, 0.25)
                : still;
    }

    private static Evaluation moved(Block network, ImageSet images, int pixels) {
        List<Augmentation> shift = List.of(Augmentation.reflectShift(pixels, pixels));
        return Evaluation.of(network, Cifar10Data.evaluation(images, shift), true);
    }

    /** What follows "so many pictures" in a sentence; empty for one look. */
    String words() {
        return words;
    }
}
