package org.visioncourse.cifar10;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Model;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.visioncourse.engine.InPlace;

class PicturesTest {

    @Test
    void aFilterOfEqualWeightsIsWhiteItsOppositeBlackAndNoWeightGrey() {
        try (Model model = Classifier.create(Cifar10Config.fast(Cifar10Config.SAMPLE), List.of("a", "b"))) {
            NDArray filters = model.getBlock().getParameters().get(0).getValue().getArray(); // (24, 3, 2, 2)
            float[] values = new float[24 * 12];
            Arrays.fill(values, 0, 12, 0.1f);
            Arrays.fill(values, 12, 24, -3);
            try (NDArray given = filters.getManager().create(values, new Shape(24, 3, 2, 2))) {
                InPlace.copy(List.of(filters), List.of(given));
            }
            BufferedImage image = Pictures.filters(model);

            assertThat(centre(image, 0)).isEqualTo(0xffffff);
            assertThat(centre(image, 1)).isEqualTo(0x000000);
            assertThat(centre(image, 2)).isEqualTo(0x808080);
        }
    }

    /** The colour in the middle of the n-th filter: 24 pixels wide, 8 between. */
    private static int centre(BufferedImage image, int n) {
        return image.getRGB(8 + 32 * n + 12, 8 + 12) & 0xffffff;
    }
}
