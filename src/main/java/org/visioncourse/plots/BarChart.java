package org.visioncourse.plots;

import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Named bars of shares in percent, from above in the order in which they were added: the accuracy of each class, say.
 *
 * <pre>{@code
 * new BarChart("Accuracy by class").bar("cat", 0.87).bar("dog", 0.91).image()
 * }</pre>
 */
public final class BarChart {
    private static final int WIDTH = 640;
    private static final int MARGIN = 12;
    private static final int GAP = 6;
    private static final int PITCH = 26;
    private static final int THICKNESS = 18;
    private static final int LONGEST_NAME = 200;
    private static final int TICK_STEP = 20;

    private record Bar(String name, double share) {
        String text() {
            return Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%.1f %%", 100 * share);
        }
    }

    private final String title;
    private final List<Bar> bars = new ArrayList<>();

    /** A chart without bars as yet. */
    public BarChart(String title) {
        this.title = title;
    }

    /**
     * Adds a bar below the others.
     *
     * @param share in [0, 1], or NaN where there is none, as the accuracy of a class without pictures
     * @throws IllegalArgumentException if the share is outside
     */
    public BarChart bar(String name, double share) {
        if (share < 0 || share > 1) {
            throw new IllegalArgumentException(
                    "a share lies in [0, 1], but that of \"%s\" is %s".formatted(name, share));
        }
        bars.add(new Bar(name, share));
        return this;
    }

    /**
     * Draws the chart on white, 640 pixels wide.
     *
     * @throws IllegalArgumentException if there is no bar
     */
    public BufferedImage image() {
        if (bars.isEmpty()) {
            throw new IllegalArgumentException("a bar chart needs a bar");
        }
        int bottom = ChartStyle.HEADER + bars.size() * PITCH;
        BufferedImage image = new BufferedImage(WIDTH, bottom + PITCH + MARGIN, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = ChartStyle.whiteSheet(image);
        ChartStyle.drawTitle(graphics, title, WIDTH);
        graphics.setFont(ChartStyle.TICK);
        FontMetrics metrics = graphics.getFontMetrics();
        int left = MARGIN
                + GAP
                + bars.stream()
                        .mapToInt(bar -> metrics.stringWidth(shortened(bar, metrics)))
                        .max()
                        .orElseThrow();
        int length = WIDTH - MARGIN - GAP - metrics.stringWidth("100.0 %") - left;
        drawGrid(graphics, left, length, bottom);
        for (int i = 0; i < bars.size(); i++) {
            draw(graphics, bars.get(i), left, length, ChartStyle.HEADER + i * PITCH);
        }
        graphics.dispose();
        return image;
    }

    private static String shortened(Bar bar, FontMetrics metrics) {
        return ImageGrid.cut(bar.name, metrics, LONGEST_NAME);
    }

    private static void drawGrid(Graphics2D graphics, int left, int length, int bottom) {
        FontMetrics metrics = graphics.getFontMetrics();
        for (int tick = 0; tick <= 100; tick += TICK_STEP) {
            int x = left + tick * length / 100;
            graphics.setColor(ChartStyle.GRID);
            graphics.drawLine(x, ChartStyle.HEADER, x, bottom);
            graphics.setColor(ChartStyle.INK);
            String text = tick + " %";
            graphics.drawString(text, x - metrics.stringWidth(text) / 2, bottom + GAP + metrics.getAscent());
        }
    }

    private static void draw(Graphics2D graphics, Bar bar, int left, int length, int top) {
        FontMetrics metrics = graphics.getFontMetrics();
        String name = shortened(bar, metrics);
        int end = left + (int) Math.round(bar.share * length); // NaN rounds to 0
        int baseline = top + (PITCH + metrics.getAscent()) / 2 - 1;
        graphics.setColor(ChartStyle.COLOURS.get(0));
        graphics.fillRect(left, top + (PITCH - THICKNESS) / 2, end - left, THICKNESS);
        graphics.setColor(ChartStyle.INK);
        graphics.drawString(name, left - GAP - metrics.stringWidth(name), baseline);
        graphics.drawString(bar.text(), end + GAP, baseline);
    }
}
