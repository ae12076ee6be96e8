package org.visioncourse.cifar10;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Model;
import ai.djl.training.tracker.Tracker;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
