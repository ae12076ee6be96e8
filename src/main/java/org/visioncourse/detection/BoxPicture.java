package org.visioncourse.detection;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A picture with boxes on it, each with a label in its upper left corner (D2L's {@code show_bboxes}).
 *
 * <pre>{@code
 * new BoxPicture(picture).add(truth, "dog", Color.WHITE).addAll(detections, classNames).image()
 * }</pre>
 */
public final class BoxPicture {

    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    private static final float LINE = 2;
    private static final int PADDING = 3;
    private static final float BRIGHT = 0.6f;

    /** Paul Tol's "bright" colours, without its grey. */
    private static final List<Color> COLOURS = List.of(
            new Color(0x4477AA),
            new Color(0xEE6677),
            new Color(0x228833),
            new Color(0xAA3377),
            new Color(0xCCBB44),
            new Color(0x66CCEE));

    private record Mark(Box box, String label, Color colour) {}

    private final BufferedImage picture;
    private final List<Mark> marks = new ArrayList<>();

    /** A picture without boxes as yet; it is copied, and stays as it is. */
    public BoxPicture(BufferedImage picture) {
        this.picture = picture;
    }

    /** The colour of a class, or of the n-th box: six different ones, again and again. */
    public static Color colour(int index) {
        return COLOURS.get(Math.floorMod(index, COLOURS.size()));
    }

    /**
     * Adds a box.
     *
     * @param box in fractions of the picture; what is beyond it is not seen
     * @param label empty for none
     */
    public BoxPicture add(Box box, String label, Color colour) {
        marks.add(new Mark(box, label, colour));
        return this;
    }

    /** Adds what a detector sees, in the colour of its class: {@code banana 0.93}. */
    public BoxPicture addAll(List<Detection> detections, List<String> classNames) {
        for (Detection detection : detections) {
            String label =
                    String.format(Locale.ROOT, "%s %.2f", classNames.get(detection.label()), detection.confidence());
            add(detection.box(), label, colour(detection.label()));
        }
        return this;
    }

    /** The picture with all boxes, the first at the bottom, as a new image of type {@code TYPE_INT_RGB}. */
    public BufferedImage image() {
        BufferedImage image = new BufferedImage(picture.getWidth(), picture.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.drawImage(picture, 0, 0, Color.WHITE, null);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setStroke(new BasicStroke(LINE));
        graphics.setFont(FONT);
        for (Mark mark : marks) {
            draw(graphics, mark, image.getWidth(), image.getHeight());
        }
        graphics.dispose();
        return image;
    }

    private static void draw(Graphics2D graphics, Mark mark, int width, int height) {
        Box box = mark.box;
        double left = box.xmin() * width;
        double top = box.ymin() * height;
        graphics.setColor(mark.colour);
        graphics.draw(new Rectangle2D.Double(left, top, box.width() * width, box.height() * height));
        if (!mark.label.isEmpty()) {
            FontMetrics metrics = graphics.getFontMetrics();
            int tagWidth = metrics.stringWidth(mark.label) + 2 * PADDING;
            int x = within(left, width - tagWidth);
            int y = within(top, height - metrics.getHeight());
            graphics.fillRect(x, y, tagWidth, metrics.getHeight());
            graphics.setColor(ink(mark.colour));
            graphics.drawString(mark.label, x + PADDING, y + metrics.getAscent());
        }
    }

    /** The tag of a box that begins beyond the picture stays on it. */
    private static int within(double edge, int largest) {
        return (int) Math.max(0, Math.min(Math.round(edge), largest));
    }

    /** Black on bright colours, white on dark ones. */
    private static Color ink(Color colour) {
        float luminance = 0.299f * colour.getRed() + 0.587f * colour.getGreen() + 0.114f * colour.getBlue();
        return luminance > BRIGHT * 255 ? Color.BLACK : Color.WHITE;
    }
}
