package org.visioncourse.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadFaultsTest {

    @TempDir
    private Path folder;

    private DownloadFixture fixture;

    @BeforeEach
    void expectAFile() {
        fixture = new DownloadFixture(folder);
    }

    @Test
    void aServerThatStallsMidwayIsAskedForTheRest() throws Exception {
        try (LocalServer server = new LocalServer(stalling(60_000), LocalServer.part(fixture.content))) {
            fixture.fetch(server);
            fixture.assertFetched();
            assertThat(server.requests().get(1).header("range")).isEqualTo("bytes=60000-");
        }
    }

    /** Sends so much, and then nothing for longer than anybody waits. */
    private LocalServer.Answer stalling(int after) {
        return (request, out) -> {
            LocalServer.cut(fixture.content, after, "").write(request, out);
            out.flush();
            Thread.sleep(2 * DownloadFixture.STALL.toMillis());
        };
    }

    @Test
    void aServerThatDoesNotAnswerAtAllIsAskedAgain() throws Exception {
        LocalServer.Answer silence = (request, out) -> Thread.sleep(2 * DownloadFixture.STALL.toMillis());
        try (LocalServer server = new LocalServer(silence, LocalServer.whole(fixture.content))) {
            fixture.fetch(server);
            fixture.assertFetched();
        }
        assertThat(fixture.told()).contains("no answer");
    }

    @Test
    void aServerThatCutsEveryTimeIsAskedAsLongAsItGetsFurther() throws Exception {
        LocalServer.Answer[] answers = new LocalServer.Answer[10];
        for (int i = 0; i < answers.length; i++) {
            int from = 10_000 * i;
            byte[] next = Arrays.copyOfRange(fixture.content, from, from + 10_000);
            answers[i] = LocalServer.answer(
                    "206 Partial Content",
                    "Content-Length: " + (100_000 - from) + "\r\nContent-Range: bytes " + from + "-99999/100000\r\n",
                    next);
        }
        answers[0] = LocalServer.cut(fixture.content, 10_000, "");
        try (LocalServer server = new LocalServer(answers)) {
            fixture.fetch(server);
            fixture.assertFetched();
            assertThat(server.requests()).hasSize(10);
        }
    }

    @Test
    void aServerThatAlwaysCutsAtTheSamePlaceIsGivenUpAndThePartKept() throws Exception {
        try (LocalServer server = new LocalServer(LocalServer.cut(fixture.content, 60_000, ""))) {
            fixture.assertFails(fixture.file(server), "127.0.0.1 fails again and again", "put it at " + fixture.target);
            assertThat(server.requests()).hasSize(4); // one that got somewhere, and three that got no further
            fixture.assertNothingBut("file.bin.part");
        }
    }

    @Test
    void aServerInTroubleIsAskedAgain() throws Exception {
        LocalServer.Answer trouble = LocalServer.answer("500 Oops", "Content-Length: 0\r\n", new byte[0]);
        try (LocalServer server = new LocalServer(trouble, trouble, LocalServer.whole(fixture.content))) {
            fixture.fetch(server);
            fixture.assertFetched();
            assertThat(server.requests()).hasSize(3);
        }
        assertThat(fixture.told()).contains("it answers with status 500");
    }

    @Test
    void aServerWithoutTheFileIsAskedOnce() throws Exception {
        try (LocalServer server =
                new LocalServer(LocalServer.answer("404 Not Found", "Content-Length: 4\r\n", new byte[4]))) {
            fixture.assertFails(
                    fixture.file(server),
                    "127.0.0.1 answers with status 404: fetch " + server.uri("/file.bin"),
                    "(100,000 bytes, " + fixture.checksum() + ")",
                    "put it at " + fixture.target);
            assertThat(server.requests()).hasSize(1);
            fixture.assertNothingBut();
        }
    }

    @Test
    void aServerThatPromisesAnotherLengthIsNotBelieved() throws Exception {
        for (int length : new int[] {99_999, 100_001}) {
            try (LocalServer server = new LocalServer(LocalServer.whole(Arrays.copyOf(fixture.content, length)))) {
                fixture.assertFails(fixture.file(server), "has " + length + " bytes", "instead of 100000");
                assertThat(server.requests()).hasSize(1);
            }
        }
    }

    @Test
    void aServerThatHasAnotherFileLeavesThePartAlone() throws Exception {
        byte[] part = Arrays.copyOf(fixture.content, 70_000);
        fixture.writePart(part);
        try (LocalServer portal = new LocalServer(LocalServer.whole(new byte[1234]))) {
            fixture.assertFails(fixture.file(portal), "has 1234 bytes");
            assertThat(fixture.part()).hasBinaryContent(part);
        }
    }

    @Test
    void aServerThatSendsMoreThanThereIsIsStopped() throws Exception {
        try (LocalServer server =
                new LocalServer(LocalServer.answer("200 OK", "", Arrays.copyOf(fixture.content, 10_000_000)))) {
            fixture.assertFails(fixture.file(server), "sends more than the file's 100000 bytes");
            fixture.assertNothingBut();
        }
    }

    @Test
    void aServerThatEndsEarlyWithoutHavingPromisedAnythingIsAskedForTheRest() throws Exception {
        byte[] beginning = Arrays.copyOf(fixture.content, 60_000);
        try (LocalServer server =
                new LocalServer(LocalServer.answer("200 OK", "", beginning), LocalServer.part(fixture.content))) {
            fixture.fetch(server);
            fixture.assertFetched();
        }
    }

    @Test
    void wrongBytesAreDeletedAndBothChecksumsNamed() throws Exception {
        byte[] wrong = fixture.content.clone();
        wrong[50_000] ^= 1;
        try (LocalServer server = new LocalServer(LocalServer.whole(wrong))) {
            fixture.assertFails(
                    fixture.file(server),
                    "wrong bytes",
                    "SHA-256",
                    fixture.checksum().hex());
            assertThat(server.requests()).hasSize(1);
            fixture.assertNothingBut();
        }
    }

    @Test
    void aPartOfAnotherFileIsReplacedOnceOnly() throws Exception {
        fixture.writePart(new byte[70_000]);
        byte[] wrong = new byte[100_000];
        try (LocalServer server = new LocalServer(LocalServer.part(wrong))) {
            fixture.assertFails(fixture.file(server), "wrong bytes");
            assertThat(server.requests()).hasSize(2);
            fixture.assertNothingBut();
        }
    }

    @Test
    void offlineTheErrorSaysWhichFileToPutWhere() throws Exception {
        String before = System.getProperty("ai.djl.offline");
        System.setProperty("ai.djl.offline", "true");
        try (LocalServer server = new LocalServer(LocalServer.whole(fixture.content))) {
            fixture.assertFails(
                    fixture.file(server),
                    "Offline mode is on",
                    "fetch " + server.uri("/file.bin") + " (100,000 bytes, " + fixture.checksum()
                            + ") by other means and put it at " + fixture.target + ".");
            assertThat(server.requests()).isEmpty();
            assertThat(fixture.target.getParent()).doesNotExist();
        } finally {
            if (before == null) {
                System.clearProperty("ai.djl.offline");
            } else {
                System.setProperty("ai.djl.offline", before);
            }
        }
    }

    @Test
    void aHostThatCannotBeReachedIsTriedOnce() throws Exception {
        LocalServer gone = new LocalServer();
        gone.close();
        fixture.assertFails(fixture.file(gone), "127.0.0.1 cannot be reached: fetch ", "put it at " + fixture.target);
        fixture.assertFails(
                fixture.file(URI.create("http://no-such-host.invalid/file.bin")),
                "no-such-host.invalid cannot be reached: fetch ");
        assertThat(fixture.told()).doesNotContain("next try");
    }

    @Test
    void aFullDiskEndsIt() throws Exception {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.isWritable(full), "needs a device that is always full");
        Files.createDirectories(fixture.target.getParent());
        Files.createSymbolicLink(fixture.part(), full);
        try (LocalServer server = new LocalServer(LocalServer.whole(fixture.content))) {
            fixture.assertFails(fixture.file(server), "cannot write " + fixture.part() + ": No space left on device");
            assertThat(server.requests()).hasSize(1);
        }
    }

    @Test
    void aFileThatAnotherDownloadIsFetchingIsLeftToIt() throws Exception {
        try (LocalServer server = new LocalServer(LocalServer.whole(fixture.content));
                PartFile other = PartFile.open(fixture.target)) {
            fixture.assertFails(fixture.file(server), other.target() + " is being fetched already");
            assertThat(server.requests()).isEmpty();
        }
    }
}
