package org.visioncourse.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The processor that a benchmark runs on. */
final class Processor {

    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    private Processor() {}

    /** Its name, family and model under Linux, elsewhere the architecture: clouds call them all "AMD EPYC". */
    static String name() throws IOException {
        if (!Files.isReadable(CPU_INFO)) {
            return System.getProperty("os.arch");
        }
        return field("model name") + " (family " + field("cpu family") + ", model " + field("model") + ")";
    }

    private static String field(String name) throws IOException {
        return Files.readAllLines(CPU_INFO).stream()
                .filter(line -> line.matches(name + "\\s*:.*"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("?");
    }
}
