package org.visioncourse.gan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.nn.Block;
import ai.djl.training.GradientCollector;
import ai.djl.training.tracker.Tracker;
import org.visioncourse.engine.ForwardPass;
import org.visioncourse.engine.GroupedOptimizer;
import org.visioncourse.engine.Precision;
import org.visioncourse.training.Figures;

/**
 * Two networks against each other, and what moves each of them.
 *
 * @param generator makes pictures of noise
 * @param discriminator tells real ones from them; larger outputs for real ones
 * @param generatorOptimizer of the generator's parameters
 * @param discriminatorOptimizer of the discriminator's parameters
 * @param loss what each makes smaller
 * @param smoothing of the answer for real pictures, in [0, 1)
 * @param noise standard deviation, by the number of steps before, of what is added to each value that the discriminator sees,
 *     real or generated (instance noise, Sønderby et al. 2016, <a href="https://arxiv.org/abs/1610.04490">arXiv:1610.04490</a>)
 * @param precision of the forward and backward passes
 */
public record Adversaries(
        Block generator,
        Block discriminator,
        GroupedOptimizer generatorOptimizer,
        GroupedOptimizer discriminatorOptimizer,
        GanLoss loss,
        float smoothing,
        Tracker noise,
        Precision precision) {

    /**
     * One step of each network, on the same generated pictures.
     *
     * @param real pictures (N, ...), as the generator's are
     * @param latent noise (N, ...), of the generator's input shape
     * @return the two losses, {@code lossD} and {@code lossG}, before the steps
     */
    public Figures step(NDArray real, NDArray latent) {
        try (GradientCollector collector = latent.getManager().getEngine().newGradientCollector()) {
            NDArray generated = run(generator, latent);
            float std = noise.getNewValue(discriminatorOptimizer.updates());

            // The discriminator learns to tell them apart. What it says of the generated pictures must not move the
            // generator, which is cut off here.
            NDArray lossD = loss.discriminator(judge(real, std), judge(generated.stopGradient(), std), smoothing);
            collector.backward(lossD);
            discriminatorOptimizer.step();

            // The generator learns to make pictures that the new discriminator takes for real ones. The gradient goes
            // through the discriminator to the pictures, and leaves nothing in it.
            NDArray lossG;
            try (Frozen frozen = Frozen.of(discriminator)) {
                lossG = loss.generator(judge(generated, std));
                collector.backward(lossG);
            }
            generatorOptimizer.step();
            return Figures.of(real.getShape().get(0), "lossD", lossD.getFloat()).with("lossG", lossG.getFloat());
        }
    }

    /**
     * The discriminator's opinion. Convolutions without bias, leaky ReLU and BatchNorm say the same of a batch and of one with a
     * tenth of its contrast, so that generated pictures would stay pale; beside noise of a fixed size the contrast counts.
     */
    private NDArray judge(NDArray pictures, float std) {
        if (std == 0) {
            return run(discriminator, pictures);
        }
        NDArray added = pictures.getManager().randomNormal(0, std, pictures.getShape(), DataType.FLOAT32);
        return run(discriminator, pictures.add(added));
    }

    private NDArray run(Block network, NDArray input) {
        try (Precision.Scope scope = precision.use()) {
            return Precision.single(
                    ForwardPass.training(network, new NDList(input)).singletonOrThrow());
        }
    }
}
