package org.visioncourse.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.visioncourse.engine.ForwardPass;
import org.visioncourse.engine.Torch;
import org.visioncourse.models.StartValues;

class DcganTest {

    @AutoClose
    private final NDManager manager = Torch.start().newBaseManager();

    private <B extends Block> B started(B network, Shape input) {
        StartValues.normal(network, 0.02, 0).initialize(manager, DataType.FLOAT32, input);
        return network;
    }

    private Shape outputShape(Block network, long... input) {
        NDArray zeros = manager.zeros(new Shape(input));
        return ForwardPass.inference(started(network, zeros.getShape()), zeros).getShape();
    }

    private static long learned(Block network) {
        return network.getParameters().values().stream()
                .filter(Parameter::requiresGradient)
                .mapToLong(parameter -> parameter.getArray().size())
                .sum();
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 64, 128})
    void theGeneratorMakesPicturesOfEachSide(int side) {
        assertThat(outputShape(Dcgan.generator(side, Dcgan.LATENT), 1, Dcgan.LATENT, 1, 1))
                .isEqualTo(new Shape(1, 3, side, side));
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 64, 128})
    void theDiscriminatorSaysOneNumberOfAPictureOfEachSide(int side) {
        assertThat(outputShape(Dcgan.discriminator(side), 2, 3, side, side)).isEqualTo(new Shape(2, 1, 1, 1));
    }

    @Test
    void at64PixelsTheNetworksHaveTheKnownNumbersOfParameters() {
        Block generator = started(Dcgan.generator(64, Dcgan.LATENT), new Shape(1, Dcgan.LATENT, 1, 1));
        Block discriminator = started(Dcgan.discriminator(64), new Shape(1, 3, 64, 64));

        assertThat(learned(generator)).isEqualTo(3_576_704);
        assertThat(learned(discriminator)).isEqualTo(2_765_696);
    }

    @Test
    void aPictureMayBeMadeOfAnotherNumberOfLatents() {
        assertThat(outputShape(Dcgan.generator(32, 7), 2, 7, 1, 1)).isEqualTo(new Shape(2, 3, 32, 32));
    }

    @Test
    void generatedValuesLieBetweenMinusOneAndOne() {
        Torch.seed(1, 0, 0);
        NDArray latents = Dcgan.latents(4, manager).mul(1000);
        Block generator = started(Dcgan.generator(32, Dcgan.LATENT), latents.getShape());

        float[] values = ForwardPass.inference(generator, latents).toFloatArray();

        assertThat(values).hasSize(4 * 3 * 32 * 32);
        float least = Float.POSITIVE_INFINITY;
        float most = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            least = Math.min(least, value); // NaN stays
            most = Math.max(most, value);
        }
        assertThat(least).isBetween(-1f, -0.5f);
        assertThat(most).isBetween(0.5f, 1f);
    }

    @Test
    void aGeneratorBlockDoublesHeightAndWidth() {
        assertThat(outputShape(Dcgan.generatorBlock(20, 2, 1), 2, 3, 16, 16)).isEqualTo(new Shape(2, 20, 32, 32));
    }

    @Test
    void theFirstGeneratorBlockMakesFourByFourOfOnePixel() {
        assertThat(outputShape(Dcgan.generatorBlock(20, 1, 0), 2, 3, 1, 1)).isEqualTo(new Shape(2, 20, 4, 4));
    }

    @Test
    void aDiscriminatorBlockHalvesHeightAndWidth() {
        assertThat(outputShape(Dcgan.discriminatorBlock(20), 2, 3, 16, 16)).isEqualTo(new Shape(2, 20, 8, 8));
    }

    @ParameterizedTest
    @ValueSource(ints = {-64, 0, 16, 48, 256})
    void anotherSideIsRefusedInOneSentence(int side) {
        String sentence = "side is " + side + ", but must be 32, 64 or 128";

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dcgan.generator(side, Dcgan.LATENT))
                .withMessage(sentence);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Dcgan.discriminator(side))
                .withMessage(sentence);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 5})
    void latentsAreOneHundredChannelsOfOnePixel(long count) {
        assertThat(Dcgan.latents(count, manager).getShape()).isEqualTo(new Shape(count, 100, 1, 1));
    }

    @Test
    void theSameSeedGivesTheSameLatents() {
        Torch.seed(1, 2, 3);
        float[] first = Dcgan.latents(5, manager).toFloatArray();
        float[] next = Dcgan.latents(5, manager).toFloatArray();
        Torch.seed(1, 2, 3);

        assertThat(Dcgan.latents(5, manager).toFloatArray()).isEqualTo(first).isNotEqualTo(next);
    }
}
