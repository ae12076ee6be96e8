package org.visioncourse.notebook;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.visioncourse.training.Figures;
import org.visioncourse.training.Progress;
import org.visioncourse.training.RunFolder;

class LiveFigureTest {

    @TempDir
    Path folder;

    private final List<String> shown = new ArrayList<>();
    private RunFolder run;
    private Progress figure;

    @BeforeEach
    void figure() throws Exception {
        run = RunFolder.create("test", folder.resolve("run"));
        figure = LiveFigure.of(
                run,
                "curves.png",
                image -> {
                    shown.add("new " + image.getWidth());
                    return "place";
                },
                (id, image) -> shown.add(id + " " + image.getWidth()));
    }

    private void epoch(int number) {
        figure.epoch(number, 3, Map.of("loss", 1.0), Duration.ZERO);
    }

    private void picture(int width) throws Exception {
        run.picture("curves.png", new BufferedImage(width, 1, BufferedImage.TYPE_INT_RGB));
    }

    @Test
    void theFirstPictureIsShownAndTheOthersTakeItsPlace() throws Exception {
        for (int epoch = 1; epoch <= 3; epoch++) {
            picture(epoch);
            epoch(epoch);
        }
        assertThat(shown).containsExactly("new 1", "place 2", "place 3");
    }

    @Test
    void anEpochWithoutAPictureShowsNone() throws Exception {
        epoch(1);
        assertThat(shown).isEmpty();
        picture(7);
        epoch(2);
        assertThat(shown).containsExactly("new 7");
    }

    @Test
    void aBrokenPictureEndsNothing() throws Exception {
        picture(7);
        Files.write(run.path().resolve("curves.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10, 0});
        epoch(1);
        assertThat(shown).isEmpty();
    }

    @Test
    void linesMayCountOtherThings() throws Exception {
        List<String> said = new ArrayList<>();
        Progress lines = new Progress() {
            @Override
            public void step(int epoch, int epochs, int step, int steps, Figures soFar, double rate, Duration left) {
                said.add("step " + step);
            }

            @Override
            public void epoch(int epoch, int epochs, Map<String, Double> row, Duration left) {
                said.add("epoch " + epoch);
            }

            @Override
            public void end() {
                said.add("end");
            }
        };
        Progress other = LiveFigure.of(run, "curves.png", lines, image -> "place", (id, image) -> {});
        other.step(1, 3, 1, 2, Figures.NONE, 1, Duration.ZERO);
        other.epoch(1, 3, Map.of(), Duration.ZERO);
        other.end();
        assertThat(said).containsExactly("step 1", "epoch 1", "end");
    }
}
