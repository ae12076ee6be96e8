package org.visioncourse.styletransfer;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.visioncourse.data.ImageFile;
import org.visioncourse.data.Picture;
import org.visioncourse.plots.AnimatedGif;
import org.visioncourse.plots.ImageGrid;
import org.visioncourse.plots.LineChart;
import org.visioncourse.training.Fit;
import org.visioncourse.training.History;
import org.visioncourse.training.RunFolder;

/** The pictures of runs. */
public final class StylePictures {

    /** The newest picture, the result in the end. */
    static final String RESULT = "painted.png";

    private static final String FOLDER = "progress";
    private static final int SIDE = 300;
    private static final int MARGIN = 12;
    private static final int MOST_FRAMES = 100; // all of them are in memory at once
    private static final Duration PER_FRAME = Duration.ofMillis(120);
    private static final Duration LAST = Duration.ofSeconds(2);

    private StylePictures() {}

    /** The picture after so many iterations. */
    static String progress(int iterations) {
        return String.format(Locale.ROOT, "%s/%05d.png", FOLDER, iterations);
    }

    /**
     * The three losses by iteration.
     *
     * @param every iterations of each of the history's rows
     */
    public static BufferedImage curves(History history, int every) {
        LineChart chart = new LineChart("Losses, weighted", "iteration", "loss").logY();
        double[] iterations = IntStream.rangeClosed(1, history.epochs())
                .mapToDouble(epoch -> epoch * every)
                .toArray();
        chart.line("content", iterations, history.series("contentLoss"));
        chart.line("style", iterations, history.series("styleLoss"));
        chart.line("total variation", iterations, history.series("tvLoss"));
        return chart.image();
    }

    /**
     * How a training goes, as D2L shows it: the losses on the left, the picture as it is now on the right.
     *
     * @param every iterations of each of the history's rows
     */
    static BufferedImage training(History history, int every, Picture picture) {
        BufferedImage curves = curves(history, every);
        int longer = Math.max(picture.width(), picture.height());
        BufferedImage now = (longer > curves.getHeight() ? picture.fitted(curves.getHeight()) : picture).toImage();
        BufferedImage both = new BufferedImage(
                curves.getWidth() + now.getWidth() + 2 * MARGIN, curves.getHeight(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = both.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, both.getWidth(), both.getHeight());
        graphics.drawImage(curves, 0, 0, null);
        graphics.drawImage(now, curves.getWidth() + MARGIN, (both.getHeight() - now.getHeight()) / 2, null);
        graphics.dispose();
        return both;
    }

    /**
     * The sums of the losses of several runs by the time that they took. A point is the mean over the iterations since the one
     * before; Adam's losses are those before each update, L-BFGS's those after it.
     */
    public static BufferedImage lossesByTime(Map<String, History> runs) {
        LineChart chart = new LineChart("Sum of the losses, weighted", "seconds", "loss").logY();
        runs.forEach((name, history) -> {
            double[] losses = history.series("contentLoss");
            for (String other : List.of("styleLoss", "tvLoss")) {
                double[] more = history.series(other);
                Arrays.setAll(losses, i -> losses[i] + more[i]);
            }
            chart.line(name, history.series(Fit.SECONDS), losses);
        });
        return chart.image();
    }

    /** What there is to see at the end of a run: photograph, painting and result, and the run as a film. */
    static void write(RunFolder run, StyleConfig config, StylePair pictures, Picture result) throws IOException {
        run.picture(
                "pair.png",
                new ImageGrid(3)
                        .add(pictures.content().fitted(SIDE).toImage(), "photograph")
                        .add(pictures.style().fitted(SIDE).toImage(), "painting")
                        .add(result.fitted(SIDE).toImage(), "the photograph, painted")
                        .image());
        Picture first = pictures.content().fitted(SIDE);
        List<BufferedImage> frames = new ArrayList<>();
        for (Path file : frames(run, config)) {
            frames.add(ImageFile.read(file, first.height(), first.width()).toImage());
        }
        AnimatedGif.write(run.path().resolve("run.gif"), frames, PER_FRAME, LAST);
    }

    /** The run's pictures of the progress, the first first, without those between where they are too many. */
    static List<Path> frames(RunFolder run, StyleConfig config) {
        int each = config.every() * ((config.epochs() + MOST_FRAMES - 1) / MOST_FRAMES);
        List<Path> files = IntStream.iterate(config.iterations(), n -> n > 0, n -> n - each)
                .mapToObj(n -> run.path().resolve(progress(n)))
                .filter(Files::exists) // somebody may have removed one
                .collect(Collectors.toCollection(ArrayList::new));
        Collections.reverse(files);
        return files;
    }
}
