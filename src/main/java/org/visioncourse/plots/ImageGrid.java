package org.visioncourse.plots;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Pictures in rows and columns with a caption under each, such as a batch with its labels or a classifier's answers.
 *
 * <pre>{@code
 * new ImageGrid(8).scale(3).add(picture, "frog").add(other, "ship, not truck", Tone.WRONG).image()
 * }</pre>
 *
 * <p>Columns are as wide as the widest picture, and rows as high as their highest one.
 */
public final class ImageGrid {
    private static final int MARGIN = 8;
    private static final int GAP = 4;
    private static final int LINE = 16;
    private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 12);

    /** What a caption's colour says. */
    public enum Tone {
        /** Nothing: the caption is dark grey. */
        PLAIN(new Color(0x333333)),
        /** The answer is right: green. */
        RIGHT(new Color(0x1A7F37)),
        /** The answer is wrong: red. */
        WRONG(new Color(0xC62828));

        private final Color colour;

        Tone(Color colour) {
            this.colour = colour;
        }
    }

    private record Cell(BufferedImage image, String caption, Tone tone) {
        String[] lines() {
            return caption.split("\n");
        }
    }

    private final int columns;
    private final List<Cell> cells = new ArrayList<>();
    private int scale = 1;

    /**
     * A grid that is filled row by row.
     *
     * @throws IllegalArgumentException if {@code columns < 1}
     */
    public ImageGrid(int columns) {
        if (columns < 1) {
            throw new IllegalArgumentException("a grid needs a column or more, not " + columns);
        }
        this.columns = columns;
    }

    /**
     * Enlarges each picture by a whole factor, pixel by pixel, as pictures of 32 x 32 need it.
     *
     * @throws IllegalArgumentException if {@code factor < 1}
     */
    public ImageGrid scale(int factor) {
        if (factor < 1) {
            throw new IllegalArgumentException("the scale is a whole factor of 1 or more, not " + factor);
        }
        scale = factor;
        return this;
    }

    /** Indices at even distances, of all of a set or of the most that are to be shown: a set may be sorted by class. */
    public static int[] spread(int most, int size) {
        int shown = Math.min(most, size);
        return IntStream.range(0, shown)
                .map(i -> (int) ((long) i * size / shown))
                .toArray();
    }

    /** Adds a picture without a caption. */
    public ImageGrid add(BufferedImage image) {
        return add(image, "");
    }

    /** Adds a picture with a caption of a line or more; a line that is wider than its cell is cut and ends with an ellipsis. */
    public ImageGrid add(BufferedImage image, String caption) {
        return add(image, caption, Tone.PLAIN);
    }

    /** Adds a picture with a caption whose colour says whether it is right. */
    public ImageGrid add(BufferedImage image, String caption, Tone tone) {
        cells.add(new Cell(image, caption, tone));
        return this;
    }

    /**
     * Draws the grid on white; it is as narrow as its pictures if they do not fill a row.
     *
     * @throws IllegalArgumentException if there is no picture
     */
    public BufferedImage image() {
        if (cells.isEmpty()) {
            throw new IllegalArgumentException("a grid needs a picture");
        }
        int cellWidth = scale
                * cells.stream().mapToInt(cell -> cell.image.getWidth()).max().orElseThrow();
        int captionHeight = cells.stream().allMatch(cell -> cell.caption.isEmpty())
                ? 0
                : GAP
                        + LINE
                                * (cells.stream()
                                                .mapToInt(cell -> cell.lines().length)
                                                .max()
                                                .orElseThrow()
                                        - 1)
                        + FONT.getSize()
                        + GAP;
        int rows = (cells.size() + columns - 1) / columns;
        int height = MARGIN + rows * (captionHeight + MARGIN);
        for (int row = 0; row < rows; row++) {
            height += rowHeight(row);
        }
        int width = MARGIN + Math.min(columns, cells.size()) * (cellWidth + MARGIN);
        BufferedImage grid = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = whiteSheet(grid);
        int bottom = 0;
        for (int i = 0; i < cells.size(); i++) {
            if (i % columns == 0) {
                bottom += (i == 0 ? 0 : captionHeight) + MARGIN + rowHeight(i / columns);
            }
            draw(graphics, cells.get(i), MARGIN + i % columns * (cellWidth + MARGIN), bottom, cellWidth);
        }
        graphics.dispose();
        return grid;
    }

    private int rowHeight(int row) {
        return scale
                * cells.subList(row * columns, Math.min((row + 1) * columns, cells.size())).stream()
                        .mapToInt(cell -> cell.image.getHeight())
                        .max()
                        .orElseThrow();
    }

    private static Graphics2D whiteSheet(BufferedImage image) {
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        graphics.setFont(FONT);
        graphics.setRenderingHint(
                RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        return graphics;
    }

    private void draw(Graphics2D graphics, Cell cell, int left, int bottom, int cellWidth) {
        int width = scale * cell.image.getWidth();
        int height = scale * cell.image.getHeight();
        graphics.drawImage(cell.image, left + (cellWidth - width) / 2, bottom - height, width, height, null);
        FontMetrics metrics = graphics.getFontMetrics();
        graphics.setColor(cell.tone.colour);
        int baseline = bottom + GAP + metrics.getAscent();
        for (String text : cell.lines()) {
            String line = cut(text, metrics, cellWidth);
            graphics.drawString(line, left + (cellWidth - metrics.stringWidth(line)) / 2, baseline);
            baseline += LINE;
        }
    }

    /** The text, or as much of its start as fits into {@code width} pixels with an ellipsis. */
    static String cut(String text, FontMetrics metrics, int width) {
        if (metrics.stringWidth(text) <= width) {
            return text;
        }
        int end = text.length();
        while (end > 0 && metrics.stringWidth(text.substring(0, end).strip() + "…") > width) {
            end = text.offsetByCodePoints(end, -1);
        }
        return text.substring(0, end).strip() + "…";
    }
}
