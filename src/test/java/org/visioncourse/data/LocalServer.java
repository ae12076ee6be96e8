package org.visioncourse.data;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;

/** A server on this machine that answers each request with the next of some answers, and the last one ever after. */
public final class LocalServer implements AutoCloseable {

    private final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final Queue<Answer> answers = new ArrayDeque<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** What was asked for. Header names are in lower case. */
    public record Request(String target, Map<String, String> headers) {

        public String header(String name) {
            return headers.get(name);
        }
    }

    /** Writes all that the client gets, the status line included; the connection is closed after it. */
    public interface Answer {
        void write(Request request, OutputStream out) throws Exception;
    }

    public LocalServer(Answer... answers) throws IOException {
        this.answers.addAll(List.of(answers));
        threads.execute(this::serve);
    }

    /** Any status, headers in one string and a body, which may be other than the headers say. */
    public static Answer answer(String status, String headers, byte[] body) {
        return (request, out) -> {
            out.write(("HTTP/1.1 " + status + "\r\n" + headers + "Connection: close\r\n\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
            out.write(body);
        };
    }

    /** The whole content, whatever part is asked for. */
    public static Answer whole(byte[] content) {
        return answer("200 OK", "Content-Length: " + content.length + "\r\n", content);
    }

    /** The part of the content that is asked for. */
    public static Answer part(byte[] content) {
        return (request, out) -> {
            String range = request.headers().getOrDefault("range", "bytes=0-");
            int from = Integer.parseInt(range.substring("bytes=".length(), range.length() - 1));
            byte[] rest = Arrays.copyOfRange(content, from, content.length);
            String headers = "Content-Length: " + rest.length + "\r\nContent-Range: bytes " + from + "-"
                    + (content.length - 1) + "/" + content.length + "\r\n";
            answer("206 Partial Content", headers, rest).write(request, out);
        };
    }

    /** The beginning of the content, as if the whole came. */
    public static Answer cut(byte[] content, int after, String moreHeaders) {
        byte[] beginning = Arrays.copyOf(content, after);
        return answer("200 OK", "Content-Length: " + content.length + "\r\n" + moreHeaders, beginning);
    }

    public URI uri(String path) {
        return URI.create("http://" + host() + path);
    }

    String host() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    public List<Request> requests() {
        return requests;
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                threads.execute(() -> serve(client));
            } catch (IOException | RejectedExecutionException e) {
                return; // the test is over
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            Request request = read(client);
            requests.add(request);
            next().write(request, client.getOutputStream());
        } catch (Exception e) {
            // the client has gone, or the test is over
        }
    }

    private synchronized Answer next() {
        return answers.size() > 1 ? answers.remove() : answers.element();
    }

    private static Request read(Socket client) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
        String target = in.readLine().split(" ")[1];
        Map<String, String> headers = new TreeMap<>();
        for (String line = in.readLine(); !line.isEmpty(); line = in.readLine()) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return new Request(target, headers);
    }

    @Override
    public void close() throws IOException {
        socket.close();
        threads.shutdownNow();
    }
}
