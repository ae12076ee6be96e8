package org.visioncourse.data;

import java.awt.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * All images below a folder, at any depth and of any sizes: what a generative model learns from.
 *
 * <p>The classes are the folders in the folder, each with all that is below it, and the folder itself, for the images that
 * lie in it directly. A folder's own images come before those of its folders, and each by name. Names that begin with a dot
 * are passed over, and a folder to which several ways lead, by links, is read once.
 *
 * @param photos the images in their files, at least one
 * @param passedOver how many files have names that do not end as those of images
 */
public record ImageTree(PhotoSet photos, int passedOver) {

    /**
     * The images that could be read.
     *
     * @param images one or more
     * @param leftOut a sentence for each of the others, which names its file and says why
     */
    public record Readable(ImageSet images, List<String> leftOut) {

        public Readable {
            leftOut = List.copyOf(leftOut);
        }
    }

    /**
     * Finds the images, and reads none yet.
     *
     * @throws IOException if there is no such folder, or no image below it; the message says which
     */
    public static ImageTree of(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            String what = Files.exists(folder) ? folder + " is a file" : "There is no folder " + folder;
            throw new IOException(what + ": name a folder with images in it.");
        }
        Finder finder = new Finder(folder);
        finder.visit(folder, folder.toAbsolutePath().normalize());
        return finder.tree();
    }

    /**
     * Reads all images into squares: each is scaled in its own proportions to the largest size that fits, and lies in the
     * middle.
     *
     * @param side height and width of the pictures in the set
     * @param background shows around pictures that are not square, and where they are transparent
     * @return colour pictures: grey ones have three equal channels
     * @throws IOException if one cannot be read, or all together need more than 2 GB; the message names it
     */
    public ImageSet read(int side, Color background) throws IOException {
        byte[] pixels = ImageFile.readAll(photos.files(), side, side, file -> square(file, side, background));
        return new ImageSet(pixels, side, side, 3, photos.labels(), photos.classNames());
    }

    /**
     * Reads images as {@link #read} does, but leaves out those that cannot be read.
     *
     * @throws IOException if none can be read, or all together need more than 2 GB
     */
    public Readable readWithoutBroken(int side, Color background) throws IOException {
        Map<Path, String> broken = new ConcurrentSkipListMap<>();
        byte[] pixels = ImageFile.readAll(photos.files(), side, side, file -> {
            try {
                return square(file, side, background);
            } catch (IOException e) {
                broken.put(file, e.getMessage());
                return plain(side, background);
            }
        });
        if (broken.size() == photos.size()) {
            throw new IOException("None of the " + photos.size() + " images can be read. The first says: "
                    + broken.get(photos.files().get(0)));
        }
        ImageSet all = new ImageSet(pixels, side, side, 3, photos.labels(), photos.classNames());
        int[] whole = IntStream.range(0, photos.size())
                .filter(i -> !broken.containsKey(photos.files().get(i)))
                .toArray();
        List<String> leftOut = photos.files().stream()
                .filter(broken::containsKey)
                .map(broken::get)
                .toList();
        return new Readable(broken.isEmpty() ? all : all.subset(whole), leftOut);
    }

    /** Lies on the background before it is scaled: so the colours of what is transparent do not bleed into its edges. */
    private static Picture square(Path file, int side, Color background) throws IOException {
        Picture picture = ImageFile.read(file, background).fitted(side);
        if (picture.height() == picture.width()) {
            return picture;
        }
        Picture square = plain(side, background);
        int top = (side - picture.height()) / 2;
        int left = (side - picture.width()) / 2;
        int row = picture.width() * 3;
        for (int y = 0; y < picture.height(); y++) {
            System.arraycopy(picture.pixels(), y * row, square.pixels(), ((top + y) * side + left) * 3, row);
        }
        return square;
    }

    private static Picture plain(int side, Color colour) {
        byte[] pixels = new byte[side * side * 3];
        for (int i = 0; i < pixels.length; i += 3) {
            pixels[i] = (byte) colour.getRed();
            pixels[i + 1] = (byte) colour.getGreen();
            pixels[i + 2] = (byte) colour.getBlue();
        }
        return new Picture(pixels, side, side, 3);
    }

    /** Goes through folders and gathers what is in them. */
    private static final class Finder {

        private final Path root;
        private final Set<Path> visited = new HashSet<>(); // with all links followed: a link may lead back
        private final List<Path> files = new ArrayList<>();
        private final List<Integer> labels = new ArrayList<>();
        private final List<String> classNames = new ArrayList<>();
        private int passedOver;

        Finder(Path root) {
            this.root = root;
        }

        /** @param classFolder gives the class its name */
        void visit(Path folder, Path classFolder) throws IOException {
            if (!visited.add(folder.toRealPath())) {
                return;
            }
            List<Path> inside = inside(folder);
            for (Path path : inside) {
                if (!Files.isDirectory(path)) {
                    add(path, classFolder);
                }
            }
            for (Path path : inside) {
                if (Files.isDirectory(path)) {
                    visit(path, folder.equals(root) ? path : classFolder);
                }
            }
        }

        ImageTree tree() throws IOException {
            if (files.isEmpty()) {
                String others = passedOver == 0 ? "" : ", but " + passedOver + " other files";
                throw new IOException("There is no image (png, jpg, bmp or gif) below " + root + others
                        + ": name a folder with images in it.");
            }
            int[] numbers = labels.stream().mapToInt(Integer::intValue).toArray();
            return new ImageTree(new PhotoSet(files, numbers, classNames), passedOver);
        }

        private void add(Path file, Path classFolder) {
            if (!Files.isRegularFile(file) || !ImageFile.hasEnding(name(file))) {
                passedOver++;
                return;
            }
            if (!classNames.contains(name(classFolder))) {
                classNames.add(name(classFolder));
            }
            files.add(file);
            labels.add(classNames.indexOf(name(classFolder)));
        }

        private static List<Path> inside(Path folder) throws IOException {
            try (Stream<Path> paths = Files.list(folder)) {
                return paths.filter(path -> !name(path).startsWith("."))
                        .sorted(Comparator.comparing(Finder::name))
                        .toList();
            } catch (IOException | UncheckedIOException e) {
                throw new IOException("The folder " + folder + " cannot be listed (" + e + "): make it readable.", e);
            }
        }

        private static String name(Path path) {
            Path name = path.getFileName();
            return name == null ? path.toString() : name.toString(); // the root of a file system has none
        }
    }
}
