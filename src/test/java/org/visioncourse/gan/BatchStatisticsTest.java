package org.visioncourse.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.visioncourse.engine.ForwardPass;
import org.visioncourse.engine.GradMode;
import org.visioncourse.engine.Torch;
import org.visioncourse.models.StartValues;

class BatchStatisticsTest {

    @AutoClose
    private final NDManager manager = Torch.start().newBaseManager();

    /** By the batch's own means and variances a network gives the same in inference as in training. */
    @Test
    void inferenceGivesWhatTrainingGivesOnTheMeasuredBatch() {
        Torch.seed(1, 0, 0);
        NDArray latents = Dcgan.latents(8, manager);
        Block generator = Dcgan.generator(32, Dcgan.LATENT);
        StartValues.normal(generator, 0.2, 0).initialize(manager, DataType.FLOAT32, latents.getShape());
        float[] before = ForwardPass.inference(generator, latents).toFloatArray();

        BatchStatistics.measure(generator, latents);

        float[] measured = ForwardPass.inference(generator, latents).toFloatArray();
        float[] training;
        try (GradMode off = GradMode.off()) {
            training = ForwardPass.training(generator, new NDList(latents))
                    .singletonOrThrow()
                    .toFloatArray();
        }
        double wasOff = 0;
        for (int i = 0; i < training.length; i++) {
            assertThat(measured[i]).isCloseTo(training[i], within(1e-4f));
            wasOff = Math.max(wasOff, Math.abs(before[i] - training[i]));
        }
        assertThat(wasOff).isGreaterThan(0.1);
    }

    @Test
    void nothingIsLeftOnTheManagers() {
        NDArray latents = Dcgan.latents(4, manager);
        Block generator = Dcgan.generator(32, Dcgan.LATENT);
        StartValues.normal(generator, 0.02, 0).initialize(manager, DataType.FLOAT32, latents.getShape());
        BatchStatistics.measure(generator, latents);
        int live = manager.getManagedArrays().size();
        BatchStatistics.measure(generator, latents);

        assertThat(manager.getManagedArrays()).hasSize(live);
    }
}
