package org.visioncourse.gan;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.visioncourse.engine.GroupedOptimizer;
import org.visioncourse.engine.ParameterGroup;
import org.visioncourse.engine.Precision;
import org.visioncourse.engine.Torch;
import org.visioncourse.engine.UpdateRule;
import org.visioncourse.models.StartValues;
import org.visioncourse.training.Figures;
import org.visioncourse.training.Schedules;

class AdversariesTest {

    @AutoClose
    private final NDManager manager = NDManager.newBaseManager("PyTorch");

    private final SequentialBlock generator = StartValues.normal(ToyGan.generator(), 0.5, 1);
    private final SequentialBlock discriminator = StartValues.normal(ToyGan.discriminator(), 0.5, 2);
    private final NDArray real;
    private final NDArray latent;

    AdversariesTest() {
        Torch.start();
        generator.initialize(manager, DataType.FLOAT32, new Shape(1, 2));
        discriminator.initialize(manager, DataType.FLOAT32, new Shape(1, 2));
        real = manager.create(new float[] {1, 2, 0, 1, -1, 3}, new Shape(3, 2));
        latent = manager.create(new float[] {0.5f, -1, 1, 1, -0.2f, 0.3f}, new Shape(3, 2));
    }

    private Adversaries adversaries(float generatorRate, float discriminatorRate) {
        return adversaries(generatorRate, discriminatorRate, 0);
    }

    private Adversaries adversaries(float generatorRate, float discriminatorRate, float noise) {
        return new Adversaries(
                generator,
                discriminator,
                optimizer(generator, generatorRate),
                optimizer(discriminator, discriminatorRate),
                GanLoss.BCE,
                0,
                Schedules.constant(noise),
                Precision.FP32);
    }

    private static GroupedOptimizer optimizer(Block network, float rate) {
        return GroupedOptimizer.of(UpdateRule.sgd(), Schedules.constant(rate), List.of(ParameterGroup.all(network, 0)));
    }

    private static List<float[]> values(Block network) {
        return network.getParameters().values().stream()
                .map(parameter -> parameter.getArray().toFloatArray())
                .toList();
    }

    private Figures step(Adversaries adversaries) {
        try (NDManager scope = manager.newSubManager()) {
            NDArray pictures = real.duplicate();
            NDArray noise = latent.duplicate();
            pictures.attach(scope);
            noise.attach(scope);
            return adversaries.step(pictures, noise);
        }
    }

    private static void close(Adversaries adversaries) {
        adversaries.generatorOptimizer().close();
        adversaries.discriminatorOptimizer().close();
    }

    @Test
    void theGeneratorsStepLeavesTheDiscriminatorAsItIs() {
        Adversaries adversaries = adversaries(1, 1e-30f); // a rate at which no float32 changes
        List<float[]> judge = values(discriminator);
        List<float[]> maker = values(generator);
        step(adversaries);

        assertThat(values(discriminator)).usingRecursiveComparison().isEqualTo(judge);
        assertThat(values(generator)).usingRecursiveComparison().isNotEqualTo(maker);
        close(adversaries);
    }

    @Test
    void theDiscriminatorsStepLeavesTheGeneratorAsItIs() {
        Adversaries adversaries = adversaries(1e-30f, 1);
        List<float[]> judge = values(discriminator);
        List<float[]> maker = values(generator);
        step(adversaries);

        assertThat(values(generator)).usingRecursiveComparison().isEqualTo(maker);
        assertThat(values(discriminator)).usingRecursiveComparison().isNotEqualTo(judge);
        close(adversaries);
    }

    @Test
    void noGradientIsLeftInEitherNetwork() {
        Adversaries adversaries = adversaries(0.1f, 0.1f);
        step(adversaries);

        for (Block network : List.of(generator, discriminator)) {
            for (Parameter parameter : network.getParameters().values()) {
                assertThat(parameter.getArray().hasGradient()).isTrue();
                try (NDArray gradient = JniUtils.getGradient((PtNDArray) parameter.getArray())) {
                    assertThat(gradient.toFloatArray()).containsOnly(0);
                }
            }
        }
        close(adversaries);
    }

    @Test
    void theSameStepsGiveTheSameLosses() {
        Adversaries adversaries = adversaries(1e-30f, 1e-30f);
        Figures first = step(adversaries);
        assertThat(step(adversaries)).isEqualTo(first);
        close(adversaries);
    }

    @Test
    void noiseIsDrawnAnewForEachStepAndIsTheSameForTheSameSeed() {
        Adversaries adversaries = adversaries(1e-30f, 1e-30f, 0.5f);
        Torch.seed(1, 0, 0);
        Figures first = step(adversaries);
        Figures second = step(adversaries);
        Torch.seed(1, 0, 0);

        assertThat(step(adversaries)).isEqualTo(first).isNotEqualTo(second);
        close(adversaries);
    }

    @Test
    void againstAFixedDiscriminatorTheGeneratorsLossFalls() {
        Adversaries adversaries = adversaries(0.1f, 1e-30f);
        double before = step(adversaries).get("lossG");
        for (int i = 0; i < 20; i++) {
            step(adversaries);
        }
        assertThat(step(adversaries).get("lossG")).isLessThan(before - 0.01);
        close(adversaries);
    }

    @Test
    void liveArraysDoNotGrow() {
        Adversaries adversaries = adversaries(0.01f, 0.01f);
        step(adversaries);
        int before = manager.getManagedArrays().size();
        for (int i = 0; i < 50; i++) {
            step(adversaries);
        }
        assertThat(manager.getManagedArrays()).hasSize(before);
        close(adversaries);
    }
}
