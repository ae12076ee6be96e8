package org.visioncourse.data;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Brings a file's bytes over, in as many connections as it takes, each of which goes on where the last one was cut. */
final class Transfer {

    private static final Pattern RANGE = Pattern.compile("bytes (\\d+)-\\d+/(?:\\d+|\\*)");
    private static final int WHOLE = 200;
    private static final int PARTIAL = 206;
    private static final int NO_SUCH_RANGE = 416;
    private static final List<Integer> PASSING = List.of(408, 425, 429); // and all from 500 on

    private final HttpClient client;
    private final RemoteFile file;
    private final Download.Patience patience;
    private final DownloadProgress progress;
    private final PartFile part;
    private Optional<String> version = Optional.empty(); // a strong ETag: what is in the part, if it is known
    private boolean answered;

    Transfer(HttpClient client, RemoteFile file, Download.Patience patience, DownloadProgress progress, PartFile part) {
        this.client = client;
        this.file = file;
        this.patience = patience;
        this.progress = progress;
        this.part = part;
    }

    /**
     * Fills the part file up. A try that brought it further than all before makes up for those that failed.
     *
     * @throws RefusedException if the server is out of reach, does not have the file or fails too often
     */
    void run() throws IOException, InterruptedException {
        long furthest = part.size();
        int failures = 0;
        while (part.size() != file.bytes()) {
            try {
                fetchRest();
                return;
            } catch (RefusedException | ClosedByInterruptException e) {
                throw e;
            } catch (IOException e) {
                failures = part.size() > furthest ? 0 : failures;
                furthest = Math.max(furthest, part.size());
                if (failures == patience.pauses().size() || isOutOfReach(e)) {
                    throw new RefusedException(file.byHand(sentence(e), part.target()), e);
                }
                Duration pause = patience.pauses().get(failures++);
                progress.retry(reason(e), part.size(), pause.toSeconds());
                Thread.sleep(pause.toMillis());
            }
        }
    }

    /** Without a network the first try fails for good; a network that was there may come back. */
    private boolean isOutOfReach(IOException e) {
        return !answered && (e instanceof ConnectException || e instanceof HttpConnectTimeoutException);
    }

    private String sentence(IOException e) {
        String host = file.uri().getHost();
        return isOutOfReach(e) ? host + " cannot be reached" : host + " fails again and again (" + reason(e) + ")";
    }

    private static String reason(IOException e) {
        return Objects.requireNonNullElse(e.getMessage(), e.getClass().getSimpleName());
    }

    private void fetchRest() throws IOException, InterruptedException {
        HttpResponse<Flow.Publisher<List<ByteBuffer>>> response = send(request());
        answered = true;
        try (ResponseBody body = new ResponseBody(response.body())) {
            long total = accept(response);
            for (List<ByteBuffer> bytes = body.next(patience.stall());
                    !bytes.isEmpty();
                    bytes = body.next(patience.stall())) {
                append(bytes, total);
            }
            if (part.size() < total) {
                throw new EOFException("it ended after " + part.size() + " of " + total + " bytes");
            }
        }
    }

    private HttpRequest request() throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(file.uri());
        if (part.size() > 0) {
            request.header("Range", "bytes=" + part.size() + "-");
            version.ifPresent(tag -> request.header("If-Range", tag));
        }
        return request.build();
    }

    /** The request's own timeout covers the body as well on some JDKs; this one ends with the headers on all. */
    private HttpResponse<Flow.Publisher<List<ByteBuffer>>> send(HttpRequest request)
            throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<Flow.Publisher<List<ByteBuffer>>>> response =
                client.sendAsync(request, BodyHandlers.ofPublisher());
        try {
            return response.get(patience.stall().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("no answer for " + patience.stall().toSeconds() + " s");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException wrong) { // a setting, of a proxy say, that no other try mends
                throw wrong;
            }
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        } finally {
            response.cancel(true); // of no effect once it is there
        }
    }

    /**
     * Makes the part file ready for the bytes that follow.
     *
     * @return how long it will be then, or {@link RemoteFile#UNKNOWN}
     */
    private long accept(HttpResponse<?> response) throws IOException {
        long from = response.statusCode() == PARTIAL ? part.size() : 0;
        if (response.statusCode() == NO_SUCH_RANGE || from != start(response)) {
            part.restart();
            throw new IOException("it does not go on after " + from + " bytes");
        }
        requireFile(response);
        long total = response.headers().firstValueAsLong("Content-Length").orElse(RemoteFile.UNKNOWN - from) + from;
        if (file.bytes() != RemoteFile.UNKNOWN && total != RemoteFile.UNKNOWN && total != file.bytes()) {
            throw refused("has " + total + " bytes under this address instead of " + file.bytes());
        }
        if (from == 0) {
            part.restart();
        }
        version = response.headers().firstValue("ETag").filter(tag -> !tag.startsWith("W/"));
        return Math.max(total, file.bytes());
    }

    /** Where the bytes of a response begin. */
    private static long start(HttpResponse<?> response) {
        if (response.statusCode() != PARTIAL) {
            return 0;
        }
        Matcher range =
                RANGE.matcher(response.headers().firstValue("Content-Range").orElse(""));
        return range.matches() ? Long.parseLong(range.group(1)) : RemoteFile.UNKNOWN;
    }

    private void requireFile(HttpResponse<?> response) throws IOException {
        int status = response.statusCode();
        if (status >= 500 || PASSING.contains(status)) {
            throw new IOException("it answers with status " + status);
        }
        if (status != WHOLE && status != PARTIAL) {
            throw refused("answers with status " + status);
        }
    }

    private void append(List<ByteBuffer> buffers, long total) throws IOException {
        for (ByteBuffer buffer : buffers) {
            part.append(buffer);
        }
        if (total != RemoteFile.UNKNOWN && part.size() > total) {
            part.restart();
            throw refused("sends more than the file's " + total + " bytes");
        }
        progress.at(part.size(), total);
    }

    private RefusedException refused(String what) {
        return new RefusedException(file.byHand(file.uri().getHost() + " " + what, part.target()));
    }
}
