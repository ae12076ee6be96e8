package org.visioncourse.setup;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where Jupyter looks for kernels.
 *
 * @param system as in the system property {@code os.name}
 * @param environment the process's
 * @param home the user's folder
 */
record JupyterFolders(String system, Map<String, String> environment, Path home) {

    /** The user's folder is HOME's, as for Jupyter, where there is one: Java's own is that of the system's list of users. */
    static JupyterFolders here() {
        String home = System.getenv().getOrDefault("HOME", System.getProperty("user.home"));
        return new JupyterFolders(System.getProperty("os.name"), System.getenv(), Path.of(home));
    }

    /** The user's own data folder, where a user's kernels are installed. */
    Path user() {
        if (environment.containsKey("JUPYTER_DATA_DIR")) {
            return Path.of(environment.get("JUPYTER_DATA_DIR")).toAbsolutePath();
        }
        if (system.startsWith("Mac")) {
            return home.resolve("Library/Jupyter");
        }
        if (isWindows()) {
            return Path.of(environment.getOrDefault("APPDATA", home.toString()), "jupyter");
        }
        String data = environment.getOrDefault(
                "XDG_DATA_HOME", home.resolve(".local/share").toString());
        return Path.of(data, "jupyter");
    }

    /** All data folders in Jupyter's order: JUPYTER_PATH's, the user's, those of Python environments, the system's. */
    Set<Path> all() {
        Set<Path> folders = new LinkedHashSet<>();
        paths("JUPYTER_PATH").forEach(folders::add);
        folders.add(user());
        Stream.of("VIRTUAL_ENV", "CONDA_PREFIX")
                .flatMap(this::paths)
                .forEach(prefix -> folders.add(prefix.resolve("share/jupyter")));
        programs().forEach(jupyter -> {
            Path prefix = jupyter.toAbsolutePath().getParent().getParent(); // of bin/jupyter or Scripts\jupyter.exe
            if (prefix != null) {
                folders.add(prefix.resolve("share/jupyter"));
            }
        });
        if (isWindows()) {
            paths("PROGRAMDATA").forEach(data -> folders.add(data.resolve("jupyter")));
        } else {
            folders.add(Path.of("/usr/local/share/jupyter"));
            folders.add(Path.of("/usr/share/jupyter"));
        }
        return folders;
    }

    /** The folders of all installed kernels, in the order of their data folders. */
    List<Path> kernels() throws IOException {
        List<Path> kernels = new ArrayList<>();
        for (Path folder : all()) {
            if (Files.isDirectory(folder.resolve("kernels"))) {
                try (Stream<Path> inside = Files.list(folder.resolve("kernels"))) {
                    inside.filter(kernel -> Files.isRegularFile(kernel.resolve("kernel.json")))
                            .sorted()
                            .forEach(kernels::add);
                }
            }
        }
        return kernels;
    }

    /** Jupyter's programs on the PATH; empty if there are none. */
    List<Path> programs() {
        String ending = isWindows() ? ".exe" : "";
        return paths("PATH")
                .flatMap(folder -> Stream.of("jupyter", "jupyter-lab", "jupyter-notebook")
                        .map(name -> folder.resolve(name + ending)))
                .filter(Files::isRegularFile)
                .toList();
    }

    boolean isWindows() {
        return system.startsWith("Windows");
    }

    private Stream<Path> paths(String variable) {
        return Stream.of(environment.getOrDefault(variable, "").split(File.pathSeparator))
                .filter(path -> !path.isBlank())
                .flatMap(path -> {
                    try {
                        return Stream.of(Path.of(path));
                    } catch (InvalidPathException e) { // such as one in quotes, which Windows allows
                        return Stream.empty();
                    }
                });
    }
}
