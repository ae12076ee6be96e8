package org.visioncourse.data;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** Goes through the files of an archive once, and refuses what nobody should unpack. */
final class ArchiveReader {

    private static final Set<Byte> PLAIN_FLAGS =
            Set.of(TarConstants.LF_OLDNORM, TarConstants.LF_NORMAL, TarConstants.LF_CONTIG, TarConstants.LF_DIR);
    private static final int TYPE_MASK = 0170000; // of a Unix file mode
    private static final Set<Integer> PLAIN_TYPES = Set.of(0, 0100000, 0040000); // not said, file, folder
    private static final Set<Integer> PLAIN_METHODS = Set.of(ZipArchiveEntry.STORED, ZipArchiveEntry.DEFLATED);
    private static final long TAR_BYTES_PER_ENTRY = 4096; // headers, long names, padding: more than honest tars need

    private final Archive archive;
    private final Visitor visitor;
    private final EntryNames names;
    private long left;

    /** Gets a file's path in the archive, with slashes and safe to resolve, and may read its content. */
    @FunctionalInterface
    interface Visitor {
        void file(String path, InputStream content) throws IOException;
    }

    private ArchiveReader(Archive archive, Visitor visitor) {
        this.archive = archive;
        this.visitor = visitor;
        names = new EntryNames(archive);
        left = archive.limits().bytes();
    }

    /** @throws RefusedException if the archive is damaged or not to be trusted, or the visitor has thrown one */
    static void read(Archive archive, Visitor visitor) throws RefusedException {
        boolean zip = archive.file().toString().toLowerCase(Locale.ROOT).endsWith(".zip");
        ArchiveReader reader = new ArchiveReader(archive, visitor);
        try {
            if (zip) {
                reader.readZip();
            } else {
                reader.readTarGz();
            }
        } catch (RefusedException e) {
            throw e;
        } catch (IOException | RuntimeException e) { // commons-compress meets damage with unchecked ones as well
            String reason = Objects.requireNonNullElse(e.getMessage(), "it ends too early");
            throw new RefusedException(
                    archive.file() + " is no whole " + (zip ? ".zip" : ".tar.gz") + " archive (" + reason
                            + "): fetch it again.",
                    e);
        }
    }

    private void readTarGz() throws IOException {
        Path path = archive.file();
        long limit = archive.limits().bytes()
                + TAR_BYTES_PER_ENTRY * (archive.limits().entries() + 16L);
        String message =
                path + " unpacks to far more than the files that belong into it: fetch the archive from its own site.";
        try (InputStream file = new BufferedInputStream(Files.newInputStream(path));
                InputStream unpacked = new LimitedStream(new GZIPInputStream(file, 1 << 16), limit, message);
                TarArchiveInputStream tar = new TarArchiveInputStream(unpacked)) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                String name = names.check(entry);
                requirePlain(entry, entry.isSymbolicLink() || entry.isLink(), isPlain(entry));
                requireRoom(entry);
                if (!entry.isDirectory()) {
                    visitor.file(name, tar);
                }
            }
            unpacked.transferTo(OutputStream.nullOutputStream()); // the checksum stands at the very end
        }
    }

    private static boolean isPlain(TarArchiveEntry entry) {
        return PLAIN_FLAGS.contains(entry.getLinkFlag()) && !entry.isSparse();
    }

    private void readZip() throws IOException {
        try (ZipFile zip = ZipFile.builder().setPath(archive.file()).get()) {
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                String name = names.check(entry);
                requirePlain(entry, entry.isUnixSymlink(), isPlain(entry));
                requireRoom(entry);
                if (!entry.isDirectory()) {
                    readZipped(zip, entry, name);
                }
            }
        }
    }

    private static boolean isPlain(ZipArchiveEntry entry) {
        return PLAIN_TYPES.contains(entry.getUnixMode() & TYPE_MASK)
                && PLAIN_METHODS.contains(entry.getMethod())
                && !entry.getGeneralPurposeBit().usesEncryption();
    }

    private void readZipped(ZipFile zip, ZipArchiveEntry entry, String name) throws IOException {
        String message =
                refusal("an entry that unpacks to more than the " + entry.getSize() + " bytes it claims", entry);
        CRC32 checksum = new CRC32();
        try (LimitedStream unpacked = new LimitedStream(zip.getInputStream(entry), entry.getSize(), message);
                InputStream content = new CheckedInputStream(unpacked, checksum)) {
            visitor.file(name, content);
            content.transferTo(OutputStream.nullOutputStream()); // the checksum is that of the whole
            if (unpacked.left() > 0 || checksum.getValue() != entry.getCrc()) {
                throw new IOException(EntryNames.printable(entry) + " is cut or changed");
            }
        }
    }

    private void requirePlain(ArchiveEntry entry, boolean link, boolean plain) throws RefusedException {
        if (link) {
            throw new RefusedException(refusal("a link", entry));
        }
        if (!plain) {
            throw new RefusedException(
                    refusal("an entry that is no plain file (but a device, encrypted, or of a rare kind)", entry));
        }
    }

    private void requireRoom(ArchiveEntry entry) throws RefusedException {
        left -= entry.getSize();
        if (entry.getSize() < 0 || left < 0) {
            throw new RefusedException(archive.file() + " unpacks to more than the "
                    + archive.limits().bytes()
                    + " bytes that belong into it, with the " + entry.getSize() + " bytes of "
                    + EntryNames.printable(entry) + ": do not use it, fetch the archive from its own site.");
        }
    }

    private String refusal(String what, ArchiveEntry entry) {
        return archive.file() + " has " + what + ", " + EntryNames.printable(entry)
                + ": do not use it, fetch the archive from its own site.";
    }
}
