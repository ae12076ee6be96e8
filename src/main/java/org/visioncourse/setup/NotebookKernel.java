package org.visioncourse.setup;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Sees to it that Jupyter's kernel named {@code java} runs notebooks on the course's class path:
 * {@code mvn compile -Pnotebooks}.
 *
 * <p>Where IJava or JJava is installed, the course is added to its environment, and what was there is kept beside it. Else, or
 * if it has another name, rapaio's kernel, which Maven has put into {@code target/kernel}, is installed for this user as
 * {@link CourseKernel} starts it.
 */
@Command(
        name = "notebooks",
        mixinStandardHelpOptions = true,
        description = "Makes Jupyter's kernel named java run the notebooks of the course.")
public final class NotebookKernel implements Callable<Integer> {
    static final String JAR = "rapaio-jupyter-kernel.jar";
    /** A script of one import, since the kernel's own imports are lost where a notebook repeats one of them. */
    static final String IMPORTS = "imports.jshell";

    private static final String DISPLAY = "import static org.rapaio.jupyter.kernel.global.Global.*;\n";
    private static final String SPEC = "kernel.json";
    private static final String BACKUP = "kernel.json.before-vision-course";

    private final JupyterFolders folders;
    private final Path project;

    @Option(names = "--own", description = "Leave IJava and JJava alone, and install the course's kernel.")
    boolean own;

    @Option(names = "--replace", description = "Replace another kernel named java.")
    boolean replace;

    @Option(names = "--undo", description = "Put back what was there before.")
    boolean undo;

    NotebookKernel(JupyterFolders folders, Path project) {
        this.folders = folders;
        this.project = project;
    }

    public static void main(String[] args) {
        NotebookKernel kernel =
                new NotebookKernel(JupyterFolders.here(), Path.of("").toAbsolutePath());
        int code = new CommandLine(kernel).execute(args);
        if (code != 0) {
            System.exit(code);
        }
    }

    /** Installs the kernel of the project in the working directory; 0 if that worked, 1 with a sentence if not. */
    @Override
    public Integer call() {
        try {
            (undo ? undone() : installed()).forEach(System.out::println);
        } catch (IOException e) {
            System.out.println("The kernel was not installed: " + e.getMessage());
            return 1;
        }
        if (folders.programs().isEmpty() && !undo) {
            System.out.println(
                    "Jupyter itself is not on the PATH. Get it with pip install jupyterlab, or on Debian with"
                            + " apt install jupyter-notebook; VS Code's Jupyter extension also runs the notebooks, without it.");
        } else if (!undo) {
            System.out.println("Start jupyter lab or jupyter notebook, and open one of notebooks/*.ipynb");
        }
        return 0;
    }

    /**
     * Installs.
     *
     * @return what was done, a sentence each
     * @throws IOException if Maven has not prepared {@code target/kernel}, if another kernel is there and shall not be replaced, or
     *     if a file cannot be read or written
     */
    List<String> installed() throws IOException {
        KernelSpec.Course course = course();
        List<String> done = new ArrayList<>();
        boolean found = false; // a kernel named java that Jupyter takes before the user's
        for (Path kernel : own ? List.<Path>of() : folders.kernels()) {
            Optional<String> kind = kind(kernel);
            if (kind.isPresent()) {
                boolean added = add(course, kernel, kind.get(), done);
                found |= added && kernel.getFileName().toString().equals("java");
            }
        }
        if (!found) {
            Path kernel = folders.user().resolve("kernels").resolve("java");
            install(course, kernel);
            done.add("Jupyter's kernel \"java\", " + KernelSpec.DISPLAY_NAME + ", is in " + kernel);
        }
        return done;
    }

