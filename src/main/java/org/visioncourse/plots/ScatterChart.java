package org.visioncourse.plots;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Clouds of points in the plane.
 *
 * <pre>{@code
 * new ScatterChart("Points").points("real", real).points("generated", generated).image()
 * }</pre>
 */
public final class ScatterChart {

    private static final int SIDE = 400;
    private static final int LEGEND = 30; // pixels more than a square's height

    private record Cloud(String name, float[][] points) {}

    private final String title;
    private final List<Cloud> clouds = new ArrayList<>();
    private double[] range; // x from, x to, y from, y to; null where the points set it

    /** A chart without points as yet. */
    public ScatterChart(String title) {
        this.title = title;
    }

    /**
     * Adds a cloud, drawn over those before it. Points that are not finite are left out.
     *
     * @param points (N, 2), at least one
     * @throws IllegalArgumentException if there is none, or one has not two coordinates, or the name is taken
     */
    public ScatterChart points(String name, float[][] points) {
        if (points.length == 0) {
            throw new IllegalArgumentException("there are no points of " + name);
        }
        for (float[] point : points) {
            if (point.length != 2) {
                throw new IllegalArgumentException("a point has 2 coordinates, not " + point.length);
            }
        }
        if (clouds.stream().anyMatch(cloud -> cloud.name.equals(name))) {
            throw new IllegalArgumentException("there are points of " + name + " already");
        }
        clouds.add(new Cloud(name, points));
        return this;
    }

    /**
     * Shows this part of the plane, whatever the points are: for pictures that are compared.
     *
     * @throws IllegalArgumentException unless all ends are finite, and each lower one is below its upper one
     */
    public ScatterChart range(double fromX, double toX, double fromY, double toY) {
        requireRange("x", fromX, toX);
        requireRange("y", fromY, toY);
        range = new double[] {fromX, toX, fromY, toY};
        return this;
    }

    private static void requireRange(String axis, double from, double to) {
        if (!Double.isFinite(from) || !Double.isFinite(to) || from >= to) {
            throw new IllegalArgumentException(
                    "the %s range [%s, %s] is empty or not finite".formatted(axis, from, to));
        }
    }

    /** Draws the chart. */
    public BufferedImage image() {
        XYChart chart = new XYChart(SIDE, SIDE + LEGEND - ChartStyle.HEADER);
        ChartStyle.apply(chart.getStyler());
        chart.getStyler().setDefaultSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
        for (int i = 0; i < clouds.size(); i++) {
            draw(chart, clouds.get(i), ChartStyle.COLOURS.get(i % ChartStyle.COLOURS.size()));
        }
        ChartStyle.fitLegend(chart);
        if (range != null) {
            chart.getStyler().setXAxisMin(range[0]).setXAxisMax(range[1]);
            chart.getStyler().setYAxisMin(range[2]).setYAxisMax(range[3]);
        }
        BufferedImage image = new BufferedImage(SIDE, SIDE + LEGEND, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = ChartStyle.whiteSheet(image);
        ChartStyle.drawTitle(graphics, title, SIDE);
        graphics.drawImage(BitmapEncoder.getBufferedImage(chart), 0, ChartStyle.HEADER, null);
        graphics.dispose();
        return image;
    }

    private static void draw(XYChart chart, Cloud cloud, Color colour) {
        float[][] shown = Arrays.stream(cloud.points)
                .filter(point -> Float.isFinite(point[0]) && Float.isFinite(point[1]))
                .toArray(float[][]::new);
        if (shown.length == 0) {
            return; // XChart takes no series without points
        }
        double[] x = new double[shown.length];
        double[] y = new double[shown.length];
        for (int i = 0; i < shown.length; i++) {
            x[i] = shown[i][0];
            y[i] = shown[i][1];
        }
        XYSeries series = chart.addSeries(cloud.name, x, y);
        series.setMarker(SeriesMarkers.CIRCLE);
        series.setMarkerColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), 160));
    }
}
