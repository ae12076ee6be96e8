package org.visioncourse.training;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.visioncourse.plots.Figure;
import org.visioncourse.plots.LineChart;

/**
 * The learning curves of a run: a chart of its losses and, where there are any, of its accuracies, of its mean average
 * precisions and of its errors, side by side.
 */
public final class Curves {

    /** The charts by what their figures' names end in. */
    private enum Panel {
        LOSS("Loss", "Loss"),
        ACCURACY("Accuracy", "Accuracy"),
        PRECISION("Mean average precision", "Map", "Map50"),
        ERROR("Error", "Error", "Mae");

        private final String title;
        private final List<String> endings;

        Panel(String title, String... endings) {
            this.title = title;
            this.endings = List.of(endings);
        }

        private boolean shows(String name) {
            return endings.stream().anyMatch(name::endsWith);
        }
    }

    private Curves() {}

    /** Draws the figures over the epochs. */
    public static BufferedImage draw(History history) {
        BufferedImage[] charts = Stream.of(Panel.values())
                .filter(panel -> history.names().stream().anyMatch(panel::shows))
                .map(panel -> chart(panel, history))
                .toArray(BufferedImage[]::new);
        return charts.length == 0 ? new LineChart("Loss", "epoch", "loss").image() : Figure.row(charts);
    }

    private static BufferedImage chart(Panel panel, History history) {
        LineChart chart = new LineChart(panel.title, "epoch", panel.title.toLowerCase(Locale.ROOT));
        if (panel == Panel.ERROR) {
            chart.logY();
        }
        history.names().stream()
                .filter(panel::shows)
                .forEach(name -> chart.line(Progress.label(name), history.series(name)));
        return chart.image();
    }
}
