package org.visioncourse.styletransfer;

import static org.visioncourse.training.Configuration.require;

import java.util.List;
import java.util.Objects;
import org.visioncourse.engine.Precision;
import org.visioncourse.training.TrainingRun;

/**
 * What a run does; config.json holds it.
 *
 * @param content the photograph's file, which may be named from the folder of the sets, or {@code sample} for a generated one
 * @param style the painting's file, likewise
 * @param size longer side of the result, in pixels
 * @param network compares the pictures
 * @param weights the network's file or name; null for its own
 * @param reading what the output of a convolution is
 * @param contentLayers indices of the layers that are compared for shapes
 * @param styleLayers indices of the layers that are compared for strokes
 * @param lossWeights of the three losses
 * @param optimizer moves the image
 * @param learningRate of Adam at the start; L-BFGS has none
 * @param iterations updates of the image, over all levels
 * @param every iterations from one picture of the progress to the next; divides iterations
 * @param start what the image looks like at first
 * @param levels sizes from coarse to fine, each half the next
 * @param keepColours whether the photograph's colours stay, and only light and dark are painted
 * @param precision of the network
 * @param seed of generated pictures, noise and random weights
 */
public record StyleConfig(
        String content,
        String style,
        int size,
        Network network,
        String weights,
        Reading reading,
        List<Integer> contentLayers,
        List<Integer> styleLayers,
        LossWeights lossWeights,
        ImageOptimizer optimizer,
        float learningRate,
        int iterations,
        int every,
        Start start,
        int levels,
        boolean keepColours,
        Precision precision,
        long seed)
        implements TrainingRun.Options {

    /** The name of pictures that are drawn by our own code. */
    public static final String SAMPLE = "sample";

    /** The name of D2L's two pictures, {@code rainier.jpg} and {@code autumn-oak.jpg} in the folder {@code photos} of the sets. */
    public static final String PHOTOS = "photos";

    private static final int SIZE = 450; // D2L's
    private static final int SAMPLE_SIZE = 360;
    private static final int QUICK_SIZE = 64;
    private static final int LEAST_SIZE = 32;
    private static final int MOST_SIZE = 4096;
    private static final int MOST_LEVELS = 6;

    public StyleConfig {
        Objects.requireNonNull(content, "the content is missing");
        Objects.requireNonNull(style, "the style is missing");
        Objects.requireNonNull(network, "the network is missing, or not one that there is");
        Objects.requireNonNull(reading, "the reading is missing, or not one that there is");
        Objects.requireNonNull(lossWeights, "the losses' weights are missing");
        Objects.requireNonNull(optimizer, "the optimizer is missing, or not one that there is");
        Objects.requireNonNull(start, "the start is missing, or not one that there is");
        Objects.requireNonNull(precision, "the precision is missing, or not one that there is");
        contentLayers = List.copyOf(contentLayers);
        styleLayers = List.copyOf(styleLayers);
        new Layers(contentLayers, styleLayers).requireWithin(network.size());
        require(!content.isBlank(), "--content", "\"" + content + "\"", "a file");
        require(!style.isBlank(), "--style", "\"" + style + "\"", "a file");
        require(size >= LEAST_SIZE && size <= MOST_SIZE, "--size", size, "in [" + LEAST_SIZE + ", " + MOST_SIZE + "]");
        require(weights == null || network.hasWeights(), "--weights", weights, "absent with --network " + network);
        require(
                learningRate > 0 && learningRate < Float.POSITIVE_INFINITY,
                "--learning-rate",
                learningRate,
                "positive");
        require(iterations >= 1, "--iterations", iterations, "at least 1");
        require(
                every >= 1 && iterations % every == 0,
                "--every",
                every,
                "a divisor of the number of iterations, " + iterations);
        int pictures = iterations / every;
        require(
                levels >= 1 && levels <= Math.min(MOST_LEVELS, pictures),
                "--levels",
                levels,
                "in [1, " + MOST_LEVELS + "], and at most the number of pictures of the progress, " + pictures);
    }

    /**
     * The preset of a pair of pictures.
     *
     * @param photographs {@link #SAMPLE} or {@link #PHOTOS}
     * @throws IllegalArgumentException if it is neither
     */
    public static StyleConfig of(String photographs) {
        return switch (photographs) {
            case SAMPLE -> sample();
            case PHOTOS -> real(PHOTOS + "/rainier.jpg", PHOTOS + "/autumn-oak.jpg");
            default ->
                throw new IllegalArgumentException("the photographs are \"" + photographs + "\", but must be \""
                        + SAMPLE + "\" or \"" + PHOTOS + "\"; for others there is StyleConfig.real(content, style)");
        };
    }

    /** A generated photograph and a generated painting, in a minute or two. */
    public static StyleConfig sample() {
        return preset(SAMPLE, SAMPLE, SAMPLE_SIZE);
    }

    /** Two pictures of the user's. */
    public static StyleConfig real(String content, String style) {
        return preset(content, style, SIZE);
    }

    private static StyleConfig preset(String content, String style, int size) {
        return new StyleConfig(
                content,
                style,
                size,
                Network.COURSE,
                null,
                Network.COURSE.reading(),
                Network.COURSE.layers().content(),
                Network.COURSE.layers().style(),
                LossWeights.D2L,
                ImageOptimizer.ADAM,
                0.3f,
                500,
                20,
                Start.CONTENT,
                1,
                false,
                Precision.FP32,
                0);
    }

    /** The same in seconds, to see that it runs. */
    public StyleConfig quick() {
        StyleOptions options = new StyleOptions();
        options.size = QUICK_SIZE;
        options.iterations = 10;
        options.every = 5;
        return options.over(this);
    }

    /** The same at another size, its longer side in pixels. */
    public StyleConfig withSize(int pixels) {
        StyleOptions options = new StyleOptions();
        options.size = pixels;
        return options.over(this);
    }

    /** The same for longer or shorter, with a picture of the progress every so many iterations. */
    public StyleConfig withIterations(int number, int between) {
        StyleOptions options = new StyleOptions();
        options.iterations = number;
        options.every = between;
        return options.over(this);
    }

    /** The same with other layers read. */
    public StyleConfig withLayers(Layers layers) {
        StyleOptions options = new StyleOptions();
        options.contentLayers = layers.content();
        options.styleLayers = layers.style();
        return options.over(this);
    }

    /** The same with other weights of the losses. */
    public StyleConfig withLossWeights(LossWeights weights) {
        StyleOptions options = new StyleOptions();
        options.contentWeight = weights.content();
        options.styleWeight = weights.style();
        options.tvWeight = weights.totalVariation();
        return options.over(this);
    }

    /** The same with another optimizer. */
    public StyleConfig withOptimizer(ImageOptimizer other) {
        StyleOptions options = new StyleOptions();
        options.optimizer = other;
        return options.over(this);
    }

    /** The same from another beginning. */
    public StyleConfig withStart(Start other) {
        StyleOptions options = new StyleOptions();
        options.start = other;
        return options.over(this);
    }

    /** The same in the photograph's own colours. */
    public StyleConfig keepingColours() {
        StyleOptions options = new StyleOptions();
        options.keepColours = true;
        return options.over(this);
    }

    /** The layers that are read. */
    public Layers layers() {
        return new Layers(contentLayers, styleLayers);
    }

    /** Whether both pictures are drawn by our own code. */
    public boolean isSample() {
        return content.equals(SAMPLE) && style.equals(SAMPLE);
    }

    @Override
    public String data() {
        return isSample() ? SAMPLE : content + " and " + style;
    }

    /** Pictures of the progress. */
    @Override
    public int epochs() {
        return iterations / every;
    }
}
