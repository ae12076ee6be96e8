package org.visioncourse.training;

import java.awt.image.BufferedImage;
import java.util.List;
import org.visioncourse.plots.Figure;
import org.visioncourse.plots.LineChart;

/** The learning curves of a run: its losses on the left, its accuracies on the right, where there are any. */
public final class Curves {

    private Curves() {}

    /** Draws the figures whose names end in Loss or Accuracy over the epochs. */
    public static BufferedImage draw(History history) {
        List<String> losses = named(history, "Loss");
        List<String> accuracies = named(history, "Accuracy");
        LineChart loss = new LineChart("Loss", "epoch", "loss");
        losses.forEach(name -> loss.line(Progress.label(name), history.series(name)));
        if (accuracies.isEmpty()) {
            return loss.image();
        }
        LineChart accuracy = new LineChart("Accuracy", "epoch", "accuracy");
        accuracies.forEach(name -> accuracy.line(Progress.label(name), history.series(name)));
        return losses.isEmpty() ? accuracy.image() : Figure.row(loss.image(), accuracy.image());
    }

    private static List<String> named(History history, String ending) {
        return history.names().stream().filter(name -> name.endsWith(ending)).toList();
    }
}
