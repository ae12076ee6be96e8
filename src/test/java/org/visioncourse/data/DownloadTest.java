package org.visioncourse.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloadTest {

    @TempDir
    private Path folder;

    private DownloadFixture fixture;

    @BeforeEach
    void expectAFile() {
        fixture = new DownloadFixture(folder);
    }

    @Test
    void fetchesAWholeFileAndMakesItsFolder() throws Exception {
        try (LocalServer server = new LocalServer(LocalServer.whole(fixture.content))) {
            fixture.fetch(server);
            fixture.assertFetched();
            assertThat(server.requests()).singleElement().satisfies(request -> {
                assertThat(request.target()).isEqualTo("/file.bin");
                assertThat(request.header("range")).isNull();
            });
        }
    }

    @Test
    void tellsWhatComesFromWhereBeforeItStartsAndWhenItEnds() throws Exception {
        try (LocalServer server = new LocalServer(LocalServer.whole(fixture.content))) {
            fixture.fetch(server);
            assertThat(fixture.told().lines())
                    .containsExactly(
                            "Fetching " + server.uri("/file.bin") + " (0.1 MiB) to " + fixture.target + ".",
                            "Fetched 0.1 MiB in 0:00.");
        }
    }

    @Test
    void asksForNothingIfTheFileIsThere() throws Exception {
        Files.createDirectories(fixture.target.getParent());
        Files.write(fixture.target, fixture.content);
        try (LocalServer server = new LocalServer(LocalServer.whole(fixture.content))) {
            fixture.fetch(server);
            fixture.assertFetched();
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void neitherTakesNorReplacesAnotherFileOfThatName() throws Exception {
        Files.createDirectories(fixture.target.getParent());
        Files.writeString(fixture.target, "the user's own");
        try (LocalServer server = new LocalServer(LocalServer.whole(fixture.content))) {
            assertThatThrownBy(() -> fixture.fetch(server))
                    .hasMessageStartingWith(fixture.target + " is not the file of ")
                    .hasMessageContaining(fixture.checksum().hex());
            assertThat(fixture.target).hasContent("the user's own");
        }
    }

    @Test
    void goesOnWhereItWasCutAndAsksForTheRestOnly() throws Exception {
        try (LocalServer server = new LocalServer(
                LocalServer.cut(fixture.content, 60_000, "ETag: \"v1\"\r\n"), LocalServer.part(fixture.content))) {
            fixture.fetch(server);
            fixture.assertFetched();
            assertThat(server.requests()).hasSize(2);
            assertThat(server.requests().get(1).header("range")).isEqualTo("bytes=60000-");
            assertThat(server.requests().get(1).header("if-range")).isEqualTo("\"v1\"");
        }
        assertThat(fixture.told()).contains("Interrupted after 0.1 MiB");
    }

    @Test
    void doesNotTrustAWeakETag() throws Exception {
        try (LocalServer server = new LocalServer(
                LocalServer.cut(fixture.content, 60_000, "ETag: W/\"v1\"\r\n"), LocalServer.part(fixture.content))) {
            fixture.fetch(server);
            assertThat(server.requests().get(1).header("if-range")).isNull();
        }
    }

    @Test
    void goesOnWithWhatAnEarlierRunHasLeft() throws Exception {
        fixture.writePart(Arrays.copyOf(fixture.content, 70_000));
        try (LocalServer server = new LocalServer(LocalServer.part(fixture.content))) {
            fixture.fetch(server);
            fixture.assertFetched();
            assertThat(server.requests()).singleElement().satisfies(request -> assertThat(request.header("range"))
                    .isEqualTo("bytes=70000-"));
        }
        assertThat(fixture.told()).contains(", going on after 0.1 MiB");
    }

    @Test
    void takesAPartThatIsWholeAlready() throws Exception {
        fixture.writePart(fixture.content);
        try (LocalServer server = new LocalServer(LocalServer.whole(fixture.content))) {
            fixture.fetch(server);
            fixture.assertFetched();
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void beginsAnewOnceIfThePartWasOfAnotherFile() throws Exception {
        fixture.writePart(new byte[70_000]);
        try (LocalServer server =
                new LocalServer(LocalServer.part(fixture.content), LocalServer.whole(fixture.content))) {
            fixture.fetch(server);
            fixture.assertFetched();
            assertThat(server.requests()).hasSize(2);
            assertThat(server.requests().get(1).header("range")).isNull();
        }
    }

    @Test
    void beginsAnewIfThePartIsTooLong() throws Exception {
        fixture.writePart(new byte[200_000]);
        try (LocalServer server = new LocalServer(
                LocalServer.answer("416 Range Not Satisfiable", "Content-Length: 0\r\n", new byte[0]),
                LocalServer.whole(fixture.content))) {
            fixture.fetch(server);
            fixture.assertFetched();
        }
    }

    @Test
    void beginsAnewOnAServerThatIgnoresRanges() throws Exception {
        try (LocalServer server =
                new LocalServer(LocalServer.cut(fixture.content, 60_000, ""), LocalServer.whole(fixture.content))) {
            fixture.fetch(server);
            fixture.assertFetched();
        }
    }

    @Test
    void beginsAnewOnAServerThatSendsAnotherRange() throws Exception {
        LocalServer.Answer other =
                LocalServer.answer("206 Partial Content", "Content-Range: bytes 10-99999/100000\r\n", new byte[99_990]);
        try (LocalServer server = new LocalServer(
                LocalServer.cut(fixture.content, 60_000, ""), other, LocalServer.whole(fixture.content))) {
            fixture.fetch(server);
            fixture.assertFetched();
        }
    }

    @Test
    void fetchesAFileOfUnknownLengthWithOrWithoutTheServersWord() throws Exception {
        try (LocalServer server =
                new LocalServer(LocalServer.cut(fixture.content, 10, ""), LocalServer.part(fixture.content))) {
            fixture.fetch(fixture.fileOfUnknownLength(server));
            fixture.assertFetched();
        }
        Files.delete(fixture.target);
        try (LocalServer server = new LocalServer(LocalServer.answer("200 OK", "", fixture.content))) {
            fixture.fetch(fixture.fileOfUnknownLength(server));
            fixture.assertFetched();
        }
    }

    @Test
    void followsARedirect() throws Exception {
        try (LocalServer mirror = new LocalServer(LocalServer.whole(fixture.content));
                LocalServer server = new LocalServer(LocalServer.answer(
                        "302 Found", "Location: " + mirror.uri("/x") + "\r\nContent-Length: 0\r\n", new byte[0]))) {
            fixture.fetch(server);
            fixture.assertFetched();
            assertThat(mirror.requests()).hasSize(1);
        }
    }

    @Test
    void goesThroughTheProxyOfTheEnvironment() throws Exception {
        try (LocalServer proxy = new LocalServer(LocalServer.whole(fixture.content))) {
            URI elsewhere = URI.create("http://data.invalid/file.bin");
            Proxies proxies = new Proxies(Map.of("http_proxy", "http://" + proxy.host()));
            fixture.download(proxies, false).fetch(fixture.file(elsewhere), fixture.target);
            fixture.assertFetched();
            assertThat(proxy.requests()).singleElement().satisfies(request -> assertThat(request.target())
                    .isEqualTo(elsewhere.toString()));
        }
    }

    @Test
    void triesOnceWithAProxyThatIsNone() throws Exception {
        Proxies proxies = new Proxies(Map.of("http_proxy", "http://"));
        RemoteFile file = fixture.file(URI.create("http://data.invalid/file.bin"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> fixture.download(proxies, false).fetch(file, fixture.target))
                .withMessageContaining("http_proxy");
    }

    @Test
    void endsCleanlyWhenItsThreadIsInterruptedAndKeepsWhatItHas() throws Exception {
        try (LocalServer server = new LocalServer((request, out) -> {
            LocalServer.cut(fixture.content, 60_000, "").write(request, out);
            Thread.sleep(10_000);
        })) {
            AtomicReference<Throwable> failure = new AtomicReference<>();
            Thread thread = new Thread(() -> {
                try {
                    fixture.fetch(server);
                } catch (InterruptedIOException e) {
                    failure.set(Thread.currentThread().isInterrupted() ? e : null);
                } catch (Exception e) {
                    failure.set(new AssertionError(e));
                }
            });
            thread.start();
            while (!Files.exists(fixture.part()) || Files.size(fixture.part()) < 60_000) {
                Thread.sleep(5);
            }
            thread.interrupt();
            thread.join(5_000);
            assertThat(failure.get()).isInstanceOf(InterruptedIOException.class).hasMessageContaining("interrupted");
            fixture.assertNothingBut("file.bin.part");
            assertThat(fixture.part()).hasSize(60_000);
        }
    }

    @Test
    void doesNotStartOnAnInterruptedThread() throws Exception {
        try (LocalServer server = new LocalServer(LocalServer.whole(fixture.content))) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> fixture.fetch(server)).isInstanceOf(InterruptedIOException.class);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(fixture.target).doesNotExist();
        }
    }
}
