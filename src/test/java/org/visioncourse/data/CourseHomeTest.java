package org.visioncourse.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class CourseHomeTest {

    private static final Path HOME = Path.of("a course").toAbsolutePath();

    private final Properties properties = new Properties();

    @Test
    void isTheWorkingDirectoryUnlessNamed() {
        assertThat(path(HOME, Map.of())).isEqualTo(Path.of(""));
    }

    @Test
    void isNamedByThePropertyBeforeTheEnvironment() {
        Path elsewhere = Path.of("elsewhere").toAbsolutePath();
        assertThat(path(elsewhere, Map.of("COURSE_HOME", HOME.toString()))).isEqualTo(HOME);
        properties.setProperty("course.home", elsewhere.resolve("b").toString());
        assertThat(path(elsewhere, Map.of("COURSE_HOME", HOME.toString()))).isEqualTo(elsewhere.resolve("b"));
    }

    @Test
    void isRelativeForWhatStartsInAFolderOfTheCourse() {
        properties.setProperty("course.home", HOME.toString());
        assertThat(path(HOME.resolve("notebooks"), Map.of())).isEqualTo(Path.of(".."));
        assertThat(path(HOME, Map.of()).resolve("runs")).isEqualTo(Path.of("runs"));
    }

    private Path path(Path working, Map<String, String> environment) {
        properties.setProperty("user.dir", working.toString());
        return CourseHome.path(properties, environment);
    }
}
