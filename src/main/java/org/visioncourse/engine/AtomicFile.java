package org.visioncourse.engine;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a file so that readers find the old content or the new one, never a part, whenever the process dies. */
public final class AtomicFile {

    private static final int BUFFER_BYTES = 1 << 16;

    private AtomicFile() {}

    /** Writes the content of a file. */
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /**
     * Writes a file beside its place, forces it to the disk, and moves it into place.
     *
     * @param file the file, which may exist; missing folders are made
     * @param content writes the content
     * @throws IOException if that fails, in one sentence; the place and what stood there are then unchanged
     */
    public static void write(Path file, Content content) throws IOException {
        Path target = file.toAbsolutePath();
        Path beside = target.resolveSibling("." + target.getFileName() + ".part");
        try {
            if (!Files.isDirectory(target.getParent())) { // a link to a folder is one, but not to createDirectories
                Files.createDirectories(target.getParent());
            }
            writeAndForce(beside, content);
            move(beside, target);
        } catch (IOException e) {
            throw new IOException("cannot write " + file + ": " + reason(e) + ". What stood there is unchanged.", e);
        } finally {
            beside.toFile().delete(); // there after a failure only; never throws, so that the reason is not hidden
        }
    }

    /** Writes bytes as a whole file. */
    public static void write(Path file, byte[] content) throws IOException {
        write(file, out -> out.write(content));
    }

    /** Through a plain stream: a channel would be closed by an interrupt of the thread. */
    private static void writeAndForce(Path beside, Content content) throws IOException {
        try (FileOutputStream file = new FileOutputStream(beside.toFile());
                OutputStream out = new BufferedOutputStream(file, BUFFER_BYTES)) {
            content.writeTo(out);
            out.flush();
            file.getFD().sync();
        }
    }

    /**
     * Moves what was written beside its place, a file or a folder, into place; at once where the file system can.
     *
     * @param to may be a file, which is replaced, but not a folder that holds something
     */
    public static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** The bare message of a file system's error says only the path; its class says what happened. */
    private static String reason(IOException e) {
        String message = e.getMessage();
        if (e instanceof AccessDeniedException) {
            return "permission denied for " + message;
        }
        if (e instanceof FileAlreadyExistsException) {
            return message + " is a file, where a folder is needed";
        }
        return message == null ? e.getClass().getSimpleName() : message;
    }
}
