package org.visioncourse.dogbreeds;

import static org.visioncourse.training.Configuration.require;

import java.util.Objects;
import org.visioncourse.engine.Precision;
import org.visioncourse.models.Backbone;
import org.visioncourse.training.TrainingRun;

/**
 * What a run does; config.json holds it.
 *
 * @param data {@code sample}, or where the photographs are
 * @param mode how much of the network learns
 * @param backbone the network below the head
 * @param weights the backbone's file or name; null for the published ones, and on generated breeds for a backbone that the
 *     run trains
 * @param side height and width of the network's input, in pixels
 * @param precision in which the network is trained
 * @param seed of everything random
 * @param epochs passes over the training photographs
 * @param batchSize photographs of a step
 * @param learningRate the highest of the schedule
 * @param headScale the head's learning rate as a multiple of the other layers'
 * @param weightDecay of all weights; of SGD in the gradient, of AdamW beside it
 * @param labelSmoothing share of the target that all breeds get
 * @param averageDecay decay of the averaged weights, 0 for none
 * @param dropout share of the features, and of the head's hidden values, that a training step leaves out
 * @param mirror whether a photograph is also looked at mirrored, and the mean of both features counts
 * @param validRatio share of the smallest breed that is held out of each for validation, 0 for none
 * @param folds parts of a cross-validation, 0 for none
 * @param fold the part that is held out, from 1; 0 in a run over all of them
 * @param limit the most photographs to use, 0 for all
 */
public record DogBreedsConfig(
        String data,
        Mode mode,
        Backbone backbone,
        String weights,
        int side,
        Precision precision,
        long seed,
        int epochs,
        int batchSize,
        float learningRate,
        float headScale,
        float weightDecay,
        double labelSmoothing,
        double averageDecay,
        double dropout,
        boolean mirror,
        double validRatio,
        int folds,
        int fold,
        int limit)
        implements TrainingRun.Options {

    /** The data's name when it is drawn by our own code. */
    public static final String SAMPLE = "sample";

    /** The data's name for the generated breeds that the sample's backbone is trained on. */
    static final String SAMPLE_BACKBONE = "sample-backbone";

    private static final int IMAGENET_SIDE = 224;
    private static final int SAMPLE_SIDE = 64;
    private static final int QUICK_PHOTOS = 240;
    private static final int BACKBONE_EPOCHS = 4;

    public DogBreedsConfig {
        Objects.requireNonNull(mode, "the mode is missing, or not one that there is");
        Objects.requireNonNull(backbone, "the backbone is missing, or not one that there is");
        require(side >= 32, "--side", side, "at least 32");
        require(epochs >= 1, "--epochs", epochs, "at least 1");
        require(batchSize >= 2, "--batch-size", batchSize, "at least 2");
        require(isPositive(learningRate), "--learning-rate", learningRate, "positive");
        require(isPositive(headScale), "--head-scale", headScale, "positive");
        require(weightDecay >= 0, "--weight-decay", weightDecay, "at least 0");
        require(labelSmoothing >= 0 && labelSmoothing < 1, "--label-smoothing", labelSmoothing, "in [0, 1)");
        require(averageDecay >= 0 && averageDecay < 1, "--average", averageDecay, "in [0, 1)");
        require(dropout >= 0 && dropout < 1, "--dropout", dropout, "in [0, 1)");
        require(validRatio >= 0 && validRatio < 1, "--valid-ratio", validRatio, "in [0, 1)");
        require(folds == 0 || folds >= 2, "--folds", folds, "0 or at least 2");
        require(folds == 0 || mode != Mode.ALL, "--folds", folds, "0 with --mode all");
        require(limit >= 0, "--limit", limit, "at least 0");
    }

    private static boolean isPositive(float value) {
        return value > 0 && value < Float.POSITIVE_INFINITY;
    }

    /** Whether the pictures are drawn by our own code. */
    public boolean isSample() {
        return isGenerated(data);
    }

    /** Whether pictures of this name are drawn by our own code. */
    static boolean isGenerated(String data) {
        return data.equals(SAMPLE) || data.equals(SAMPLE_BACKBONE);
    }

    /**
     * What a run of a mode does on some photographs.
     *
     * @param data {@code sample} for {@link #sample}, else where the photographs are, for {@link #real}
     */
    public static DogBreedsConfig of(String data, Mode mode) {
        return isGenerated(data) ? sample(mode) : real(data, mode);
    }

    /** What a run of a mode does on real photographs. */
    public static DogBreedsConfig real(String data, Mode mode) {
        return preset(data, mode, Backbone.RESNET34, IMAGENET_SIDE);
    }

    /** What a run of a mode does on generated pictures. */
    public static DogBreedsConfig sample(Mode mode) {
        return preset(SAMPLE, mode, Backbone.RESNET18, SAMPLE_SIDE);
    }

    private static DogBreedsConfig preset(String data, Mode mode, Backbone backbone, int side) {
        boolean sample = isGenerated(data);
        boolean head = mode == Mode.FEATURES;
        return new DogBreedsConfig(
                data,
                mode,
                backbone,
                null,
                side,
                Precision.FP32,
                0,
                head || mode == Mode.ALL ? sample ? 30 : 100 : 12,
                head ? 128 : sample ? 16 : 32,
                head ? 1e-3f : mode == Mode.SCRATCH ? 0.05f : 0.004f,
                mode == Mode.FINETUNE ? 10 : 1,
                head ? 0.3f : 5e-4f,
                0,
                head ? 0 : 0.98,
                head ? 0.3 : 0,
                head && !sample,
                sample ? 0.75 : 0.1,
                0,
                0,
                0);
    }

    /** The same in seconds, to see that it runs. */
    public DogBreedsConfig quick() {
        DogBreedsOptions options = new DogBreedsOptions();
        options.training.epochs = 2;
        options.training.limit = QUICK_PHOTOS;
        return options.over(this);
    }

    /** The same photographs and backbone in one of the modes, with that mode's rates, and no more epochs. */
    public DogBreedsConfig in(Mode other) {
        DogBreedsConfig preset = of(data, other);
        DogBreedsOptions options = new DogBreedsOptions();
        options.backbone = backbone;
        options.weights = weights;
        options.side = side;
        options.precision = precision;
        options.run.seed = seed;
        options.validRatio = validRatio;
        options.training.limit = limit;
        options.training.epochs = Math.min(epochs, preset.epochs);
        return options.over(preset);
    }

    /** The same on one part of a cross-validation; on all photographs, with none held out, for fold 0. */
    DogBreedsConfig onFold(int number) {
        DogBreedsOptions options = new DogBreedsOptions();
        options.fold = number;
        if (number == 0) {
            options.folds = 0;
            options.validRatio = 0.0;
        }
        return options.over(this);
    }

    /** The training of the sample's backbone: from scratch, on other breeds than the sample's. */
    DogBreedsConfig backboneOfSample() {
        DogBreedsOptions options = new DogBreedsOptions();
        options.training.data = SAMPLE_BACKBONE;
        options.run.seed = seed;
        options.backbone = backbone;
        options.side = side;
        options.training.batchSize = 32;
        options.training.epochs = Math.min(epochs, BACKBONE_EPOCHS);
        options.training.limit = limit;
        options.validRatio = 0.1;
        return options.over(sample(Mode.SCRATCH));
    }

    /** The same with another file of weights. */
    DogBreedsConfig withWeights(String file) {
        DogBreedsOptions options = new DogBreedsOptions();
        options.weights = file;
        return options.over(this);
    }
}
