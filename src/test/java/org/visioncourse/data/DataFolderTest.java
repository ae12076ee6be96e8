package org.visioncourse.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.FileNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataFolderTest {

    @TempDir
    private Path root;

    @Test
    void takesAFolderByItsPath() throws Exception {
        assertThat(DataFolder.resolve(root.toString(), Path.of("elsewhere"), DataSet.KNOWN, new Download()))
                .isEqualTo(root);
    }

    @Test
    void findsASetByItsNameUnderTheRoot() throws Exception {
        Path set = Files.createDirectory(root.resolve("some-set"));
        assertThat(DataFolder.resolve("some-set", root, DataSet.KNOWN, new Download()))
                .isEqualTo(set);
    }

    @Test
    void letsThePropertyNameTheRoot() {
        String before = System.getProperty("course.data");
        System.setProperty("course.data", root.toString());
        try {
            assertThat(DataFolder.root()).isEqualTo(root);
        } finally {
            if (before == null) {
                System.clearProperty("course.data");
            } else {
                System.setProperty("course.data", before);
            }
        }
    }

    @Test
    void saysWhereItHasLooked() {
        assertThatExceptionOfType(FileNotFoundException.class)
                .isThrownBy(() -> DataFolder.resolve("no-such-set", root, DataSet.KNOWN, new Download()))
                .withMessageContaining(Path.of("no-such-set").toAbsolutePath().toString())
                .withMessageContaining(root.resolve("no-such-set").toString())
                .withMessageContaining("COURSE_DATA");
    }

    @Test
    void refusesAnEmptyName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DataFolder.resolve(" ", root, DataSet.KNOWN, new Download()));
    }
}
