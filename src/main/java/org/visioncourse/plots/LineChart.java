package org.visioncourse.plots;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * A chart of named lines over one x axis, for curves of loss, accuracy and learning rate.
 *
 * <pre>{@code
 * new LineChart("Loss", "epoch", "cross-entropy").line("train", 2.1, 1.4, 1.1).line("valid", 1.9, 1.5, 1.3).image()
 * }</pre>
 *
 * <p>A value that is not finite is a missing point: the line goes on to the next one.
 */
public final class LineChart {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 400;
    /** Up to so many points a line also shows its points, so that the curve of a single epoch is seen. */
    private static final int MARKED_POINTS = 30;
    /**
     * Up to so many points the x axis is labelled at the points themselves, so that there is no epoch 1.5. XChart does so with any
     * number of evenly spaced points, at 0, 253, 506 ...; the last of many is moved by a hair to get round numbers instead.
     */
    private static final int LABELLED_POINTS = 14;

    private record Line(String name, double[] x, double[] y) {}

    private record Range(double low, double high) {}

    private final String title;
    private final String xLabel;
    private final String yLabel;
    private final List<Line> lines = new ArrayList<>();
    private boolean logarithmic;
    private boolean logarithmicX;
    private Range range;

    /** A chart without lines as yet. */
    public LineChart(String title, String xLabel, String yLabel) {
        this.title = title;
        this.xLabel = xLabel;
        this.yLabel = yLabel;
    }

    /** Adds a line over x = 1, 2, 3 ..., as epochs are counted. */
    public LineChart line(String name, double... y) {
        return line(name, IntStream.rangeClosed(1, y.length).asDoubleStream().toArray(), y);
    }

    /**
     * Adds a line through the points (x[i], y[i]).
     *
     * @param y as long as {@code x} or shorter: what is not there yet is a missing point
     * @throws IllegalArgumentException if there are more values than places, or if the name is taken
     */
    public LineChart line(String name, double[] x, double[] y) {
        if (y.length > x.length) {
            throw new IllegalArgumentException(
                    "line \"%s\" has %d values for %d places".formatted(name, y.length, x.length));
        }
        if (lines.stream().anyMatch(line -> line.name.equals(name))) {
            throw new IllegalArgumentException("the chart has a line \"%s\" already".formatted(name));
        }
        lines.add(new Line(name, Arrays.copyOf(x, y.length), y.clone()));
        return this;
    }

    /** Makes the y axis logarithmic; values of zero and below are then missing points. */
    public LineChart logY() {
        logarithmic = true;
        return this;
    }

    /** Makes the x axis logarithmic; places of zero and below are then missing points. */
    public LineChart logX() {
        logarithmicX = true;
        return this;
    }

    /**
     * Fixes the y axis, say to [0, 1] for an accuracy; without it the axis fits the values.
     *
     * @throws IllegalArgumentException unless both ends are finite and {@code low < high}
     */
    public LineChart yRange(double low, double high) {
        if (!Double.isFinite(low) || !Double.isFinite(high) || low >= high) {
            throw new IllegalArgumentException("the y range [%s, %s] is empty or not finite".formatted(low, high));
        }
        range = new Range(low, high);
        return this;
    }

    /** Draws the chart, 640 x 400 pixels on white. */
    public BufferedImage image() {
        XYChart chart = new XYChart(WIDTH, HEIGHT - ChartStyle.HEADER);
        chart.setXAxisTitle(xLabel);
        chart.setYAxisTitle(yLabel);
        ChartStyle.apply(chart.getStyler());
        for (int i = 0; i < lines.size(); i++) {
            draw(chart, lines.get(i), ChartStyle.COLOURS.get(i % ChartStyle.COLOURS.size()));
        }
        scale(chart);
        ChartStyle.fitLegend(chart);
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = ChartStyle.whiteSheet(image);
        ChartStyle.drawTitle(graphics, title, WIDTH); // XChart places a title by the height of its letters
        graphics.drawImage(BitmapEncoder.getBufferedImage(chart), 0, ChartStyle.HEADER, null);
        graphics.dispose();
        return image;
    }

    private void draw(XYChart chart, Line line, Color colour) {
        int[] shown = IntStream.range(0, line.y.length)
                .filter(i -> isShown(line.x[i], line.y[i]))
                .toArray();
        if (shown.length == 0) {
            return;
        }
        double[] x = Arrays.stream(shown).mapToDouble(i -> line.x[i]).toArray();
        double[] y = Arrays.stream(shown).mapToDouble(i -> line.y[i]).toArray();
        if (x.length > LABELLED_POINTS && !logarithmicX) {
            x[x.length - 1] += (x[x.length - 1] - x[0]) * 1e-4;
        }
        XYSeries series = chart.addSeries(line.name, x, y);
        series.setLineColor(colour);
        series.setLineStyle(ChartStyle.STROKE);
        series.setMarkerColor(colour);
        series.setMarker(shown.length <= MARKED_POINTS ? SeriesMarkers.CIRCLE : SeriesMarkers.NONE);
    }

    private boolean isShown(double x, double y) {
        return Double.isFinite(x) && Double.isFinite(y) && (!logarithmic || y > 0) && (!logarithmicX || x > 0);
    }

    private void scale(XYChart chart) {
        XYStyler styler = chart.getStyler();
        styler.setYAxisLogarithmic(logarithmic);
        styler.setXAxisLogarithmic(logarithmicX);
        Range across = logarithmicX ? decades(chart, XYSeries::getXData) : null;
        if (across != null) {
            styler.setXAxisMin(across.low);
            styler.setXAxisMax(across.high);
        }
        Range shown = range == null && logarithmic ? decades(chart, XYSeries::getYData) : range;
        if (shown != null) {
            styler.setYAxisMin(shown.low);
            styler.setYAxisMax(shown.high);
        }
    }

    /** Whole powers of ten around the values: XChart labels nothing else on a logarithmic axis. */
    private static Range decades(XYChart chart, Function<XYSeries, double[]> values) {
        DoubleSummaryStatistics logs = chart.getSeriesCollection().stream()
                .flatMapToDouble(series -> Arrays.stream(values.apply(series)))
                .map(Math::log10)
                .summaryStatistics();
        if (logs.getCount() == 0) {
            return null;
        }
        double low = Math.floor(logs.getMin());
        return new Range(Math.pow(10, low), Math.pow(10, Math.max(low + 1, Math.ceil(logs.getMax()))));
    }
}
