package org.visioncourse.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
}
