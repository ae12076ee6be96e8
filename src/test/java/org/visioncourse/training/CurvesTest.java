package org.visioncourse.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CurvesTest {

    private static final int PANEL = 640;

    /** Curves of three epochs, each figure falling as 1, 1/2, 1/3. */
    private static BufferedImage draw(String... names) {
        History history = new History();
        for (int epoch = 1; epoch <= 3; epoch++) {
            Map<String, Double> row = new LinkedHashMap<>();
            for (String name : names) {
                row.put(name, 1.0 / epoch);
            }
            history.add(row);
        }
        return Curves.draw(history);
    }

    private static int[] pixels(BufferedImage image) {
        return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    }

    @ParameterizedTest
    @CsvSource({
        "1, trainLoss",
        "1, learningRate",
        "2, trainLoss validLoss trainAccuracy seconds",
        "3, trainLoss trainClassError trainBoxMae validClassError validBoxMae validMap50 validMap examplesPerSecond",
    })
    void thereIsAPanelForEachKindOfFigureThatThereIs(int panels, String names) {
        assertThat(draw(names.split(" ")).getWidth()).isEqualTo(panels * PANEL);
    }

    @ParameterizedTest
    @CsvSource({"trainLoss, validLoss", "trainAccuracy, validAccuracy", "validMap50, validMap", "aBoxMae, aClassError"})
    void figuresOfAKindShareAPanel(String one, String other) {
        BufferedImage both = draw(one, other);
        assertThat(both.getWidth()).isEqualTo(PANEL);
        assertThat(pixels(both)).isNotEqualTo(pixels(draw(one))).isNotEqualTo(pixels(draw(other)));
    }

    @Test
    void errorsOfNothingAreAnEmptyPanel() {
        History history = new History();
        history.add(Map.of("validClassError", 0.0));
        assertThat(Arrays.stream(pixels(Curves.draw(history))).distinct().count())
                .isGreaterThan(1);
    }
}
