package org.visioncourse.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class NormalisationTest {

    @Test
    void tabulatesTheFormulaForEveryByteOfEveryChannel() {
        float[] table = Normalisation.CIFAR10.table();
        assertThat(table).hasSize(768);
        for (int c = 0; c < 3; c++) {
            float mean = Normalisation.CIFAR10.mean().get(c);
            float std = Normalisation.CIFAR10.std().get(c);
            for (int value = 0; value < 256; value++) {
                assertThat(table[c * 256 + value]).isEqualTo((value / 255f - mean) / std);
            }
        }
    }

    @Test
    void takesD2lsFiguresForCifar10() {
        assertThat(Normalisation.CIFAR10.mean())
                .isEqualTo(D2lCifar10.READ.hyperparameters().mean());
        assertThat(Normalisation.CIFAR10.std())
                .isEqualTo(D2lCifar10.READ.hyperparameters().std());
    }

    @Test
    void onlyDividesBy255InUnitForm() {
        assertThat(Normalisation.unit(1).table()).startsWith(0, 1 / 255f).endsWith(1);
    }

    @Test
    void computesMeanAndStdOfEachChannelOverAllPixels() {
        byte[] pixels = {0, 10, (byte) 255, 0, 30, 0, (byte) 255, 10, (byte) 255, (byte) 255, 30, 0};
        ImageSet images = new ImageSet(pixels, 1, 2, 3, new int[2], List.of("a"));
        Normalisation computed = Normalisation.of(images);
        assertThat(computed.mean()).containsExactly(0.5f, 20f / 255, 0.5f);
        assertThat(computed.std()).containsExactly(0.5f, 10f / 255, 0.5f);
    }

    @Test
    void bringsASetToMeanZeroAndStdOne() {
        ImageSet images = Pictures.random(20, 8, 8);
        float[] table = Normalisation.of(images).table();
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < images.pixels().length; i += 3) {
            float value = table[images.pixels()[i] & 0xff];
            sum += value;
            squares += value * value;
        }
        int count = images.pixels().length / 3;
        assertThat(sum / count).isCloseTo(0, within(1e-5));
        assertThat(squares / count).isCloseTo(1, within(1e-5));
    }

    @Test
    void findsThePublishedMeanOfCifar10() throws Exception {
        Path set = DataFolder.root().resolve("cifar10");
        Assumptions.assumeTrue(Files.isDirectory(set), "needs CIFAR-10 in COURSE_DATA");
        Normalisation computed = Normalisation.of(Cifar10Binary.read(set).train());
        for (int c = 0; c < 3; c++) {
            assertThat(computed.mean().get(c))
                    .isCloseTo(Normalisation.CIFAR10.mean().get(c), within(0.001f));
        }
        assertThat(computed.std().get(0)).isCloseTo(0.247f, within(0.003f)); // copies made from JPEG are smoother
    }

    @Test
    void refusesAStdOfZeroAndListsOfDifferentLengths() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Normalisation(List.of(0f), List.of(0f)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Normalisation(List.of(0f), List.of(1f, 1f)));
        assertThatIllegalArgumentException().isThrownBy(() -> new Normalisation(List.of(), List.of()));
    }
}
