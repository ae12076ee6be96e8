package org.visioncourse.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** A file of random bytes that a server has, an impatient download, and the place where it belongs. */
public final class DownloadFixture {

    static final Duration STALL = Duration.ofMillis(800);

    public final byte[] content = new byte[100_000];
    final Path target;
    private final ByteArrayOutputStream told = new ByteArrayOutputStream();

    public DownloadFixture(Path folder) {
        new SplittableRandom(1).nextBytes(content);
        target = folder.resolve("sets/file.bin");
    }

    /** Downloads that try four times. */
    Download download(ProxySelector proxies, boolean terminal) {
        Download.Patience patience =
                new Download.Patience(Duration.ofSeconds(2), STALL, Collections.nCopies(3, Duration.ofMillis(10)));
        return new Download(patience, proxies, new PrintStream(told, true, StandardCharsets.UTF_8), terminal);
    }

    public Download download() {
        return download(new Proxies(Map.of()), false);
    }

    void fetch(LocalServer server) throws IOException {
        fetch(file(server));
    }

    void fetch(RemoteFile file) throws IOException {
        download().fetch(file, target);
    }

    RemoteFile file(LocalServer server) {
        return file(server.uri("/file.bin"));
    }

    RemoteFile file(URI uri) {
        return new RemoteFile(uri, content.length, checksum());
    }

    RemoteFile fileOfUnknownLength(LocalServer server) {
        return new RemoteFile(server.uri("/file.bin"), RemoteFile.UNKNOWN, checksum());
    }

    public Checksum checksum() {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(content);
            return new Checksum("SHA-256", HexFormat.of().formatHex(sum));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    Path part() {
        return target.resolveSibling("file.bin.part");
    }

    void writePart(byte[] bytes) throws IOException {
        Files.createDirectories(target.getParent());
        Files.write(part(), bytes);
    }

    String told() {
        return told.toString(StandardCharsets.UTF_8);
    }

    /** The whole file is there, and nothing else. */
    void assertFetched() throws IOException {
        assertThat(target).hasBinaryContent(content);
        assertNothingBut("file.bin");
    }

    void assertNothingBut(String... names) throws IOException {
        try (Stream<Path> files = Files.list(target.getParent())) {
            assertThat(files.map(path -> path.getFileName().toString())).containsExactlyInAnyOrder(names);
        }
    }

    /** Expects one sentence with these words in it. */
    void assertFails(RemoteFile file, String... words) {
        IOException e = catchThrowableOfType(IOException.class, () -> fetch(file));
        assertThat(e).message().contains(words).doesNotContain("\n").endsWith(".");
        assertThat(target).doesNotExist();
    }
}
