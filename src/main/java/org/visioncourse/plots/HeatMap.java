package org.visioncourse.plots;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * A confusion matrix: the rows are the true classes, the columns the predicted ones. Right answers are blue, wrong ones
 * red.
 *
 * <pre>{@code
 * new HeatMap("Test pictures", List.of("cat", "dog"), new int[][] {{870, 130}, {90, 910}}).percent().image()
 * }</pre>
 *
 * <p>A cell is the darker the larger its share of the row, by its square root, so that rare confusions show; the
 * darkest red is a quarter of the row or more. Zeros are left out, and all figures where there are so many classes that
 * they would be too small to read.
 */
public final class HeatMap {
    private static final int MARGIN = 12;
    private static final int GAP = 6;
    private static final int LONGEST_NAME = 150;
    private static final int SMALLEST_SIDE = 12;
    private static final int LARGEST_SIDE = 96;
    private static final int SMALLEST_WITH_FIGURE = 22;
    private static final int SMALLEST_WITH_DECIMAL = 40;
    private static final int CELLS = 560; // about the side of the matrix
    private static final double MOST_WRONG = 0.25;
    private static final Color RIGHT = ChartStyle.COLOURS.get(0);
    private static final Color WRONG = ChartStyle.COLOURS.get(1);

    private final String title;
    private final List<String> names;
    private final int[][] counts;
    private final int side;
    private boolean percent;

    /**
     * A matrix that shows its counts.
     *
     * @param classNames of rows and columns
     * @param counts how often a picture of class {@code row} was taken for {@code column}, (C, C)
     * @throws IllegalArgumentException unless there are names, a row and a column for each, and no negative count
     */
    public HeatMap(String title, List<String> classNames, int[][] counts) {
        int n = classNames.size();
        if (n == 0 || counts.length != n || Arrays.stream(counts).anyMatch(row -> row.length != n)) {
            throw new IllegalArgumentException(
                    "a confusion matrix of " + n + " classes has " + n + " rows and columns");
        }
        for (int[] row : counts) {
            if (Arrays.stream(row).anyMatch(count -> count < 0)) {
                throw new IllegalArgumentException("counts are not negative: " + Arrays.toString(row));
            }
        }
        this.title = title;
        this.names = List.copyOf(classNames);
        this.counts = Arrays.stream(counts).map(int[]::clone).toArray(int[][]::new);
        side = Math.max(SMALLEST_SIDE, Math.min(LARGEST_SIDE, CELLS / n));
    }

    /** Shows each cell's share of its row in percent instead of the count. */
    public HeatMap percent() {
        percent = true;
        return this;
    }

    /** Draws the matrix on white; it is as large as names and cells need it. */
    public BufferedImage image() {
        FontMetrics metrics = metrics(nameFont());
        FontMetrics axis = metrics(ChartStyle.LABEL);
        int nameWidth = longestName(metrics);
        double angle = nameWidth <= side - GAP ? 0 : side < SMALLEST_WITH_FIGURE ? Math.PI / 2 : Math.PI / 4;
        int nameHeight = (int) Math.ceil(nameWidth * Math.sin(angle) + metrics.getHeight() * Math.cos(angle));
        int cells = names.size() * side;
        int left = MARGIN + axis.getHeight() + GAP + nameWidth + GAP;
        int centre = left + cells / 2;
        int right = Math.max(left + cells, centre + axis.stringWidth(columnTitle()) / 2);
        int width = MARGIN + Math.max(right, MARGIN + metrics(ChartStyle.TITLE).stringWidth(title));
        int height = ChartStyle.HEADER + cells + GAP + nameHeight + GAP + axis.getHeight() + MARGIN;

        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = ChartStyle.whiteSheet(image);
        ChartStyle.drawTitle(graphics, title, width);
        graphics.setFont(ChartStyle.LABEL);
        drawTurned(graphics, columnTitle(), centre, height - MARGIN, 0, 0.5);
        drawTurned(
                graphics, "true class", MARGIN + axis.getAscent(), ChartStyle.HEADER + cells / 2.0, Math.PI / 2, 0.5);
        graphics.translate(left, ChartStyle.HEADER); // from here on the first cell's corner is the origin
        drawNames(graphics, angle);
        drawCells(graphics);
        graphics.dispose();
        return image;
    }

