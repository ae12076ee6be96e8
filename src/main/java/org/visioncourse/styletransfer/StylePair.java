package org.visioncourse.styletransfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.zip.CRC32;
import org.visioncourse.data.DataFolder;
import org.visioncourse.data.GeneratedScenes;
import org.visioncourse.data.ImageFile;
import org.visioncourse.data.Picture;

/**
 * The two pictures of a run, each in its own proportions with the run's longer side.
 *
 * @param content the photograph
 * @param style the painting
 */
public record StylePair(Picture content, Picture style) {

    private static final int GOOD_PAIR = 2; // with seed 0, the landscape and the painting that please most
    private static final int LEAST_SIDE = 16; // four poolings leave one pixel of it
    private static final int FIFTH_POOLING = 36; // of VGG-19

    /**
     * Reads or draws the pictures.
     *
     * @throws IOException if a file cannot be read, with its name
     * @throws IllegalArgumentException if a picture is too narrow for the network
     */
    public static StylePair load(StyleConfig config) throws IOException {
        StylePair pair = new StylePair(
                picture(config.content(), config, GeneratedScenes::landscape),
                picture(config.style(), config, GeneratedScenes::painting));
        StylePair coarsest = pair.atLevel(0, config);
        int least = config.layers().all().last() < FIFTH_POOLING ? LEAST_SIDE : 2 * LEAST_SIDE;
        requireWide(config.content(), coarsest.content, least);
        requireWide(config.style(), coarsest.style, least);
        return pair;
    }

    private interface Drawn {
        Picture draw(int height, int width, long seed);
    }

    private static Picture picture(String source, StyleConfig config, Drawn drawn) throws IOException {
        if (source.equals(StyleConfig.SAMPLE)) {
            return drawn.draw(config.size() * 2 / 3, config.size(), config.seed() + GOOD_PAIR);
        }
        try {
            Path file = Path.of(source);
            Path among = DataFolder.root().resolve(file);
            return ImageFile.read(Files.exists(file) || !Files.exists(among) ? file : among)
                    .fitted(config.size());
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("a picture's file is named \"" + source + "\", which is no path", e);
        }
    }

    private static void requireWide(String source, Picture picture, int least) {
        if (Math.min(picture.height(), picture.width()) < least) {
            throw new IllegalArgumentException(source + " becomes " + picture.width() + " x " + picture.height()
                    + " pixels, but needs " + least
                    + " on either side: choose a larger --size, fewer --levels, or a picture that is less narrow");
        }
    }

    /**
     * The pictures of a level, halved as often as there are finer ones.
     *
     * @param level from 0, the coarsest
     */
    StylePair atLevel(int level, StyleConfig config) {
        int finer = config.levels() - 1 - level;
        int size = config.size() >> finer;
        return finer == 0 ? this : new StylePair(content.fitted(size), style.fitted(size));
    }

    /** What the network sees of them: where colours are kept, light and dark alone. */
    StylePair seen(StyleConfig config) {
        return config.keepColours() ? new StylePair(Luminance.grey(content), Luminance.grey(style, content)) : this;
    }

    /** A checksum of the pixels, by which a resumed run knows that its pictures are the same. */
    long checksum() {
        CRC32 crc = new CRC32();
        crc.update(content.pixels());
        crc.update(style.pixels());
        return crc.getValue();
    }
}
