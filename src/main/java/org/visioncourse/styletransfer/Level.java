package org.visioncourse.styletransfer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.HashMap;
import java.util.Map;
import org.visioncourse.data.Picture;
import org.visioncourse.engine.GradMode;
import org.visioncourse.engine.TorchScript;
import org.visioncourse.training.Checkpoint;
import org.visioncourse.training.Figures;

/** One size of the image, with what moves it there. */
final class Level implements AutoCloseable {

    private static final String SCALED =
            """
            def forward(self, x: Tensor, like: Tensor) -> Tensor:
              return torch.upsample_bicubic2d(x, [torch.size(like, 2), torch.size(like, 3)], False, None)
            """;

    private final FeatureNetwork network;
    private final StyleConfig config;
    private final StylePair pictures;
    private final NDManager manager;
    private final SynthesizedImage image;
    private final ImageOptimizer.Descent descent;
    private StyleObjective objective; // while the level is the run's
    private final Map<Double, Figures> measured = new HashMap<>(); // in the step under way, by the sum of the losses

    Level(FeatureNetwork network, StyleConfig config, StylePair pictures, NDManager manager) {
        this.network = network;
        this.config = config;
        this.pictures = pictures;
        this.manager = manager;
        try (NDManager scope = manager.newSubManager()) {
            image = SynthesizedImage.of(start(scope), manager);
        }
        descent = config.optimizer().descent(image, config.learningRate());
    }

    private NDArray start(NDManager scope) {
        NDArray content = network.preprocessing().array(pictures.seen(config).content(), scope);
        return switch (config.start()) {
            case CONTENT -> content;
            case STYLE ->
                network.preprocessing()
                        .array(
                                pictures.seen(config)
                                        .style()
                                        .resized(
                                                pictures.content().height(),
                                                pictures.content().width()),
                                scope);
            case NOISE -> scope.randomNormal(content.getShape());
        };
    }

    /** The image, and what its optimizer remembers. */
    void keep(Checkpoint checkpoint, int number) {
        checkpoint.block("image" + number, image);
        descent.keep(checkpoint, "optimizer" + number);
    }

    /** Goes on from a coarser image. */
    void startFrom(Level coarser) {
        try (NDManager scope = manager.newSubManager()) {
            image.set(TorchScript.function(SCALED).apply(coarser.image.picture(scope), image.picture(scope)));
        }
    }

    /** Computes what the image should come near to; to be left with {@link #leave}. */
    void enter() {
        StylePair seen = pictures.seen(config);
        objective = new StyleObjective(
                network, config.layers(), config.lossWeights(), config.precision(), seen.content(), seen.style());
    }

    void leave() {
        if (objective != null) {
            objective.close();
            objective = null;
        }
    }

    /** Updates the image once. */
    Figures step(NDManager scope) throws Exception {
        measured.clear();
        Figures figures = measured.get(descent.step(() -> evaluate(scope)));
        return figures != null ? figures : measure(scope); // L-BFGS at its end asks for no more
    }

    private Figures measure(NDManager scope) {
        try (GradMode off = GradMode.off()) {
            return figures(objective.measure(image.picture(scope)));
        }
    }

    private static Figures figures(StyleObjective.Loss loss) {
        return Figures.of(1, "contentLoss", loss.content().getFloat())
                .with("styleLoss", loss.style().getFloat())
                .with("tvLoss", loss.totalVariation().getFloat());
    }

    private double evaluate(NDManager step) {
        try (NDManager scope = step.newSubManager()) {
            StyleObjective.Loss loss;
            NDArray total;
            try (GradientCollector collector = scope.getEngine().newGradientCollector()) {
                loss = objective.measure(image.picture(scope));
                total = loss.total();
                collector.backward(total);
            }
            double sum = total.getFloat();
            measured.put(sum, figures(loss));
            return sum;
        }
    }

    /** The image as it is now, in the photograph's colours where they are kept. */
    Picture picture() {
        try (NDManager scope = manager.newSubManager()) {
            Picture painted = network.preprocessing().picture(image.picture(scope));
            return config.keepColours() ? Luminance.coloured(painted, pictures.content()) : painted;
        }
    }

    @Override
    public void close() {
        leave();
        descent.close();
    }
}
