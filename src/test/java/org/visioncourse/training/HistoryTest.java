package org.visioncourse.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryTest {

    @TempDir
    Path folder;

    @Test
    void everyEpochIsARowAndAFigureThatAnEpochLacksIsEmpty() throws Exception {
        Path file = folder.resolve("metrics.csv");
        History history = new History();
        history.add(Map.of("trainLoss", 1 / 3.0));
        history.add(Map.of("trainLoss", 0.1, "validLoss", 0.2));
        history.write(file);
        assertThat(Files.readAllLines(file))
                .containsExactly("epoch,trainLoss,validLoss", "1,0.3333333333333333,", "2,0.1,0.2");
        assertThat(history.series("validLoss")).containsExactly(Double.NaN, 0.2);
    }

    @Test
    void readingIsTheInverseOfWriting() throws Exception {
        Path file = folder.resolve("metrics.csv");
        History history = new History();
        history.add(Map.of("trainLoss", 1 / 3.0, "learningRate", 1e-300));
        history.add(Map.of("trainLoss", Double.NEGATIVE_INFINITY, "validLoss", Double.NaN));
        history.add(Map.of("validLoss", Math.PI));
        history.write(file);
        History read = History.read(file);
        assertThat(read.rows()).isEqualTo(history.rows());
        assertThat(read.names()).isEqualTo(history.names());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "''; line 1: expected the column epoch first, found \"\"",
                "trainLoss,validLoss|1,2; line 1: expected the column epoch first, found \"trainLoss\"",
                "epoch,trainLoss,validLoss|1,0.5,0.4|2,0.3; line 3: 2 values for 3 columns",
                "epoch,trainLoss|1,0.5|2,0.5|3,much; line 4: \"much\" is not a number"
            },
            ignoreLeadingAndTrailingWhitespace = false)
    void namesABrokenLine(String lines, String reason) throws Exception {
        Path file = folder.resolve("metrics.csv");
        Files.write(file, List.of(lines.split("\\|")));
        assertThatIOException().isThrownBy(() -> History.read(file)).withMessage(file + "," + reason);
    }
}
