package org.visioncourse.gan;

import ai.djl.ndarray.NDArray;
import ai.djl.nn.Activation;
import java.util.Locale;
import org.visioncourse.engine.Constants;

/**
 * What the two networks of a GAN make smaller, from the discriminator's outputs (the larger, the surer it is that a picture is
 * real), of any shape; a mean over all of them, of shape ().
 */
public enum GanLoss {

    /**
     * Binary cross entropy on logits (Goodfellow et al. 2014, <a href="https://arxiv.org/abs/1406.2661">arXiv:1406.2661</a>;
     * D2L): -log sigmoid(x) where the answer should be real, -log(1 - sigmoid(x)) where it should be generated. The generator
     * makes -log sigmoid(x) of its pictures smaller (the form that does not fade while it is weak).
     */
    BCE {
        @Override
        NDArray distance(NDArray outputs, float target) {
            NDArray upper =
                    Activation.softPlus(outputs); // log(1 + e^x) - t x; TorchScript's last bits change after some calls
            return upper.sub(Constants.multiply(outputs, target)).mean();
        }
    },

    /**
     * Least squares (Mao et al. 2016, <a href="https://arxiv.org/abs/1611.04076">arXiv:1611.04076</a>; CS231n): half the squared
     * distance to 1 where the answer should be real, and to 0 where it should be generated.
     */
    LEAST_SQUARES {
        @Override
        NDArray distance(NDArray outputs, float target) {
            return outputs.sub(target).square().mean();
        }

        @Override
        public NDArray generator(NDArray generated) {
            return Constants.multiply(super.generator(generated), 0.5f);
        }
    };

    /** How far the outputs are from an answer. */
    abstract NDArray distance(NDArray outputs, float target);

    /**
     * The discriminator's loss: half of that on real pictures and half of that on generated ones.
     *
     * @param real outputs for real pictures
     * @param generated outputs for generated ones
     * @param smoothing how far the answer for real pictures stays below 1, in [0, 1) (one-sided label smoothing, Salimans et
     *     al. 2016, <a href="https://arxiv.org/abs/1606.03498">arXiv:1606.03498</a>)
     */
    public NDArray discriminator(NDArray real, NDArray generated, float smoothing) {
        return Constants.multiply(distance(real, 1 - smoothing).add(distance(generated, 0)), 0.5f);
    }

    /**
     * The generator's loss: how far its pictures are from being taken for real ones.
     *
     * @param generated outputs for generated pictures, by a discriminator that is not moved by it
     */
    public NDArray generator(NDArray generated) {
        return distance(generated, 1);
    }

    /** As the command line names it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
