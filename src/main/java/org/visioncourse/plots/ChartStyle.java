package org.visioncourse.plots;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.font.FontRenderContext;
import java.awt.image.BufferedImage;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.Styler.LegendLayout;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.XYStyler;

/** How every chart looks: dark ink on white, a pale grid, the legend below the axes where it hides no curve. */
final class ChartStyle {
    /** Paul Tol's "bright" colours: distinct for colour-blind readers too, and in grey print. */
    static final List<Color> COLOURS = List.of(
            new Color(0x4477AA),
            new Color(0xEE6677),
            new Color(0x228833),
            new Color(0xAA3377),
            new Color(0xCCBB44),
            new Color(0x66CCEE),
            new Color(0x777777));

    static final Color INK = new Color(0x333333);
    static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 17);
    static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 14);
    static final Font TICK = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    static final Color GRID = new Color(0xE8E8E8);
    /** Height of the title's strip, in pixels: the same everywhere, so that panels side by side stand at one height. */
    static final int HEADER = 34;

    /** Width of what stands beside a name of the legend: a piece of its line and space around it. */
    private static final int LEGEND_SIGN = 45;

    static final BasicStroke STROKE = new BasicStroke(2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);

    private ChartStyle() {}

    static void apply(XYStyler styler) {
        styler.setLocale(Locale.ROOT);
        styler.setChartTitleVisible(false);
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setPlotBackgroundColor(Color.WHITE);
        styler.setPlotBorderVisible(false);
        styler.setPlotGridLinesColor(GRID);
        styler.setPlotGridLinesStroke(new BasicStroke(1f));
        styler.setChartFontColor(INK);
        styler.setAxisTitleFont(LABEL);
        styler.setAxisTickLabelsFont(TICK);
        styler.setAxisTickLabelsColor(INK);
        styler.setXAxisTickLabelsFormattingFunction(ChartStyle::tick);
        styler.setYAxisTickLabelsFormattingFunction(ChartStyle::tick);
        styler.setLegendFont(TICK);
        styler.setLegendPosition(LegendPosition.OutsideS);
        styler.setLegendLayout(LegendLayout.Horizontal);
        styler.setLegendBorderColor(Color.WHITE);
        styler.setLegendPadding(6);
        styler.setMarkerSize(6);
    }

    /** Puts the names below each other where they would not fit into one row: XChart would cut them off. */
    static void fitLegend(XYChart chart) {
        FontRenderContext unscaled = new FontRenderContext(null, true, true);
        double row = chart.getSeriesCollection().stream()
                .mapToDouble(series ->
                        TICK.getStringBounds(series.getLabel(), unscaled).getWidth() + LEGEND_SIGN)
                .sum();
        if (row > chart.getWidth()) {
            chart.getStyler().setLegendLayout(LegendLayout.Vertical);
        }
    }

    /** Fills an image with white and makes it ready for dark, smooth text; the caller disposes of the graphics. */
    static Graphics2D whiteSheet(BufferedImage image) {
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        graphics.setColor(INK);
        return graphics;
    }

    /** Writes the title into the middle of the uppermost {@link #HEADER} rows. */
    static void drawTitle(Graphics2D graphics, String title, int width) {
        graphics.setFont(TITLE);
        FontMetrics metrics = graphics.getFontMetrics();
        graphics.drawString(title, (width - metrics.stringWidth(title)) / 2, (HEADER + metrics.getAscent()) / 2);
    }

    /** 0.001, 0.25, 3, 5000 in full; the very small in powers of ten. */
    static String tick(double value) {
        String shown =
                new BigDecimal(value, new MathContext(6)).stripTrailingZeros().toPlainString();
        return Math.abs(value) >= 1e-4 || value == 0 ? shown : String.format(Locale.ROOT, "%.0e", value);
    }
}
