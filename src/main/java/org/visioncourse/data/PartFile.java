package org.visioncourse.data;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.visioncourse.engine.AtomicFile;

/** The file beside its place that grows while it is fetched, and stays when that is cut; one process at a time has it. */
final class PartFile implements Closeable {

    static final String ENDING = ".part";

    private final Path target;
    private final Path path;
    private final FileChannel channel;

    private PartFile(Path target, Path path, FileChannel channel) {
        this.target = target;
        this.path = path;
        this.channel = channel;
    }

    static PartFile open(Path target) throws IOException {
        Path path = target.resolveSibling(target.getFileName() + ENDING);
        if (!Files.isDirectory(path.getParent())) { // a link to a folder is one, but not to createDirectories
            Files.createDirectories(path.getParent());
        }
        FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!lock(channel)) {
            channel.close();
            throw new RefusedException(target + " is being fetched already: wait for that to end.");
        }
        channel.position(channel.size());
        return new PartFile(target, path, channel);
    }

    /** Locks a byte behind all that will come, since Windows lets nobody else read a locked one. */
    private static boolean lock(FileChannel channel) {
        try {
            return channel.tryLock(Long.MAX_VALUE - 1, 1, false) != null;
        } catch (OverlappingFileLockException e) {
            return false; // another thread has it
        } catch (IOException e) {
            return true; // a file system without locks
        }
    }

    Path path() {
        return path;
    }

    Path target() {
        return target;
    }

    long size() throws IOException {
        return channel.position();
    }

    void append(ByteBuffer bytes) throws IOException {
        try {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        } catch (ClosedByInterruptException e) {
            throw e;
        } catch (IOException e) {
            throw new RefusedException(
                    "cannot write " + path + ": " + e.getMessage()
                            + ". What came so far is kept, and the next try goes on from there.",
                    e);
        }
    }

    void restart() throws IOException {
        channel.truncate(0);
    }

    void delete() throws IOException {
        channel.close();
        Files.delete(path);
    }

    void moveIntoPlace() throws IOException {
        channel.force(true);
        channel.close();
        AtomicFile.move(path, target);
    }

    /** An empty file is not worth keeping. */
    @Override
    public void close() throws IOException {
        if (channel.isOpen() && size() == 0) {
            delete();
        }
        channel.close();
    }
}
