package org.visioncourse.styletransfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assumptions.assumeThatCode;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.visioncourse.data.Picture;
import org.visioncourse.engine.FreshThread;
import org.visioncourse.engine.GradMode;
import org.visioncourse.engine.GroupedOptimizer;
import org.visioncourse.engine.MemoryStress;
import org.visioncourse.engine.ParameterGroup;
import org.visioncourse.engine.Precision;
import org.visioncourse.engine.Torch;
import org.visioncourse.engine.UpdateRule;

class StyleObjectiveTest {

    private static final float BFLOAT16_LOSSES = 0.01f; // measured: 0.0023
    private static final double BFLOAT16_GRADIENT = 0.15; // measured: 0.086

    private static final Picture CONTENT = Small.picture(1, 12, 15);
    private static final Picture STYLE = Small.picture(2, 12, 15);
    private static final Picture OTHER = Small.picture(3, 12, 15);

    @AutoClose
    private final NDManager manager = Torch.start().newBaseManager();

    private StyleObjective objective(Reading reading, LossWeights weights, Precision precision, Picture style) {
        return new StyleObjective(Small.network(manager, reading), Small.LAYERS, weights, precision, CONTENT, style);
    }

    private StyleObjective objective(Reading reading) {
        return objective(reading, LossWeights.D2L, Precision.FP32, STYLE);
    }

    private NDArray array(Picture picture) {
        return Small.PREPROCESSING.array(picture, manager);
    }

    private SynthesizedImage image(Picture start) {
        return SynthesizedImage.of(array(start), manager);
    }

    private static float[] values(StyleObjective.Loss loss) {
        return new float[] {
            loss.content().getFloat(),
            loss.style().getFloat(),
            loss.totalVariation().getFloat()
        };
    }

    @ParameterizedTest
    @EnumSource
    void thePhotographHasNoContentLossAndThePaintingNoStyleLoss(Reading reading) {
        try (GradMode off = GradMode.off();
                StyleObjective objective = objective(reading)) {
            StyleObjective.Loss photograph = objective.measure(array(CONTENT));
            StyleObjective.Loss painting = objective.measure(array(STYLE));

            assertThat(photograph.content().getFloat()).isZero();
            assertThat(photograph.style().getFloat()).isPositive();
            assertThat(painting.style().getFloat()).isZero();
            assertThat(painting.content().getFloat()).isPositive();
            assertThat(painting.totalVariation().getFloat()).isPositive();
        }
    }

    @Test
    void eachLossHasItsWeightAndTheTotalIsTheirSum() {
        NDArray image = array(OTHER);
        try (StyleObjective plain = objective(Reading.IN_PLACE, new LossWeights(1, 1, 1), Precision.FP32, STYLE);
                StyleObjective weighted =
                        objective(Reading.IN_PLACE, new LossWeights(2, 0, 8), Precision.FP32, STYLE)) {
            float[] one = values(plain.measure(image));

            assertThat(values(weighted.measure(image))).containsExactly(2 * one[0], 0, 8 * one[2]);
            assertThat(plain.measure(image).total().getFloat())
                    .isCloseTo(one[0] + one[1] + one[2], within(1e-6f * (one[0] + one[1] + one[2])));
        }
    }

