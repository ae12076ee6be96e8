package org.visioncourse.styletransfer;

import static org.visioncourse.training.TrainingOptions.or;

import java.util.List;
import java.util.stream.IntStream;
import org.visioncourse.engine.Precision;
import org.visioncourse.training.RunOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command line's options; null where the preset holds. */
final class StyleOptions {

    private static final int MOST_BETWEEN_PICTURES = 20;
    private static final int MOST_PICTURES = 400;

    @Mixin
    RunOptions run = new RunOptions();

    @Option(names = "--content", paramLabel = "FILE", description = "the photograph; default a generated one")
    String content;

    @Option(names = "--style", paramLabel = "FILE", description = "the painting; default a generated one")
    String style;

    @Option(names = "--size", paramLabel = "PIXELS", description = "longer side of the result")
    Integer size;

    @Option(names = "--network", paramLabel = "NAME", description = "compares pictures: ${COMPLETION-CANDIDATES}")
    Network network;

    @Option(
            names = "--weights",
            paramLabel = "FILE",
            description =
                    "of VGG-19, or of the network named: a .pth or .safetensors file, or vgg19 to fetch it (548 MB)")
    String weights;

    @Option(
            names = "--reading",
            paramLabel = "NAME",
            description = "outputs of convolutions, after the ReLU or before: ${COMPLETION-CANDIDATES}")
    Reading reading;

    @Option(names = "--content-layers", paramLabel = "I", split = ",", description = "layers compared for shapes")
    List<Integer> contentLayers;

    @Option(names = "--style-layers", paramLabel = "I", split = ",", description = "layers compared for strokes")
    List<Integer> styleLayers;

    @Option(names = "--content-weight", paramLabel = "W", description = "weight of the content loss")
    Float contentWeight;

    @Option(names = "--style-weight", paramLabel = "W", description = "weight of the style loss")
    Float styleWeight;

    @Option(names = "--tv-weight", paramLabel = "W", description = "weight of the total variation")
    Float tvWeight;

    @Option(names = "--optimizer", paramLabel = "NAME", description = "moves the image: ${COMPLETION-CANDIDATES}")
    ImageOptimizer optimizer;

    @Option(names = "--learning-rate", paramLabel = "RATE", description = "of Adam at the start")
    Float learningRate;

    @Option(names = "--iterations", paramLabel = "N", description = "updates of the image")
    Integer iterations;

    @Option(names = "--every", paramLabel = "N", description = "iterations between pictures of the progress")
    Integer every;

    @Option(names = "--start", paramLabel = "NAME", description = "the image at first: ${COMPLETION-CANDIDATES}")
    Start start;

    @Option(names = "--levels", paramLabel = "N", description = "sizes from coarse to fine")
    Integer levels;

    @Option(names = "--keep-colours", description = "paint light and dark only, in the photograph's colours")
    Boolean keepColours;

    @Option(names = "--precision", paramLabel = "NAME", description = "of the network: ${COMPLETION-CANDIDATES}")
    Precision precision;

    /** A new run's configuration: the preset of its pictures, with the options given. */
    StyleConfig config() {
        boolean drawn = content == null && style == null;
        StyleConfig preset = drawn
                ? StyleConfig.sample()
                : StyleConfig.real(or(content, StyleConfig.SAMPLE), or(style, StyleConfig.SAMPLE));
        return over(run.quick ? preset.quick() : preset);
    }

    /** The options given, over a configuration. */
    StyleConfig over(StyleConfig base) {
        if (learningRate != null && or(optimizer, base.optimizer()) == ImageOptimizer.LBFGS) {
            throw new IllegalArgumentException(
                    "--learning-rate is Adam's: L-BFGS finds the length of its steps by itself");
        }
        boolean unnamed =
                network == null && weights != null && base.weights() == null && base.network() == Network.COURSE;
        Network named = unnamed ? Network.VGG19 : or(network, base.network());
        boolean same = named == base.network();
        int updates = or(iterations, base.iterations());
        int sizes = or(levels, base.levels());
        boolean fits = updates == base.iterations() && sizes <= base.epochs();
        return new StyleConfig(
                or(content, base.content()),
                or(style, base.style()),
                or(size, base.size()),
                named,
                or(weights, same ? base.weights() : null),
                or(reading, same ? base.reading() : named.reading()),
                or(contentLayers, same ? base.contentLayers() : named.layers().content()),
                or(styleLayers, same ? base.styleLayers() : named.layers().style()),
                new LossWeights(
                        or(contentWeight, base.lossWeights().content()),
                        or(styleWeight, base.lossWeights().style()),
                        or(tvWeight, base.lossWeights().totalVariation())),
                or(optimizer, base.optimizer()),
                or(learningRate, base.learningRate()),
                updates,
                or(every, fits ? base.every() : between(updates, sizes)),
                or(start, base.start()),
                sizes,
                or(keepColours, base.keepColours()),
                or(precision, base.precision()),
                or(run.seed, base.seed()));
    }

    /**
     * The largest divisor that is not too large, with a picture for each level.
     *
     * @throws IllegalArgumentException if there is none but for a picture at nearly each iteration
     */
    private static int between(int iterations, int levels) {
        int found = IntStream.iterate(MOST_BETWEEN_PICTURES, n -> n - 1)
                .filter(n -> n == 1 || iterations % n == 0 && iterations / n >= levels)
                .findFirst()
                .orElseThrow();
        if (iterations / found > MOST_PICTURES) {
            throw new IllegalArgumentException("--iterations is " + iterations + ", which would make "
                    + iterations / found + " pictures of the progress: take a multiple of " + MOST_BETWEEN_PICTURES
                    + ", or set --every");
        }
        return found;
    }
}
