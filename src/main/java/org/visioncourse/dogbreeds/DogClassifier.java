package org.visioncourse.dogbreeds;

import ai.djl.Model;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.Dropout;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.visioncourse.data.FeatureSet;
import org.visioncourse.data.PictureSource;
import org.visioncourse.engine.Torch;
import org.visioncourse.models.StartValues;
import org.visioncourse.training.Evaluation;
import org.visioncourse.training.Parts;
import org.visioncourse.training.RunFolder;
import org.visioncourse.training.SavedRun;

/**
 * A backbone with a head for other classes, as a DJL {@link Model}.
 *
 * <p>A saved model's properties say what another program needs to use it: {@code classes} (a line each),
 * {@code backbone}, {@code inputSize}, and the preprocessing's {@code mean} and {@code std}, by channel, in [0, 1].
 */
public final class DogClassifier {

    private static final int HIDDEN = 256;
    private static final int FEATURE_BATCH = 256;

    private DogClassifier() {}

    /**
     * A network with torchvision's start values, on DJL's default device.
     *
     * @param classNames the breeds, by label
     */
    public static Model create(DogBreedsConfig config, List<String> classNames) {
        Model model = model(config, classNames);
        StartValues.torchvision(model.getBlock(), config.seed())
                .initialize(model.getNDManager(), DataType.FLOAT32, input(config));
        return model;
    }

    /** The shape of one picture, (1, 3, H, W). */
    static Shape input(DogBreedsConfig config) {
        return new Shape(1, 3, config.side(), config.side());
    }

    /** The last child of a network: D2L's head, (N, D) to 256, ReLU, and to logits (N, classes). */
    public static SequentialBlock head(SequentialBlock network) {
        return (SequentialBlock)
                network.getChildren().get(network.getChildren().size() - 1).getValue();
    }

    /** All children but the last: pictures (N, 3, H, W) to features (N, D); the same blocks, in another sequence. */
    public static SequentialBlock trunk(SequentialBlock network) {
        List<Block> children = network.getChildren().values();
        return new SequentialBlock().addAll(children.subList(0, children.size() - 1));
    }

    private static SequentialBlock head(double dropout, int numClasses) {
        return new SequentialBlock()
                .add(Dropout.builder().optRate((float) dropout).build()) // (N, D)
                .add(Linear.builder().setUnits(HIDDEN).build()) // (N, 256)
                .add(Activation.reluBlock())
                .add(Dropout.builder().optRate((float) dropout).build())
                .add(Linear.builder().setUnits(numClasses).build()); // (N, classes)
    }

    private static Model model(DogBreedsConfig config, List<String> classNames) {
        Torch.start();
        SequentialBlock network = config.backbone().network(1);
        network.replaceLastBlock(head(config.dropout(), classNames.size()));
        Model model = Model.newInstance("dog-breeds");
        model.setBlock(network);
        model.setProperty("classes", String.join("\n", classNames));
        model.setProperty("backbone", config.backbone().toString());
        model.setProperty("inputSize", Integer.toString(config.side()));
        model.setProperty("mean", joined(config.backbone().normalisation().mean()));
        model.setProperty("std", joined(config.backbone().normalisation().std()));
        return model;
    }

    private static String joined(List<Float> values) {
        return values.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    /**
     * The best model of a run, ready for inference.
     *
     * @throws IOException if the run has none, or its file is broken
     */
    public static Model best(RunFolder run) throws IOException {
        SavedRun<DogBreedsConfig> saved = SavedRun.read(run, DogBreedsConfig.class);
        return run.load(model(saved.options(), saved.classNames()));
    }

    /**
     * What a network says of photographs: features, mirrored or not as the options say, and what the head makes of them.
     *
     * @param photos looked at by their middles
     */
    public static Evaluation evaluate(Model model, PictureSource photos, DogBreedsConfig config) {
        SequentialBlock network = (SequentialBlock) model.getBlock();
        float[][] rows = Features.of(trunk(network), DogBreedsData.evaluation(photos, config), config.mirror());
        return evaluate(head(network), rows, photos.labels());
    }

    /**
     * What the best model of a run says of photographs, which it looks at by the run's options.
     *
     * @param run a run of one training or of several
     * @throws IOException if the run has no model, or its file is broken
     */
    public static Evaluation evaluate(RunFolder run, PictureSource photos) throws IOException {
        RunFolder trained = Parts.trainedIn(run);
        try (Model best = best(trained)) {
            return evaluate(
                    best, photos, SavedRun.read(trained, DogBreedsConfig.class).options());
        }
    }

    /** What a head says of features. */
    static Evaluation evaluate(Block head, float[][] features, int[] labels) {
        return Evaluation.of(head, new FeatureSet(features, labels, FEATURE_BATCH, false, 0), false);
    }
}
