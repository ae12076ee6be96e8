package org.visioncourse.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotebookKernelTest {
    /** As the release of IJava 1.3.0 installs it. */
    private static final String IJAVA =
            """
            {"argv": ["java", "-jar", "/x/share/jupyter/kernels/java/ijava-1.3.0.jar", "{connection_file}"],
             "display_name": "Java", "env": {}, "interrupt_mode": "message", "language": "java"}
            """;
    /** As in the release of JJava 1.0. */
    private static final String JJAVA =
            """
            {"argv": ["java", "-jar", "{resource_dir}/jjava-launcher.jar", "{resource_dir}/jjava.jar", "{connection_file}"],
             "display_name": "Java", "language": "java", "interrupt_mode": "message",
             "env": {"JJAVA_CLASSPATH": "/mine.jar", "JJAVA_JVM_OPTS": "-ea"}, "metadata": {}}
            """;

    @TempDir
    Path folder;

    private final Map<String, String> environment = new HashMap<>();
    private Path project;
    private Path kernel;
    private NotebookKernel command;

    @BeforeEach
    void prepareAsMavenDoes() throws IOException {
        project = folder.resolve("a project");
        kernel = folder.resolve("a jupyter/kernels/java");
        Files.createDirectories(project.resolve("target/kernel"));
        Files.createDirectories(project.resolve(".mvn"));
        Files.writeString(project.resolve("target/kernel/rapaio-jupyter-kernel.jar"), "a jar");
        Files.writeString(
                project.resolve("target/kernel/classpath.txt"), "/m2/a.jar" + File.pathSeparator + "/m2/b c.jar");
        Files.writeString(project.resolve(".mvn/jvm.config"), "-Xmx3g -Dx=y\n");
        environment.put("JUPYTER_DATA_DIR", folder.resolve("a jupyter").toString());
        command = new NotebookKernel(new JupyterFolders("Linux", environment, folder), project);
    }

    @Test
    void theKernelRunsOnTheClassPathOfTheCourse() throws IOException {
        List<String> done = command.installed();
        JsonObject json = json(kernel);
        JsonObject environment = json.getAsJsonObject("env");

        assertThat(done).hasSize(1).first().asString().contains("Vision Course (Java)", kernel.toString());
        assertThat(kernel.resolve("rapaio-jupyter-kernel.jar")).hasContent("a jar");
        assertThat(kernel.resolve("org/visioncourse/setup/CourseKernel.class")).isNotEmptyFile();
        assertThat(environment.get("RJK_CLASSPATH").getAsString())
                .isEqualTo(project.resolve("target/classes") + ";/m2/a.jar;/m2/b c.jar");
        assertThat(environment.get("COURSE_HOME").getAsString()).isEqualTo(project.toString());
        assertThat(Path.of(environment.get("RJK_INIT_SCRIPT").getAsString()))
                .content()
                .hasLineCount(1);
        assertThat(json.get("display_name").getAsString()).isEqualTo("Vision Course (Java)");
        assertThat(json.get("interrupt_mode").getAsString()).isEqualTo("signal");
    }

    @Test
    void aPathWithSpacesIsOneArgument() throws IOException {
        command.installed();

        assertThat(json(kernel).getAsJsonArray("argv").asList())
                .extracting(argument -> argument.getAsString())
                .contains("-Xmx3g", "-Dx=y", "{connection_file}")
                .contains(kernel.resolve("rapaio-jupyter-kernel.jar") + File.pathSeparator + kernel);
    }

    /** The class is alone there: a second one would be missing. */
    @Test
    void theStarterIsOneClass() throws IOException {
        Path classes = Path.of("target/classes/org/visioncourse/setup");
        try (var files = Files.list(classes)) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith("CourseKernel")))
                    .hasSize(1);
        }
    }

    @Test
    void aSecondInstallationReplacesTheFirst() throws IOException {
        command.installed();
        command.installed();

        assertThat(kernel.resolve("kernel.json")).exists();
    }

    @Test
    void anotherKernelIsReplacedOnlyWhenAsked() throws IOException {
        String another = "{\"argv\": [\"ganymede\"]}";
        write(kernel, another);

        assertThatIOException().isThrownBy(command::installed).withMessageContaining("another kernel");
        assertThat(kernel.resolve("kernel.json")).hasContent(another);

        command.replace = true;
        command.installed();
        assertThat(kernel.resolve("kernel.json")).content().contains("CourseKernel");

        assertThat(command.undone()).containsExactly("The kernel in " + kernel + " is what it was.");
        assertThat(kernel.resolve("kernel.json")).hasContent(another);
        assertThat(kernel.toFile().list()).containsExactly("kernel.json");
    }

    @Test
    void whatWasInstalledCanBeRemoved() throws IOException {
        command.installed();

        assertThat(command.undone()).containsExactly("The kernel in " + kernel + " is gone.");
        assertThat(kernel).doesNotExist();
        assertThat(command.undone()).containsExactly("No kernel was changed for the course.");
    }

    @Test
    void iJavaIsToldOfTheCourse() throws IOException {
        write(kernel, IJAVA);

        List<String> done = command.installed();
        JsonObject changed = json(kernel);

        assertThat(done).hasSize(1).first().asString().contains("IJAVA", "--undo");
        assertThat(changed.get("argv"))
                .isEqualTo(JsonParser.parseString(IJAVA).getAsJsonObject().get("argv"));
        assertThat(changed.getAsJsonObject("env").asMap().keySet())
                .containsExactlyInAnyOrder("IJAVA_CLASSPATH", "JDK_JAVA_OPTIONS", "COURSE_HOME");
        assertThat(changed.getAsJsonObject("env").get("IJAVA_CLASSPATH").getAsString())
                .startsWith(project.resolve("target/classes") + File.pathSeparator)
                .endsWith("/m2/b c.jar");
    }

    @Test
    void jJavaKeepsWhatItHad() throws IOException {
        write(kernel, JJAVA);

        command.installed();
        command.installed(); // as after a change of the dependencies
        JsonObject environment = json(kernel).getAsJsonObject("env");

        assertThat(environment.get("JJAVA_CLASSPATH").getAsString())
                .startsWith("/mine.jar" + File.pathSeparator + project.resolve("target/classes"))
                .containsOnlyOnce("a.jar");
        assertThat(environment.get("JJAVA_JVM_OPTS").getAsString()).isEqualTo("-ea -Xmx3g -Dx=y");

        command.undone();
        assertThat(kernel.resolve("kernel.json")).hasContent(JJAVA);
    }

    @Test
    void aKernelOfAnotherNameIsNotWhatTheNotebooksAskFor() throws IOException {
        Path jjava = kernel.resolveSibling("jjava");
        write(jjava, JJAVA);

        assertThat(command.installed()).hasSize(2);
        assertThat(json(jjava).getAsJsonObject("env").has("COURSE_HOME")).isTrue();
        assertThat(kernel.resolve("rapaio-jupyter-kernel.jar")).exists();
    }

    @Test
    void otherKernelsCanBeLeftAlone() throws IOException {
        environment.put("JUPYTER_PATH", folder.resolve("others").toString());
        Path jjava = folder.resolve("others/kernels/java");
        write(jjava, JJAVA);
        command.own = true;

        assertThat(command.installed()).hasSize(1);
        assertThat(jjava.resolve("kernel.json")).hasContent(JJAVA);
        assertThat(kernel.resolve("rapaio-jupyter-kernel.jar")).exists();
    }

    @Test
    void withoutMavensPartTheSentenceNamesTheCommand() {
        NotebookKernel unprepared = new NotebookKernel(new JupyterFolders("Linux", environment, folder), folder);

        assertThatIOException().isThrownBy(unprepared::installed).withMessageContaining("mvn compile -Pnotebooks");
        assertThat(kernel).doesNotExist();
    }

    @Test
    void everySystemKeepsKernelsInAPlaceOfItsOwn() {
        Path home = Path.of("/h");

        assertThat(user("Linux", Map.of())).isEqualTo(home.resolve(".local/share/jupyter"));
        assertThat(user("Linux", Map.of("XDG_DATA_HOME", "/x"))).isEqualTo(Path.of("/x/jupyter"));
        assertThat(user("Mac OS X", Map.of())).isEqualTo(home.resolve("Library/Jupyter"));
        assertThat(user("Windows 11", Map.of("APPDATA", "/r"))).isEqualTo(Path.of("/r/jupyter"));
        assertThat(user("Linux", Map.of("JUPYTER_DATA_DIR", "/j"))).isEqualTo(Path.of("/j"));
    }

    @Test
    void jupyterLooksInMorePlacesThanTheUsers() throws IOException {
        Path bin = Files.createDirectories(folder.resolve("venv/bin"));
        Files.createFile(bin.resolve("jupyter-lab"));
        JupyterFolders folders = new JupyterFolders(
                "Linux",
                Map.of("PATH", bin.toString(), "CONDA_PREFIX", "/conda", "JUPYTER_PATH", "/more"),
                Path.of("/h"));

        assertThat(folders.all())
                .containsExactly(
                        Path.of("/more"),
                        Path.of("/h/.local/share/jupyter"),
                        Path.of("/conda/share/jupyter"),
                        folder.resolve("venv/share/jupyter"),
                        Path.of("/usr/local/share/jupyter"),
                        Path.of("/usr/share/jupyter"));
        assertThat(new JupyterFolders("Windows 11", Map.of("PROGRAMDATA", "/pd"), Path.of("/h")).all())
                .containsExactly(Path.of("/h/jupyter"), Path.of("/pd/jupyter"));
        assertThat(folders.programs()).containsExactly(bin.resolve("jupyter-lab"));
    }

    private static Path user(String system, Map<String, String> environment) {
        return new JupyterFolders(system, environment, Path.of("/h")).user();
    }

    private static void write(Path kernel, String json) throws IOException {
        Files.createDirectories(kernel);
        Files.writeString(kernel.resolve("kernel.json"), json);
    }

    private static JsonObject json(Path kernel) throws IOException {
        return JsonParser.parseString(Files.readString(kernel.resolve("kernel.json")))
                .getAsJsonObject();
    }
}
