package org.visioncourse.detection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.visioncourse.data.Picture;
import org.visioncourse.plots.Png;

class TrainedDetectorTest {

    @AutoClose
    private TrainedDetector untrained;

    @BeforeEach
    void create() throws IOException {
        untrained = TrainedDetector.create(DetectionConfig.sample(), List.of("banana"), null);
    }

    @Test
    void inAPictureItFindsWhatItFindsInItsFile(@TempDir Path folder) throws IOException {
        Picture picture = FruitSet.bananas(1, 7).get(0).picture().resized(100, 140);
        Path file = folder.resolve("banana.png");
        Png.write(file, picture.toImage());

        List<Detection> found = untrained.detect(picture);

        assertThat(found).isNotEmpty().isEqualTo(untrained.detect(List.of(file)).get(0));
    }

    @Test
    void aGreyPictureIsLookedAtAsOneInColour() {
        byte[] pixels = new byte[80 * 90];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) (7 * i);
        }
        Picture grey = new Picture(pixels, 80, 90, 1);

        assertThat(untrained.detect(grey)).isNotEmpty().isEqualTo(untrained.detect(Picture.of(grey.toImage())));
    }
}
