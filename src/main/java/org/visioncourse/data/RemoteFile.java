package org.visioncourse.data;

import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A file that a server has, and how to know it.
 *
 * @param uri where it is
 * @param bytes its length, or {@link #UNKNOWN}
 * @param checksum of its content
 */
public record RemoteFile(URI uri, long bytes, Checksum checksum) {

    /** The length of a file of which only the checksum is published. */
    public static final long UNKNOWN = -1;

    public RemoteFile {
        if (uri.getHost() == null || !uri.getScheme().matches("https?")) {
            throw new IllegalArgumentException("a file is fetched from an http or https address, not from " + uri);
        }
        if (bytes < 1 && bytes != UNKNOWN) {
            throw new IllegalArgumentException("a file has at least one byte, not " + bytes);
        }
    }

    /** The last part of its address. */
    public String fileName() {
        String path = uri.getPath();
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /** The sentence for a user who has to bring the file into its place. */
    String byHand(String reason, Path target) {
        String size = bytes == UNKNOWN ? "" : String.format(Locale.ROOT, "%,d bytes, ", bytes);
        return reason + ": fetch " + uri + " (" + size + checksum + ") by other means and put it at " + target + ".";
    }
}
