package org.visioncourse.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
    @TempDir
    Path folder;

    @Test
    void thisMachineRunsTheCourse() {
        assertThat(new Doctor().call()).isZero();
    }

    @Test
    void theReportSaysWhatIsThere() {
        Facts facts = FactsForTests.with(FactsForTests.MEMORY);

        assertThat(Report.of(facts, List.of()))
                .contains("Java       17.0.1, Some Vendor, /java", "engine     PyTorch, libtorch 2.7.1, cpu")
                .contains(
                        "heap       at most 2.0 GiB, direct memory at most 1.0 GiB",
                        "  found    photos",
                        "  missing  none")
                .endsWith("", "The course runs here.");
    }

    @Test
    void theReportShowsAdviceAndWhetherTheCourseRuns() {
        Facts facts = FactsForTests.with(new Facts.Failed(true, "a reason"), false);
        List<Problem> problems = List.of(new Problem(true, "Mend this."), new Problem(false, "Think of that."));

        assertThat(Report.of(facts, problems))
                .contains("engine     not loaded")
                .endsWith("PROBLEM  Mend this.", "ADVICE   Think of that.", "The course does not run here yet.");
    }

    @Test
    void theFeaturesThatMatterAreReadOnIntelAndArm() {
        assertThat(MachineFacts.features(List.of("model name\t: X", "flags\t\t: fpu avx2 sse amx_bf16")))
                .contains(Set.of("avx2", "amx_bf16"));
        assertThat(MachineFacts.features(List.of("Features\t: fp asimd crc32"))).contains(Set.of("asimd"));
        assertThat(MachineFacts.features(List.of())).isEmpty();
    }

    @Test
    void theFlavourIsReadFromTheFolderOfTheNatives() {
        assertThat(EngineFacts.flavour(Path.of("/c/2.7.1-20250812-cpu-linux-x86_64")))
                .isEqualTo("cpu");
        assertThat(EngineFacts.flavour(Path.of("/c/2.7.1-cu128-win-x86_64"))).isEqualTo("cu128");
        assertThat(EngineFacts.flavour(Path.of("/opt/libtorch/lib"))).isEqualTo("of its own folder");
    }

    @Test
    void theReasonForTheDeviceIsGiven() {
        assertThat(EngineFacts.deviceReason("cpu", 0)).isEqualTo("CUDA finds no GPU");
        assertThat(EngineFacts.deviceReason("cpu", 1)).isEqualTo("this libtorch is made for the processor");
        assertThat(EngineFacts.deviceReason("cu128", 2)).isEqualTo("CUDA finds 2 GPU");
    }

    @Test
    void theInnermostCauseIsTheReason() {
        Throwable thrown = new IllegalStateException("outer", new IOException("disk full"));

        assertThat(EngineFacts.reason(thrown)).isEqualTo("java.io.IOException: disk full");
    }

    @Test
    void setsAreFoundByTheirFolders() throws IOException {
        Files.createDirectories(folder.resolve("cifar10"));

        assertThat(FolderFacts.data(folder).sets())
                .containsEntry("cifar10", true)
                .containsEntry("raccoons", false);
    }

    @Test
    void foldersAreMeasuredAndTriedForWriting() throws IOException {
        Path file = Files.write(folder.resolve("a"), new byte[5]);

        assertThat(FolderFacts.size(folder)).hasValue(5);
        assertThat(FolderFacts.size(folder.resolve("none"))).hasValue(0);
        assertThat(FolderFacts.isWritable(folder.resolve("not/yet"))).isTrue();
        assertThat(FolderFacts.isWritable(file.resolve("below/a/file"))).isFalse();
    }

    @Test
    void sizesAreReadable() {
        assertThat(Report.size(300L << 20)).isEqualTo("300 MiB");
        assertThat(Report.size(3L << 29)).isEqualTo("1.5 GiB");
    }
}
