package org.visioncourse.styletransfer;

import ai.djl.Model;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.SequentialBlock;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.visioncourse.data.Augmentation;
import org.visioncourse.data.Cifar10Binary;
import org.visioncourse.data.DataFolder;
import org.visioncourse.data.GeneratedImages;
import org.visioncourse.data.ImageDataset;
import org.visioncourse.data.ImageSet;
import org.visioncourse.data.Normalisation;
import org.visioncourse.engine.GroupedOptimizer;
import org.visioncourse.engine.ParameterGroup;
import org.visioncourse.engine.Torch;
import org.visioncourse.engine.UpdateRule;
import org.visioncourse.models.SmallVgg;
import org.visioncourse.models.StartValues;
import org.visioncourse.training.Classification;
import org.visioncourse.training.Evaluation;
import org.visioncourse.training.Fit;
import org.visioncourse.training.Memory;
import org.visioncourse.training.Progress;
import org.visioncourse.training.RunFolder;
import org.visioncourse.training.Schedules;
import org.visioncourse.training.Stop;
import org.visioncourse.training.SupervisedTraining;
import org.visioncourse.training.TrainingRun;

/** Trains {@link SmallVgg} to tell small pictures apart, and makes of it the features that come with the course. */
final class FeatureTraining {

    /** The folder's name under {@code runs/}. */
    static final String EXERCISE = "style-features";

    /** What is written for {@link SmallVgg#read}. */
    static final String FEATURES = "small-vgg.safetensors";

    private static final Shape INPUT = new Shape(1, 3, 32, 32);
    private static final int SAMPLE_PICTURES = 500;
    private static final int EVALUATION_BATCH = 250;
    private static final double RISE = 0.25;

    private final TrainingRun<FeatureConfig> run;

    private FeatureTraining(TrainingRun<FeatureConfig> run) {
        this.run = run;
    }

    static FeatureTraining create(FeatureConfig config, RunFolder folder) {
        return new FeatureTraining(TrainingRun.create(config, folder));
    }

    static FeatureTraining resume(RunFolder folder) throws IOException {
        return new FeatureTraining(TrainingRun.resume(folder, FeatureConfig.class));
    }

    FeatureConfig config() {
        return run.options();
    }

    RunFolder folder() {
        return run.folder();
    }

    /** What the training ended with. */
    record Result(
            String exercise,
            String data,
            long seed,
            int epochs,
            double seconds,
            double imagesPerSecond,
            Long peakMemoryMiB,
            double testAccuracy) {}

    /** The pictures: CIFAR-10's, or drawn ones. */
    static Cifar10Binary.Splits pictures(FeatureConfig config) throws IOException {
        Cifar10Binary.Splits all = config.data().equals(FeatureConfig.SAMPLE)
                ? new Cifar10Binary.Splits(
                        GeneratedImages.draw(SAMPLE_PICTURES, config.seed()),
                        GeneratedImages.draw(SAMPLE_PICTURES, config.seed() + 1))
                : Cifar10Binary.read(DataFolder.resolve(config.data()));
        return config.limit() == 0
                ? all
                : new Cifar10Binary.Splits(all.train().sample(config.limit(), config.seed()), all.test());
    }

    /** Trains to the end, or until stopped. */
    Optional<Result> run(Cifar10Binary.Splits pictures, Stop stop, Progress progress) throws Exception {
        CRC32 checksum = new CRC32();
        checksum.update(pictures.train().pixels());
        List<String> classNames = pictures.train().classNames();
        return run.run(classNames, checksum.getValue(), () -> train(pictures, stop, progress));
    }

    private Optional<Result> train(Cifar10Binary.Splits pictures, Stop stop, Progress progress) throws Exception {
        Torch.start();
        Model model = Model.newInstance("small-vgg");
        model.setBlock(StartValues.torchvision(
                SmallVgg.classifier(pictures.train().classNames().size()), config().seed()));
        model.getBlock().initialize(model.getNDManager(), DataType.FLOAT32, INPUT);
        ImageDataset batches = batches(pictures.train());
        GroupedOptimizer optimizer = GroupedOptimizer.of(
                UpdateRule.sgd(0.9, true),
                Schedules.oneCycle(config().learningRate(), config().epochs() * batches.batchesPerEpoch(), RISE, 0),
                ParameterGroup.decayWeightsOnly(model.getBlock(), config().weightDecay()));
        Classification objective = new Classification(0, null, Classification.Best.ACCURACY);
        try (SupervisedTraining training = SupervisedTraining.builder(model, INPUT, optimizer, batches, objective)
                .build()) {
            Fit.Outcome outcome = run.fit(training, stop, progress);
            if (!outcome.finished()) {
                return Optional.empty();
            }
            writeFeatures((SequentialBlock) model.getBlock(), pictures.train());
            double accuracy = Evaluation.of(model.getBlock(), evaluation(pictures.test()), false)
                    .accuracy();
            return Optional.of(new Result(
                    EXERCISE,
                    config().data(),
                    config().seed(),
                    config().epochs(),
                    outcome.seconds(),
                    outcome.last().get(Fit.EXAMPLES_PER_SECOND),
                    Memory.peakMiB().orElse(null),
                    accuracy));
        }
    }

    private void writeFeatures(SequentialBlock classifier, ImageSet pictures) throws IOException {
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            SequentialBlock features = SmallVgg.folded(classifier, manager);
            SmallVgg.normalise(features, pictures);
            SmallVgg.write(features, run.folder().path().resolve(FEATURES));
        }
    }

    private ImageDataset batches(ImageSet pictures) {
        return ImageDataset.builder(pictures)
                .batchSize(Math.min(config().batchSize(), pictures.size()))
                .shuffle(true)
                .dropLast(true)
                .augmentations(List.of(Augmentation.padCrop(4), Augmentation.horizontalFlip()))
                .normalisation(Normalisation.IMAGENET)
                .seed(config().seed())
                .build();
    }

    private static ImageDataset evaluation(ImageSet pictures) {
        return ImageDataset.builder(pictures)
                .batchSize(EVALUATION_BATCH)
                .normalisation(Normalisation.IMAGENET)
                .build();
    }
}
