package org.visioncourse.cifar10;

import ai.djl.Model;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.SequentialBlock;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.visioncourse.data.Normalisation;
import org.visioncourse.engine.Torch;
import org.visioncourse.models.ResNet;
import org.visioncourse.models.StartValues;
import org.visioncourse.training.RunFolder;
import org.visioncourse.training.SavedRun;

/**
 * A network for small pictures, as a DJL {@link Model}.
 *
 * <p>A saved model's properties say what another program needs to use it: {@code classes} (a line each),
 * {@code network}, {@code inputSize}, and the preprocessing's {@code mean} and {@code std}, by channel, in [0, 1].
 */
public final class Classifier {

    /** One picture, (N, C, H, W). */
    static final Shape INPUT = new Shape(1, 3, Cifar10Data.SIZE, Cifar10Data.SIZE);

    private Classifier() {}

    /** A network with torchvision's start values, on DJL's default device. */
    public static Model create(int depth, List<String> classNames, long seed) {
        return started(model(resNet(depth, classNames.size()), "resnet" + depth, classNames), seed);
    }

    /** The network of a run's recipe, with torchvision's start values. */
    public static Model create(Cifar10Config config, List<String> classNames) {
        return started(model(config, classNames), config.seed());
    }

    private static Model started(Model model, long seed) {
        StartValues.torchvision(model.getBlock(), seed).initialize(model.getNDManager(), DataType.FLOAT32, INPUT);
        return model;
    }

    private static Model model(Cifar10Config config, List<String> classNames) {
        return config.recipe() == Recipe.FAST
                ? model(FastNet.network(classNames.size(), !config.has(FastPart.FIXED_SCALE)), "fast", classNames)
                : model(resNet(config.depth(), classNames.size()), "resnet" + config.depth(), classNames);
    }

    private static Model model(SequentialBlock network, String name, List<String> classNames) {
        Torch.start();
        Model model = Model.newInstance("cifar10");
        model.setBlock(network);
        model.setProperty("classes", String.join("\n", classNames));
        model.setProperty("network", name);
        model.setProperty("inputSize", Integer.toString(Cifar10Data.SIZE));
        model.setProperty("mean", joined(Normalisation.CIFAR10.mean()));
        model.setProperty("std", joined(Normalisation.CIFAR10.std()));
        return model;
    }

    private static SequentialBlock resNet(int depth, int numClasses) {
        return switch (depth) {
            case 18 -> ResNet.resnet18(ResNet.Stem.CIFAR, numClasses);
            case 34 -> ResNet.resnet34(ResNet.Stem.CIFAR, numClasses);
            case 50 -> ResNet.resnet50(ResNet.Stem.CIFAR, numClasses);
            default -> throw new IllegalArgumentException("there is no ResNet of " + depth + " layers here");
        };
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
        SavedRun<Cifar10Config> saved = SavedRun.read(run, Cifar10Config.class);
        return run.load(model(saved.options(), saved.classNames()));
    }
}
