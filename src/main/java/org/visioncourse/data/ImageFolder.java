package org.visioncourse.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Reads a folder of class folders of images: {@code folder/cat/1.png, folder/dog/7.jpg, ...}.
 *
 * <p>The classes are the folders' names, sorted. Files other than png, jpg, jpeg, bmp and gif, and names that begin with
 * a dot, are passed over.
 */
public final class ImageFolder {

    private static final Set<String> ENDINGS = Set.of("png", "jpg", "jpeg", "bmp", "gif");
    private static final long MAX_PIXELS = 1L << 26; // of one file: 256 MB while it is decoded

    private ImageFolder() {}

    /** An image file and the number of its class. */
    private record Labelled(Path file, int label) {}

    /**
     * Reads all images and scales each to the same size, without keeping its proportions; the order is that of the
     * sorted class and file names.
     *
     * @param folder holds one folder for each class
     * @param height of the pictures in the set
     * @param width of the pictures in the set
     * @return colour pictures: grey ones have three equal channels, and transparent ones lie on white
     * @throws IOException if there is no class, a class is empty or an image cannot be read; the message says which
     */
    public static ImageSet read(Path folder, int height, int width) throws IOException {
        if (height < 1 || width < 1) {
            throw new IllegalArgumentException("pictures have at least one pixel, not " + height + "x" + width);
        }
        List<Path> classes = list(folder, Files::isDirectory);
        if (classes.isEmpty()) {
            throw new IOException(folder + " holds no class folders: expected one folder of images for each class.");
        }
        List<Labelled> files = new ArrayList<>();
        for (int label = 0; label < classes.size(); label++) {
            List<Path> images = list(classes.get(label), ImageFolder::isImage);
            if (images.isEmpty()) {
                throw new IOException("The class folder " + classes.get(label) + " holds no image ("
                        + "png, jpg, bmp or" + " gif): put some in, or remove it.");
            }
            for (Path image : images) {
                files.add(new Labelled(image, label));
            }
        }
        int[] labels = files.stream().mapToInt(Labelled::label).toArray();
        List<String> names =
                classes.stream().map(path -> path.getFileName().toString()).toList();
        return new ImageSet(readAll(files, folder, height, width), height, width, 3, labels, names);
    }

    /** Decodes in parallel; each picture has its place, so that the order of the work does not show. */
    private static byte[] readAll(List<Labelled> files, Path folder, int height, int width) throws IOException {
        int length = height * width * 3;
        if ((long) files.size() * length > Integer.MAX_VALUE - 8) {
            throw new IOException(folder + " holds " + files.size() + " images, and at " + height + "x" + width
                    + " they need more than 2 GB: read them smaller, or fewer.");
        }
        byte[] pixels = new byte[files.size() * length];
        try {
            IntStream.range(0, files.size()).parallel().forEach(i -> {
                Picture picture = Resampling.resize(decode(files.get(i).file()), height, width);
                System.arraycopy(picture.pixels(), 0, pixels, i * length, length);
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return pixels;
    }

    private static Picture decode(Path file) {
        try (InputStream in = Files.newInputStream(file);
                ImageInputStream image = new MemoryCacheImageInputStream(in)) {
            return Picture.of(decode(image));
        } catch (IOException | RuntimeException e) { // ImageIO meets broken files with unchecked exceptions as well
            String reason = Objects.requireNonNullElse(e.getMessage(), "it is damaged");
            throw new UncheckedIOException(new IOException(
                    "The image " + file + " cannot be read (" + reason + "): replace or remove it.", e));
        }
    }

    private static BufferedImage decode(ImageInputStream image) throws IOException {
        Iterator<ImageReader> readers = ImageIO.getImageReaders(image);
        if (!readers.hasNext()) {
            throw new IOException("its content is no png, jpg, bmp or gif");
        }
        ImageReader reader = readers.next();
        try {
            reader.setInput(image);
            long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
            if (pixels > MAX_PIXELS) {
                throw new IOException("it claims to have " + pixels + " pixels, and " + MAX_PIXELS + " is the limit");
            }
            List<String> warnings = new ArrayList<>();
            reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
            BufferedImage decoded = reader.read(0);
            if (warnings.stream().anyMatch(ImageFolder::saysCut)) {
                throw new IOException("it was cut");
            }
            return decoded;
        } finally {
            reader.dispose();
        }
    }

    /** The JPEG reader fills what is missing with grey, and only warns. */
    private static boolean saysCut(String warning) {
        return warning.contains("Truncated File") || warning.contains("premature end");
    }

    private static boolean isImage(Path path) {
        String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
        return Files.isRegularFile(path) && ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1));
    }

    private interface Filter {
        boolean accepts(Path path);
    }

    private static List<Path> list(Path folder, Filter filter) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new IOException("There is no folder " + folder + ": name a folder of class folders of images.");
        }
        try (Stream<Path> paths = Files.list(folder)) {
            return paths.filter(path -> !path.getFileName().toString().startsWith("."))
                    .filter(filter::accepts)
                    .sorted((a, b) ->
                            a.getFileName().toString().compareTo(b.getFileName().toString()))
                    .toList();
        }
    }
}
