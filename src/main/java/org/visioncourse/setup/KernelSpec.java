package org.visioncourse.setup;

import ai.djl.util.JsonUtils;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A kernel's {@code kernel.json}. */
final class KernelSpec {

    /** The name that Jupyter shows. */
    static final String DISPLAY_NAME = "Vision Course (Java)";

    private static final String HOME = "COURSE_HOME"; // see CourseHome
    private static final Pattern JAR = Pattern.compile("(?i)(?:.*[/\\\\])?([ij]java)\\b[^/\\\\]*\\.jar");

    /**
     * What the kernel of a project needs.
     *
     * @param project the folder of the pom
     * @param jars the runtime class path, separated as this system does it
     * @param options of the JVM, none with a space
     */
    record Course(Path project, String jars, List<String> options) {

        String classPath() {
            return project.resolve("target/classes") + File.pathSeparator + jars;
        }
    }

    private final JsonObject json;

    private KernelSpec(JsonObject json) {
        this.json = json;
    }

    /**
     * The course's own kernel.
     *
     * @param folder where its parts are
     * @param windows where there are no signals, and an interrupt is a message
     */
    static KernelSpec own(Course course, Path folder, boolean windows) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(course.options());
        command.addAll(List.of("-cp", folder.resolve(NotebookKernel.JAR) + File.pathSeparator + folder));
        command.addAll(List.of(CourseKernel.class.getName(), "{connection_file}"));
        Map<String, Object> description = Map.of(
                "argv",
                command,
                "display_name",
                DISPLAY_NAME,
                "language",
                "java",
                "interrupt_mode",
                windows ? "message" : "signal",
                "env",
                Map.of(
                        HOME,
                        course.project().toString(),
                        "RJK_CLASSPATH",
                        course.classPath().replace(File.pathSeparator, ";"),
                        "RJK_INIT_SCRIPT",
                        folder.resolve(NotebookKernel.IMPORTS).toString()));
        return new KernelSpec(JsonUtils.GSON.toJsonTree(description).getAsJsonObject());
    }

    static KernelSpec read(Path file) throws IOException {
        try {
            return new KernelSpec(JsonParser.parseString(Files.readString(file)).getAsJsonObject());
        } catch (JsonParseException | IllegalStateException e) {
            throw new IOException(file + " is not a kernel's description: " + e.getMessage(), e);
        }
    }

    void write(Path file) throws IOException {
        Files.writeString(
                file, JsonUtils.builder(true).disableHtmlEscaping().create().toJson(json) + "\n");
    }

    /** IJAVA or JJAVA, of which their environment's names begin, if it is one of them. */
    Optional<String> kind() {
        for (JsonElement argument : json.has("argv") ? json.getAsJsonArray("argv") : new JsonArray()) {
            Matcher jar = JAR.matcher(argument.getAsString());
            if (jar.matches()) {
                return Optional.of(jar.group(1).toUpperCase(Locale.ROOT));
            }
        }
        return environment().keySet().stream()
                .filter(name -> name.matches("[IJ]JAVA_.*"))
                .map(name -> name.substring(0, "IJAVA".length()))
                .findFirst();
    }

    /** Whether it has been told of a course. */
    boolean knowsCourse() {
        return environment().has(HOME);
    }

    /** Adds the course to the environment of IJava or JJava, behind what is there. */
    void add(Course course, String kind) {
        JsonObject environment = environment();
        append(environment, kind + "_CLASSPATH", File.pathSeparator, course.classPath());
        // IJava has no name of its own for the JVM's options; every java of 9 and later reads this one
        String options = kind.equals("JJAVA") ? "JJAVA_JVM_OPTS" : "JDK_JAVA_OPTIONS";
        append(environment, options, " ", String.join(" ", course.options()));
        environment.addProperty(HOME, course.project().toString());
        json.add("env", environment);
    }

    private static void append(JsonObject environment, String name, String separator, String value) {
        String before = environment.has(name) ? environment.get(name).getAsString() : "";
        environment.addProperty(name, before.isBlank() ? value : before + separator + value);
    }

    private JsonObject environment() {
        return json.has("env") ? json.getAsJsonObject("env") : new JsonObject();
    }
}
