package org.visioncourse.dogbreeds;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import org.visioncourse.data.Augmentation;
import org.visioncourse.data.DataFolder;
import org.visioncourse.data.DogFolder;
import org.visioncourse.data.Fold;
import org.visioncourse.data.GeneratedBreeds;
import org.visioncourse.data.ImageDataset;
import org.visioncourse.data.ImageFolder;
import org.visioncourse.data.ImageSet;
import org.visioncourse.data.PhotoSet;
import org.visioncourse.data.PictureSource;

/**
 * The photographs of a run.
 *
 * @param all what is trained on and what is held out, in the data's own order
 * @param train what is trained on
 * @param valid what epochs are compared on; null if nothing is held out
 * @param labelsWithoutPicture labels in Kaggle's list whose photographs are not there
 */
public record DogBreedsData(PictureSource all, PictureSource train, PictureSource valid, int labelsWithoutPicture) {

    /** The generated breeds that the sample's backbone is trained on; the exercise's come behind them. */
    private static final int KNOWN_BREEDS = 24;

    private static final int NEW_BREEDS = 12;
    private static final int KNOWN_PER_BREED = 40;
    private static final int NEW_PER_BREED = 20;
    private static final int EVALUATION_BATCH = 32;
    private static final double SHARPER = 256 / 224.0; // published weights are tested on the middle of a larger picture

    /**
     * Finds or draws the photographs.
     *
     * @throws IOException if the data cannot be found or read, in one sentence
     */
    public static DogBreedsData load(DogBreedsConfig config) throws IOException {
        if (config.isSample()) {
            return limited(drawn(config), 0, config);
        }
        Path path = DataFolder.resolve(config.data());
        if (DogFolder.matches(path)) {
            DogFolder.Training training = DogFolder.training(path);
            return limited(training.photos(), training.labelsWithoutPicture(), config);
        }
        return limited(ImageFolder.photos(path), 0, config);
    }

    private static DogBreedsData limited(PictureSource found, int labelsWithoutPicture, DogBreedsConfig config) {
        PictureSource all = config.limit() == 0 ? found : found.sampleOfEachClass(config.limit(), config.seed());
        return new DogBreedsData(all, all, null, labelsWithoutPicture).heldOutBy(config);
    }

    /**
     * The same photographs, which are not looked for again, with others held out.
     *
     * @param part options whose data and limit are those that the photographs were loaded for
     */
    DogBreedsData heldOutBy(DogBreedsConfig part) {
        if (part.fold() > 0) {
            return split(all.folds(part.folds(), part.seed()).get(part.fold() - 1));
        }
        return part.validRatio() == 0
                ? new DogBreedsData(all, all, null, labelsWithoutPicture)
                : split(all.holdOut(part.validRatio(), part.seed()));
    }

    private DogBreedsData split(Fold fold) {
        return new DogBreedsData(all, all.subset(fold.train()), all.subset(fold.valid()), labelsWithoutPicture);
    }

    private static ImageSet drawn(DogBreedsConfig config) {
        return config.data().equals(DogBreedsConfig.SAMPLE)
                ? GeneratedBreeds.draw(KNOWN_BREEDS, NEW_BREEDS, NEW_PER_BREED, config.side(), config.seed())
                : GeneratedBreeds.draw(0, KNOWN_BREEDS, KNOWN_PER_BREED, config.side(), config.seed());
    }

    /** The photographs to train on, shuffled, cropped, mirrored and recoloured anew each epoch. */
    public ImageDataset training(DogBreedsConfig config) {
        return ImageDataset.builder(train)
                .batchSize(Math.min(config.batchSize(), train.size()))
                .shuffle(true)
                .dropLast(true)
                .augmentations(augmentations(config))
                .normalisation(config.backbone().normalisation())
                .seed(config.seed())
                .build();
    }

    /** D2L's, but for the crops' shape: squares of 0.08 to 1 of the area; of drawings, which fill their pictures, no less than 0.6. */
    public static List<Augmentation> augmentations(DogBreedsConfig config) {
        double least = config.isSample() ? 0.6 : 0.08;
        return List.of(
                Augmentation.randomResizedCrop(config.side(), least, 1),
                Augmentation.horizontalFlip(),
                Augmentation.colourJitter(0.4, 0.4, 0.4));
    }

    /** Photographs in their order, their middles as the network wants them. */
    public static ImageDataset evaluation(PictureSource photos, DogBreedsConfig config) {
        return ImageDataset.builder(photos)
                .batchSize(Math.min(EVALUATION_BATCH, photos.size()))
                .augmentations(List.of(middle(config)))
                .normalisation(config.backbone().normalisation())
                .build();
    }

    /** What a photograph is looked at by: the middle of it, generated ones whole. */
    public static Augmentation middle(DogBreedsConfig config) {
        int shortSide = config.isSample() ? config.side() : (int) Math.round(config.side() * SHARPER);
        return Augmentation.centreCrop(shortSide, config.side());
    }

    /** Photographs whose label 0 says nothing. */
    static PhotoSet unlabelled(List<Path> files, List<String> classNames) {
        return new PhotoSet(files, new int[files.size()], classNames);
    }

    /** A checksum of names and labels, by which a resumed run knows that its data are the same. */
    long checksum() {
        CRC32 crc = new CRC32();
        update(crc, train);
        if (valid != null) {
            update(crc, valid);
        }
        return crc.getValue();
    }

    private static void update(CRC32 crc, PictureSource pictures) {
        for (int i = 0; i < pictures.size(); i++) {
            crc.update(ByteBuffer.allocate(Integer.BYTES)
                    .putInt(pictures.labels()[i])
                    .flip());
            if (pictures instanceof PhotoSet photos) {
                crc.update(photos.files().get(i).getFileName().toString().getBytes());
            } else {
                crc.update(pictures.picture(i).pixels());
            }
        }
    }
}
