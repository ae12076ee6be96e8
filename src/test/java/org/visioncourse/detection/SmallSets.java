package org.visioncourse.detection;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.visioncourse.data.Picture;
import org.visioncourse.engine.Torch;
import org.visioncourse.models.Backbone;
import org.visioncourse.models.StartValues;
import org.visioncourse.plots.Png;
import org.visioncourse.training.RunFolder;

/** Small files of generated fruit with boxes, and runs on them that take a second. */
final class SmallSets {

    static final String HEADER = "img_name,label,xmin,ymin,xmax,ymax";

    private SmallSets() {}

    /** Writes images/0.png, images/1.png, ... of several sizes with a fruit of two kinds each, and label.csv. */
    static Path write(Path folder, int count) throws IOException {
        return write(folder, count, 5);
    }

    static Path write(Path folder, int count, long seed) throws IOException {
        BoxSet fruit = FruitSet.draw(count, 2, 1, seed);
        List<String> rows = new ArrayList<>(List.of(HEADER));
        for (int i = 0; i < count; i++) {
            LabelledPicture labelled = fruit.get(i);
            Picture picture = labelled.picture().resized(80 + 4 * (i % 3), 96);
            Png.write(folder.resolve("images/" + i + ".png"), picture.toImage());
            for (LabelledBox object : labelled.boxes()) {
                rows.add(row(i + ".png", fruit.classNames().get(object.label()), object.box(), picture));
            }
        }
        return LabelFiles.text(folder.resolve("label.csv"), rows.toArray(String[]::new))
                .getParent();
    }

    private static String row(String name, String className, Box box, Picture picture) {
        return String.format(
                Locale.ROOT,
                "%s,%s,%.3f,%.3f,%.3f,%.3f",
                name,
                className,
                box.xmin() * picture.width(),
                box.ymin() * picture.height(),
                box.xmax() * picture.width(),
                box.ymax() * picture.height());
    }

    /** The same with COCO's annotations, the later pictures without a box. */
    static Path coco(Path folder, int pictures, int boxes) throws IOException {
        write(folder, pictures);
        Files.delete(folder.resolve("label.csv"));
        List<String> images = new ArrayList<>();
        List<String> annotations = new ArrayList<>();
        for (int i = 0; i < pictures; i++) {
            images.add("{\"id\": %d, \"file_name\": \"%d.png\"}".formatted(i, i));
            if (i < boxes) {
                annotations.add(
                        "{\"id\": %d, \"image_id\": %d, \"category_id\": 1, \"bbox\": [9, 9, 30, 30]}".formatted(i, i));
            }
        }
        LabelFiles.text(
                folder.resolve("annotations/all.json"),
                "{\"images\": %s, \"annotations\": %s, \"categories\": [{\"id\": 1, \"name\": \"banana\"}]}"
                        .formatted(images, annotations));
        return folder;
    }

    /** TinySSD at 64 pixels for two epochs, a quarter of the pictures held out. */
    static DetectionConfig config(Path data, Consumer<DetectionOptions> more) {
        DetectionOptions options = new DetectionOptions();
        options.backbone = SsdBackbone.NONE;
        options.side = 64;
        options.validRatio = 0.25;
        options.training.epochs = 2;
        options.training.batchSize = 4;
        more.accept(options);
        return options.over(DetectionConfig.real(data.toString()));
    }

    /** A new run's folder. */
    static RunFolder folder(Path parent, String name) throws IOException {
        return RunFolder.create(DetectionTraining.EXERCISE, parent.resolve(name));
    }

    /** Writes MobileNet's start values as its weights. */
    static Path weights(Path file) throws IOException {
        try (NDManager manager = Torch.start().newBaseManager()) {
            Ssd network = StartValues.torchvision(SsdBackbone.MOBILENET.network(1), 1);
            network.initialize(manager, DataType.FLOAT32, new Shape(1, 3, 64, 64));
            Backbone.MOBILENET.save(SsdBackbone.trunk(network), file);
        }
        return file;
    }
}
