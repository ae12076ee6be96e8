package org.visioncourse.plots;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
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
    static final BasicStroke STROKE = new BasicStroke(2f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);

    private static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 14);
    private static final Font TICK = new Font(Font.SANS_SERIF, Font.PLAIN, 13);

    private ChartStyle() {}

    static void apply(XYStyler styler) {
        styler.setLocale(Locale.ROOT);
        styler.setChartTitleVisible(false);
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setPlotBackgroundColor(Color.WHITE);
        styler.setPlotBorderVisible(false);
        styler.setPlotGridLinesColor(new Color(0xE8E8E8));
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

    /** 0.001, 0.25, 3, 5000 in full; the very small in powers of ten. */
    static String tick(double value) {
        String shown =
                new BigDecimal(value, new MathContext(6)).stripTrailingZeros().toPlainString();
        return Math.abs(value) >= 1e-4 || value == 0 ? shown : String.format(Locale.ROOT, "%.0e", value);
    }
}
