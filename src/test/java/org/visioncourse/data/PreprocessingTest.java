package org.visioncourse.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.visioncourse.engine.Torch;

class PreprocessingTest {

    private static final Preprocessing PREPROCESSING = new Preprocessing(Normalisation.IMAGENET);

    @AutoClose
    private final NDManager manager = Torch.start().newBaseManager();

    @ParameterizedTest
    @CsvSource({"7, 5", "1, 9", "9, 1", "1, 1", "16, 16"})
    void aPictureComesBackAsItWas(int height, int width) {
        Picture picture = Pictures.random(1, height, width).picture(0);

        NDArray array = PREPROCESSING.array(picture, manager);
        Picture back = PREPROCESSING.picture(array);

        assertThat(array.getShape()).isEqualTo(new Shape(1, 3, height, width));
        assertThat(back.height()).isEqualTo(height);
        assertThat(back.width()).isEqualTo(width);
        assertThat(back.channels()).isEqualTo(3);
        assertThat(back.pixels()).isEqualTo(picture.pixels());
    }

    @ParameterizedTest
    @CsvSource({"imagenet", "cifar10", "unit"})
    void everyByteOfEveryColourComesBack(String name) {
        Normalisation normalisation =
                switch (name) {
                    case "imagenet" -> Normalisation.IMAGENET;
                    case "cifar10" -> Normalisation.CIFAR10;
                    default -> Normalisation.unit(3);
                };
        byte[] pixels = new byte[256 * 3];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (i / 3);
        }
        Preprocessing preprocessing = new Preprocessing(normalisation);

        NDArray array = preprocessing.array(new Picture(pixels, 1, 256, 3), manager);

        assertThat(preprocessing.picture(array).pixels()).isEqualTo(pixels);
    }

    /** (value / 255 - mean) / std with the means 0.485, 0.456, 0.406 and the deviations 0.229, 0.224, 0.225. */
    @Test
    void valuesAreNormalisedByColour() {
        byte[] pixels = {0, 0, 0, (byte) 255, (byte) 255, (byte) 255, 51, 102, (byte) 204};

        NDArray array = PREPROCESSING.array(new Picture(pixels, 3, 1, 3), manager);

        assertThat(array.toFloatArray())
                .containsExactly(
                        new float[] {
                            -2.117904f,
                            2.248908f,
                            -1.244541f,
                            -2.035714f,
                            2.428571f,
                            -0.25f,
                            -1.804444f,
                            2.64f,
                            1.751111f
                        },
                        within(1e-6f));
    }

    @Test
    void rowsAndColumnsKeepTheirPlaces() {
        byte[] pixels = new byte[2 * 3 * 3];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) i;
        }

        NDArray array = new Preprocessing(new Normalisation(List.of(0f, 0f, 0f), List.of(1 / 255f, 1 / 255f, 1 / 255f)))
                .array(new Picture(pixels, 2, 3, 3), manager);

        assertThat(array.toFloatArray())
                .containsExactly(
                        new float[] {0, 3, 6, 9, 12, 15, 1, 4, 7, 10, 13, 16, 2, 5, 8, 11, 14, 17}, within(1e-5f));
    }

    @Test
    void whatNoByteStandsForIsClipped() {
        NDArray array = manager.create(new float[] {-100, -2.2f, 0, 100, 2.7f, Float.NaN}, new Shape(1, 3, 1, 2));

        assertThat(PREPROCESSING.picture(array).pixels())
                .containsExactly(0, (int) Math.round(0.456 * 255), 255, 0, 255, 0);
    }

    @Test
    void aGreyPictureHasThreeEqualColours() {
        byte[] grey = {0, 50, 100, (byte) 150, (byte) 200, (byte) 250};
        byte[] coloured = new byte[3 * grey.length];
        for (int i = 0; i < coloured.length; i++) {
            coloured[i] = grey[i / 3];
        }

        NDArray array = PREPROCESSING.array(new Picture(grey, 2, 3, 1), manager);

        assertThat(array).isEqualTo(PREPROCESSING.array(new Picture(coloured, 2, 3, 3), manager));
        assertThat(PREPROCESSING.picture(array).pixels()).isEqualTo(coloured);
    }

    /** Then the rows of pixels are a view of the array, and what is written into them shows in it. */
    @Test
    void theArrayIsChannelsLastInMemory() {
        NDArray array = PREPROCESSING.array(Pictures.random(1, 7, 5).picture(0), manager);
        NDArray before = array.duplicate();

        array.transpose(0, 2, 3, 1).reshape(-1).addi(1);

        assertThat(array).isEqualTo(before.add(1));
    }

    @Test
    void oneArrayStaysOpen() {
        int before = manager.getManagedArrays().size();

        NDArray array = PREPROCESSING.array(Pictures.random(1, 7, 5).picture(0), manager);
        PREPROCESSING.picture(array);

        assertThat(array.getManager()).isSameAs(manager);
        assertThat(manager.getManagedArrays()).hasSize(before + 1);
    }

    @Test
    void aNormalisationOfAnotherNumberOfColoursIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Preprocessing(Normalisation.unit(1)))
                .withMessage("a picture has 3 colours, not 1, to be normalised");
    }
}
