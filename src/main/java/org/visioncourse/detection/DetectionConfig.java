package org.visioncourse.detection;

import static org.visioncourse.training.Configuration.require;

import java.util.Objects;
import org.visioncourse.data.GeneratedFruit;
import org.visioncourse.engine.Precision;
import org.visioncourse.training.TrainingRun;

/**
 * What a run does; config.json holds it.
 *
 * @param data {@code sample}, {@code banana} or {@code pikachu} (fetched by DJL), or where pictures and boxes are
 * @param classes kinds of generated fruit
 * @param objects the most generated fruits in a picture
 * @param skipBad whether bad rows of labels are left out and reported
 * @param backbone what makes the first feature maps
 * @param weights the backbone's file or name; null for the published ones
 * @param side height and width of the network's input, in pixels
 * @param loss what predictions cost
 * @param precision in which the network is trained
 * @param seed of everything random
 * @param epochs passes over the training pictures
 * @param batchSize pictures of a step
 * @param learningRate the highest of the schedule
 * @param backboneScale the backbone's learning rate as a multiple of the heads'
 * @param weightDecay of all weights, beside the gradient
 * @param averageDecay decay of the averaged weights, 0 for none
 * @param validRatio share of the pictures that is held out for validation, 0 for none; of a set that comes in two parts,
 *     the second is
 * @param folds parts of a cross-validation, 0 for none; of a set that comes in two parts, of the first
 * @param fold the part that is held out, from 1; 0 in a run over all of them
 * @param limit the most pictures to use, 0 for all
 */
public record DetectionConfig(
        String data,
        int classes,
        int objects,
        boolean skipBad,
        SsdBackbone backbone,
        String weights,
        int side,
        LossName loss,
        Precision precision,
        long seed,
        int epochs,
        int batchSize,
        float learningRate,
        float backboneScale,
        float weightDecay,
        double averageDecay,
        double validRatio,
        int folds,
        int fold,
        int limit)
        implements TrainingRun.Options {

    /** The data's name when it is drawn by our own code. */
    public static final String SAMPLE = "sample";

    private static final int SMALLEST_SIDE = 64;
    private static final int SIDE = 256; // D2L's
    private static final int SAMPLE_SIDE = 128;
    private static final double SAMPLE_VALID = 100 / 1099.5; // D2L's set: 1,000 and 100
    private static final int QUICK_PICTURES = 64;

    public DetectionConfig {
        Objects.requireNonNull(data, "the data is missing");
        Objects.requireNonNull(backbone, "the backbone is missing, or not one that there is");
        Objects.requireNonNull(loss, "the loss is missing, or not one that there is");
        Objects.requireNonNull(precision, "the precision is missing, or not one that there is");
        require(
                weights == null || backbone.isTrained(),
                "--weights",
                weights,
                "absent with --backbone " + backbone + ", which has no weights");
        int kinds = GeneratedFruit.CLASS_NAMES.size();
        require(classes >= 1 && classes <= kinds, "--classes", classes, "in [1, " + kinds + "]");
        require(objects >= 1 && objects <= 8, "--objects", objects, "in [1, 8]");
        require(side >= SMALLEST_SIDE, "--side", side, "at least " + SMALLEST_SIDE);
        require(epochs >= 1, "--epochs", epochs, "at least 1");
        require(batchSize >= 2, "--batch-size", batchSize, "at least 2");
        require(isPositive(learningRate), "--learning-rate", learningRate, "positive");
        require(isPositive(backboneScale), "--backbone-scale", backboneScale, "positive");
        require(weightDecay >= 0, "--weight-decay", weightDecay, "at least 0");
        require(averageDecay >= 0 && averageDecay < 1, "--average", averageDecay, "in [0, 1)");
        require(validRatio >= 0 && validRatio < 1, "--valid-ratio", validRatio, "in [0, 1)");
        require(folds == 0 || folds >= 2, "--folds", folds, "0 or at least 2");
        require(fold >= 0 && fold <= folds, "fold", fold, "in [0, " + folds + "]");
        require(limit >= 0, "--limit", limit, "at least 0");
    }

    private static boolean isPositive(float value) {
        return value > 0 && value < Float.POSITIVE_INFINITY;
    }

    /** Whether the pictures are drawn by our own code. */
    public boolean isSample() {
        return data.equals(SAMPLE);
    }

    /**
     * The preset of some data: {@link #sample} for {@link #SAMPLE}, {@link #real} for all others.
     *
     * @param data as {@link #data}
     */
    public static DetectionConfig of(String data) {
        return data.equals(SAMPLE) ? sample() : real(data);
    }

    /** Generated bananas, as D2L's set has them, at half the size: a minute or two. */
    public static DetectionConfig sample() {
        return new DetectionConfig(
                SAMPLE,
                1,
                1,
                false,
                SsdBackbone.NONE,
                null,
                SAMPLE_SIDE,
                LossName.SSD,
                Precision.FP32,
                0,
                6,
                32,
                2e-3f,
                1,
                1e-2f,
                0.98,
                SAMPLE_VALID,
                0,
                0,
                0);
    }

    /** Photographs with boxes, on a backbone that knows ImageNet. */
    public static DetectionConfig real(String data) {
        return new DetectionConfig(
                data,
                1,
                1,
                false,
                SsdBackbone.RESNET18,
                null,
                SIDE,
                LossName.SSD,
                Precision.FP32,
                0,
                40,
                16,
                1e-3f,
                0.3f,
                5e-2f,
                0.98,
                0.1,
                0,
                0,
                0);
    }

    /** The same in seconds, to see that it runs. */
    public DetectionConfig quick() {
        DetectionOptions options = new DetectionOptions();
        options.training.epochs = 2;
        options.training.limit = QUICK_PICTURES;
        options.training.batchSize = 16;
        return options.over(this);
    }

    /** The same with another number of passes over the training pictures. */
    public DetectionConfig withEpochs(int number) {
        DetectionOptions options = new DetectionOptions();
        options.training.epochs = number;
        return options.over(this);
    }

    /** The same on one part of a cross-validation; on all pictures, with none held out, for fold 0. */
    DetectionConfig onFold(int number) {
        DetectionOptions options = new DetectionOptions();
        options.fold = number;
        if (number == 0) {
            options.folds = 0;
            options.validRatio = 0.0;
        }
        return options.over(this);
    }
}
