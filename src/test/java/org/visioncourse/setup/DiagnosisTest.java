package org.visioncourse.setup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.visioncourse.setup.FactsForTests.GIB;
import static org.visioncourse.setup.FactsForTests.with;
import static org.visioncourse.setup.FactsForTests.withTextFault;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DiagnosisTest {
    @Test
    void aHealthyMachineHasNoProblem() {
        assertThat(Diagnosis.of(with(FactsForTests.JAVA))).isEmpty();
    }

    @Test
    void anOldJavaIsFatal() {
        assertOne(with(new Facts.Java(11, "11.0.2", "v", Path.of("/java"))), true, "Java 11");
    }

    @Test
    void aLinuxWithoutGlibcIsFatal() {
        assertOne(with(machine("linux-x86_64", 4, null, "avx2", 0)), true, "no glibc");
    }

    @Test
    void anOldGlibcIsFatal() {
        assertOne(with(machine("linux-x86_64", 4, "2.28", "avx2", 0)), true, "glibc 2.28 is too old");
    }

    @Test
    void aMacNeedsNoGlibc() {
        assertThat(Diagnosis.of(with(machine("osx-aarch64", 4, null, "asimd", 0))))
                .isEmpty();
    }

    @Test
    void aProcessorWithoutAvx2IsSlow() {
        assertOne(with(machine("linux-x86_64", 4, "2.36", "", 0)), false, "AVX2");
    }

    @Test
    void aGpuThatIsNotUsedIsMentioned() {
        assertOne(with(machine("linux-x86_64", 4, "2.36", "avx2", 1)), false, "-Dcuda");
    }

    @Test
    void moreThreadsThanProcessorsAreTooMany() {
        assertOne(with(machine("linux-x86_64", 2, "2.36", "avx2", 0)), false, "num_threads=2");
    }

    @Test
    void anEngineThatCannotBeLoadedIsFatalWithItsReason() {
        assertOne(with(new Facts.Failed(true, "libgomp.so.1 is missing"), true), true, "libgomp.so.1 is missing");
    }

    @Test
    void aPlatformWithoutNativesIsNamed() {
        assertThat(Diagnosis.of(with(new Facts.Failed(false, "no network"), false)))
                .hasSize(2)
                .allMatch(Problem::fatal)
                .anyMatch(problem -> problem.advice().contains("No libtorch for linux-x86_64"));
    }

    @Test
    void withoutNativesOfflineIsNamedToo() {
        assertThat(Diagnosis.of(with(new Facts.Failed(false, "no network"), true)))
                .anyMatch(problem -> problem.advice().contains("DJL_OFFLINE"));
    }

    @Test
    void littleMemoryIsMentioned() {
        assertOne(with(new Facts.Memory(GIB / 2, GIB, 16 * GIB, OptionalLong.of(8 * GIB))), false, "heap of 512 MiB");
        assertOne(
                with(new Facts.Memory(GIB, GIB / 8, 16 * GIB, OptionalLong.of(8 * GIB))),
                false,
                "direct memory of 128 MiB");
        assertOne(with(new Facts.Memory(2 * GIB, GIB, 16 * GIB, OptionalLong.of(GIB))), false, "Only 1024 MiB");
        assertOne(
                with(new Facts.Memory(3 * GIB, 2 * GIB, 4 * GIB, OptionalLong.of(3 * GIB))),
                false,
                "beyond the computer's 4096 MiB");
    }

    @Test
    void graphicsWithoutFontsAreFatal() {
        assertOne(withTextFault("Fontconfig head is null"), true, "Fontconfig head is null");
    }

    @Test
    void aCacheThatCannotBeWrittenIsNamed() {
        assertOne(
                with(new Facts.Cache(Path.of("/a"), Path.of("/b"), OptionalLong.empty(), false)),
                false,
                "DJL_CACHE_DIR");
    }

    @Test
    void missingDataIsNoObstacle() {
        assertOne(with(new Facts.Data(Path.of("/data"), Map.of("photos", false)), false), false, "generated data");
    }

    @Test
    void someMissingDataMatterWhenOffline() {
        Facts.Data some = new Facts.Data(Path.of("/data"), Map.of("photos", true, "raccoons", false));

        assertThat(Diagnosis.of(with(some, false))).isEmpty();
        assertOne(with(some, true), false, "offline");
    }

    private static Facts.Machine machine(String platform, int processors, String glibc, String feature, int gpus) {
        return new Facts.Machine(
                "a system",
                platform,
                "a processor",
                processors,
                Optional.ofNullable(glibc),
                Optional.of(Set.of(feature)),
                gpus);
    }

    private static void assertOne(Facts facts, boolean fatal, String words) {
        assertThat(Diagnosis.of(facts)).singleElement().satisfies(problem -> {
            assertThat(problem.advice()).contains(words).doesNotContain("\n");
            assertThat(problem.fatal()).isEqualTo(fatal);
        });
    }
}
