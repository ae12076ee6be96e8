package org.visioncourse.cifar10;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Model;
import ai.djl.training.tracker.Tracker;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.visioncourse.data.Augmentation;
import org.visioncourse.data.D2lCifar10;
import org.visioncourse.data.Normalisation;
import org.visioncourse.engine.ParameterGroup;
import picocli.CommandLine;

class RecipeTest {

    private static final D2lCifar10.Hyperparameters PRINTED = D2lCifar10.READ.hyperparameters();
    private static final int STEPS = 10;

    private static Cifar10Config config(String... args) {
        Cifar10Options options = new Cifar10Options();
        new CommandLine(options).setCaseInsensitiveEnumValuesAllowed(true).parseArgs(args);
        return options.config();
    }

    @Test
    void d2lsOptionsAreThoseThatItPrints() {
        Cifar10Config config = config("--recipe", "d2l");
        assertThat(config.data()).isEqualTo(Cifar10Config.SAMPLE);
        assertThat(config.epochs()).isEqualTo(PRINTED.epochs());
        assertThat(config.batchSize()).isEqualTo(PRINTED.batchSizeDemo());
        assertThat(config.momentum()).isEqualTo(PRINTED.momentum());
        assertThat(config.validRatio()).isEqualTo(PRINTED.validRatio());
    }

    /** D2L goes down the sum of the batch's losses, the course down their mean. */
    @ParameterizedTest
    @ValueSource(ints = {32, 128})
    void anUpdateIsAsLargeAsD2ls(int batchSize) {
        Cifar10Config config = config("--recipe", "d2l", "--batch-size", Integer.toString(batchSize));
        float meanLossGradient = 3;
        float weight = 5;
        float theirs = PRINTED.lr() * (batchSize * meanLossGradient + PRINTED.weightDecay() * weight);
        float ours = config.learningRate() * (meanLossGradient + config.weightDecay() * weight);
        assertThat(ours).isCloseTo(theirs, within(1e-7f));
    }

    @Test
    void d2lsRateFallsByATenthEveryFourEpochs() {
        Cifar10Config config = Cifar10Config.d2l("any", 32);
        Tracker rate = Recipe.D2L.schedule(config, STEPS);
        int period = PRINTED.lrPeriod() * STEPS;
        assertThat(rate.getNewValue(0)).isEqualTo(config.learningRate());
        assertThat(rate.getNewValue(period - 1)).isEqualTo(config.learningRate());
        assertThat(rate.getNewValue(period)).isEqualTo(config.learningRate() * PRINTED.lrDecay());
    }

    @Test
    void inD2lsRecipeAllParametersDecay() {
        try (Model model = Classifier.create(18, List.of("a", "b"), 0)) {
            int parameters = model.getBlock().getParameters().size();
            assertThat(Recipe.D2L.groups(model.getBlock(), Cifar10Config.d2l("any", 32)))
                    .singleElement()
                    .satisfies(group -> assertThat(group.parameters()).hasSize(parameters))
                    .extracting(ParameterGroup::weightDecay)
                    .isEqualTo(Cifar10Config.d2l("any", 32).weightDecay());
        }
    }

    @Test
    void eachRecipeHasItsCrop() {
        assertThat(Recipe.D2L.augmentations(Cifar10Config.d2l("any", 32)))
                .containsExactly(
                        Augmentation.resize(40, 40),
                        Augmentation.randomResizedCrop(32, 0.64, 1),
                        Augmentation.horizontalFlip());
        assertThat(Recipe.COURSE.augmentations(config("--cutout", "6")))
                .containsExactly(
                        Augmentation.padCrop(4),
                        Augmentation.horizontalFlip(),
                        Augmentation.cutout(6, Normalisation.CIFAR10));
        assertThat(Recipe.FAST.augmentations(config("--recipe", "fast", "--cutout", "6")))
                .containsExactly(
                        Augmentation.reflectCrop(2),
                        Augmentation.alternatingFlip(),
                        Augmentation.cutout(6, Normalisation.CIFAR10));
        assertThat(Recipe.FAST.augmentations(config("--recipe", "fast", "--without", "alternating-flip")))
                .containsExactly(Augmentation.reflectCrop(2), Augmentation.horizontalFlip());
    }

    /** The known rates are of 1,024 pictures' summed losses with momentum inside: 11.5 / 1,024 / (1 + 1 / 0.15) of the sum. */
    @ParameterizedTest
    @CsvSource({"512, 0.75", "1024, 1.5", "64, 0.09375"})
    void theFastRecipesRateGrowsWithTheBatch(int batchSize, float rate) {
        Cifar10Config config = config("--recipe", "fast", "--batch-size", Integer.toString(batchSize));
        assertThat(config.learningRate()).isCloseTo(rate, within(1e-3f * rate));
        assertThat(config.weightDecay()).isCloseTo(0.00133f, within(1e-6f));
        assertThat(config.labelSmoothing()).isEqualTo(0.2);
        assertThat(config.momentum()).isEqualTo(0.85);
        assertThat(config("--recipe", "fast", "--batch-size", "256", "--learning-rate", "3")
                        .learningRate())
                .isEqualTo(3);
    }

    @Test
    void quickBatchesOfTheFastRecipeHaveTheirRateWhateverTheirSize() {
        float small = config("--recipe", "fast", "--quick").learningRate();
        assertThat(config("--recipe", "fast", "--quick", "--batch-size", "64").learningRate())
                .isEqualTo(2 * small);
    }

    @Test
    void theFastRecipesRateRisesToItsPeakAndFallsToAPartOfIt() {
        Cifar10Config config = config("--recipe", "fast", "--epochs", "10");
        Tracker rate = Recipe.FAST.schedule(config, STEPS);
        float peak = config.learningRate();
        assertThat(rate.getNewValue(0)).isCloseTo(0.2f * peak, within(1e-6f));
        assertThat(rate.getNewValue(23)).isCloseTo(peak, within(1e-6f));
        assertThat(rate.getNewValue(99)).isCloseTo(0.07f * peak, within(0.02f * peak));
    }

    @Test
    void theFastRecipeHasNoDepthToChoose() {
        assertThatThrownBy(() -> config("--recipe", "fast", "--depth", "50"))
                .hasMessage("--depth is 50, but must be left out with --recipe fast, whose network is no ResNet");
    }

    @Test
    void plainPicturesAreLeftAlone() {
        assertThat(Recipe.D2L.augmentations(config("--recipe", "d2l", "--plain-pictures")))
                .isEmpty();
    }

    @Test
    void aWarmUpDoesNotFitD2lsRecipe() {
        assertThatThrownBy(() -> config("--recipe", "d2l", "--warm-up", "0.2"))
                .hasMessage("--warm-up is 0.2, but must be 0 with --recipe d2l, whose rate only falls");
    }
}
