package org.visioncourse.data;

import com.twelvemonkeys.imageio.plugins.jpeg.JPEGImageReaderSpi;
import java.awt.Color;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Reads image files: png, jpg, bmp and gif in grey, with a palette, transparent, of 16 bits, and JPEG in CMYK or YCCK.
 *
 * <p>A photograph that its camera marked as turned (EXIF) is turned upright. Java's own reader refuses JPEG in CMYK;
 * <a href="https://github.com/haraldk/TwelveMonkeys">TwelveMonkeys</a> reads it, with the colour profile that the file
 * brings along, else with the system's for CMYK, else roughly.
 */
public final class ImageFile {

    private static final Set<String> ENDINGS = Set.of("png", "jpg", "jpeg", "bmp", "gif");
    private static final long MAX_PIXELS = 1L << 26; // of one file: 256 MB while it is decoded

    static { // ImageIO itself looks into the class loader of the thread that happens to ask first
        IIORegistry.getDefaultInstance().registerServiceProvider(new JPEGImageReaderSpi(), ImageReaderSpi.class);
    }

    private ImageFile() {}

    /**
     * Reads an image in its own size.
     *
     * @return a colour picture: a grey one has three equal channels, and a transparent one lies on white
     * @throws IOException if the file cannot be read, is cut or damaged; the message names it and says why
     */
    public static Picture read(Path file) throws IOException {
        return read(file, Color.WHITE);
    }

    /** Reads an image as {@link #read(Path)} does, but lays a transparent one on another colour. */
    public static Picture read(Path file, Color background) throws IOException {
        return open(file, image -> decode(image, background));
    }

    /** What is made of a file's content. */
    private interface Reading<T> {
        T of(ImageInputStream image) throws IOException;
    }

    private static <T> T open(Path file, Reading<T> reading) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                ImageInputStream image = new MemoryCacheImageInputStream(in)) {
            return reading.of(image);
        } catch (NoSuchFileException e) {
            throw new IOException("There is no image " + file + ".", e);
        } catch (IOException | RuntimeException e) { // ImageIO meets broken files with unchecked exceptions as well
            String reason = Objects.requireNonNullElse(e.getMessage(), "it is damaged");
            throw new IOException("The image " + file + " cannot be read (" + reason + "): replace or remove it.", e);
        }
    }

    /**
     * The size of a picture, in pixels.
     *
     * @param height H
     * @param width W
     */
    public record Size(int height, int width) {}

    /**
     * The size of the picture that {@link #read(Path)} gives, from the file's header alone.
     *
     * @throws IOException if the file cannot be read or is no picture; the message names it
     */
    public static Size size(Path file) throws IOException {
        return open(file, ImageFile::size);
    }

    /** Reads an image as {@link #read(Path)} does and scales it, without keeping its proportions. */
    public static Picture read(Path file, int height, int width) throws IOException {
        return Resampling.resize(read(file), height, width);
    }

    /** How a file becomes a picture. */
    interface Loading {
        Picture load(Path file) throws IOException;
    }

    /** Reads images in parallel, and scales them without keeping their proportions. */
    static byte[] readAll(List<Path> files, int height, int width) throws IOException {
        return readAll(files, height, width, file -> read(file, height, width));
    }

    /**
     * Reads images in parallel; each has its place, so that the order of the work does not show.
     *
     * @param loading gives colour pictures of that height and width
     * @return the pictures in the order of their files, of shape (N, height, width, 3)
     */
    static byte[] readAll(List<Path> files, int height, int width, Loading loading) throws IOException {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException("pictures have at least one pixel, not " + height + "x" + width);
        }
        if (3.0 * height * width * files.size() > Integer.MAX_VALUE - 8) {
            throw new IOException(files.size() + " images of " + height + "x" + width
                    + " need more than 2 GB: read them smaller, or fewer.");
        }
        int length = height * width * 3;
        byte[] pixels = new byte[files.size() * length];
        try {
            IntStream.range(0, files.size()).parallel().forEach(i -> {
                try {
                    System.arraycopy(loading.load(files.get(i)).pixels(), 0, pixels, i * length, length);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return pixels;
    }

    /** The names of a folder's image files, sorted; names that begin with a dot and other files are passed over. */
    static List<String> names(Path folder) throws IOException {
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.filter(Files::isRegularFile)
                    .map(path -> path.getFileName().toString())
                    .filter(name -> !name.startsWith(".") && hasEnding(name))
                    .sorted()
                    .toList();
        }
    }

    /** Whether the name ends as those of image files do. */
    static boolean hasEnding(String name) {
        int dot = name.lastIndexOf('.');
        return dot >= 0 && ENDINGS.contains(name.substring(dot + 1).toLowerCase(Locale.ROOT));
    }

    private static Picture decode(ImageInputStream image, Color background) throws IOException {
        boolean plain = PlainJpeg.matches(image);
        ImageReader reader = plain ? PlainJpeg.reader() : reader(image);
        try {
            reader.setInput(image);
            long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
            if (pixels > MAX_PIXELS) {
                throw new IOException("it claims to have " + pixels + " pixels, and " + MAX_PIXELS + " is the limit");
            }
            List<String> warnings = new ArrayList<>();
            reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
            Picture picture = Picture.of(reader.read(0), background);
            if (warnings.stream().anyMatch(ImageFile::saysCut)) {
                throw new IOException("it was cut");
            }
            return plain ? picture : Orientation.of(reader).upright(picture);
        } finally {
            reader.dispose();
        }
    }

    private static Size size(ImageInputStream image) throws IOException {
        boolean plain = PlainJpeg.matches(image);
        ImageReader reader = plain ? PlainJpeg.reader() : reader(image);
        try {
            reader.setInput(image);
            Size stored = new Size(reader.getHeight(0), reader.getWidth(0));
            return plain ? stored : Orientation.of(reader).upright(stored.height, stored.width);
        } finally {
            reader.dispose();
        }
    }

    private static ImageReader reader(ImageInputStream image) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReaders(image);
        if (!readers.hasNext()) {
            throw new IOException("its content is no png, jpg, bmp or gif");
        }
        return readers.next();
    }

    /** The JPEG reader fills what is missing with grey, and only warns. */
    private static boolean saysCut(String warning) {
        return warning.contains("Truncated File") || warning.contains("premature end");
    }
}
