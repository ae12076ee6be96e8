package org.visioncourse.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewRunTest {

    @TempDir
    private Path folder;

    private RunFolder run() throws IOException {
        return RunFolder.create("test", folder.resolve("run"));
    }

    /** A run that writes its config.json and then fails. */
    private static void fail(RunFolder run) {
        assertThatIOException()
                .isThrownBy(() -> NewRun.attempt(run, () -> {
                    Files.writeString(run.config(), "{}");
                    throw new IOException("the work failed");
                }))
                .withMessage("the work failed");
    }

    @Test
    void aNewRunThatFailsAtOnceLeavesNothingAndItsFolderCanBeUsedAgain() throws Exception {
        RunFolder run = run();
        fail(run);
        assertThat(run.path()).doesNotExist();
        assertThat(NewRun.attempt(run(), () -> "well done")).isEqualTo("well done");
        assertThat(run.path()).exists();
    }

    @Test
    void whatTheRunHasNotWrittenStays() throws Exception {
        RunFolder run = run();
        Path notes = Files.writeString(run.path().resolve("notes.txt"), "mine");
        fail(run);
        assertThat(run.path()).isDirectoryNotContaining(file -> !file.equals(notes));
        assertThat(notes).hasContent("mine");
        assertThat(run()).isEqualTo(run);
    }

    @Test
    void aRunWithACheckpointAModelOrAPartStays() throws Exception {
        RunFolder run = run();
        Path part = run.path().resolve("fold-1");
        for (Path kept : new Path[] {run.last(), run.best(), new RunFolder(part).config()}) {
            Files.createDirectories(kept.getParent());
            Files.writeString(kept, "kept");
            fail(run);
            assertThat(run.config()).exists();
            assertThat(kept).exists();
            Files.delete(kept);
            Files.delete(run.config());
        }
    }

    @Test
    void aResumedRunStays() throws Exception {
        RunFolder run = run();
        Files.writeString(run.config(), "{}");
        fail(run);
        assertThat(run.config()).exists();
    }
}
