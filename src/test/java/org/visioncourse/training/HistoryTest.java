package org.visioncourse.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {

    @TempDir
    Path folder;

    @Test
    void rowsComeBackExactlyAndOnlySoManyAsTheRunHasHad() throws Exception {
        Path file = folder.resolve("metrics.csv");
        History history = new History();
        history.add(Map.of("trainLoss", 1 / 3.0));
        history.add(Map.of("trainLoss", 0.1, "validLoss", 0.2));
        history.add(Map.of("trainLoss", 0.05));
        history.write(file);
        assertThat(Files.readAllLines(file).get(0)).isEqualTo("epoch,trainLoss,validLoss");
        History read = History.read(file, 2);
        assertThat(read.epochs()).isEqualTo(2);
        assertThat(read.series("trainLoss")).containsExactly(1 / 3.0, 0.1);
        assertThat(read.series("validLoss")).containsExactly(Double.NaN, 0.2);
    }

    @Test
    void aFileWithTooFewRowsOrABrokenOneIsNamed() throws Exception {
        Path file = folder.resolve("metrics.csv");
        Files.writeString(file, "epoch,trainLoss\n1,0.5\n2,x\n");
        assertThatThrownBy(() -> History.read(file, 3)).hasMessageContaining(file + " has 2 rows");
        assertThatThrownBy(() -> History.read(file, 2)).hasMessageContaining("the broken row 2,x");
    }
}
