package org.visioncourse.data;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Reads files out of a {@code .tar.gz} into memory; nothing is written to disk. */
final class TarGz {

    /** An archive that is whole but that nobody should trust. */
    private static final class Refused extends IOException {
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }

    /** Ends a stream that grows without end: the tar reader believes whatever length a header claims. */
    private static final class Limited extends FilterInputStream {
        private final Path archive;
        private long left;

        Limited(InputStream in, Path archive, long limit) {
            super(in);
            this.archive = archive;
            left = limit;
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            count(count);
            return count;
        }

        @Override
        public long skip(long count) throws IOException {
            long skipped = super.skip(count);
            count(skipped);
            return skipped;
        }

        private void count(long bytes) throws Refused {
            left -= Math.max(0, bytes);
            if (left < 0) {
                throw new Refused(archive + " unpacks to far more than the files that belong into it"
                        + ": fetch the archive from its own site.");
            }
        }
    }

    private TarGz() {}

    /**
     * Reads the wanted files, whatever folder of the archive they are in.
     *
     * @param wanted file names without folders
     * @param maxBytes the largest size that any entry may have; the whole may have as much for each wanted file, and
     *     once more
     * @return the bytes of those that are there, by file name
     * @throws IOException if the archive is damaged, or has an entry that is too large or points outside
     */
    static Map<String, byte[]> read(Path archive, Collection<String> wanted, int maxBytes) throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        long limit = (wanted.size() + 1L) * maxBytes;
        try (InputStream file = new BufferedInputStream(Files.newInputStream(archive));
                InputStream unpacked = new Limited(new GZIPInputStream(file, 1 << 16), archive, limit);
                TarArchiveInputStream tar = new TarArchiveInputStream(unpacked)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                check(entry, archive, maxBytes);
                String name = entry.getName().substring(entry.getName().lastIndexOf('/') + 1);
                if (entry.isFile() && wanted.contains(name)) {
                    files.put(name, readWhole(tar, (int) entry.getSize()));
                }
            }
            unpacked.transferTo(OutputStream.nullOutputStream()); // the checksum stands at the very end
            return files;
        } catch (Refused e) {
            throw e;
        } catch (IOException | IllegalArgumentException e) {
            String reason = Objects.requireNonNullElse(e.getMessage(), "it ends too early");
            throw new IOException(archive + " is no whole .tar.gz archive (" + reason + "): fetch it again.", e);
        }
    }

    private static byte[] readWhole(InputStream in, int size) throws IOException {
        byte[] content = in.readNBytes(size);
        if (content.length < size) {
            throw new IOException("it ends after " + content.length + " of " + size + " bytes of a file");
        }
        return content;
    }

    private static void check(TarArchiveEntry entry, Path archive, int maxBytes) throws Refused {
        String name = entry.getName().replaceAll("\\p{Cntrl}", "?"); // it goes into messages
        if (name.startsWith("/") || List.of(name.split("[/\\\\]")).contains("..")) {
            throw new Refused(archive + " has an entry that points outside of it, " + name
                    + ": do not use it, fetch the archive from its own site.");
        }
        if (entry.isSymbolicLink() || entry.isLink()) {
            throw new Refused(archive + " has a link, " + name + ", where only files belong"
                    + ": do not use it, fetch the archive from its own site.");
        }
        if (entry.getSize() > maxBytes || entry.getSize() < 0) {
            throw new Refused(archive + " has an entry of " + entry.getSize() + " bytes, " + name
                    + ", where none has more than " + maxBytes + ": fetch the archive from its own site.");
        }
    }
}
