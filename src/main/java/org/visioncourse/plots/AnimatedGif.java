package org.visioncourse.plots;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import org.visioncourse.engine.AtomicFile;

/**
 * Pictures of a run one after the other, as a GIF that starts anew for ever.
 *
 * <p>All frames share 256 colours, chosen for them, and mix those in the same pattern: what stands still does not flicker.
 */
public final class AnimatedGif {
    private static final String FORMAT = "javax_imageio_gif_image_1.0"; // the names of its parts are GIF's own
    private static final long UNIT_MILLIS = 10; // what GIF counts time in
    private static final long MOST_UNITS = 0xffff;
    private static final byte[] FOR_EVER = {1, 0, 0}; // Netscape's loop block: how often, where 0 is without end

    private AnimatedGif() {}

    /**
     * Writes a GIF so that a reader sees the old file or the whole new one. Folders that are missing are made.
     *
     * @param frames of the same size; what is transparent shows white
     * @param perFrame how long a frame stays, rounded to hundredths of a second; browsers slow down below 20 ms
     * @param last how long the last one stays before the first comes again
     * @throws IllegalArgumentException if there is no frame, or one of another size, or a time below 10 ms or above 655 s
     * @throws IOException if the file cannot be written; nothing half-written stays behind
     */
    public static void write(Path file, List<BufferedImage> frames, Duration perFrame, Duration last)
            throws IOException {
        check(frames);
        int delay = units(perFrame);
        int lastDelay = units(last);
        Palette palette = Palette.of(frames);
        AtomicFile.write(file, out -> write(out, frames, palette, delay, lastDelay));
    }

    private static void check(List<BufferedImage> frames) {
        if (frames.isEmpty()) {
            throw new IllegalArgumentException("an animation needs a frame");
        }
        for (int i = 0; i < frames.size(); i++) {
            if (!size(frames.get(i)).equals(size(frames.get(0)))) {
                throw new IllegalArgumentException("the frames of an animation have one size, but frame " + i + " has "
                        + size(frames.get(i)) + " pixels and frame 0 has " + size(frames.get(0)));
            }
        }
    }

    private static String size(BufferedImage image) {
        return image.getWidth() + "x" + image.getHeight();
    }

    private static int units(Duration time) {
        long units = Math.round((double) time.toMillis() / UNIT_MILLIS);
        if (units < 1 || units > MOST_UNITS) {
            throw new IllegalArgumentException(
                    "a frame of an animation stays 10 to 655350 ms, not " + time.toMillis() + " ms");
        }
        return (int) units;
    }

    private static void write(OutputStream out, List<BufferedImage> frames, Palette palette, int delay, int lastDelay)
            throws IOException {
        ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.prepareWriteSequence(null);
            for (int i = 0; i < frames.size(); i++) {
                BufferedImage frame = palette.reduce(frames.get(i));
                int units = i < frames.size() - 1 ? delay : lastDelay;
                writer.writeToSequence(new IIOImage(frame, null, metadata(writer, frame, i, units)), null);
            }
            writer.endWriteSequence();
        } finally {
            writer.dispose();
        }
    }

    private static IIOMetadata metadata(ImageWriter writer, BufferedImage frame, int index, int units)
            throws IOException {
        IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(frame), null);
        IIOMetadataNode root = new IIOMetadataNode(FORMAT);
        IIOMetadataNode control = child(root, "GraphicControlExtension");
        control.setAttribute("disposalMethod", "doNotDispose");
        control.setAttribute("userInputFlag", "FALSE");
        control.setAttribute("transparentColorFlag", "FALSE");
        control.setAttribute("transparentColorIndex", "0");
        control.setAttribute("delayTime", Integer.toString(units));
        if (index == 0) {
            IIOMetadataNode loop = child(child(root, "ApplicationExtensions"), "ApplicationExtension");
            loop.setAttribute("applicationID", "NETSCAPE");
            loop.setAttribute("authenticationCode", "2.0");
            loop.setUserObject(FOR_EVER.clone());
        }
        metadata.mergeTree(FORMAT, root);
        return metadata;
    }

    private static IIOMetadataNode child(IIOMetadataNode parent, String name) {
        IIOMetadataNode child = new IIOMetadataNode(name);
        parent.appendChild(child);
        return child;
    }
}
