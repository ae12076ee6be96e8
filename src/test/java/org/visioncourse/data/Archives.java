package org.visioncourse.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/** Makes archives of what nobody should put into one, as zip or tar.gz by the file's name. */
final class Archives {

    private static final int SYMBOLIC_LINK = 0120777;
    private static final int PIPE = 0010644;

    private final Path file;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ZipArchiveOutputStream zip;
    private final TarArchiveOutputStream tar;

    Archives(Path file) throws IOException {
        this.file = file;
        boolean zipped = file.toString().endsWith(".zip");
        zip = zipped ? new ZipArchiveOutputStream(bytes) : null;
        tar = zipped ? null : new TarArchiveOutputStream(bytes, "UTF-8");
        if (tar != null) {
            tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_GNU);
        }
    }

    /** A folder if the name ends with a slash. */
    void add(String name, byte[] content) throws IOException {
        byte[] body = name.endsWith("/") ? new byte[0] : content;
        if (zip != null) {
            addZipped(new ZipArchiveEntry(name), body);
        } else {
            TarArchiveEntry entry = new TarArchiveEntry(name, true); // absolute ones, too
            addTarred(entry, body);
        }
    }

    /** A zipped file that is not compressed. */
    void store(String name, byte[] content) throws IOException {
        CRC32 checksum = new CRC32();
        checksum.update(content);
        ZipArchiveEntry entry = new ZipArchiveEntry(name);
        entry.setMethod(ZipArchiveEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(checksum.getValue());
        addZipped(entry, content);
    }

    void addLink(String name, String target) throws IOException {
        if (zip != null) {
            addZipped(zipped(name, SYMBOLIC_LINK), target.getBytes(StandardCharsets.UTF_8));
        } else {
            TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
            entry.setLinkName(target);
            addTarred(entry, new byte[0]);
        }
    }

    /** A zipped pipe. */
    void addPipe(String name) throws IOException {
        addZipped(zipped(name, PIPE), new byte[0]);
    }

    private static ZipArchiveEntry zipped(String name, int mode) {
        ZipArchiveEntry entry = new ZipArchiveEntry(name);
        entry.setUnixMode(mode);
        return entry;
    }

    /** An empty tar entry of any type. */
    void addSpecial(String name, byte type) throws IOException {
        addTarred(new TarArchiveEntry(name, type), new byte[0]);
    }

    private void addZipped(ZipArchiveEntry entry, byte[] content) throws IOException {
        zip.putArchiveEntry(entry);
        zip.write(content);
        zip.closeArchiveEntry();
    }

    private void addTarred(TarArchiveEntry entry, byte[] content) throws IOException {
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    Path write() throws IOException {
        if (zip != null) {
            zip.close();
            return Files.write(file, bytes.toByteArray());
        }
        tar.close();
        try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(file))) {
            bytes.writeTo(gzip);
        }
        return file;
    }
}
