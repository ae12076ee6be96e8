package org.visioncourse.data;

import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Hands a response's bytes from HttpClient's threads to one that notices when none come. */
final class ResponseBody implements Flow.Subscriber<List<ByteBuffer>>, AutoCloseable {

    /** Bytes, or a failure, or the end, which has neither. */
    private record Event(List<ByteBuffer> bytes, Throwable failure) {}

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();

    ResponseBody(Flow.Publisher<List<ByteBuffer>> publisher) {
        publisher.subscribe(this);
    }

    /**
     * Waits for more.
     *
     * @return the next bytes; no buffers at the end
     * @throws HttpTimeoutException if nothing comes in time
     */
    List<ByteBuffer> next(Duration patience) throws IOException, InterruptedException {
        Event event = events.poll(patience.toMillis(), TimeUnit.MILLISECONDS);
        if (event == null) {
            throw new HttpTimeoutException("nothing came for " + patience.toSeconds() + " s");
        }
        if (event.failure() != null) {
            throw new IOException(event.failure().getMessage(), event.failure());
        }
        subscription.thenAccept(upstream -> upstream.request(1));
        return event.bytes();
    }

    @Override
    public void onSubscribe(Flow.Subscription upstream) {
        upstream.request(1);
        subscription.complete(upstream);
    }

    @Override
    public void onNext(List<ByteBuffer> bytes) {
        events.add(new Event(bytes, null));
    }

    @Override
    public void onError(Throwable failure) {
        events.add(new Event(List.of(), failure));
    }

    @Override
    public void onComplete() {
        events.add(new Event(List.of(), null));
    }

    /** Ends the connection if there is more to come. */
    @Override
    public void close() {
        subscription.thenAccept(Flow.Subscription::cancel);
    }
}
