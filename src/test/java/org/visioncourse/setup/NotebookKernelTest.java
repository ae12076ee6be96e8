package org.visioncourse.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotebookKernelTest {
    @TempDir
    Path folder;

    private Path project;
    private Path kernel;

    @BeforeEach
    void prepareAsMavenDoes() throws IOException {
        project = folder.resolve("project");
        kernel = folder.resolve("jupyter/kernels/java");
        Files.createDirectories(project.resolve("target/kernel"));
        Files.createDirectories(project.resolve(".mvn"));
        Files.writeString(project.resolve("target/kernel/rapaio-jupyter-kernel.jar"), "a jar");
        Files.writeString(
                project.resolve("target/kernel/classpath.txt"), "/m2/a.jar" + File.pathSeparator + "/m2/b.jar");
        Files.writeString(project.resolve(".mvn/jvm.config"), "-Xmx3g -Dx=y\n");
    }

    @Test
    void theKernelRunsOnTheClassPathOfTheCourse() throws IOException {
        NotebookKernel.install(project, kernel, false);
        JsonObject json = JsonParser.parseString(Files.readString(kernel.resolve("kernel.json")))
                .getAsJsonObject();
        JsonObject environment = json.getAsJsonObject("env");

        assertThat(kernel.resolve("rapaio-jupyter-kernel.jar")).hasContent("a jar");
        assertThat(environment.get("RJK_CLASSPATH").getAsString())
                .isEqualTo(project.resolve("target/classes") + ";/m2/a.jar;/m2/b.jar");
        assertThat(environment.get("IJAVA_CLASSPATH")).isEqualTo(environment.get("JJAVA_CLASSPATH"));
        assertThat(json.getAsJsonArray("argv").toString())
                .contains("-Xmx3g", "-Dx=y", "{resource_dir}/rapaio", "{connection_file}");
    }

    @Test
    void aSecondInstallationReplacesTheFirst() throws IOException {
        NotebookKernel.install(project, kernel, false);
        NotebookKernel.install(project, kernel, false);

        assertThat(kernel.resolve("kernel.json")).exists();
    }

    @Test
    void anotherKernelIsReplacedOnlyWhenAsked() throws IOException {
        Files.createDirectories(kernel);
        Files.writeString(kernel.resolve("kernel.json"), "another");

        assertThatIOException()
                .isThrownBy(() -> NotebookKernel.install(project, kernel, false))
                .withMessageContaining("another kernel");
        assertThat(kernel.resolve("kernel.json")).hasContent("another");

        NotebookKernel.install(project, kernel, true);
        assertThat(Files.readString(kernel.resolve("kernel.json"))).contains("rapaio");
    }

    @Test
    void withoutMavensPartTheSentenceNamesTheCommand() {
        assertThatIOException()
                .isThrownBy(() -> NotebookKernel.install(folder, kernel, false))
                .withMessageContaining("mvn compile -Pnotebooks");
        assertThat(kernel).doesNotExist();
    }

    @Test
    void everySystemKeepsKernelsInAPlaceOfItsOwn() {
        Path home = Path.of(System.getProperty("user.home"));

        assertThat(NotebookKernel.dataFolder("Linux", Map.of())).isEqualTo(home.resolve(".local/share/jupyter"));
        assertThat(NotebookKernel.dataFolder("Linux", Map.of("XDG_DATA_HOME", "/x")))
                .isEqualTo(Path.of("/x/jupyter"));
        assertThat(NotebookKernel.dataFolder("Mac OS X", Map.of())).isEqualTo(home.resolve("Library/Jupyter"));
        assertThat(NotebookKernel.dataFolder("Windows 11", Map.of("APPDATA", "/r")))
                .isEqualTo(Path.of("/r/jupyter"));
        assertThat(NotebookKernel.dataFolder("Linux", Map.of("JUPYTER_DATA_DIR", "/j")))
                .isEqualTo(Path.of("/j"));
    }
}
