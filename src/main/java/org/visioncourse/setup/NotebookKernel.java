package org.visioncourse.setup;

import ai.djl.util.JsonUtils;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Installs a Jupyter kernel named {@code java} for this user, which runs notebooks on the course's class path:
 * {@code mvn compile -Pnotebooks}.
 *
 * <p>Maven has then put the kernel (rapaio-jupyter-kernel) and the class path into {@code target/kernel}. The class path goes into
 * the environment of the kernel, under the names that rapaio's kernel, IJava and JJava read, so that notebooks need no magic.
 */
@Command(
        name = "notebooks",
        mixinStandardHelpOptions = true,
        description = "Installs a Jupyter kernel named java that runs the notebooks of the course.")
public final class NotebookKernel implements Callable<Integer> {
    private static final String JAR = "rapaio-jupyter-kernel.jar";

    @Option(names = "--replace", description = "Replace another kernel named java.")
    private boolean replace;

    public static void main(String[] args) {
        int code = new CommandLine(new NotebookKernel()).execute(args);
        if (code != 0) {
            System.exit(code);
        }
    }

    /** Installs the kernel of the project in the working directory; 0 if that worked, 1 with a sentence if not. */
    @Override
    public Integer call() {
        Path kernel = dataFolder(System.getProperty("os.name"), System.getenv())
                .resolve("kernels")
                .resolve("java");
        try {
            install(Path.of("").toAbsolutePath(), kernel, replace);
        } catch (IOException e) {
            System.out.println("The kernel was not installed: " + e.getMessage());
            return 1;
        }
        System.out.println("Jupyter's kernel \"java\" is in " + kernel);
        System.out.println("Start jupyter lab or jupyter notebook and open one of notebooks/*.ipynb");
        return 0;
    }

    /**
     * Jupyter's folder of a user.
     *
     * @param system as in the system property {@code os.name}
     */
    static Path dataFolder(String system, Map<String, String> environment) {
        Path home = Path.of(System.getProperty("user.home"));
        if (environment.containsKey("JUPYTER_DATA_DIR")) {
            return Path.of(environment.get("JUPYTER_DATA_DIR"));
        }
        if (system.startsWith("Mac")) {
            return home.resolve("Library/Jupyter");
        }
        if (system.startsWith("Windows")) {
            return Path.of(environment.getOrDefault("APPDATA", home.toString()), "jupyter");
        }
        return Path.of(
                environment.getOrDefault(
                        "XDG_DATA_HOME", home.resolve(".local/share").toString()),
                "jupyter");
    }

    /**
     * Copies the kernel and writes its {@code kernel.json}.
     *
     * @param project the folder of the pom
     * @throws IOException if Maven has not prepared {@code target/kernel}, if another kernel is there and shall not be replaced, or
     *     if a file cannot be read or written
     */
    static void install(Path project, Path kernel, boolean replace) throws IOException {
        Path prepared = project.resolve("target/kernel");
        if (Files.notExists(prepared.resolve(JAR))) {
            throw new IOException("%s is missing; run mvn compile -Pnotebooks".formatted(prepared.resolve(JAR)));
        }
        if (Files.exists(kernel.resolve("kernel.json")) && Files.notExists(kernel.resolve(JAR)) && !replace) {
            throw new IOException("%s holds another kernel; replace it with -Dexec.args=--replace".formatted(kernel));
        }
        Files.createDirectories(kernel);
        Files.copy(prepared.resolve(JAR), kernel.resolve(JAR), StandardCopyOption.REPLACE_EXISTING);
        String jars = Files.readString(prepared.resolve("classpath.txt")).strip();
        String classPath = project.resolve("target/classes") + File.pathSeparator + jars;
        String options = Files.readString(project.resolve(".mvn/jvm.config")).strip();
        Files.writeString(
                kernel.resolve("kernel.json"), kernelJson(project, classPath, List.of(options.split("\\s+"))));
    }

    /** The kernel's description as Jupyter reads it; {@code classPath} is separated as this system does it. */
    static String kernelJson(Path project, String classPath, List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-Dcourse.home=" + project);
        command.addAll(List.of("-jar", "{resource_dir}/" + JAR, "{connection_file}"));
        Map<String, Object> description = Map.of(
                "argv", command,
                "display_name", "Java",
                "language", "java",
                "interrupt_mode", "message",
                "env",
                        Map.of(
                                "IJAVA_CLASSPATH", classPath,
                                "JJAVA_CLASSPATH", classPath,
                                "RJK_CLASSPATH", classPath.replace(File.pathSeparator, ";")));
        return JsonUtils.builder(true).disableHtmlEscaping().create().toJson(description);
    }
}
