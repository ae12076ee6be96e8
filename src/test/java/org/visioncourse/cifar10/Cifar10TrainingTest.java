package org.visioncourse.cifar10;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.modality.Classifications;
import ai.djl.modality.cv.Image;
import ai.djl.modality.cv.ImageFactory;
import ai.djl.modality.cv.transform.Normalize;
import ai.djl.modality.cv.transform.Resize;
import ai.djl.modality.cv.transform.ToTensor;
import ai.djl.modality.cv.translator.ImageClassificationTranslator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.visioncourse.models.ResNet;
import org.visioncourse.training.Evaluation;
import org.visioncourse.training.Figures;
import org.visioncourse.training.Json;
import org.visioncourse.training.Progress;
import org.visioncourse.training.RunFolder;
import org.visioncourse.training.SavedRun;
import org.visioncourse.training.Stop;

@TestInstance(Lifecycle.PER_CLASS)
class Cifar10TrainingTest {

    private static final Cifar10Config CONFIG = twoEpochs();

    private static Cifar10Config twoEpochs() {
        Cifar10Options options = new Cifar10Options();
        options.training.epochs = 2;
        options.training.limit = 128;
        return options.over(Cifar10Config.sample().quick());
    }

    @TempDir
    static Path folder;

    private Cifar10Data data;
    private RunFolder run;
    private Cifar10Result result;

    @BeforeAll
    void trainOnce() throws Exception {
        data = Cifar10Data.load(CONFIG);
        run = RunFolder.create("cifar10", folder.resolve("whole"));
        result = train(run, Progress.SILENT).orElseThrow();
    }

    private Optional<Cifar10Result> train(RunFolder run, Progress progress) throws Exception {
        try (Stop stop = Stop.after(null)) {
            return Cifar10Training.create(CONFIG, run).run(data, stop, progress);
        }
    }

    @Test
    void theRunFolderHoldsEverythingThatIsPromised() throws Exception {
        for (String name : List.of("config.json", "metrics.csv", "curves.png", "result.json", "predictions.png")) {
            assertThat(run.path().resolve(name)).isNotEmptyFile();
        }
        assertThat(run.last()).isNotEmptyFile();
        assertThat(run.best()).isNotEmptyFile();
        assertThat(result.testAccuracy()).isBetween(0.0, 1.0);
        assertThat(result.imagesPerSecond()).isPositive();
        assertThat(Json.read(run.result(), Cifar10Result.class)).isEqualTo(result);
        SavedRun<Cifar10Config> saved = SavedRun.read(run, Cifar10Config.class);
        assertThat(saved.options()).isEqualTo(CONFIG);
        assertThat(saved.classNames()).isEqualTo(data.train().classNames());
        assertThat(saved.environment().threads()).isPositive();
    }

    @Test
    void aRunStoppedInTheMidstOfAnEpochAndResumedEndsAtTheSameWeights() throws Exception {
        RunFolder parts = RunFolder.create("cifar10", folder.resolve("parts"));
        try (Stop stop = Stop.after(null)) {
            Progress stopping = new StopAtStep(2, stop);
            assertThat(Cifar10Training.create(CONFIG, parts).run(data, stop, stopping))
                    .isEmpty();
        }
        try (Stop stop = Stop.after(null)) {
            Cifar10Training resumed = Cifar10Training.resume(RunFolder.open(parts.path()));
            assertThat(resumed.run(data, stop, Progress.SILENT)).isPresent();
        }
        assertThat(Files.mismatch(run.best(), parts.best())).isEqualTo(-1);
    }

    @Test
    void aRunIsNotResumedOnOtherPictures() throws Exception {
        RunFolder parts = RunFolder.create("cifar10", folder.resolve("other"));
        try (Stop stop = Stop.after(null)) {
            Cifar10Training.create(CONFIG, parts).run(data, stop, new StopAtStep(1, stop));
        }
        Cifar10Data other = new Cifar10Data(data.train(), data.test(), data.valid());
        try (Stop stop = Stop.after(null)) {
            Cifar10Training resumed = Cifar10Training.resume(parts);
            assertThatThrownBy(() -> resumed.run(other, stop, Progress.SILENT))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("are not those that " + parts.path() + " was started with");
        }
    }

    @Test
    void theSameSeedGivesTheSameWeightsInAnotherThreadToo() throws Exception {
        RunFolder again = RunFolder.create("cifar10", folder.resolve("again"));
        Thread thread = new Thread(() -> {
            try {
                train(again, Progress.SILENT);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        thread.start();
        thread.join();
        assertThat(Files.mismatch(run.best(), again.best())).isEqualTo(-1);
    }

    @Test
    void aShortProgramWithNothingButDjlLoadsTheModelAndClassifiesAPicture() throws Exception {
        Path picture = folder.resolve("picture.png");
        javax.imageio.ImageIO.write(data.test().image(0), "png", picture.toFile());
        try (Model model = Model.newInstance("best")) {
            model.setBlock(ResNet.resnet18(ResNet.Stem.CIFAR, 10));
            model.load(run.checkpoints(), "best");
            ImageClassificationTranslator translator = ImageClassificationTranslator.builder()
                    .setImageSize(32, 32)
                    .addTransform(new Resize(32))
                    .addTransform(new ToTensor())
                    .addTransform(new Normalize(numbers(model, "mean"), numbers(model, "std")))
                    .optSynset(List.of(model.getProperty("classes").split("\n")))
                    .optApplySoftmax(true)
                    .build();
            try (Predictor<Image, Classifications> predictor = model.newPredictor(translator)) {
                Image image = ImageFactory.getInstance().fromFile(picture);
                Classifications.Classification best = predictor.predict(image).best();
                Evaluation ours = Evaluation.of(model.getBlock(), Cifar10Data.evaluation(data.test()), false);
                int expected = ours.predicted(0);
                assertThat(best.getClassName())
                        .isEqualTo(data.test().classNames().get(expected));
                assertThat(best.getProbability())
                        .isCloseTo(ours.probabilities()[0][expected], org.assertj.core.api.Assertions.within(1e-4));
            }
        }
    }

    private static float[] numbers(Model model, String property) {
        String[] texts = model.getProperty(property).split(",");
        float[] values = new float[texts.length];
        for (int i = 0; i < texts.length; i++) {
            values[i] = Float.parseFloat(texts[i]);
        }
        return values;
    }

    @Test
    void aCutOrForeignModelFileIsNamed() throws Exception {
        RunFolder broken = RunFolder.create("cifar10", folder.resolve("broken"));
        Files.copy(run.config(), broken.config());
        assertThatThrownBy(() -> Classifier.best(broken)).hasMessageContaining("has no model yet");
        byte[] whole = Files.readAllBytes(run.best());
        Files.write(broken.best(), Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(() -> Classifier.best(broken))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(broken.best() + " cannot be loaded");
        Files.writeString(broken.best(), "not a model");
        assertThatThrownBy(() -> Classifier.best(broken))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(broken.best() + " cannot be loaded");
    }

    /** Asks for a stop when so many steps are done. */
    private record StopAtStep(int at, Stop stop) implements Progress {
        @Override
        public void step(int epoch, int epochs, int step, int steps, Figures soFar, double rate, Duration left) {
            if (step == at) {
                stop.request("the test says so");
            }
        }

        @Override
        public void epoch(int epoch, int epochs, Map<String, Double> row, Duration left) {}

        @Override
        public void end() {}
    }
}
