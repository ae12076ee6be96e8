package org.visioncourse.detection;

import ai.djl.Model;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.SequentialBlock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.visioncourse.data.Picture;
import org.visioncourse.engine.Torch;
import org.visioncourse.models.StartValues;
import org.visioncourse.training.Parts;
import org.visioncourse.training.RunFolder;
import org.visioncourse.training.SavedRun;

/**
 * A detector as a DJL {@link Model}, with what it needs to look at pictures.
 *
 * <p>A saved model's properties say what another program needs to use it: {@code classes} (a line each),
 * {@code backbone}, {@code inputSize}, and the preprocessing's {@code mean} and {@code std}, by channel, in [0, 1].
 *
 * @param model with an {@link Ssd}; closed with this object
 * @param config the options of its training
 * @param classNames by label
 */
public record TrainedDetector(Model model, DetectionConfig config, List<String> classNames) implements AutoCloseable {

    private static final double HEAD_STD = 0.01;

    /**
     * A network with torchvision's start values, heads that begin near 0, and the backbone's weights where it has some, on
     * DJL's default device.
     *
     * @param weights the backbone's file; null where it has none
     * @throws IOException if the weights cannot be read, or are of another network
     */
    public static TrainedDetector create(DetectionConfig config, List<String> classNames, Path weights)
            throws IOException {
        TrainedDetector detector = of(config, classNames);
        try {
            Model model = detector.model;
            StartValues.torchvision(model.getBlock(), config.seed());
            StartValues.normal(new SequentialBlock().addAll(detector.network().heads()), HEAD_STD, config.seed());
            model.getBlock().initialize(model.getNDManager(), DataType.FLOAT32, detector.input());
            if (config.backbone().isTrained()) {
                config.backbone().load(weights, detector.network());
            }
            return detector;
        } catch (IOException | RuntimeException e) {
            detector.close();
            throw e;
        }
    }

    private static TrainedDetector of(DetectionConfig config, List<String> classNames) {
        Torch.start();
        Model model = Model.newInstance("detection");
        model.setBlock(config.backbone().network(classNames.size()));
        model.setProperty("classes", String.join("\n", classNames));
        model.setProperty("backbone", config.backbone().toString());
        model.setProperty("inputSize", Integer.toString(config.side()));
        model.setProperty("mean", joined(config.backbone().normalisation().mean()));
        model.setProperty("std", joined(config.backbone().normalisation().std()));
        return new TrainedDetector(model, config, classNames);
    }

    private static String joined(List<Float> values) {
        return values.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    /**
     * The best model of a run, ready for inference.
     *
     * @param run a run of one training or of several
     * @throws IOException if the run has none, or its file is broken
     */
    public static TrainedDetector best(RunFolder run) throws IOException {
        RunFolder trained = Parts.trainedIn(run);
        SavedRun<DetectionConfig> saved = SavedRun.read(trained, DetectionConfig.class);
        TrainedDetector detector = of(saved.options(), saved.classNames());
        trained.load(detector.model);
        return detector;
    }

    /** The network. */
    public Ssd network() {
        return (Ssd) model.getBlock();
    }

    /** Its anchors on the pictures that it looks at. */
    public Boxes anchors() {
        return network().anchors(config.side(), config.side());
    }

    /** The shape of one picture, (1, 3, H, W). */
    Shape input() {
        return new Shape(1, 3, config.side(), config.side());
    }

    /** What it finds in pictures whose objects are known, and how good that is. */
    public DetectionEvaluation evaluate(BoxSet set) {
        return DetectionEvaluation.of(network(), anchors(), set, DetectionData.evaluation(set, config));
    }

    /**
     * What it finds in photographs of any size.
     *
     * @return a list for each, the surest detection first; all that have a confidence of at least 0.01
     */
    public List<List<Detection>> detect(List<Path> photographs) {
        BoxSet unlabelled = BoxSet.ofFiles(photographs, Collections.nCopies(photographs.size(), List.of()), classNames);
        return evaluate(unlabelled).found();
    }

    /**
     * What it finds in a picture of any size, in colour or grey.
     *
     * @return the surest detection first; all that have a confidence of at least 0.01
     */
    public List<Detection> detect(Picture picture) {
        Picture colour = picture.channels() == 1 ? Picture.of(picture.toImage()) : picture;
        BoxSet unlabelled =
                BoxSet.inMemory(colour.pixels(), colour.height(), colour.width(), List.of(List.of()), classNames);
        return evaluate(unlabelled).found().get(0);
    }

    @Override
    public void close() {
        model.close();
    }
}
