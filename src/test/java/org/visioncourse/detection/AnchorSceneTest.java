package org.visioncourse.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.visioncourse.plots.Png;

class AnchorSceneTest {

    @Test
    void theSampleIsFruit() throws IOException {
        AnchorScene scene = AnchorScene.of("sample");

        assertThat(scene.example().truths()).hasSize(5);
        assertThat(scene.example().classNames()).hasSize(3);
        assertThat(scene.image().getWidth()).isEqualTo(400);
    }

    @Test
    void aPhotographGetsD2lsBoxes(@TempDir Path folder) throws IOException {
        AnchorScene empty = AnchorScene.d2l();
        Path file = folder.resolve("photo.png");
        Png.write(file, empty.picture().toImage());

        AnchorScene photograph = AnchorScene.of(file.toString());

        assertThat(photograph.picture().pixels()).isEqualTo(empty.picture().pixels());
        assertThat(photograph.picture().height()).isEqualTo(561);
        assertThat(photograph.picture().width()).isEqualTo(728);
        assertThat(photograph.example().truths()).isEqualTo(AnchorExample.d2l().truths());
        assertThatThrownBy(() -> AnchorScene.of("no-such.jpg"))
                .isInstanceOf(FileNotFoundException.class)
                .hasMessageContaining("no-such.jpg");
    }
}