    @Test
    void thePaintingMayBeOfAnySizeAndTheImageIsOfThePhotographs() {
        try (StyleObjective objective =
                objective(Reading.IN_PLACE, LossWeights.D2L, Precision.FP32, Small.picture(2, 31, 9))) {
            assertThat(objective.measure(array(OTHER)).total().getFloat()).isPositive();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> objective.measure(array(Small.picture(3, 12, 14))))
                    .withMessage("the target is (1, 5, 12, 15), but must be (1, 5, 12, 14)");
        }
    }

    @Test
    void anImageOfOnePixelHasFiniteLosses() {
        Layers first = new Layers(List.of(2), List.of(0));
        Picture pixel = Small.picture(4, 1, 1);
        try (StyleObjective objective = new StyleObjective(
                Small.network(manager, Reading.IN_PLACE), first, LossWeights.D2L, Precision.FP32, pixel, STYLE)) {
            SynthesizedImage image = image(Small.picture(5, 1, 1));

            assertThat(gradient(objective, image, false).total()).isPositive().isFinite();
        }
    }

    private record Measured(float content, float style, float total, float[] gradient) {}

    private Measured gradient(StyleObjective objective, SynthesizedImage image, boolean stress) {
        try (NDManager scope = manager.newSubManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            StyleObjective.Loss loss = objective.measure(image.picture(scope));
            NDArray total = loss.total();
            if (stress) {
                MemoryStress.run();
            }
            collector.backward(total);
            try (NDArray gradient = image.array().getGradient()) {
                return new Measured(
                        loss.content().getFloat(), loss.style().getFloat(), total.getFloat(), gradient.toFloatArray());
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void gradientsAreTheSameWhateverTheGarbageCollectorDoes(Reading reading) {
        try (StyleObjective objective = objective(reading)) {
            assertThat(gradient(objective, image(OTHER), true).gradient())
                    .isEqualTo(gradient(objective, image(OTHER), false).gradient());
        }
    }

    @ParameterizedTest
    @EnumSource
    void thirtyStepsOfAdamMakeTheLossLess(Reading reading) {
        try (StyleObjective objective = objective(reading)) {
            List<Float> losses = train(objective, image(OTHER), 30);

            assertThat(losses.subList(0, 5)).isSortedAccordingTo((a, b) -> Float.compare(b, a));
            assertThat(losses.get(29)).isLessThan(losses.get(0) / 10); // measured: a 19th and a 15th
        }
    }

    @Test
    void aFreshThreadTrainsTheSame() throws Exception {
        try (StyleObjective objective = objective(Reading.IN_PLACE)) {
            List<Float> here = train(objective, image(OTHER), 3);

            FreshThread.run(() -> {
                try (StyleObjective other = objective(Reading.IN_PLACE)) {
                    assertThat(train(other, image(OTHER), 3)).isEqualTo(here);
                }
            });
        }
    }

    /** The losses before each step. */
    private List<Float> train(StyleObjective objective, SynthesizedImage image, int steps) {
        try (GroupedOptimizer optimizer = adam(image)) {
            return Stream.generate(() -> step(objective, image, optimizer))
                    .limit(steps)
                    .toList();
        }
    }

    private static GroupedOptimizer adam(SynthesizedImage image) {
        return GroupedOptimizer.of(
                UpdateRule.adam(0.9, 0.999, 1e-8), step -> 0.03f, List.of(ParameterGroup.all(image, 0)));
    }

    private float step(StyleObjective objective, SynthesizedImage image, GroupedOptimizer optimizer) {
        try (NDManager scope = manager.newSubManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            NDArray total = objective.measure(image.picture(scope)).total();
            collector.backward(total);
            optimizer.step();
            return total.getFloat();
        }
    }

    @Test
    void noArrayStaysOpenOverAHundredSteps() {
        SynthesizedImage image = image(OTHER);
        try (StyleObjective objective = objective(Reading.IN_PLACE);
                GroupedOptimizer optimizer = adam(image)) {
            step(objective, image, optimizer); // makes Adam's state
            long before = openArrays();
            for (int i = 0; i < 100; i++) {
                step(objective, image, optimizer);
            }

            assertThat(openArrays()).isEqualTo(before);
        }
    }

    /** In the whole process. */
    private long openArrays() {
        return manager.getParentManager().getManagedArrays().size();
    }

    /** The gradient is rougher than the losses: rounding to 8 bits moves values across a ReLU's kink. */
    @ParameterizedTest
    @EnumSource
    void bfloat16AgreesWithFloat32(Reading reading) {
        assumeThatCode(Precision.BF16::require).doesNotThrowAnyException();
        try (StyleObjective single = objective(reading);
                StyleObjective half = objective(reading, LossWeights.D2L, Precision.BF16, STYLE)) {
            Measured expected = gradient(single, image(OTHER), false);
            Measured actual = gradient(half, image(OTHER), false);

            assertThat(actual.content()).isCloseTo(expected.content(), within(BFLOAT16_LOSSES * expected.content()));
            assertThat(actual.style()).isCloseTo(expected.style(), within(BFLOAT16_LOSSES * expected.style()));
            assertThat(distance(actual.gradient(), expected.gradient())).isLessThan(BFLOAT16_GRADIENT);
        }
    }

    /** |a - b| / |b|. */
    private static double distance(float[] a, float[] b) {
        double difference = 0;
        double norm = 0;
        for (int i = 0; i < a.length; i++) {
            difference += (a[i] - b[i]) * (a[i] - b[i]);
            norm += b[i] * b[i];
        }
        return Math.sqrt(difference / norm);
    }
}
