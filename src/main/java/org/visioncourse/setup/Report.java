package org.visioncourse.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Puts facts and problems into words, a line each. */
final class Report {
    private final List<String> lines = new ArrayList<>();

    private Report() {}

    static List<String> of(Facts facts, List<Problem> problems) {
        Report report = new Report();
        report.machine(facts.java(), facts.machine());
        report.torch(facts.torch());
        report.memory(facts.memory());
        report.line("text", facts.textFault().map(fault -> "cannot be drawn").orElse("can be drawn"));
        report.folders(facts.cache(), facts.data(), facts.offline());
        report.lines.add("");
        for (Problem problem : problems) {
            report.lines.add((problem.fatal() ? "PROBLEM  " : "ADVICE   ") + problem.advice());
        }
        boolean runs = problems.stream().noneMatch(Problem::fatal);
        report.lines.add(runs ? "The course runs here." : "The course does not run here yet.");
        return report.lines;
    }

    private void machine(Facts.Java java, Facts.Machine machine) {
        line("Java", "%s, %s, %s".formatted(java.version(), java.vendor(), java.home()));
        line("system", "%s, %s".formatted(machine.system(), machine.platform()));
        line("C library", machine.glibc().map(version -> "glibc " + version).orElse("not glibc"));
        line("processor", "%s, %d available".formatted(machine.processor(), machine.processors()));
        line(
                "features",
                machine.features().map(features -> String.join(" ", features)).orElse("not known on this system"));
    }

    private void torch(Facts.Torch torch) {
        if (torch instanceof Facts.Loaded loaded) {
            line("DJL", loaded.djl());
            line("engine", "PyTorch, libtorch %s, %s".formatted(loaded.libtorch(), loaded.flavour()));
            line("natives", loaded.folder());
            line("device", "%s: %s".formatted(loaded.device(), loaded.reason()));
            line(
                    "threads",
                    "%d within an operator, %d across".formatted(loaded.intraOpThreads(), loaded.interOpThreads()));
        } else {
            line("engine", "not loaded");
        }
    }

    private void memory(Facts.Memory memory) {
        line("heap", "at most " + size(memory.heapMax()) + ", direct memory at most " + size(memory.directMax()));
        line(
                "memory",
                size(memory.physicalTotal())
                        + (memory.physicalFree().isPresent()
                                ? ", " + size(memory.physicalFree().getAsLong()) + " free"
                                : ""));
    }

    private void folders(Facts.Cache cache, Facts.Data data, boolean offline) {
        line("downloads", cache.downloads() + (offline ? ", DJL is offline" : ""));
        String bytes =
                cache.nativeBytes().isPresent() ? size(cache.nativeBytes().getAsLong()) : "not readable";
        line(
                "unpacked",
                "%s, %s, %s".formatted(cache.natives(), bytes, cache.writable() ? "writable" : "not writable"));
        line("data", data.folder());
        line("  found", sets(data, true));
        line("  missing", sets(data, false));
    }

    private static String sets(Facts.Data data, boolean found) {
        String names = data.sets().entrySet().stream()
                .filter(set -> set.getValue() == found)
                .map(Map.Entry::getKey)
                .collect(Collectors.joining(", "));
        return names.isEmpty() ? "none" : names;
    }

    /** Bytes as MiB, or as GiB with a decimal from 1 GiB on. */
    static String size(long bytes) {
        return bytes < 1L << 30
                ? (bytes >> 20) + " MiB"
                : String.format(Locale.ROOT, "%.1f GiB", bytes / (double) (1L << 30));
    }

    private void line(String name, Object value) {
        lines.add("%-11s%s".formatted(name, value));
    }
}
