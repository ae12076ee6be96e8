package org.visioncourse.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.SortedMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Pictures without labels, in parts: while one part is looked at, the next one is read. However many pictures there
 * are, only two parts are in memory.
 *
 * <p>The order is that of the ids as strings (1, 10, 100, 2), in which D2L submits its answers. Read once, by one
 * thread.
 */
public final class TestPictures implements Iterator<TestPictures.Part> {

    /** The one class of these pictures, as D2L's folder of them is named. */
    static final List<String> UNKNOWN = List.of("unknown");

    /**
     * Some of the pictures.
     *
     * @param ids of the pictures
     * @param pictures all of class 0, "unknown"
     */
    public record Part(List<String> ids, ImageSet pictures) {}

    private final Path folder;
    private final List<String> ids;
    private final List<String> names;
    private final int height;
    private final int width;
    private final int partSize;
    private int begun;
    private FutureTask<Part> ahead;

    TestPictures(Path folder, SortedMap<String, String> namesById, int height, int width, int partSize) {
        if (partSize < 1) {
            throw new IllegalArgumentException("a part has at least one picture, not " + partSize);
        }
        this.folder = folder;
        this.height = height;
        this.width = width;
        this.partSize = partSize;
        ids = List.copyOf(namesById.keySet());
        names = List.copyOf(namesById.values());
        readAhead();
    }

    /** The number of pictures in all parts together. */
    public int size() {
        return ids.size();
    }

    @Override
    public boolean hasNext() {
        return ahead != null;
    }

    /**
     * Waits for the next part.
     *
     * @throws UncheckedIOException if a picture cannot be read; the message names it
     * @throws IllegalStateException if the thread is interrupted
     * @throws NoSuchElementException after the last part, or after a picture that cannot be read
     */
    @Override
    public Part next() {
        if (!hasNext()) {
            throw new NoSuchElementException("all " + size() + " pictures were read");
        }
        FutureTask<Part> reading = ahead;
        ahead = null;
        Part part = result(reading);
        readAhead();
        return part;
    }

    private void readAhead() {
        if (begun == ids.size()) {
            return;
        }
        int from = begun;
        begun = Math.min(from + partSize, ids.size());
        int to = begun;
        ahead = new FutureTask<>(() -> read(from, to));
        Thread reader = new Thread(ahead, "test-pictures");
        reader.setDaemon(true);
        reader.start();
    }

    private Part read(int from, int to) throws IOException {
        List<Path> files = names.subList(from, to).stream().map(folder::resolve).toList();
        byte[] pixels = ImageFile.readAll(files, height, width);
        return new Part(ids.subList(from, to), new ImageSet(pixels, height, width, 3, new int[to - from], UNKNOWN));
    }

    private static Part result(FutureTask<Part> reading) {
        try {
            if (Thread.interrupted()) {
                throw new InterruptedException(); // get() does not look at the flag where the part is there already
            }
            return reading.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw new UncheckedIOException(cause.getMessage(), cause);
            }
            throw new IllegalStateException("test pictures could not be read: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for test pictures", e);
        }
    }
}