    private int longestName(FontMetrics metrics) {
        return names.stream()
                .mapToInt(name -> metrics.stringWidth(shortened(name, metrics)))
                .max()
                .orElseThrow();
    }

    private String columnTitle() {
        return percent ? "predicted class (% of the row)" : "predicted class";
    }

    private Font nameFont() {
        return ChartStyle.TICK.deriveFont(Math.min(ChartStyle.TICK.getSize2D(), 0.9f * side));
    }

    private static FontMetrics metrics(Font font) {
        Graphics2D graphics = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB).createGraphics();
        try {
            return graphics.getFontMetrics(font);
        } finally {
            graphics.dispose();
        }
    }

    private static String shortened(String name, FontMetrics metrics) {
        return ImageGrid.cut(name, metrics, LONGEST_NAME);
    }

    private void drawNames(Graphics2D graphics, double angle) {
        graphics.setFont(nameFont());
        FontMetrics metrics = graphics.getFontMetrics();
        double lowered = metrics.getAscent() / 2.0 - 1; // from the middle of the letters to their baseline
        for (int i = 0; i < names.size(); i++) {
            String name = shortened(names.get(i), metrics);
            double middle = (i + 0.5) * side;
            drawTurned(graphics, name, -GAP, middle + lowered, 0, 1);
            double x = middle + lowered * Math.sin(angle);
            double y = names.size() * side + GAP + metrics.getAscent() * Math.cos(angle);
            drawTurned(graphics, name, x, y, angle, angle == 0 ? 0.5 : 1);
        }
    }

    /** Draws text that rises by an angle; the point is on its baseline, at a share of its length. */
    private static void drawTurned(Graphics2D graphics, String text, double x, double y, double angle, double share) {
        Graphics2D turned = (Graphics2D) graphics.create();
        turned.translate(x, y);
        turned.rotate(-angle);
        turned.drawString(text, (float) (-share * turned.getFontMetrics().stringWidth(text)), 0);
        turned.dispose();
    }

    private void drawCells(Graphics2D graphics) {
        graphics.setFont(ChartStyle.TICK.deriveFont(Math.min(14f, 0.36f * side)));
        for (int row = 0; row < names.size(); row++) {
            double sum = Math.max(1, Arrays.stream(counts[row]).sum());
            for (int column = 0; column < names.size(); column++) {
                double share = counts[row][column] / sum;
                Color colour = row == column ? blend(RIGHT, share) : blend(WRONG, Math.min(1, share / MOST_WRONG));
                graphics.setColor(colour);
                graphics.fillRect(column * side, row * side, side - 1, side - 1);
                if (side >= SMALLEST_WITH_FIGURE) {
                    graphics.setColor(ink(colour));
                    drawFigure(graphics, figure(counts[row][column], share), column * side, row * side);
                }
            }
        }
        graphics.setColor(ChartStyle.INK);
        graphics.drawRect(-1, -1, names.size() * side, names.size() * side);
    }

    private void drawFigure(Graphics2D graphics, String figure, int left, int top) {
        FontMetrics metrics = graphics.getFontMetrics();
        int width = metrics.stringWidth(figure);
        if (width < side) {
            graphics.drawString(figure, left + (side - width) / 2, top + (side + metrics.getAscent()) / 2 - 1);
        }
    }

    private String figure(int count, double share) {
        String format = side < SMALLEST_WITH_DECIMAL ? "%.0f" : "%.1f";
        String figure = percent ? String.format(Locale.ROOT, format, 100 * share) : Integer.toString(count);
        return figure.equals("0") || figure.equals("0.0") ? "" : figure;
    }

    /** White for a share of 0, the colour itself for 1. */
    private static Color blend(Color colour, double share) {
        double weight = Math.sqrt(share);
        return new Color(
                (int) Math.round(255 + (colour.getRed() - 255) * weight),
                (int) Math.round(255 + (colour.getGreen() - 255) * weight),
                (int) Math.round(255 + (colour.getBlue() - 255) * weight));
    }

    /** What is read best on this colour. */
    private static Color ink(Color paper) {
        double brightness = 0.299 * paper.getRed() + 0.587 * paper.getGreen() + 0.114 * paper.getBlue();
        return brightness < 140 ? Color.WHITE : ChartStyle.INK;
    }
}