    /** Empty also for a broken kernel, which Jupyter passes over, too. */
    private static Optional<String> kind(Path kernel) {
        try {
            return KernelSpec.read(kernel.resolve(SPEC)).kind();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private KernelSpec.Course course() throws IOException {
        Path prepared = project.resolve("target/kernel");
        if (Files.notExists(prepared.resolve(JAR))) {
            throw new IOException("%s is missing; run mvn compile -Pnotebooks".formatted(prepared.resolve(JAR)));
        }
        String jars = Files.readString(prepared.resolve("classpath.txt")).strip();
        String options = Files.readString(project.resolve(".mvn/jvm.config")).strip();
        return new KernelSpec.Course(project, jars, List.of(options.split("\\s+")));
    }

    /** Whether it could be written. */
    private static boolean add(KernelSpec.Course course, Path kernel, String kind, List<String> done) {
        Path spec = kernel.resolve(SPEC);
        Path backup = kernel.resolve(BACKUP);
        try {
            if (!KernelSpec.read(spec).knowsCourse() || Files.notExists(backup)) {
                Files.copy(spec, backup, StandardCopyOption.REPLACE_EXISTING);
            }
            KernelSpec changed = KernelSpec.read(backup);
            changed.add(course, kind);
            changed.write(spec);
        } catch (IOException e) {
            done.add("The %s kernel in %s was left as it is: %s".formatted(kind, kernel, e));
            return false;
        }
        done.add("The %s kernel in %s has the course's class path now; what it was is in %s, and --undo puts it back."
                .formatted(kind, kernel, BACKUP));
        return true;
    }

    private void install(KernelSpec.Course course, Path kernel) throws IOException {
        if (Files.exists(kernel.resolve(SPEC)) && !isOwn(kernel)) {
            if (!replace) {
                throw new IOException(
                        "%s holds another kernel; replace it with -Dexec.args=--replace".formatted(kernel));
            }
            Files.copy(kernel.resolve(SPEC), kernel.resolve(BACKUP), StandardCopyOption.REPLACE_EXISTING);
        }
        Path starter = kernel.resolve(starter());
        Files.createDirectories(starter.getParent());
        Files.copy(
                project.resolve("target/kernel").resolve(JAR),
                kernel.resolve(JAR),
                StandardCopyOption.REPLACE_EXISTING);
        try (InputStream bytes = CourseKernel.class.getResourceAsStream("/" + starter())) {
            Files.copy(bytes, starter, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.writeString(kernel.resolve(IMPORTS), DISPLAY);
        KernelSpec.own(course, kernel, folders.isWindows()).write(kernel.resolve(SPEC));
    }

    private static String starter() {
        return CourseKernel.class.getName().replace('.', '/') + ".class";
    }

    private static boolean isOwn(Path kernel) {
        return Files.exists(kernel.resolve(JAR));
    }

    /** Puts back, or removes, what {@link #installed} changed; a sentence for each. */
    List<String> undone() throws IOException {
        List<String> done = new ArrayList<>();
        for (Path kernel : folders.kernels()) {
            boolean ours = isOwn(kernel);
            if (ours) {
                for (String part : List.of(JAR, IMPORTS, SPEC, starter())) {
                    Files.deleteIfExists(kernel.resolve(part));
                }
                for (Path folder = kernel.resolve(starter()).getParent();
                        !folder.equals(kernel.getParent()) && isEmpty(folder);
                        folder = folder.getParent()) {
                    Files.delete(folder);
                }
            }
            if (Files.exists(kernel.resolve(BACKUP))) {
                Files.move(kernel.resolve(BACKUP), kernel.resolve(SPEC), StandardCopyOption.REPLACE_EXISTING);
                done.add("The kernel in " + kernel + " is what it was.");
            } else if (ours) {
                done.add("The kernel in " + kernel + " is gone.");
            }
        }
        return done.isEmpty() ? List.of("No kernel was changed for the course.") : done;
    }

    private static boolean isEmpty(Path folder) {
        String[] inside = folder.toFile().list();
        return inside != null && inside.length == 0;
    }
}
