package org.visioncourse.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {

    private static final int MORE_THAN_A_BUFFER = 1 << 20;

    @TempDir
    private Path folder;

    @Test
    void aFileIsWrittenAndReplaced() throws IOException {
        Path file = folder.resolve("a.txt");

        AtomicFile.write(file, bytes("old and longer"));
        AtomicFile.write(file, out -> out.write(bytes("new")));

        assertThat(file).hasContent("new");
        assertThat(names()).containsExactly("a.txt");
    }

    @Test
    void missingFoldersAreMade() throws IOException {
        Path file = folder.resolve("runs/1/a.txt");

        AtomicFile.write(file, bytes("new"));

        assertThat(file).hasContent("new");
    }

    @Test
    void aLinkToAFolderIsAFolder() throws IOException {
        Path link = link(Files.createDirectory(folder.resolve("disk")));

        AtomicFile.write(link.resolve("a.txt"), bytes("new"));
        AtomicFile.write(link.resolve("runs/a.txt"), bytes("new"));

        assertThat(folder.resolve("disk/a.txt")).hasContent("new");
        assertThat(folder.resolve("disk/runs/a.txt")).hasContent("new");
    }

    private Path link(Path target) {
        try {
            return Files.createSymbolicLink(folder.resolve("link"), target);
        } catch (IOException | UnsupportedOperationException e) {
            assumeTrue(false, "this system makes no symbolic links: " + e.getMessage());
            throw new AssertionError(e);
        }
    }

    @Test
    void contentThatFailsMidwayLeavesTheOldFileAndNothingElse() throws IOException {
        Path file = folder.resolve("a.txt");
        AtomicFile.write(file, bytes("old"));

        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
                    out.write(new byte[MORE_THAN_A_BUFFER]);
                    throw new IOException("the source is gone");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot write " + file + ": the source is gone. What stood there is unchanged.");

        assertThat(file).hasContent("old");
        assertThat(names()).containsExactly("a.txt");
    }

    @Test
    void aProgrammingErrorAlsoLeavesTheOldFileAndNothingElse() throws IOException {
        Path file = folder.resolve("a.txt");
        AtomicFile.write(file, bytes("old"));

        RuntimeException exception = new IllegalStateException("closed");
        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
                    out.write(new byte[MORE_THAN_A_BUFFER]);
                    throw exception;
                }))
                .isSameAs(exception);
        Error error = new OutOfMemoryError("heap");
        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
                    out.write(new byte[MORE_THAN_A_BUFFER]);
                    throw error;
                }))
                .isSameAs(error);

        assertThat(file).hasContent("old");
        assertThat(names()).containsExactly("a.txt");
    }

    @Test
    void whatAKilledProcessLeftBesideIsWrittenOver() throws IOException {
        Files.write(folder.resolve(".a.txt.part"), bytes("half of something longer"));

        AtomicFile.write(folder.resolve("a.txt"), bytes("new"));

        assertThat(folder.resolve("a.txt")).hasContent("new");
        assertThat(names()).containsExactly("a.txt");
    }

    @Test
    void aReasonWithoutAMessageIsNamedByItsClass() {
        assertThatThrownBy(() -> AtomicFile.write(folder.resolve("a.txt"), out -> {
                    throw new EOFException();
                }))
                .hasMessageContaining("a.txt: EOFException. What");
    }

    @Test
    void aFileWhereAFolderIsNeededIsSaidInOneSentence() throws IOException {
        Path parent = folder.resolve("runs");
        Files.write(parent, bytes("a file"));

        assertThatThrownBy(() -> AtomicFile.write(parent.resolve("a.txt"), bytes("new")))
                .isInstanceOf(IOException.class)
                .hasMessage("cannot write " + parent.resolve("a.txt") + ": " + parent
                        + " is a file, where a folder is needed. What stood there is unchanged.");
        assertThatThrownBy(() -> AtomicFile.write(parent.resolve("1/a.txt"), bytes("new")))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot write " + parent.resolve("1/a.txt") + ": ");
        assertThat(parent).hasContent("a file");
    }

    @Test
    void aFolderInTheFilesPlaceIsLeftAlone() throws IOException {
        Path file = Files.createDirectories(folder.resolve("a.txt/inner")).getParent();

        assertThatThrownBy(() -> AtomicFile.write(file, bytes("new")))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("cannot write " + file + ": ");
        assertThat(names()).containsExactly("a.txt");
        assertThat(file.resolve("inner")).isDirectory();
    }

    @Test
    void aFolderWithoutPermissionIsSaidInOneSentence() throws IOException {
        Path closed = Files.createDirectory(folder.resolve("closed"));
        assumeTrue(closed.toFile().setWritable(false), "this system has no folders to read only");
        try {
            assumeFalse(Files.isWritable(closed), "this user may write everywhere");

            assertThatThrownBy(() -> AtomicFile.write(closed.resolve("a.txt"), bytes("new")))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("cannot write " + closed.resolve("a.txt") + ": permission denied for ");
        } finally {
            closed.toFile().setWritable(true);
        }
    }

    /** A limit on the size of files stands in for a full disk: the system refuses to write on, midway. */
    @Test
    void aDiskThatIsFullMidwayLeavesTheOldFileAndNothingElse() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "the limit is set by a shell");
        Path file = folder.resolve("a.txt");
        AtomicFile.write(file, bytes("old"));

        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process process = new ProcessBuilder(
                        "/bin/sh",
                        "-c",
                        "ulimit -f 64; exec \"$0\" \"$@\"", // 64 blocks of 512 bytes or of 1 KiB
                        java,
                        "-XX:-UsePerfData",
                        "-cp",
                        System.getProperty("java.class.path"),
                        AtomicFileTest.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(said).startsWith("cannot write " + file + ": ").endsWith("What stood there is unchanged.");
        assertThat(process.waitFor()).isZero();
        assertThat(file).hasContent("old");
        assertThat(names()).containsExactly("a.txt");
    }

    public static void main(String[] args) {
        try {
            AtomicFile.write(Path.of(args[0]), new byte[MORE_THAN_A_BUFFER]);
        } catch (IOException e) {
            System.out.print(e.getMessage());
        }
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
