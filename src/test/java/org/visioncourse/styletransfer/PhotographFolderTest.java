package org.visioncourse.styletransfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.visioncourse.plots.Png;

/** Photographs may lie in the folder of the sets. */
class PhotographFolderTest {

    private static final String PROPERTY = "course.data";

    @TempDir
    private Path folder;

    private String before;

    @BeforeEach
    void setsInAFolderOfItsOwn() {
        before = System.setProperty(PROPERTY, folder.toString());
    }

    @AfterEach
    void setsAsBefore() {
        if (before == null) {
            System.clearProperty(PROPERTY);
        } else {
            System.setProperty(PROPERTY, before);
        }
    }

    @Test
    void aPhotographIsNamedFromTheFolderOfTheSetsOrByItsPath() throws Exception {
        Path file = folder.resolve("photos/mine.png");
        Files.createDirectories(file.getParent());
        Png.write(file, Small.picture(1, 60, 90).toImage());

        StylePair named = StylePair.load(config("photos/mine.png"));
        StylePair found = StylePair.load(config(file.toString()));

        assertThat(named.content().pixels()).isEqualTo(found.content().pixels());
        assertThat(named.content().width()).isEqualTo(64);
    }

    @Test
    void oneThatIsNowhereIsNamedAsItWas() {
        assertThatIOException()
                .isThrownBy(() -> StylePair.load(config("photos/none.png")))
                .withMessageContaining("photos/none.png")
                .withMessageNotContaining(folder.toString());
    }

    private static StyleConfig config(String content) {
        return StyleConfig.real(content, StyleConfig.SAMPLE).quick();
    }
}
