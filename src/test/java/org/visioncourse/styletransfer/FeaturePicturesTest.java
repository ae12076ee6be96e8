package org.visioncourse.styletransfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.visioncourse.data.Picture;
import org.visioncourse.engine.Torch;

class FeaturePicturesTest {

    private static final int MARGIN = 8;

    @AutoClose
    private final NDManager manager = Torch.start().newBaseManager();

    /** Two channels of 1 x 90 values, which are shown at twice the size. */
    @Test
    void aMapGoesFromBlackToWhiteWhateverItsValues() {
        NDArray features = manager.arange(180f).sub(300).reshape(1, 2, 1, 90);

        BufferedImage maps = FeaturePictures.maps(features, 2);

        assertThat(maps.getWidth()).isEqualTo(MARGIN + 2 * (180 + MARGIN));
        for (int left : new int[] {MARGIN, MARGIN + 180 + MARGIN}) {
            assertThat(maps.getRGB(left, MARGIN)).isEqualTo(0xff000000);
            assertThat(maps.getRGB(left + 179, MARGIN)).isEqualTo(0xffffffff);
        }
    }

    @Test
    void aMapOfOneValueIsBlack() {
        BufferedImage maps = FeaturePictures.maps(manager.ones(new Shape(1, 1, 2, 90)), 1);

        assertThat(maps.getRGB(MARGIN + 5, MARGIN + 1)).isEqualTo(0xff000000);
    }

    /** Features of a network are channels-last in memory. */
    @Test
    void mapsAreTheSameHoweverTheyLieInMemory() {
        NDArray features = manager.randomNormal(new Shape(1, 2, 4, 90));
        NDArray last = features.transpose(0, 2, 3, 1).duplicate().transpose(0, 3, 1, 2);

        BufferedImage maps = FeaturePictures.maps(features, 2);
        BufferedImage same = FeaturePictures.maps(last, 2);

        assertThat(pixels(same)).isEqualTo(pixels(maps));
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    /** Each value of the matrices of 2 x 2 is shown as a square of 128 x 128. */
    @Test
    void matricesShareTheirColours() {
        NDArray large = manager.create(new float[] {4, -4, -4, 0}, new Shape(2, 2));
        NDArray small = manager.create(new float[] {1, 0, 0, 4}, new Shape(2, 2));

        BufferedImage grams = FeaturePictures.grams(List.of("large", "small"), large, small);

        int second = MARGIN + 256 + MARGIN;
        assertThat(grams.getRGB(MARGIN, MARGIN)).isEqualTo(0xff1f5fa8);
        assertThat(grams.getRGB(MARGIN + 128, MARGIN)).isEqualTo(0xffc0392b);
        assertThat(grams.getRGB(MARGIN, MARGIN + 128)).isEqualTo(0xffc0392b);
        assertThat(grams.getRGB(MARGIN + 128, MARGIN + 128)).isEqualTo(0xffffffff);
        assertThat(grams.getRGB(second, MARGIN)).isEqualTo(0xff8fafd4); // half the way: the root of a quarter
        assertThat(grams.getRGB(second + 128, MARGIN + 128)).isEqualTo(0xff1f5fa8);
    }

    @Test
    void eachMatrixHasACaption() {
        NDArray gram = manager.ones(new Shape(2, 2));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> FeaturePictures.grams(List.of("one"), gram, gram))
                .withMessage("1 captions for 2 matrices");
    }

    @Test
    void aReceptiveFieldIsFramedOutside() {
        FeatureNetwork network =
                new FeatureNetwork(Small.layers(manager, DataType.FLOAT32), Small.PREPROCESSING, Reading.AS_WRITTEN);
        Picture picture = new Picture(new byte[3 * 20 * 30], 20, 30, 3);

        BufferedImage framed = FeaturePictures.receptiveFields(picture, network, List.of(0));

        Rectangle seen = network.receptiveField(new Shape(1, 3, 20, 30), 0);
        assertThat(framed.getRGB(seen.x, seen.y)).isEqualTo(0xff000000);
        assertThat(framed.getRGB(seen.x - 2, seen.y - 2)).isEqualTo(0xffffffff);
        assertThat(framed.getRGB(seen.x + seen.width + 1, seen.y + seen.height + 1))
                .isEqualTo(0xffffffff);
        assertThat(framed.getRGB(seen.x - 3, seen.y)).isEqualTo(0xff000000);
    }
}
