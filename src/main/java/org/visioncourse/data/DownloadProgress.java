package org.visioncourse.data;

import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;

/** Tells how a download goes: a line at its start and end, and, on a terminal, one that moves. */
final class DownloadProgress implements AutoCloseable {

    private static final long NANOS_BETWEEN_UPDATES = 200_000_000;
    private static final String CLEAR_LINE = "\r\u001B[K";

    private final PrintStream out;
    private final boolean terminal;
    private final long start = System.nanoTime();
    private long lastUpdate = start;
    private long already;

    DownloadProgress(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** @param already bytes that an earlier try has left */
    void start(URI uri, long total, Path target, long already) {
        this.already = already;
        String size = total == RemoteFile.UNKNOWN ? "" : " (" + mebibytes(total) + ")";
        String from = already == 0 ? "" : ", going on after " + mebibytes(already);
        out.println("Fetching " + uri + size + " to " + target + from + ".");
    }

    /** @param total what there is in all, or {@link RemoteFile#UNKNOWN} */
    void at(long bytes, long total) {
        long now = System.nanoTime();
        if (terminal && now - lastUpdate > NANOS_BETWEEN_UPDATES) {
            lastUpdate = now;
            out.print(CLEAR_LINE + line(bytes, total, (now - start) / 1e9));
            out.flush();
        }
    }

    /** @param seconds since the start */
    String line(long bytes, long total, double seconds) {
        double rate = Math.max(0, bytes - already) / seconds; // bytes/s
        String line = mebibytes(bytes) + String.format(Locale.ROOT, "  %.1f MiB/s", rate / (1 << 20));
        if (total == RemoteFile.UNKNOWN || rate == 0) {
            return line;
        }
        long left = Math.round((total - bytes) / rate);
        return line + String.format(Locale.ROOT, "  %d %%  %d:%02d left", 100 * bytes / total, left / 60, left % 60);
    }

    void retry(String reason, long bytes, long seconds) {
        out.println(clear() + "Interrupted after " + mebibytes(bytes) + " (" + reason + "); next try in " + seconds
                + " s.");
    }

    void end(long bytes) {
        long seconds = (System.nanoTime() - start) / 1_000_000_000;
        out.printf(Locale.ROOT, "%sFetched %s in %d:%02d.%n", clear(), mebibytes(bytes), seconds / 60, seconds % 60);
    }

    /** Takes the moving line away, so that an error has a line of its own. */
    @Override
    public void close() {
        out.print(clear());
    }

    private String clear() {
        return terminal ? CLEAR_LINE : "";
    }

    private static String mebibytes(long bytes) {
        return String.format(Locale.ROOT, "%.1f MiB", bytes / (double) (1 << 20));
    }
}
