package org.visioncourse.detection;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32;
import org.visioncourse.data.DataFolder;
import org.visioncourse.data.Fold;
import org.visioncourse.data.ImageDataset;
import org.visioncourse.data.PhotoSet;

/**
 * The pictures of a run.
 *
 * @param all what folds are made of: what is trained on and what is held out, in the data's own order; of a set that comes
 *     in two parts, the first
 * @param train what is trained on
 * @param valid what is measured on after each epoch; null if nothing is held out
 * @param leftOut what was wrong with the labels, one sentence with file and line each
 */
public record DetectionData(BoxSet all, BoxSet train, BoxSet valid, List<String> leftOut) {

    private static final Set<String> FETCHED = Set.of("banana", "pikachu");
    private static final int GENERATED = 1100; // as many as D2L's bananas
    private static final int EVALUATION_BATCH = 32;

    /** @throws IllegalArgumentException if there is no box to learn from, or none to measure on */
    public DetectionData {
        leftOut = List.copyOf(leftOut);
        requireBoxes(train, "to train on");
        if (valid != null) {
            requireBoxes(valid, "held out to measure on");
        }
    }

    private static void requireBoxes(BoxSet set, String purpose) {
        if (set.boxCount() == 0) {
            throw new IllegalArgumentException("none of the " + set.size() + " pictures " + purpose
                    + " has a box: add some, or hold out others with --valid-ratio or --seed");
        }
    }

    /**
     * Finds, fetches or draws the pictures.
     *
     * @throws IOException if the data cannot be had or read, in one sentence
     * @throws IllegalArgumentException if a part of them cannot be trained or measured on, in one sentence
     */
    public static DetectionData load(DetectionConfig config) throws IOException {
        DetectionData data = loadParts(config);
        if (config.fold() == 0) {
            for (int fold = 1; fold <= config.folds(); fold++) {
                data.heldOutBy(
                        config.onFold(fold)); // what is wrong with the last fold is told before the first is trained
            }
        }
        return data;
    }

    private static DetectionData loadParts(DetectionConfig config) throws IOException {
        if (config.isSample()) {
            int pictures = config.limit() == 0 ? GENERATED : Math.min(config.limit(), GENERATED);
            BoxSet all = FruitSet.draw(pictures, config.classes(), config.objects(), config.seed());
            return new DetectionData(all, all, null, List.of()).heldOutBy(config);
        }
        BoxFolder.Parts parts = parts(config.data());
        BoxLabels train = BoxFolder.read(parts.train(), List.of(), config.skipBad());
        if (parts.valid().isEmpty() || config.folds() > 0) {
            BoxSet all = limited(train.set(), config);
            return new DetectionData(all, all, null, train.leftOut()).heldOutBy(config);
        }
        BoxLabels valid = BoxFolder.read(parts.valid().get(), train.set().classNames(), config.skipBad());
        List<String> leftOut = new ArrayList<>(train.leftOut());
        leftOut.addAll(valid.leftOut());
        return new DetectionData(train.set(), limited(train.set(), config), limited(valid.set(), config), leftOut);
    }

    private static BoxFolder.Parts parts(String data) throws IOException {
        boolean fetched = FETCHED.contains(data)
                && !Files.exists(Path.of(data))
                && !Files.exists(DataFolder.root().resolve(data));
        return BoxFolder.parts(fetched ? DjlBoxes.fetch(data) : DataFolder.resolve(data));
    }

    /**
     * Pictures to measure on that are not a run's own: the second part of a set that comes in two, else all.
     *
     * @param classNames those that the model knows, of which some may not occur
     * @throws IOException if the data cannot be had or read, or has another class, in one sentence
     */
    static BoxLabels toMeasureOn(String data, List<String> classNames, boolean skipBad) throws IOException {
        BoxFolder.Parts parts = parts(data);
        return BoxFolder.read(parts.valid().orElse(parts.train()), classNames, skipBad);
    }

    private static BoxSet limited(BoxSet set, DetectionConfig config) {
        return config.limit() == 0 ? set : set.sample(config.limit(), config.seed());
    }

    /**
     * The same pictures, which are not read again, with others held out.
     *
     * @param part options whose data and limit are those that the pictures were loaded for
     */
    DetectionData heldOutBy(DetectionConfig part) {
        if (part.fold() == 0 && valid != null) { // as it was loaded
            return this;
        }
        if (part.fold() > 0) {
            Fold fold = all.pictures().folds(part.folds(), part.seed()).get(part.fold() - 1);
            return new DetectionData(all, all.subset(fold.train()), all.subset(fold.valid()), leftOut);
        }
        if (part.folds() > 0 || part.validRatio() == 0) {
            return this;
        }
        if (all.size() == 1) {
            throw new IllegalArgumentException(
                    "there is one picture, and two are needed for one to be held out: add some, or set --valid-ratio 0");
        }
        BoxSet.Split split = all.split(part.validRatio(), part.seed());
        return new DetectionData(all, split.train(), split.valid(), leftOut);
    }

    /** The pictures to train on, shuffled, cropped, mirrored and recoloured anew each epoch. */
    public ImageDataset training(DetectionConfig config) {
        return train.dataset(augmentations(config))
                .batchSize(Math.min(config.batchSize(), train.size()))
                .shuffle(true)
                .dropLast(true)
                .normalisation(config.backbone().normalisation())
                .seed(config.seed())
                .build();
    }

    /** Drawings are mirrored; photographs, of which there are few, also cropped as in SSD, and recoloured. */
    public static List<BoxAugmentation> augmentations(DetectionConfig config) {
        BoxAugmentation resize = BoxAugmentation.resize(config.side(), config.side());
        return config.isSample()
                ? List.of(BoxAugmentation.horizontalFlip(), resize)
                : List.of(
                        BoxAugmentation.randomCrop(),
                        resize,
                        BoxAugmentation.horizontalFlip(),
                        BoxAugmentation.colourJitter(0.3, 0.3, 0.3));
    }

    /** Pictures in their order, as the network wants them. */
    public static ImageDataset evaluation(BoxSet set, DetectionConfig config) {
        return set.dataset(List.of(BoxAugmentation.resize(config.side(), config.side())))
                .batchSize(Math.min(EVALUATION_BATCH, set.size()))
                .normalisation(config.backbone().normalisation())
                .build();
    }

    /** A checksum of classes, files and boxes, by which a resumed run knows that its data are the same. */
    long checksum() {
        CRC32 crc = new CRC32();
        crc.update(String.join("\n", train.classNames()).getBytes(StandardCharsets.UTF_8));
        for (BoxSet set : valid == null ? List.of(train) : List.of(train, valid)) {
            update(crc, set.size());
            if (set.pictures() instanceof PhotoSet photos) {
                photos.files()
                        .forEach(
                                file -> crc.update(file.getFileName().toString().getBytes(StandardCharsets.UTF_8)));
            }
            for (List<LabelledBox> boxes : set.boxes()) {
                update(crc, boxes.size());
                boxes.forEach(box -> update(crc, box));
            }
        }
        return crc.getValue();
    }

    private static void update(CRC32 crc, int value) {
        crc.update(ByteBuffer.allocate(Integer.BYTES).putInt(value).flip());
    }

    private static void update(CRC32 crc, LabelledBox labelled) {
        Box box = labelled.box();
        crc.update(ByteBuffer.allocate(Integer.BYTES + 4 * Double.BYTES)
                .putInt(labelled.label())
                .putDouble(box.xmin())
                .putDouble(box.ymin())
                .putDouble(box.xmax())
                .putDouble(box.ymax())
                .flip());
    }
}
