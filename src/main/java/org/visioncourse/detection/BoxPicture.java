package org.visioncourse.detection;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A picture with boxes on it, each with a label beside it (D2L's {@code show_bboxes}).
 *
 * <p>All labels lie over all boxes, and on one another only where there is no other place.
 *
 * <pre>{@code
 * new BoxPicture(picture).add(truth, "dog", Color.WHITE).addAll(detections, classNames).image()
 * }</pre>
 */
public final class BoxPicture {

    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    private static final float LINE = 2;
    private static final float THIN_LINE = 1;
    private static final float HALO = 1; // around lines, for those that are as dark as the picture
    private static final Color PALE = new Color(255, 255, 255, 128);
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
    private boolean thin;

    /** A picture without boxes as yet; it is copied, and stays as it is. */
    public BoxPicture(BufferedImage picture) {
        this.picture = picture;
    }

    /** The colour of a class, or of the n-th box: six different ones, again and again. */
    public static Color colour(int index) {
        return COLOURS.get(Math.floorMod(index, COLOURS.size()));
    }

    /** Draws thin lines without a halo, as many boxes would hide the picture. */
    public BoxPicture thin() {
        thin = true;
        return this;
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
        graphics.setFont(FONT);
        if (!thin) {
            graphics.setStroke(new BasicStroke(LINE + 2 * HALO));
            graphics.setColor(PALE);
            marks.forEach(mark -> graphics.draw(outline(mark.box, image)));
        }
        graphics.setStroke(new BasicStroke(thin ? THIN_LINE : LINE));
        for (Mark mark : marks) {
            graphics.setColor(mark.colour);
            graphics.draw(outline(mark.box, image));
        }
        List<Rectangle> tags = new ArrayList<>();
        for (Mark mark : marks) {
            if (!mark.label.isEmpty()) {
                tags.add(drawTag(graphics, mark, image, tags));
            }
        }
        graphics.dispose();
        return image;
    }

    private static Rectangle2D outline(Box box, BufferedImage image) {
        int width = image.getWidth();
        int height = image.getHeight();
        return new Rectangle2D.Double(
                box.xmin() * width, box.ymin() * height, box.width() * width, box.height() * height);
    }

    private static Rectangle drawTag(Graphics2D graphics, Mark mark, BufferedImage image, List<Rectangle> others) {
        FontMetrics metrics = graphics.getFontMetrics();
        Dimension size = new Dimension(metrics.stringWidth(mark.label) + 2 * PADDING, metrics.getHeight());
        Rectangle picture = new Rectangle(image.getWidth(), image.getHeight());
        Rectangle tag = place(size, outline(mark.box, image), picture, others);
        graphics.setColor(mark.colour);
        graphics.fill(tag);
        graphics.setColor(ink(mark.colour));
        graphics.drawString(mark.label, tag.x + PADDING, tag.y + metrics.getAscent());
        return tag;
    }

    /** Above the box, else below it, so that a small thing is not hidden, else inside: the first place without a tag. */
    private static Rectangle place(Dimension size, Rectangle2D box, Rectangle picture, List<Rectangle> others) {
        double margin = LINE / 2;
        double left = box.getMinX() - margin;
        double right = box.getMaxX() + margin - size.width;
        double above = box.getMinY() - margin - size.height;
        double below = box.getMaxY() + margin;
        double inside = within(box.getMinY() - margin, picture.height - size.height);
        List<Rectangle> places = Stream.of(above, below, inside)
                .flatMap(y -> Stream.of(left, right)
                        .map(x -> new Point(within(x, picture.width - size.width), (int) Math.round(y))))
                .map(corner -> new Rectangle(corner, size))
                .filter(picture::contains)
                .toList();
        return places.stream()
                .filter(place -> others.stream().noneMatch(place::intersects))
                .findFirst()
                .orElse(new Rectangle(new Point(within(left, picture.width - size.width), (int) inside), size));
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
