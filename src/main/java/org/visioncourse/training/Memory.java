package org.visioncourse.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The memory of this process. */
public final class Memory {

    private static final Path STATUS = Path.of("/proc/self/status");

    private Memory() {}

    /** The largest resident size so far in MiB; known on Linux only. */
    public static Optional<Long> peakMiB() {
        return kibibytes("VmHWM:");
    }

    /** The resident size in MiB; known on Linux only. */
    public static Optional<Long> residentMiB() {
        return kibibytes("VmRSS:");
    }

    private static Optional<Long> kibibytes(String field) {
        if (!Files.isReadable(STATUS)) {
            return Optional.empty();
        }
        try {
            return Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith(field))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) >> 10)
                    .findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
