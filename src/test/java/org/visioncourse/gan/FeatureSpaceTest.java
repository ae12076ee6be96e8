package org.visioncourse.gan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.visioncourse.data.GeneratedSprites;
import org.visioncourse.data.ImageSet;
import org.visioncourse.engine.Torch;

class FeatureSpaceTest {

    private static final int KINDS = GeneratedSprites.CLASS_NAMES.size();

    @AutoClose
    private final NDManager manager = Torch.start().newBaseManager();

    @AutoClose
    private final FeatureSpace space = new FeatureSpace();

    private static ImageSet noise(int count) {
        ImageSet sprites = GeneratedSprites.draw(count, 32, 1);
        byte[] pixels = new byte[sprites.pixels().length];
        new Random(1).nextBytes(pixels);
        return new ImageSet(pixels, 32, 32, 3, sprites.labels(), sprites.classNames());
    }

    private NDArray pictures(int count, int side) {
        float[] values = new float[count * 3 * side * side];
        Random random = new Random(side);
        for (int i = 0; i < values.length; i++) {
            values[i] = 2 * random.nextFloat() - 1;
        }
        return manager.create(values, new Shape(count, 3, side, side));
    }

    private static double distance(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += Math.pow((double) a[i] - b[i], 2);
        }
        return Math.sqrt(sum);
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 64})
    void aPictureHas128Features(int side) {
        float[][] features = space.of(pictures(2, side));

        assertThat(features).hasDimensions(2, 128);
        for (float[] row : features) {
            for (float feature : row) {
                assertThat(feature).isFinite();
            }
        }
        assertThat(features[0]).isNotEqualTo(features[1]);
    }

    @Test
    void theSamePictureHasTheSameFeatures() {
        NDArray pictures = pictures(3, 32);

        assertThat(space.of(pictures)).isDeepEqualTo(space.of(pictures));
    }

    @Test
    void thePicturesBesideItDoNotMatter() {
        NDArray pictures = pictures(3, 32);

        assertThat(space.of(pictures.get("1:2"))[0]).containsExactly(space.of(pictures)[1], within(1e-4f));
    }

    @Test
    void everySpriteIsNearerToAnotherOfItsKindThanToNoise() {
        float[][] sprites = DcganGallery.features(GeneratedSprites.draw(2 * KINDS, 32, 1), space);
        float[][] noise = DcganGallery.features(noise(KINDS), space);

        for (int kind = 0; kind < KINDS; kind++) {
            double near = distance(sprites[kind], sprites[KINDS + kind]);
            for (float[] other : noise) {
                assertThat(near).as(GeneratedSprites.CLASS_NAMES.get(kind)).isLessThan(distance(sprites[kind], other));
            }
        }
    }

    @Test
    void theKernelDistanceTellsNoiseFromOtherSprites() {
        float[][] sprites = DcganGallery.features(GeneratedSprites.draw(4 * KINDS, 32, 1), space);
        float[][] others = DcganGallery.features(GeneratedSprites.draw(4 * KINDS, 32, 2), space);
        float[][] noise = DcganGallery.features(noise(4 * KINDS), space);

        assertThat(Math.abs(KernelDistance.of(sprites, others))).isLessThan(KernelDistance.of(sprites, noise) / 10);
    }

    @Test
    void nothingIsLeftOnThePicturesManager() {
        NDArray pictures = pictures(2, 32);
        int before = manager.getManagedArrays().size();

        space.of(pictures);

        assertThat(manager.getManagedArrays()).hasSize(before);
    }
}
