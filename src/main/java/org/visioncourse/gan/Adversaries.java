package org.visioncourse.gan;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.nn.Block;
import ai.djl.training.GradientCollector;
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
 * @param precision of the forward and backward passes
 */
public record Adversaries(
        Block generator,
        Block discriminator,
        GroupedOptimizer generatorOptimizer,
        GroupedOptimizer discriminatorOptimizer,
        GanLoss loss,
        float smoothing,
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

            // The discriminator learns to tell them apart. What it says of the generated pictures must not move the
            // generator, which is cut off here.
            NDArray lossD = loss.discriminator(
                    run(discriminator, real), run(discriminator, generated.stopGradient()), smoothing);
            collector.backward(lossD);
            discriminatorOptimizer.step();

            // The generator learns to make pictures that the new discriminator takes for real ones. The gradient goes
            // through the discriminator to the pictures, and leaves nothing in it.
            NDArray lossG;
            try (Frozen judge = Frozen.of(discriminator)) {
                lossG = loss.generator(run(discriminator, generated));
                collector.backward(lossG);
            }
            generatorOptimizer.step();
            return Figures.of(real.getShape().get(0), "lossD", lossD.getFloat()).with("lossG", lossG.getFloat());
        }
    }

    private NDArray run(Block network, NDArray input) {
        try (Precision.Scope scope = precision.use()) {
            return Precision.single(
                    ForwardPass.training(network, new NDList(input)).singletonOrThrow());
        }
    }
}
