package org.visioncourse.gan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.core.Linear;
import org.visioncourse.engine.ForwardPass;
import org.visioncourse.engine.Torch;

/** The smallest GAN: points in the plane (D2L, "Generative Adversarial Networks"). */
public final class ToyGan {

    /** Numbers that a point is made from. */
    public static final int LATENT = 2;

    private ToyGan() {}

    /** One linear layer, which is all that a Gaussian takes: latents (N, 2) to points (N, 2). */
    public static SequentialBlock generator() {
        return new SequentialBlock().add(linear(2));
    }

    /** Three linear layers with tanh between them: points (N, 2) to logits (N, 1). */
    public static SequentialBlock discriminator() {
        return new SequentialBlock()
                .add(linear(5))
                .add(Activation.tanhBlock())
                .add(linear(3))
                .add(Activation.tanhBlock())
                .add(linear(1));
    }

    /** Draws noise (count, 2) by libtorch's generator, attached to the manager. */
    public static NDArray latents(long count, NDManager manager) {
        return manager.randomNormal(new Shape(count, LATENT));
    }

    /**
     * Points by a generator.
     *
     * @param generator an initialised one
     * @param count how many
     * @param seed of the noise: the same seed gives the same points
     * @return (count, 2)
     */
    public static float[][] points(Block generator, int count, long seed) {
        Torch.seed(seed, -1, 0); // of no step
        try (NDManager scope = NDManager.newBaseManager("PyTorch")) {
            float[] values =
                    ForwardPass.inference(generator, latents(count, scope)).toFloatArray();
            float[][] points = new float[count][];
            for (int i = 0; i < count; i++) {
                points[i] = new float[] {values[2 * i], values[2 * i + 1]};
            }
            return points;
        }
    }

    private static Linear linear(int units) {
        return Linear.builder().setUnits(units).build();
    }
}
