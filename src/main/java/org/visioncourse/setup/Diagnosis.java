package org.visioncourse.setup;

import java.util.ArrayList;
import java.util.List;

/** Judges facts: what is amiss, with a line of advice for each. */
final class Diagnosis {
    private static final long MIB = 1 << 20;
    /** What the libtorch of the Linux jars was linked with. */
    private static final Runtime.Version OLDEST_GLIBC = Runtime.Version.parse("2.29");

    private final List<Problem> problems = new ArrayList<>();

    private Diagnosis() {}

    /** The problems, in the order in which the report shows the facts; none if all is well. */
    static List<Problem> of(Facts facts) {
        Diagnosis diagnosis = new Diagnosis();
        diagnosis.java(facts.java());
        diagnosis.machine(facts.machine());
        diagnosis.torch(facts.torch(), facts.machine(), facts.offline());
        diagnosis.memory(facts.memory());
        diagnosis.drawing(facts);
        diagnosis.cache(facts.cache());
        diagnosis.data(facts.data(), facts.offline());
        return List.copyOf(diagnosis.problems);
    }

    private void java(Facts.Java java) {
        fatal(java.feature() < 17, "Java %d is too old: install a JDK 17 or newer.", java.feature());
    }

    private void machine(Facts.Machine machine) {
        if (machine.platform().startsWith("linux")) {
            fatal(
                    machine.glibc().isEmpty(),
                    "This Linux has no glibc (Alpine?), which libtorch needs: take Debian, Ubuntu or Fedora.");
            machine.glibc()
                    .map(Runtime.Version::parse)
                    .ifPresent(version -> fatal(
                            version.compareTo(OLDEST_GLIBC) < 0,
                            "glibc %s is too old for libtorch: take a system with %s or newer.",
                            version,
                            OLDEST_GLIBC));
        }
        machine.features()
                .filter(features -> machine.platform().endsWith("x86_64"))
                .ifPresent(features -> advise(
                        !features.contains("avx2"),
                        "The processor has no AVX2: training will be several times slower."));
    }

    private void torch(Facts.Torch torch, Facts.Machine machine, boolean offline) {
        if (torch instanceof Facts.Failed failed) {
            fatal(true, "The engine cannot be loaded: %s", failed.reason());
            fatal(
                    !failed.bundled(),
                    "No libtorch for %s is among the dependencies (there is one for linux-x86_64, linux-aarch64, osx-aarch64"
                            + " and win-x86_64): leave -Dcuda out, or name a folder of libtorch in PYTORCH_LIBRARY_PATH.",
                    machine.platform());
            fatal(
                    !failed.bundled() && offline,
                    "DJL is offline and downloads no libtorch: unset DJL_OFFLINE and -Dai.djl.offline.");
        } else if (torch instanceof Facts.Loaded loaded) {
            advise(
                    Math.max(loaded.intraOpThreads(), loaded.interOpThreads()) > machine.processors(),
                    "More threads than the %d processors slow one another: set -Dai.djl.pytorch.num_threads=%1$d and"
                            + " -Dai.djl.pytorch.num_interop_threads=%1$d.",
                    machine.processors());
            advise(
                    machine.gpus() > 0 && loaded.flavour().equals("cpu"),
                    "There is a GPU: with -Dcuda behind mvn, DJL downloads the libtorch that uses it.");
        }
    }

    private void memory(Facts.Memory memory) {
        advise(
                memory.heapMax() < 1024 * MIB,
                "The heap of %d MiB is small: set -Xmx2g in .mvn/jvm.config or MAVEN_OPTS.",
                memory.heapMax() / MIB);
        advise(
                memory.directMax() < 256 * MIB,
                "The direct memory of %d MiB is small: set -XX:MaxDirectMemorySize=1g in .mvn/jvm.config or MAVEN_OPTS.",
                memory.directMax() / MIB);
        advise(
                memory.heapMax() + memory.directMax() > memory.physicalTotal(),
                "Heap and direct memory may grow beyond the computer's %d MiB: lower them in .mvn/jvm.config.",
                memory.physicalTotal() / MIB);
        advise(
                memory.physicalFree().orElse(Long.MAX_VALUE) < 2048 * MIB,
                "Only %d MiB of memory are free: close other programs, or train with a smaller --batch-size.",
                memory.physicalFree().orElse(0) / MIB);
    }

    private void drawing(Facts facts) {
        facts.textFault()
                .ifPresent(fault -> fatal(
                        true,
                        "Java cannot draw text, which charts need (%s): install fontconfig and a font, such as DejaVu.",
                        fault));
    }

    private void cache(Facts.Cache cache) {
        advise(
                !cache.writable(),
                "DJL cannot write to %s or %s: set DJL_CACHE_DIR to a folder of yours.",
                cache.downloads(),
                cache.natives());
    }

    private void data(Facts.Data data, boolean offline) {
        advise(
                !data.sets().containsValue(true),
                "No data set is in %s: exercises run on generated data; for the real sets see data/README.md, or set COURSE_DATA.",
                data.folder());
        advise(
                offline && data.sets().containsValue(false),
                "DJL is offline, so nothing is downloaded: unset DJL_OFFLINE and -Dai.djl.offline for that.");
    }

    private void fatal(boolean amiss, String advice, Object... values) {
        add(amiss, true, advice, values);
    }

    private void advise(boolean amiss, String advice, Object... values) {
        add(amiss, false, advice, values);
    }

    private void add(boolean amiss, boolean fatal, String advice, Object... values) {
        if (amiss) {
            problems.add(new Problem(fatal, advice.formatted(values)));
        }
    }
}
