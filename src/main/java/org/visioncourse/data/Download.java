package org.visioncourse.data;

import ai.djl.util.Utils;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.PrintStream;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Fetches files, so that only whole and right ones appear.
 *
 * <p>What has come so far is in a file that ends with {@code .part}, and the next try goes on from there. The proxies are
 * the JVM's ({@code https.proxyHost}) or the environment's ({@code https_proxy}); with DJL's {@code ai.djl.offline}
 * nothing is fetched.
 */
public final class Download {

    private final Patience patience;
    private final ProxySelector proxies;
    private final PrintStream out;
    private final boolean terminal;

    /**
     * How long is waited.
     *
     * @param connect for a connection
     * @param stall for an answer, or for the next bytes of one
     * @param pauses between a try that failed and the next; they begin anew after one that got further
     */
    record Patience(Duration connect, Duration stall, List<Duration> pauses) {

        private static final Patience STANDARD = new Patience(
                Duration.ofSeconds(20),
                Duration.ofSeconds(60),
                Stream.of(1, 2, 5, 15, 30).map(Duration::ofSeconds).toList());
    }

    /** Downloads that tell on System.out how they go. */
    public Download() {
        this(Patience.STANDARD, new Proxies(System.getenv()), System.out, System.console() != null);
    }

    Download(Patience patience, ProxySelector proxies, PrintStream out, boolean terminal) {
        this.patience = patience;
        this.proxies = proxies;
        this.out = out;
        this.terminal = terminal;
    }

    /**
     * Fetches a file, unless it is there already.
     *
     * @param target its place; missing folders are made
     * @throws IOException if it cannot be had, in one sentence which says, where that helps, what to put where; or if
     *     what stands in its place is another file
     * @throws InterruptedIOException if the thread is interrupted, which it stays
     */
    public void fetch(RemoteFile file, Path target) throws IOException {
        Path place = target.toAbsolutePath();
        try {
            if (Files.exists(place)) {
                requireSame(file, place);
            } else if (Utils.isOfflineMode()) {
                throw new IOException(file.byHand("Offline mode is on (ai.djl.offline)", place));
            } else {
                fetchNew(file, place);
            }
        } catch (InterruptedException | ClosedByInterruptException e) {
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException(
                    "Fetching " + file.uri() + " was interrupted: the next try goes on from there.");
            interrupted.initCause(e);
            throw interrupted;
        }
    }

    private static void requireSame(RemoteFile file, Path place) throws IOException {
        Checksum found = Checksum.of(place, file.checksum().algorithm());
        if (!file.checksum().matches(found)) {
            throw new IOException(place + " is not the file of " + file.uri() + ": its " + found + " should be "
                    + file.checksum().expected() + "; remove it to have it fetched.");
        }
    }

    private void fetchNew(RemoteFile file, Path place) throws IOException, InterruptedException {
        try (PartFile part = PartFile.open(place);
                DownloadProgress progress = new DownloadProgress(out, terminal)) {
            progress.start(file.uri(), file.bytes(), place, part.size());
            Transfer transfer = new Transfer(client(), file, patience, progress, part);
            boolean resumed = part.size() > 0;
            transfer.run();
            Checksum found = Checksum.of(part.path(), file.checksum().algorithm());
            if (resumed && !file.checksum().matches(found)) { // it may have begun as another file
                part.restart();
                transfer.run();
                found = Checksum.of(part.path(), file.checksum().algorithm());
            }
            if (!file.checksum().matches(found)) {
                part.delete();
                throw new IOException(file.uri() + " came with wrong bytes, and they were deleted: their " + found
                        + " should be " + file.checksum().expected() + ".");
            }
            long bytes = part.size();
            part.moveIntoPlace();
            progress.end(bytes);
        }
    }

    private HttpClient client() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .connectTimeout(patience.connect())
                .proxy(proxies)
                .build();
    }
}
