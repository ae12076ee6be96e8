package org.visioncourse.data;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.visioncourse.engine.AtomicFile;

/**
 * A {@code .zip} or {@code .tar.gz} archive of plain files, from a stranger: what points outside of it, is no plain file
 * or is larger than it should be is refused.
 *
 * @param file the archive; whatever does not end with .zip is read as .tar.gz
 * @param limits what an honest one stays within
 */
public record Archive(Path file, Limits limits) {

    private static final int BUFFER_BYTES = 1 << 16;
    private static final String MAC_METADATA = "__MACOSX/";

    /**
     * How large an archive may be.
     *
     * @param entries files and folders
     * @param bytes of all files together, unpacked
     */
    public record Limits(int entries, long bytes) {

        public Limits {
            if (entries < 1 || bytes < 1) {
                throw new IllegalArgumentException("an archive holds at least one entry and one byte, not " + entries
                        + " entries and " + bytes + " bytes");
            }
        }
    }

    /**
     * Unpacks all files. If a single folder holds everything, what is in it is taken; empty folders are left out, and so
     * is what macOS adds of its own.
     *
     * @param folder must not exist; it appears as a whole, at the end
     * @throws IOException if the archive is damaged or refused, or the disk is full; nothing is left behind then
     */
    public void unpack(Path folder) throws IOException {
        Path place = folder.toAbsolutePath();
        if (Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
            throw new IOException(folder + " is there already: remove it to have " + file + " unpacked there.");
        }
        Path beside = place.resolveSibling("." + place.getFileName() + "-" + UUID.randomUUID() + ".part");
        try {
            Files.createDirectories(beside);
            ArchiveReader.read(this, (name, content) -> {
                if (!name.startsWith(MAC_METADATA)) {
                    write(content, beside.resolve(name));
                }
            });
            AtomicFile.move(content(beside), place);
        } finally {
            delete(beside);
        }
    }

    private void write(InputStream content, Path path) throws IOException {
        byte[] buffer = new byte[BUFFER_BYTES];
        try (OutputStream out = create(path)) {
            for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
                write(buffer, count, out);
            }
        }
    }

    private OutputStream create(Path path) throws RefusedException {
        try {
            Files.createDirectories(path.getParent());
            return Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw cannotUnpack(e);
        }
    }

    private void write(byte[] buffer, int count, OutputStream out) throws RefusedException {
        try {
            out.write(buffer, 0, count);
        } catch (IOException e) {
            throw cannotUnpack(e);
        }
    }

    /** Writing failed, which says nothing about the archive. */
    private RefusedException cannotUnpack(IOException e) {
        String reason = e instanceof ClosedByInterruptException ? "interrupted" : e.getMessage();
        return new RefusedException("cannot unpack " + file + " (" + reason + "); nothing of it was kept.", e);
    }

    /** The only folder in a folder that holds nothing else, or that folder itself. */
    private static Path content(Path folder) throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            List<Path> inside = paths.toList();
            return inside.size() == 1 && Files.isDirectory(inside.get(0)) ? inside.get(0) : folder;
        }
    }

    /** Throws nothing that would hide why there is something to delete. */
    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> paths = Files.walk(folder)) {
                paths.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
            }
        }
    }

    /**
     * Reads the wanted files into memory, whatever folder of the archive they are in.
     *
     * @param wanted file names without folders
     * @return the bytes of those that are there, by file name
     * @throws IOException if the archive is damaged or refused
     */
    Map<String, byte[]> read(Collection<String> wanted) throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        ArchiveReader.read(this, (path, content) -> {
            String name = path.substring(path.lastIndexOf('/') + 1);
            if (wanted.contains(name)) {
                files.put(name, content.readAllBytes());
            }
        });
        return files;
    }
}
